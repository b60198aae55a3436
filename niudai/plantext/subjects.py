"""Doers: the organ or class of bodies a clause names at its head, and sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from . import words
from .names import DEPARTMENT, LINE, owner_name
from .sectors import sectors_in

_MODAL_WORDS = r"(?:都|均|也|还|原则上)?(?:(?<![主重必只紧纪概摘简首])要(?!求|点|素|闻|害|件)|应当|应(?!用|急|对|届|聘)|须|必须|需|将|负责|牵头|会同|不得|可以|可(?=[参根结])|承担(?!着))"
_HAN = r"[\u4e00-\u9fffA-Za-z（()）“”]"
_CLAUSE = re.compile(r"[^，,。；;：:！？!?]+")
_ORGAN = re.compile(rf"(?P<line>(?:{LINE}){words.LINE_TAIL})|(?:{DEPARTMENT})")
_MODAL = re.compile(
    rf"{_MODAL_WORDS}|在(?:各自)?职责范围|按照?(?:各自)?职责|每[月季周年]|定期|适时"
)
_MODAL_SOON = re.compile(rf"{_HAN}{{0,8}}?{_MODAL_WORDS}")
_PERSONS = r"(?:(?:招用|从业|管理|工作)人员|(?:主要)?负责人|领导班子)?"
_CLASS_MODAL = _MODAL_WORDS.replace("|承担(?!着)", "")
_CLASS_CLAUSE = re.compile(
    rf"(?P<name>(?:{_HAN}|、){{0,36}}?){_PERSONS}(?:{_CLASS_MODAL}|选树|推荐|推选|申报|上报|报送)"
)
# 各社区、各企业结合实际…: an addressee that needs no 要.
_EACH_CLASS = re.compile(
    rf"(?P<name>各{_HAN}{{1,8}}?(?:[、和]各?{_HAN}{{1,8}}?){{0,4}})(?={'|'.join(words.DOES_AFTER)}|至少|围绕|按照)"
)
_CLASS_HINT = re.compile("企|单位|社会组织|院校|校|机关|农村|社区|村|中小学")  # spares most clauses
_CLASS_END = re.compile(
    r"(?:企业|单位|组织|学校|院校|各校|高校|机关|农村|社区|村|中小学|村（社区）|院所|机构)$"
)
_AND_OTHERS = re.compile(r"(?:、|以及|和|与)?(?:其他|其它)[^、，。]{0,12}$")
# A clause that only says when or in what work leaves the next clause at the head.
_WHEN = re.compile(
    r"(?:到|至|截至|自|从|在|于|力争|每)?(?:\d{2,4}年|\d{1,2}月|今年|明年|年底|[上下]半年|第?[一二三四]季度)[^，。]{0,10}"
    r"|在?[^，。]{0,12}(?:期间|过程中|工作中|活动中)"
)
_ORGANISES = re.compile(
    rf"组织(?:动员|发动)?(?=[\u4e00-\u9fff]{{0,6}}(?:{LINE})(?![建工的]))|请(?=各?[\u4e00-\u9fff])"
)
# 组织部, 宣传科 …: the organ goes on, and what follows is no verb.
_INNER = re.compile(r"(?:组织|宣传|统战|人事|安全|办公)[部处科室办]")
_INNER_FIRST = ("组织", "宣传", "协调", "服务", "联系", "指导", "学习")
_OTHERS = re.compile(r"^等(?:有关|相关|各)?(?:部门|单位|部委)?")
_JOIN = re.compile("、|以及|和(?!谐)|与(?!会)|及(?!时)")
# Joint names that a list cannot be read from, and who they stand for.
_JOINT = {
    "党、团组织": ("party", "league"),
    "党团组织": ("party", "league"),
    "工青妇": ("union", "league", "women"),
}
_JOINT_NAME = re.compile(
    rf"(?:各级|全[市区县镇]|街道)?(?P<name>{'|'.join(_JOINT)})(?:组织|等群团组织)?(?![的工])"
)
_NUMBER = re.compile(
    r"[\s\u3000\xa0]*(?:[一二三四五六七八九十]+是(?:要)?|\d{1,2}(?:\.\d{1,2}){1,2}、?|【[一二三四五六七八九十\d]{1,3}】|第?[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.条])?[\s\u3000\xa0]*"
)
_SHORT_BRACKET = re.compile(r"[（(][^（()）]{1,10}[）)]")
_BRACKET = re.compile(r"[（(][^（()）]{0,300}[）)]")
_STOP = re.compile(r"[。！？]+[”’]*")
_HEAD_MAX = 70


@dataclass(frozen=True)
class Subject:
    """The doer at the head of a clause.

    `owners` are line codes and department names, `sectors` the classes of bodies in its words,
    `modal` tells whether 要/应/将/负责 follows, `at` is the offset in the sentence.
    """

    words: str
    owners: tuple[str, ...]
    sectors: tuple[str, ...]
    modal: bool
    at: int


def sentences(text: str) -> list[str]:
    """Return the sentences of `text` with their stops and the bracket that follows a stop.

    Joined they give the text back; a stop inside brackets does not end a sentence.

    >>> sentences("抓好服务。（市总工会负责）团委要抓实。")
    ['抓好服务。（市总工会负责）', '团委要抓实。']
    """
    brackets = {m.start(): m.end() for m in _BRACKET.finditer(text)}
    spans = sorted(brackets.items())
    out: list[str] = []
    start, inside = 0, 0
    for stop in _STOP.finditer(text):
        while inside < len(spans) and spans[inside][1] <= stop.start():
            inside += 1
        if inside < len(spans) and spans[inside][0] < stop.start():
            continue
        end = stop.end()
        closing = brackets.get(end)
        if closing and closing - end > 5:
            end = closing
        if end > start:
            out.append(text[start:end])
            start = end
    if start < len(text):
        out.append(text[start:])
    return out


def subject_of(sentence: str) -> Subject | None:
    """Return the first doer named at the head of a clause of one sentence, or None.

    >>> subject_of("农村妇联组织要围绕实际。").owners, subject_of("农村妇联组织要围绕实际。").sectors
    (('women',), ('农村',))
    """
    return next(iter(subjects_of(sentence)), None)


@lru_cache(maxsize=512)  # splitting, owners and sectors ask for the same sentence in turn
def subjects_of(sentence: str) -> tuple[Subject, ...]:
    """Return the doers named at the heads of the clauses of one sentence, in order."""
    found: list[Subject] = []
    heading = True
    for clause in _clauses(sentence):
        subject = _clause_subject(clause.group(), clause.start(), first=heading)
        if subject:
            found.append(subject)
        heading = heading and bool(_WHEN.fullmatch(clause.group()))
    return tuple(found)


def _clauses(sentence: str) -> list[re.Match[str]]:
    masked = _SHORT_BRACKET.sub(lambda m: m.group().translate(_HIDE), sentence)
    return list(_CLAUSE.finditer(masked))


_HIDE = str.maketrans("，,、", "｜｜｜")
_SHOW = str.maketrans("｜", "、")


def _clause_subject(clause: str, at: int, *, first: bool) -> Subject | None:
    """Return the doer of one clause; `first` tells that it opens the sentence."""
    number = _NUMBER.match(clause)
    skip = number.end() if number else 0
    led = _ORGANISES.match(clause, skip)
    at += skip  # 请 and 组织 before a doer do not move it from the head of its clause
    if led:
        skip, first = led.end(), True
    body = clause[skip:].replace("以上", "｜｜")
    joint = _JOINT_NAME.match(body)
    if joint:
        return Subject(joint.group(), _JOINT[joint["name"]], (), True, at)
    named = _organs(body, first)
    if named:
        end, owners = named
        told = bool(led) or bool(_MODAL_SOON.match(body, end))
        printed = body[:end].replace("｜｜", "以上").translate(_SHOW)
        if owners or told:
            return Subject(printed, owners, sectors_in(printed), told, at)
    return _class_subject(body.translate(_SHOW), at)


def _organs(body: str, first: bool) -> tuple[int, tuple[str, ...]] | None:
    """Return (end, owners) of the list of organs that opens a clause, None if there is none."""
    head = _head(body)
    listed: list[str] = []
    start, any_line = 0, False
    for match in _ORGAN.finditer(head):
        prefix = head[start : match.start()]
        if match.start() < start or not (_prefix_ok(prefix) or prefix in _INNER_FIRST):
            continue
        end, line = match.end(), bool(match["line"])
        name = head[start:end] if line else head[start:end].rpartition("、")[2]
        join = _JOIN.match(body, end)
        if not line and name.endswith(words.NOT_DEPARTMENT):
            continue
        if join and not _topic(body, end, line):
            listed.append(name)
            start, any_line = join.end(), any_line or line
        elif _acts(body, end, line or any_line, first):
            return end, _names([*listed, name])
    if (any_line or len(listed) > 1) and _MODAL_SOON.match(body, start):
        return start, _names(listed)  # 各团区、县（市）要…: the rest of the list is no organ
    return None


def _names(printed: list[str]) -> tuple[str, ...]:
    found = (owner_name(n.replace("｜｜", "以上").translate(_SHOW)) for n in printed)
    return tuple(dict.fromkeys(name for name in found if name))


def _topic(body: str, end: int, line: bool) -> bool:
    """Tell whether what looks like a join after a department opens another word (部和谐 …)."""
    return not line and body.startswith(("和谐", "与会", "及时"), end)


def _acts(body: str, end: int, line: bool, first: bool) -> bool:
    """Tell whether what follows the organ makes it the doer."""
    following = body[end : end + 6]
    if not following or _INNER.match(following):
        return False
    if following.startswith("等"):
        rest = _OTHERS.sub("", body[end : end + 20])
        return (
            line
            or bool(_MODAL_SOON.match(body, end))
            or (first and rest.startswith(words.DOES_AFTER))
        )
    if line:
        return not following.startswith(words.NOT_DOER) or following.startswith("带头")
    if first:
        return following.startswith(words.DOES_AFTER)
    return bool(_MODAL.match(body, end))


def _head(body: str) -> str:
    """Return the start of a clause up to the first character no organ name contains."""
    if body.startswith(("团的各级", "党的各级", "党的基层")):
        return body[:_HEAD_MAX]
    for i, c in enumerate(body[:_HEAD_MAX]):
        if c in words.STOP_CHARS:
            return body[:i]
    return body[:_HEAD_MAX]


def _prefix_ok(prefix: str) -> bool:
    """Tell whether no verb stands before the organ."""
    return not any(v in prefix for v in words.VERB_BEFORE) and not prefix.startswith(
        words.VERB_FIRST
    )


def _class_subject(body: str, at: int) -> Subject | None:
    """Return a class of bodies (企业要…, 市直学校推荐…) as subject without owner."""
    if not _CLASS_HINT.search(body, 0, 44):
        return None
    match = _CLASS_CLAUSE.match(body) or _EACH_CLASS.match(body)
    if not match:
        return None
    name = _AND_OTHERS.sub("", match["name"])
    found = sectors_in(name)
    if not found or set(name) & words.STOP_CHARS or not _prefix_ok(name):
        return None
    return Subject(name, (), found, True, at) if _CLASS_END.search(match["name"]) else None
