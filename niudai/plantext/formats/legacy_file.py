"""The parts of an old Word file: its streams, its header (Fib) and the pieces of its text.

The layout is [MS-DOC] §2.4.1 and §2.5; names in brackets below are the structures of that document.
A character is a UTF-16 unit and its place is counted from 0 over the whole text (CP).
"""

from __future__ import annotations

import re
import struct
import sys
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise

from .errors import DAMAGED, LOCKED, TOO_LARGE, PlanUnreadable
from .legacy_ole import OleFile

_ENCRYPTED = 0x100
_TABLE_1 = 0x200
_WORD_97 = 0x00C1
_ANSI = 0x40000000
_LENGTHS = 0x4C  # ccpText and, behind it, the lengths of notes, headers and boxes
_PLACES = 0x9A  # FibRgFcLcb97: offset and size of the parts in the table stream
RECORDS_MAX = 200_000
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SHORT_FORMS = {0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C, 0x78: 0x2640}
OLD = "文件是 Word 95 或更早的格式，请用 Word 或 WPS 另存为 .docx 后再上传。"


class Part(IntEnum):
    """Numbers of the parts of the table stream that are read (their place in FibRgFcLcb97)."""

    STYLES = 1
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    PIECES = 33
    ANCHORS = 40
    BOXES = 56
    LISTS = 73
    LIST_USES = 74


@dataclass(frozen=True)
class Piece:
    """A run of characters that stands together in the main stream (Pcd).

    `first` is the place of its first character, `start` its first byte, `width` 1 or 2 bytes a
    character; `changes` are property modifiers that hold for all of it.
    """

    first: int
    size: int
    start: int
    width: int
    changes: bytes


class WordFile:
    """The streams of an open Word file. Raises PlanUnreadable when it is locked or too old."""

    def __init__(self, file: OleFile) -> None:
        if file.exists("EncryptedPackage"):
            raise PlanUnreadable(LOCKED)
        self._file = file
        self.main = file.stream("WordDocument")
        version, flags = struct.unpack_from("<2xH6xH", self.main)
        if flags & _ENCRYPTED:
            raise PlanUnreadable(LOCKED)
        if version < _WORD_97:
            raise PlanUnreadable(OLD)
        self.table = file.stream("1Table" if flags & _TABLE_1 else "0Table")
        counts = struct.unpack_from("<7I", self.main, _LENGTHS)
        self.length: int = counts[0]
        """The number of characters of the main text."""
        boxes_at = sum(counts[:6]) - counts[3]  # the fourth field is unused
        self.boxes = range(boxes_at, boxes_at + counts[6]) if counts[6] else range(0)
        """The places of the text of all text boxes."""

    @cached_property
    def data(self) -> bytes:
        """The Data stream, which holds what is too long for a formatting page; b"" for none."""
        return self._file.stream("Data", most=sys.maxsize)

    def place(self, part: Part) -> tuple[int, int]:
        """Return where a part of the table stream starts and ends."""
        start, size = struct.unpack_from("<II", self.main, _PLACES + 8 * part)
        return start, start + size

    def part(self, part: Part) -> bytes:
        """Return a part of the table stream, b"" when the file has none."""
        start, end = self.place(part)
        return self.table[start:end]

    def pieces(self) -> list[Piece]:
        """Return the pieces of the main text and of the boxes, in the order of the text.

        Raises PlanUnreadable when they overlap or promise more text than the file holds.
        """
        changes, table = _clx(self.part(Part.PIECES))
        places, records = plc(table, 8)
        end = max(self.length, self.boxes.stop)
        out, at, room = [], 0, len(self.main)
        for (first, last), record in zip(pairwise(places), records, strict=True):
            place, change = struct.unpack_from("<2xIH", record)
            width = 1 if place & _ANSI else 2
            start = (place & ~_ANSI) // 2 if place & _ANSI else place
            size = max(min(last, end) - first, 0)
            room -= size
            if first != at or last < first or room < 0 or start + size * width > len(self.main):
                raise PlanUnreadable(DAMAGED)
            if size:
                out.append(Piece(first, size, start, width, _changes(change, changes)))
            at = last
        return out

    def text(self, pieces: list[Piece]) -> str:
        """Return the text of the pieces with one sign for each character, surrogates apart."""
        return "".join(_decoded(self.main, piece) for piece in pieces)


def plc(data: bytes, size: int) -> tuple[tuple[int, ...], list[bytes]]:
    """Return the places and the records of `size` bytes between them of a PLC.

    Raises PlanUnreadable when it has more than RECORDS_MAX records.

    >>> plc(bytes([0, 0, 0, 0, 9, 0, 0, 0, 65, 66]), 2)
    ((0, 9), [b'AB'])
    """
    count = max((len(data) - 4) // (4 + size), 0)
    if not count:
        return (), []
    if count > RECORDS_MAX:
        raise PlanUnreadable(TOO_LARGE)
    at = 4 * (count + 1)
    records = [data[at + size * i : at + size * (i + 1)] for i in range(count)]
    return struct.unpack_from(f"<{count + 1}I", data), records


def _clx(records: bytes) -> tuple[list[bytes], bytes]:
    """Return the property modifiers (Prc) of a Clx and the piece table (PlcPcd) behind them."""
    at, changes = 0, []
    while records[at] == 1:
        size = struct.unpack_from("<H", records, at + 1)[0]
        changes.append(records[at + 3 : at + 3 + size])
        at += 3 + size
    (size,) = struct.unpack_from("<I", records, at + 1)
    return changes, records[at + 5 : at + 5 + size]


def _changes(change: int, changes: list[bytes]) -> bytes:
    """Return the modifiers a piece names (Prm): one short one, or a list by its number."""
    if change & 1:
        return changes[change >> 1] if change >> 1 < len(changes) else b""
    code = _SHORT_FORMS.get(change >> 1 & 0x7F)
    return struct.pack("<HB", code, change >> 8) if code else b""


def _decoded(main: bytes, piece: Piece) -> str:
    data = main[piece.start : piece.start + piece.size * piece.width]
    if piece.width == 1:
        return data.decode("cp1252", "replace")
    text = data.decode("utf-16-le", "surrogatepass")
    return text if len(text) == piece.size else _ASTRAL.sub(lambda m: _halves(m[0]), text)


def _halves(sign: str) -> str:
    """Return the two surrogates of a sign beyond U+FFFF."""
    rest = ord(sign) - 0x10000
    return chr(0xD800 + (rest >> 10)) + chr(0xDC00 + (rest & 0x3FF))
