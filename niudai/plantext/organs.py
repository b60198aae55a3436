"""A small grammar of organ names: lists such as 市教育局、团市委和各中小学校, read from a place.

A list is members joined by 、和与及; a member is an organ (a line organization or a department), a
class of bodies (各中小学校) or a general addressee (有关单位). An organ is qualifiers and a head noun
(市 教育 局), and may go on to an inner organ (市教育局监察室). No verb stands inside a member.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import words
from .names import DEPARTMENT, LINE, has_verb, hide_inner, line_code, owner_name, show_inner
from .patterns import lazy

HEAD_MAX = 70
_MEMBER_MAX = 30
_ORGAN = lazy(rf"(?P<line>(?:{LINE}){words.LINE_TAIL})|(?:{DEPARTMENT})")
_JOIN = lazy(r"、|以及|和(?!谐)|与(?!会)|及(?!时)")
# 人力资源和社会保障局 is one name; 各县区和教育局 ends in one.
_JOINED_INSIDE = lazy(rf"(?:{'|'.join(words.JOINED_INSIDE)})(?:和|与|及)[\u4e00-\u9fff]{{2,6}}$")
_CLASS = "|".join(words.CLASS_END)
_AFTER_CLASS = "|".join((*words.DOES_AFTER, "也", "均", "都", "每", "是"))
_QUALIFIER = r"(?:(?!、|和|与|及)[\u4e00-\u9fffA-Za-z（()）“”｜])"
_CLASS_MEMBER = lazy(
    rf"{_QUALIFIER}{{0,14}}?(?:{_CLASS})(?:（[^（）]{{1,8}}）)?(?=[、和与及]|$|{_AFTER_CLASS})"
)
_ADDRESSEE = lazy(
    rf"(?:各|有关|相关){_QUALIFIER}{{0,8}}?(?:部门|单位|地区|地|学院|院系|系|班级|班|年级|镇|乡镇|街道)"
)
_ASIDE = lazy("机关(?=[、和与及])|（[^（）]{1,6}）(?=.)")
_PAIR = lazy("(?<=委)(?=[省市县区镇乡](?:人民)?政府)")  # 县委县政府
_EACH = lazy("每一?个?(?=[^年月周日次]{2})")
_IS_WORD = lazy("[\u4e00-\u9fff]{2}|[省市县区镇乡校各每]")
_PERSON = lazy(
    rf"(?:的?(?!要|应|将|须|负责)[\u4e00-\u9fff]{{0,3}}?(?:{'|'.join(words.PERSON_TITLES)})|{'|'.join(words.PERSONS)}|长(?![期效远]))"
)


@dataclass(frozen=True)
class Listed:
    """A list of names as printed: `end` is where it stops, `owners` codes and department names.

    `any_line` tells that a line organization is among them, `strong` that the last organ says
    whose it is (市…, 各…, a head of two characters or more), so that what follows needs no 要;
    `bodies` that a class of bodies is a member; `whole` is False where the last member of the
    list is no name (团委和志愿队员).
    """

    end: int
    owners: tuple[str, ...]
    any_line: bool
    strong: bool
    bodies: bool
    whole: bool


@dataclass(frozen=True)
class _Member:
    end: int
    name: str
    line: bool
    head: int  # length of the head noun


def listed_at(text: str, at: int = 0) -> Listed | None:
    """Return the list of organs that begins at `at`, None if what stands there is no organ.

    >>> listed_at("市教育局、各中小学校和团市委要落实。").owners
    ('市教育局', 'league')
    """
    window = hide_inner(text[at : at + HEAD_MAX])
    each = _EACH.match(window)
    names: list[str] = []
    start, end, last = each.end() if each else 0, 0, None
    any_line, bodies, whole = False, False, True
    while True:
        member = _organ_at(window, start)
        if member:
            names.append(member.name)
            aside = _ASIDE.match(window, member.end)  # 团委（总支）
            last, end = member, aside.end() if aside else member.end
            any_line = any_line or member.line
        else:
            other = _ADDRESSEE.match(window, start) or _CLASS_MEMBER.match(window, start)
            if not other or set(other.group()) & words.STOP_CHARS or not plain(other.group()):
                whole = False
                break
            bodies, end = True, other.end()
        join = _JOIN.match(window, end) or (_PAIR.match(window, end) if member else None)
        if not join:
            break
        start = join.end()
    if last is None:
        return None
    owners = tuple(dict.fromkeys(n for n in map(owner_name, map(show_inner, names)) if n))
    strong = (
        any_line
        or last.head > 1
        or len(last.name) > 2
        or len(names) > 1
        or last.name.startswith(words.WHOSE)
    )
    return Listed(at + (end if whole else start), owners, any_line, strong, bodies, whole)


def _organ_at(window: str, start: int) -> _Member | None:
    """Return the organ that begins at `start` of a window of text, with its inner organs."""
    found: _Member | None = None
    for match in _ORGAN.finditer(window, start, start + _MEMBER_MAX):
        between = window[found.end if found else start : match.start()]
        if set(between) & words.STOP_CHARS:
            break
        line = bool(match["line"])
        if found is None:
            if not (plain(between) or between in words.INNER_FIRST) or (
                line and between.endswith(words.HONOUR)
            ):
                break
            start += _last_join(between, line=line)
        elif not _goes_on(found, between, line) or _PAIR.match(window, found.end):
            break
        name = window[start : match.end()]
        if not line and name.endswith(words.NOT_DEPARTMENT) and not name.endswith("安全部"):
            continue
        keeps = found is not None and found.line and line_code(found.name) != "party"
        printed = found.name if found is not None and keeps and not line else name
        found = _Member(match.end(), printed, line or keeps, match.end() - match.start())
    return found


def _last_join(prefix: str, *, line: bool) -> int:
    """Return where a name begins after what stands before the head: 各县区和|教育局, not 泰和|分."""
    if _JOINED_INSIDE.search(prefix):
        return prefix.rfind("、") + 1
    ends = (join.end() for join in _JOIN.finditer(prefix))
    return max(
        (end for end in ends if line or end == len(prefix) or _IS_WORD.match(prefix, end)),
        default=0,
    )


def _goes_on(found: _Member, between: str, line: bool) -> bool:
    """Tell whether what stands between an organ and the next head belongs to one long name."""
    if _JOIN.search(between) or len(between) > 8 or (line and between):
        return False
    return between in words.INNER_FIRST or (
        plain(between) and not between.startswith(words.DOES_AFTER + words.NOT_INNER)
    )


def plain(prefix: str) -> bool:
    """Tell whether no verb stands before the head noun."""
    return not (
        has_verb(prefix)
        or prefix.startswith(words.VERB_FIRST)
        or prefix.endswith(words.VERB_LAST)
        or prefix.count("（") != prefix.count("）")
    )


def is_person(following: str) -> bool:
    """Tell whether the words after an organ name one of its people (书记, 主任), not itself.

    >>> is_person("书记要带头"), is_person("陈某某书记任队长"), is_person("要带头")
    (True, True, False)
    """
    return bool(_PERSON.match(following))
