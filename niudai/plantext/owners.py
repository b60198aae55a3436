"""Attribute, owners: who has to do a task, from annotation, 由…负责, subject, nearest heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from . import words
from .names import CODES, is_organ, split_names
from .organs import is_person, listed_at
from .patterns import lazy
from .subjects import sentences, subjects_of

_ANNOTATION = lazy(
    r"[（(〔\[]([^（()）〔〕\[\]]{2,260}(?:[（(][^（()）]{1,20}[）)][^（()）〔〕\[\]]{0,260})*)[）)〕\]][。；;]?"
)
_ROLE_WORDS = (
    "责任单位|责任部门|责任科室|责任处室|责任领导|牵头单位|牵头部门|牵头处室|配合单位|配合部门|协办单位|协作单位|参与单位|参加单位|"
    "落实单位|完成单位|主办单位|承办单位|主责单位|协同单位|(?:负责|实施|执行)(?:单位|部门|科室|处室)(?:[/、和及][\u4e00-\u9fff]{2,4})?|牵头领导|责任人|完成时限|完成时间|时间节点|时限|牵头|配合"
)
_ROLE = lazy(rf"(?P<role>{_ROLE_WORDS})[:：]")
_ANNOTATION_BLOCK = lazy(rf"\n[ \t\u3000\xa0]{{0,20}}[（(〔\[]?((?:{_ROLE_WORDS})[:：][\s\S]*)$")
_NOT_OWNER_ROLE = ("责任人", "责任领导", "牵头领导", "完成时限", "完成时间", "时间节点", "时限")
# What an annotation adds to its names: 按职责分工负责。…均涉及市（州）人民政府，不再做分工，下同。
_NOT_DIVIDED = lazy(
    r"(?:按照?|根据)(?:各自)?职责(?:分工)?(?:分别)?负责[。，；]|[，。；]?(?:不再(?:另行)?[做作列]?分工|下同|以下相同)[。，；]?|具体任务均?涉及"
)
_NO_NAME = lazy(r"[0-9。%]|完成|长期|持续|分工|负责|落实|推进|坚持")
_DOES = lazy(
    r"(?:等(?:部门|单位)?)?(?:按职责分工|按照职责分工|根据职责分工|按职责|共同|分别|具体|分工)*"
    r"(?:负责(?:落实|实施)?|牵头(?:负责)?|指导|参与|配合|落实|承担|组织实施|会同)+$"
)
_BY = lazy(
    r"由(?P<names>[^，,。；;由]{2,60}?)(?=负责|牵头|组织(?!部|机构|的)|承担|具体|进行|实施|统一|主办|承办|依法|依规|依据|办成|办理|报送|落实|制定|"
    r"按照|审核|统筹|确定|组成|担任|会同|统计|汇总|提供|发放|评选|评定|表彰|指导|监督|管理|联合|开展|完成|安排|出台|印发|起草|追究|主持|召集|收集|受理|验收|考核|下发|列支|审批|核定|拨付|采购|带队|带领|率队|承办|接待|讲授|主讲)"
)
_THEN = lazy(
    r"(?:负责|牵头|组织|主办)[、，](?P<names>[^，。；、]{2,20}?)(?=(?:指导|配合|协助|参与|协办|监督)(?![^，。；]{0,8}的))"
)
_BY_ORGANS = lazy(
    r"(?<![自理缘事])由(?!于|此)(?:[\u4e00-\u9fff]{2,6}的(?=[省市县区镇]))?(?=[\u4e00-\u9fff“])|会同|协同|联合(?=[省市县区镇州校])|(?<=，)请(?=[省市县区镇州校])"
)
_RELATIVE = lazy("等?(?!负责|牵头)[\u4e00-\u9fff]{2,4}的(?=[\u4e00-\u9fff])")
# 与市司法局、市律师协会等单位配合: a partner, not 加强与…的配合.
_PARTNERS = lazy(
    r"(?:^|[，。；：.、．）])\s?(?:要|积极|主动|共同|同时){0,2}(?:与|和|同|联合)(?P<names>[^，。；：的]{2,80}?)"
    r"(?:等(?:有关|相关)?[\u4e00-\u9fff]{0,8}?)?(?:密切|积极|相互|互相|通力|加强|共同)?(?:配合|合作|联合|共同|协作|联手|协调)(?!的)"
)
_NOT_IN_NAME = frozenset("的了把将对向在于由为是使让被从据给等要或")
_ORGANISES = lazy(r"(?:^|[，,。；;：:])组织(?P<names>[^，,。；;：:的]{2,30}?)开展")
# （一）市教育局：… and 市总工会、团市委：… name the doer before a colon.
_LABEL = lazy(
    r"(?:第?[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]\s?)?(?:(?P<names>[^，。；：\s]{2,40})：|(?P<group>[\u4e00-\u9fff]{2,12}组)。)"
)
_DUTIES = lazy(
    r"(?:^|[，。；：.、．）\s])(?P<names>(?!\d)[^，。；：\s]{2,30}?)(?:的?(?:主要|工作|具体)?职责)(?:是|为|：)"
)
_NAMED_AS = lazy(
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
    inside = _NOT_DIVIDED.sub("、", inside)
    names: list[str] = []
    leads: list[str] = []
    roles = list(_ROLE.finditer(inside))
    for match, end in zip(roles, [*(m.start() for m in roles[1:]), len(inside)], strict=False):
        if match["role"] in _NOT_OWNER_ROLE:
            continue
        found = [n for n in split_names(inside[match.end() : end]) if not _NO_NAME.search(n)]
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
    return bool(pieces) and all(is_organ(p) and not set(p) & _NOT_IN_NAME for p in pieces)


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
    if inherited and is_annotation_line(heading):
        return Owners(inherited, inherited[:1], f"另行标注“{heading[:40]}”", 0.9)
    said = _said(text)
    if said.lines:
        return said
    if inherited:
        return Owners(inherited, inherited[:1], f"所在标题“{heading[:20]}”", 0.8)
    return Owners((), (), "", 0.6)


def lead_in_owners(lead: str) -> tuple[str, ...]:
    """Return who the words before 一是…；二是… name as the doer of all points.

    >>> lead_in_owners("1.落实责任。督查组工作职责："), lead_in_owners("做到“三个”：")
    (('督查组',), ())
    """
    found = [
        name
        for part in sentences(lead)[-1:]
        for s in subjects_of(part)
        if s.modal
        for name in s.owners
    ]
    duty = _DUTIES.search(lead)
    told = listed_at(lead, duty.start("names")) if duty else None
    if duty and told and told.end == duty.end("names"):
        found += told.owners
    return _unique(found)


def _said(text: str) -> Owners:
    """Return the owners the sentences of a task name: before a colon, as subject, after 由.

    A doer named only inside a sentence, or by a long name, is less sure: it may be somebody else's.
    """
    found: list[str] = []
    why: list[str] = []
    sure = False
    label = _LABEL.match(text)
    named = "names" if label and label["names"] else "group"
    told = listed_at(text, label.start(named)) if label else None
    if label and told and told.end == label.end(named):
        found += told.owners
        why.append(f"段首“{label[named][:20]}”")
        sure = True
    for sentence in sentences(text):
        for subject in subjects_of(sentence):
            if subject.owners:
                found += subject.owners
                sure = sure or subject.at < SENTENCE_HEAD
                place = "句首" if subject.at < SENTENCE_HEAD else "句中"
                why.append(f"{place}主语“{subject.words[:20]}”")
    for pattern in (_BY, _THEN, _PARTNERS, _ORGANISES, _NAMED_AS):
        for match in pattern.finditer(text):
            listed = list(takewhile(_is_owner_word, split_names(match["names"])))
            if listed:
                found += listed
                sure = True
                why.append(f"“{match.group().strip('，。；')[:24]}”")
    for match in _BY_ORGANS.finditer(text):
        told = listed_at(text, match.end())
        if told and told.owners and not _is_object(text[told.end : told.end + 8]):
            found += told.owners
            sure = sure or match.group() == "由"
            why.append(f"“{text[match.start() : told.end][:24]}”")
    lines = _without_short_forms(_unique(found))
    sure = sure and all(len(name) <= NAME_MAX for name in lines)
    return Owners(lines, lines[:1], "；".join(dict.fromkeys(why)), 0.85 if sure else 0.65)


def _without_short_forms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Drop a name that ends a longer one of the same task (教育局 beside 市教育局)."""
    return tuple(n for n in names if not any(m != n and m.endswith(n) for m in names))


def _is_object(following: str) -> bool:
    """Tell whether what follows an organ after 由 or 会同 says it is none (由政府的, 由团委书记)."""
    return (
        following.startswith(("的", "向", "转", "改", "到", "出具"))
        or is_person(following)
        or bool(_RELATIVE.match(following))
    )


def _is_owner_word(name: str) -> bool:
    if name in CODES:
        return True
    told = listed_at(name) if len(name) >= 3 else None
    return told is not None and told.end == len(name) and not set(name) & _NOT_IN_NAME


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
