"""Lists of an old Word file: which number a paragraph is printed with ([MS-DOC] §2.4.6.3).

A paragraph names a use of a list (LFO), the use names the list (LSTF) and may replace its levels or
their first numbers (LFOLVL). All of them stand in the table stream.
"""

from __future__ import annotations

import struct

from .errors import TOO_LARGE, PlanUnreadable
from .legacy_file import Part, WordFile
from .numbered_lists import LEVELS, Level, List

_FORMS = (
    *("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal"),
    *("cardinalText", "ordinalText", "hex", "chicago", "ideographDigital", "japaneseCounting"),
    *("aiueo", "iroha", "decimalFullWidth", "decimalHalfWidth", "japaneseLegal"),
    *("japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2"),
    *("aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung"),
    *("decimalEnclosedFullstop", "decimalEnclosedParen", "decimalEnclosedCircleChinese"),
    *("ideographEnclosedCircle", "ideographTraditional", "ideographZodiac"),
    *("ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional"),
    *("taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting"),
    *("chineseLegalSimplified", "chineseCountingThousand"),
)
"""The number formats (MSONFC, [MS-OSHARED] §2.2.1.3) in the words of WordprocessingML."""
_NO_NUMBER = 0xFF
_LEGAL, _NO_RESTART = 0x04, 0x08
_NEW_START, _NEW_LEVEL = 0x10, 0x20
_TEXT_MAX = 40
USES_MAX = 2046  # more cannot be named
LISTS_MAX = 10_000


def lists(file: WordFile) -> dict[int, List]:
    """Return the lists by the number a paragraph names them by (from 1).

    Raises PlanUnreadable when there are too many, struct.error when a part is cut short.
    """
    kinds = _kinds(file)
    uses = file.part(Part.LIST_USES)
    if not uses or not kinds:
        return {}
    (count,) = struct.unpack_from("<I", uses)
    at, out = 4 + 16 * count, {}
    for i in range(min(count, USES_MAX)):
        kind, levels = struct.unpack_from("<i8xB", uses, 4 + 16 * i)
        chosen = List(str(kind), dict(kinds.get(kind, {})))
        at = _replace(chosen, uses, at + 4, levels)
        out[i + 1] = chosen
    return out


def _kinds(file: WordFile) -> dict[int, dict[int, Level]]:
    """Return the levels of every list by its name (lsid); they stand behind the list of lists."""
    heads = file.part(Part.LISTS)
    if not heads:
        return {}
    (count,) = struct.unpack_from("<H", heads)
    if count > LISTS_MAX:
        raise PlanUnreadable(TOO_LARGE)
    at, out = file.place(Part.LISTS)[1], {}
    for i in range(count):
        name, simple = struct.unpack_from("<i22xB", heads, 2 + 28 * i)
        levels = {}
        for depth in range(1 if simple & 1 else LEVELS):
            levels[depth], at = _level(file.table, at)
        out[name] = levels
    return out


def _replace(chosen: List, uses: bytes, at: int, count: int) -> int:
    """Put the levels and first numbers of one use into force; return where the next use starts."""
    for _ in range(count):
        start, flags = struct.unpack_from("<II", uses, at)
        depth, at = flags & 0xF, at + 8
        if flags & _NEW_LEVEL:
            chosen.levels[depth], at = _level(uses, at)
            start = chosen.levels[depth].start
        if flags & _NEW_START:
            chosen.starts[depth] = start
    return at


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Read one level (LVL) and return it with the place behind it.

    In its text a sign of value 0–8 stands for the number of that level.
    """
    start, form, flags, characters, paragraph, restart = struct.unpack_from("<IBB18xBBB", data, at)
    at += 28 + characters + paragraph
    (size,) = struct.unpack_from("<H", data, at)
    text = data[at + 2 : at + 2 + 2 * min(size, _TEXT_MAX)].decode("utf-16-le", "replace")
    level = Level(
        start=start,
        form="none" if form == _NO_NUMBER else _FORMS[form] if form < len(_FORMS) else "decimal",
        text="".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in text),
        legal=bool(flags & _LEGAL),
        restart=restart if flags & _NO_RESTART else None,
    )
    return level, at + 2 + 2 * size
