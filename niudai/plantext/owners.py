"""Attribute, owners: who has to do a task, from annotation, 由…负责, subject, nearest heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from . import words
from .names import CODES, DEPARTMENT, LINE, is_organ, line_code, split_names
from .subjects import sentences, subjects_of

_ANNOTATION = re.compile(
    r"[（(〔\[]([^（()）〔〕\[\]]{2,260}(?:[（(][^（()）]{1,20}[）)][^（()）〔〕\[\]]{0,260})*)[）)〕\]][。；;]?"
)
_ROLE_WORDS = (
    "责任单位|责任部门|责任科室|责任处室|责任领导|牵头单位|牵头部门|牵头处室|配合单位|配合部门|协办单位|协作单位|参与单位|参加单位|"
    "落实单位|完成单位|主办单位|承办单位|主责单位|协同单位|负责单位|牵头领导|责任人|完成时限|完成时间|时间节点|时限|牵头|配合"
)
_ROLE = re.compile(rf"(?P<role>{_ROLE_WORDS})[:：]")
_ANNOTATION_BLOCK = re.compile(
    rf"\n[ \t\u3000\xa0]{{0,20}}[（(〔\[]?((?:{_ROLE_WORDS})[:：][\s\S]*)$"
)
_NOT_OWNER_ROLE = ("责任人", "责任领导", "牵头领导", "完成时限", "完成时间", "时间节点", "时限")
_DOES = re.compile(
    r"(?:等(?:部门|单位)?)?(?:按职责分工|按照职责分工|根据职责分工|按职责|共同|分别|具体|分工)*"
    r"(?:负责(?:落实|实施)?|牵头(?:负责)?|指导|参与|配合|落实|承担|组织实施|会同)+$"
)
_BY = re.compile(
    r"由(?P<names>[^，,。；;由]{2,60}?)(?=负责|牵头|组织(?!部|机构)|承担|具体|进行|实施|统一|主办|承办|依法|依规|依据|办成|办理|报送|落实|制定|"
    r"按照|审核|统筹|确定|组成|担任|会同|统计|汇总|提供|发放|评选|评定|表彰|指导|监督|管理|联合|开展|完成|安排|出台|印发|起草|追究|主持|召集|收集|受理|验收|考核|下发|列支|审批|核定|拨付|采购|带队|带领|率队|承办|接待|讲授|主讲)"
)
_THEN = re.compile(
    r"(?:负责|牵头|组织|主办)[、，](?P<names>[^，。；、]{2,20}?)(?=指导|配合|协助|参与|协办|监督)"
)
_WITH = re.compile(r"会同(?P<names>[\u4e00-\u9fff、]{2,120})")
_NOT_IN_NAME = frozenset("的了把将对向在于由为是使让被从据给等要或")
_DEPARTMENT_END = re.compile(f"{LINE}|{DEPARTMENT}")
_ORGANISES = re.compile(r"(?:^|[，,。；;：:])组织(?P<names>[^，,。；;：:的]{2,30}?)开展")
# （一）市教育局：… and 市总工会、团市委：… name the doer before a colon.
_LABEL = re.compile(
    r"(?:第?[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]\s?)?(?P<names>[^，。；：\s]{2,40})："
)
_NAMED_AS = re.compile(
    r"(?:^|[，,。；;：:])(?P<names>[^，,。；;：:]{2,40}?)是[^，,。；;]{0,24}(?:职能部门|责任部门|牵头部门|主管单位|责任单位|责任主体|主管部门)"
)


SENTENCE_HEAD = 12
NAME_MAX = 14


@dataclass(frozen=True)
class Owners:
    """The owners of one task with the rule and the words that gave them."""

    lines: tuple[str, ...]
    leads: tuple[str, ...]
    why: str
    confidence: float


@dataclass(frozen=True)
class Annotation:
    """An owner annotation: the words printed in it, all owners, and those that lead."""

    printed: str
    owners: tuple[str, ...]
    leads: tuple[str, ...]


def annotation_at_end(text: str) -> Annotation | None:
    """Return the owner annotation that closes `text`, or None.

    >>> annotation_at_end("加强管理。（市民政局负责）").owners
    ('市民政局',)
    """
    last = None
    for match in _ANNOTATION.finditer(text, max(0, len(text) - 600)):
        last = match
    if last is None or last.end() < len(text.rstrip("。；; \u3000")):
        return None
    owners, leads = annotation_owners(last.group(1))
    return Annotation(last.group(1), owners, leads) if owners else None


def annotation_owners(inside: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (all owners, lead owners) named by the words of an annotation, or two empty tuples.

    >>> annotation_owners("牵头单位：市妇联，配合单位：市民政局、市财政局")
    (('women', '市民政局', '市财政局'), ('women',))
    """
    names: list[str] = []
    leads: list[str] = []
    roles = list(_ROLE.finditer(inside))
    for match, end in zip(roles, [*(m.start() for m in roles[1:]), len(inside)], strict=False):
        if match["role"] in _NOT_OWNER_ROLE:
            continue
        found = split_names(inside[match.end() : end])
        names += found
        if match["role"].startswith(("牵头", "责任", "主", "负责")):
            leads += found
    if roles:
        return _unique(names), _unique(leads)
    waiting: list[str] = []  # A、B，C负责: the verb stands once, at the end
    for part in re.split("[，,；;。]", inside):
        does = _DOES.search(part)
        if does:
            found = [*waiting, *split_names(part[: does.start()])]
            waiting = []
            names += found
            if "负责" in does.group() or "牵头" in does.group():
                leads += found
        elif _is_organ_list(part):
            waiting += split_names(part)
    if not names and len(inside) <= 30:
        names = waiting
    return _unique(names), _unique(leads)


