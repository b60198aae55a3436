"""Keys for finding and ordering Chinese text by its sound: initials and full pinyin."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

# Surnames that the library reads as the character's commoner sound (checked one by one).
SURNAMES = {
    "单于": ("chan", "yu"),
    "万俟": ("mo", "qi"),
    "单": ("shan",),
    "曾": ("zeng",),
    "仇": ("qiu",),
    "解": ("xie",),
    "区": ("ou",),
    "查": ("zha",),
    "盖": ("ge",),
    "朴": ("piao",),
    "乐": ("yue",),
    "覃": ("qin",),
    "员": ("yun",),
    "种": ("chong",),
    "折": ("she",),
    "繁": ("po",),
    "缪": ("miao",),
    "翟": ("zhai",),
    "洗": ("xian",),
    "秘": ("bi",),
    "牟": ("mu",),
    "卜": ("bu",),
}


@cache
def _pypinyin() -> Any:
    """The library with its phrases: 50 MB, so loaded only where a name is written."""
    return import_module("pypinyin")


def initials(text: str, *, person: bool = False) -> str:
    """First letters in lower case for search: "幸福街道" → "xfjd"; digits and letters stay whole.

    `person` reads the first character(s) as a surname (单 → s, not d); leave it out for names of
    organizations and places.
    """
    surname, rest = _split(text) if person else ((), text)
    parts = [sound[0] for sound in surname]
    if rest:
        library = _pypinyin()
        parts += library.lazy_pinyin(rest, style=library.Style.FIRST_LETTER)
    return "".join(c for part in parts for c in part.lower() if c.isalnum())


def pinyin_sort_key(text: str, *, person: bool = False) -> str:
    """A key that orders Chinese text as a dictionary does, the same on every database."""
    surname, rest = _split(text) if person else ((), text)
    return " ".join([*surname, *(_pypinyin().lazy_pinyin(rest) if rest else ())]).lower()


def _split(name: str) -> tuple[tuple[str, ...], str]:
    """The sounds of a surname of the table, and the rest of the name."""
    for length in (2, 1):
        if sound := SURNAMES.get(name[:length]):
            return sound, name[length:]
    return (), name
