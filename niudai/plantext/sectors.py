"""Attribute, sectors: the classes of organisation a phrase addresses."""

from __future__ import annotations

from . import words

_BY_LENGTH = sorted(words.SECTOR_WORDS, key=lambda pair: -len(pair[0]))


def sectors_in(text: str) -> tuple[str, ...]:
    """Return the classes of organisation named in a short addressee phrase, in order.

    >>> sectors_in("机关企事业工会单位"), sectors_in("学校党组织")
    (('机关', '企业', '事业单位'), ())
    """
    return _found(text, _BY_LENGTH)


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