def is_annotation_line(text: str) -> bool:
    """Tell whether a paragraph holds nothing but owner or time labels of the item above it.

    >>> is_annotation_line("责任单位：市总工会；完成时限：6月底前"), is_annotation_line("责任重大。")
    (True, False)
    """
    return bool(_ROLE.match(text.lstrip("（(〔["))) and len(text) <= 120 and "。" not in text[:-1]


def _is_organ_list(part: str) -> bool:
    pieces = [p for p in re.split("[、 \u3000]", part) if p]
    return bool(pieces) and all(is_organ(p) for p in pieces)


def owners_of(text: str, inherited: tuple[str, ...], heading: str) -> Owners:
    """Return the owners of one task; `inherited` are the lines its `heading` names."""
    closing = annotation_at_end(text)
    if closing:
        leads = closing.leads or closing.owners[:1]
        return Owners(closing.owners, leads, f"文末标注“{closing.printed[:40]}”", 0.98)
    block = _ANNOTATION_BLOCK.search(text)
    if block:
        printed = re.sub(r"\s", "", block.group(1))
        names, leads = annotation_owners(printed.strip("（）()〔〕[]"))
        if names:
            return Owners(names, leads or names[:1], f"另行标注“{printed[:40]}”", 0.98)
    said = _said(text)
    if said.lines:
        return said
    if inherited:
        return Owners(inherited, inherited[:1], f"所在标题“{heading[:20]}”", 0.8)
    return Owners((), (), "", 0.6)


def _said(text: str) -> Owners:
    """Return the owners the sentences of a task name: before a colon, as subject, after 由.

    A doer named only inside a sentence, or by a long name, is less sure: it may be somebody else's.
    """
    found: list[str] = []
    why: list[str] = []
    sure = False
    label = _LABEL.match(text)
    if label and _is_organ_list(label["names"]):
        found += split_names(label["names"])
        why.append(f"段首“{label['names'][:20]}：”")
        sure = True
    for sentence in sentences(text):
        for subject in subjects_of(sentence):
            if subject.owners:
                found += subject.owners
                sure = sure or subject.at < SENTENCE_HEAD
                place = "句首" if subject.at < SENTENCE_HEAD else "句中"
                why.append(f"{place}主语“{subject.words[:20]}”")
    for pattern in (_BY, _THEN, _WITH, _ORGANISES, _NAMED_AS):
        for match in pattern.finditer(text):
            named = _cut_verbs(match["names"]) if pattern is _WITH else match["names"]
            listed = list(takewhile(_is_owner_word, split_names(named)))
            if listed:
                found += listed
                sure = sure or pattern is not _WITH
                why.append(f"“{match.group().strip('，。；')[:24]}”")
    lines = _without_short_forms(_unique(found))
    sure = sure and all(len(name) <= NAME_MAX for name in lines)
    return Owners(lines, lines[:1], "；".join(dict.fromkeys(why)), 0.85 if sure else 0.65)


def _without_short_forms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Drop a name that ends a longer one of the same task (教育局 beside 市教育局)."""
    return tuple(n for n in names if not any(m != n and m.endswith(n) for m in names))


def _cut_verbs(listing: str) -> str:
    """Cut what follows the last organ of 会同A、B制定…, which no mark separates."""
    head, mark, last = listing.rpartition("、")
    for match in reversed(list(_DEPARTMENT_END.finditer(last))):
        if line_code(last[: match.end()]) or _is_owner_word(last[: match.end()]):
            return head + mark + last[: match.end()]
    return listing


def _is_owner_word(name: str) -> bool:
    return name in CODES or (
        len(name) >= 3
        and is_organ(name)
        and not any(v in name for v in words.VERB_BEFORE)
        and not set(name) & _NOT_IN_NAME
    )


def heading_lines(title: str, *, strict: bool = False) -> tuple[str, ...]:
    """Return the line a heading names as the one whose work it is.

    With `strict` only 党建带团建, 工会工作 … count, not a bare 工会, which may be an object.

    >>> heading_lines("坚持党建带团建，组织团员青年创先争优")
    ('league',)
    """
    codes = tuple(
        dict.fromkeys(
            code
            for word, code in words.HEADING_LINES
            if word in title and (len(word) > 3 or not strict)
        )
    )
    return codes if len(codes) == 1 else ()


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
