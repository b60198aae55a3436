"""Attribute, sectors: the classes of organisation a phrase addresses."""

from __future__ import annotations

import re

from . import words

_BY_LENGTH = sorted(words.SECTOR_WORDS, key=lambda pair: -len(pair[0]))


def sectors_in(text: str) -> tuple[str, ...]:
    """Return the classes of organisation named in a short addressee phrase, in order.

    >>> sectors_in("机关企事业工会单位"), sectors_in("学校党组织")
    (('机关', '企业', '事业单位'), ())
    """
    return _found(text, _BY_LENGTH)


_SCHOOL = re.compile(r"学校(?:（[^（）]{1,6}）)?(?=$|[、和与及])")
_WHICH_SCHOOLS = re.compile(
    "(?:各|市直|直属|有关|所有|中小|高等|职业|院|全[市区县])[^、，]{0,6}?校|高校"
)


def sectors_of_bodies(printed: str) -> tuple[str, ...]:
    """Return the classes in a list of bodies that act, where 学校 alone is one of them.

    >>> sectors_of_bodies("教体局和学校"), sectors_of_bodies("学校党组织")
    (('学校',), ())
    """
    found = sectors_in(printed)
    return found if "学校" in found or not _SCHOOL.search(printed) else (*found, "学校")


def is_own_school(said: str) -> bool:
    """Tell whether 学校 in the words of a doer would mean the school that issues the plan itself.

    >>> is_own_school("学校"), is_own_school("各市直学校")
    (True, False)
    """
    return "校" in said and not _WHICH_SCHOOLS.search(said)


def sectors_of_title(title: str) -> tuple[str, ...]:
    """Return the classes an item's own title deals with; words that may be places do not count.

    >>> sectors_of_title("完善企事业单位民主管理制度"), sectors_of_title("推行社区党建共建")
    (('企业', '事业单位'), ())
    """
    return _found(title, [pair for pair in _BY_LENGTH if pair[0] in words.SECTOR_TITLE_WORDS])


def _found(text: str, vocabulary: list[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    for noise in words.SECTOR_NOISE:
        text = text.replace(noise, "　" * len(noise))
    found: list[tuple[int, tuple[str, ...]]] = []
    for word, codes in vocabulary:
        at = text.find(word)
        while at >= 0:
            found.append((at, codes))
            text = text[:at] + "　" * len(word) + text[at + len(word) :]
            at = text.find(word)
    ordered = [code for _, codes in sorted(found, key=lambda f: f[0]) for code in codes]
    return tuple(dict.fromkeys(ordered))
