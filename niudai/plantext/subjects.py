"""Doers: the organ or class of bodies a clause names at its head, and sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from . import words
from .names import LINE, hide_inner, show_inner
from .organs import Listed, is_person, listed_at, plain
from .patterns import lazy
from .sectors import sectors_of_bodies

_MODAL_WORDS = r"(?:都|均|也|还|仍|原则上)?(?:(?<![主重必只紧纪概摘简首])要(?!求|点|素|闻|害|件)|应当|应(?!用|急|对|届|聘)|须|必须|需|将|负责(?!人)|牵头|会同|不得|可以|可(?=[参根结采按])|承担(?!着))"
_HAN = r"[\u4e00-\u9fffA-Za-z（()）“”]"
_CLAUSE = lazy(r"[^，,。；;：:！？!?]+")
_MODAL = lazy(rf"{_MODAL_WORDS}|在(?:各自)?职责范围|按照?(?:各自)?职责|每[月季周年]|定期|适时")
_OFFICER = lazy(rf"(?:书记|主席|主任|委员|(?:主要)?负责人|主要领导)(?:{_MODAL_WORDS}|带头)")
_MODAL_SOON = lazy(rf"{_HAN}{{0,8}}?{_MODAL_WORDS}")
_PERSONS = r"(?:(?:招用|从业|管理|工作)人员|(?:主要)?负责人|领导班子)?"
_CLASS_MODAL = _MODAL_WORDS.replace("|承担(?!着)", "")
_CLASS_CLAUSE = lazy(
    rf"(?P<name>(?:{_HAN}|、){{0,36}}?){_PERSONS}(?:{_CLASS_MODAL}|选树|推荐|推选|申报|上报|报送)"
)
# 各社区、各企业结合实际…: an addressee that needs no 要.
_EACH_CLASS = lazy(
    rf"(?P<name>各{_HAN}{{1,8}}?(?:[、和]各?{_HAN}{{1,8}}?){{0,4}})(?={'|'.join(words.DOES_AFTER)}|至少|围绕|按照)"
)
_CLASS = "|".join(words.CLASS_END)
_DOES = "|".join(words.DOES_AFTER)
_CLASS_NAME = rf"(?P<name>{_HAN}{{0,12}}?(?:{_CLASS})(?:[、和及与]{_HAN}{{0,12}}?(?:{_CLASS})){{0,4}}(?:（[^（）]{{1,6}}）)?)"
# Whom a ban or 由 names, and who is called responsible: 严禁中小学校…, 由学校布置, 学校是责任单位.
_CLASS_TOLD = lazy(
    rf"(?:(?:严禁|禁止|不准|不得要求)(?:各|任何)?(?P<ban>{_HAN}{{0,6}}?(?:{_CLASS}))"
    rf"|由{_CLASS_NAME}(?={_DOES}|布置|自行|自主|集中)"
    rf"|{_CLASS_NAME.replace('<name>', '<is>')}是[^，。]{{0,24}}(?:责任单位|责任主体|第一责任))"
)
# At the head of a sentence a class needs no 要 either: 生产企业自主选定….
_CLASS_FIRST = lazy(rf"{_CLASS_NAME}(?!在|于|按|依|通过|可)(?={_DOES}|自主|自行|都要)")
_HOW_MANY = lazy(r"(?:\d{1,4}人以上|规模以上|有条件|具备条件|符合条件|所有|凡)的?")
_CLASS_HINT = lazy("企|单位|组织|院校|校|机关|农村|社区|村|中小学")  # spares most clauses
_CLASS_END = lazy(
    r"(?:企业|单位|组织|学校|院校|各校|高校|机关|农村|社区|村|中小学|村（社区）|院所|机构)(?:（[^（）]{1,6}）)?$"
)
_AND_OTHERS = lazy(r"(?:、|以及|和|与)?(?:其他|其它)[^、，。]{0,12}$")
_AND_SO_ON = lazy("等(?:各类?|各个|不同)?(?:领域|类型|行业|单位|组织|基层)?$")
# A clause that only says when or in what work leaves the next clause at the head.
_WHEN = lazy(
    r"(?:到|至|截至|自|从|在|于|力争|每)?(?:\d{2,4}年|\d{1,2}月|今年|明年|年底|[上下]半年|第?[一二三四]季度)[^，。]{0,10}"
    r"|在?[^，。]{0,12}(?:期间|过程中|工作中|活动中)"
    r"|(?:对于?|为了?|按照?|根据|围绕|在|经(?!费)|针对|如(?!实)|凡|当(?!地)|因|结合|以|通过|随着|鉴于|遵照|依据|本着|除)[^，。]*"
)
_ORGANISES = lazy(
    rf"组织(?:动员|发动)?(?=[\u4e00-\u9fff]{{0,6}}(?:{LINE})(?![建工的]))|请(?=各?[\u4e00-\u9fff])|要求(?=各)"
)
_OTHERS = lazy(r"^等(?:有关|相关|各)?(?:部门|单位|部委)?")
_CONNECTIVE = lazy("同时(?!期)|并且|此外|另外|其中|届时|随后|然后|最后|由此|而且")
# Joint names that a list cannot be read from, and who they stand for.
_JOINT = {
    "党、团组织": ("party", "league"),
    "党团组织": ("party", "league"),
    "工青妇": ("union", "league", "women"),
    "工、青、妇": ("union", "league", "women"),
}
_JOINT_NAME = lazy(
    rf"(?:各级|全[市区县镇]|街道)?(?P<name>{'|'.join(_JOINT)})(?:组织|等群团组织)?(?![的工])"
)
_NUMBER = lazy(
    r"[\s\u3000\xa0]*(?:[一二三四五六七八九十]+是(?:要)?|\d{1,2}(?:\.\d{1,2}){1,2}、?|【[一二三四五六七八九十\d]{1,3}】|第?[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.条])?[\s\u3000\xa0]*"
)
_BRACKET = lazy(r"[（(][^（()）]{0,300}[）)]")
_PLACED = ("设在", "设于", "位于", "地址", "电话", "联系人", "联系电话")
_CONTACT = ("联系人：", "联系方式：", "联系单位：", "地址：", "地点：", "收件人：", "抄送：")
_STOP = lazy(r"[。！？]+[”’]*")


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
        if subject and not sentence.endswith(_CONTACT, 0, clause.start()):
            found.append(subject)
        heading = heading and bool(_WHEN.fullmatch(clause.group()))
    return tuple(found)


def _clauses(sentence: str) -> list[re.Match[str]]:
    masked = hide_inner(sentence)
    return list(_CLAUSE.finditer(masked))


def _clause_subject(clause: str, at: int, *, first: bool) -> Subject | None:
    """Return the doer of one clause; `first` tells that it opens the sentence."""
    number = _NUMBER.match(clause)
    skip = number.end() if number else 0
    linked = _CONNECTIVE.match(clause, skip)
    skip = linked.end() if linked else skip
    led = _ORGANISES.match(clause, skip)
    at += skip  # 请 and 组织 before a doer do not move it from the head of its clause
    if led:
        skip, first = led.end(), True
    body = show_inner(clause[skip:])
    joint = _JOINT_NAME.match(body)
    if joint:
        return Subject(joint.group(), _JOINT[joint["name"]], (), True, at)
    named = _organs(body, first)
    if named:
        end, owners = named
        told = bool(led) or bool(_MODAL_SOON.match(body, end))
        printed = body[:end]
        if owners or told:
            return Subject(printed, owners, sectors_of_bodies(printed), told, at)
    return _class_subject(body, at, first=first)


def _organs(body: str, first: bool) -> tuple[int, tuple[str, ...]] | None:
    """Return (end, owners) of the list of organs that opens a clause, None if none acts."""
    listed = listed_at(body)
    if listed is None or not _acts(body, listed, first):
        return None
    return listed.end, listed.owners


def _acts(body: str, listed: Listed, first: bool) -> bool:
    """Tell whether what follows the organs makes them the doers."""
    end = listed.end
    if not listed.whole:  # 各团区、县（市）要…: the rest of the list is no organ
        return bool(_MODAL_SOON.match(body, end))
    following = body[end : end + 12]
    if body.endswith("的") and not _MODAL.match(body, end):
        return False  # 医疗机构形成结余的，可…: a case, told before what is to be done
    if following.startswith("等"):
        if listed.any_line or _MODAL_SOON.match(body, end):
            return True
        following = _OTHERS.sub("", body[end : end + 20])
    if _OFFICER.match(body, end):
        return True  # 党支部书记要…: an officer who is told to do something stands for the organ
    if not following or is_person(following):
        return False
    if listed.any_line:
        place = following.startswith(_PLACED)
        return not (place or following.startswith(words.NOT_DOER)) or following.startswith("带头")
    if _MODAL.match(body, end):
        return True
    does = following.startswith(words.DOES_AFTER)
    if first:
        return does or (listed.strong and not following.startswith(words.NOT_DOER_AFTER))
    return does and listed.strong


def _class_subject(body: str, at: int, *, first: bool) -> Subject | None:
    """Return a class of bodies (企业要…, 市直学校推荐…) as subject without owner."""
    if not _CLASS_HINT.search(body, 0, 44):
        return None
    many = _HOW_MANY.match(body)
    skip = many.end() if many else 0
    match = _CLASS_CLAUSE.match(body, skip) or _EACH_CLASS.match(body)
    listed = _AND_SO_ON.sub("", match["name"]) if match else ""
    if match and _CLASS_END.search(listed):
        name = _AND_OTHERS.sub("", listed)
    else:
        match = _CLASS_TOLD.match(body) or (_CLASS_FIRST.match(body, skip) if first else None)
        if not match:
            return None
        name = next(n for n in match.groupdict().values() if n)
    found = sectors_of_bodies(name)
    if not found or set(name) & words.STOP_CHARS or not plain(name):
        return None
    return Subject(name, (), found, True, at)
