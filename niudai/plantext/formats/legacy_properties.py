"""Properties of paragraphs and characters in an old Word file ([MS-DOC] §2.4.6 and §2.6).

The modifiers of a paragraph or a run of characters stand on formatting pages (FKP) of 512 bytes,
found by the place of the text in the main stream; those of a style in the style sheet (STSH).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .legacy_file import Part, Piece, WordFile, plc
from .legacy_modifiers import (
    CELL_EDGES,
    CHARACTER_STYLE,
    DELETED,
    DEPTH,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW_END,
    LEVEL,
    LIST,
    OPERAND_MAX,
    OUTLINE,
    ROW_END,
    STYLE,
    SYMBOL,
    Modifiers,
)

_PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
DEPTH_MAX = 20
STYLES_DEEP = 20
HEADINGS, TITLE = range(1, 10), 62
_AS_STYLED = 0x80  # of a switch (ToggleOperand); bit 0 then turns round what the styles say
_NO_STYLE = 0xFFF
_UPX = {1: (2, 0), 2: (0,)}
"""By kind of style (1 paragraph, 2 character): the bytes before the modifiers of each UPX."""


@dataclass(frozen=True)
class Paragraph:
    """What is read of one paragraph.

    `style` is Word's number of its style (sti); `use` (from 1, 0 none) says which list numbers it,
    `level` (from 0) where in the list; `outline` is 0–8, None for body text; `depth` counts the
    tables around it; `cell_end` is said of the marks of cells of inner tables, `row_end` of the
    marks of all rows, `edges` where their cells begin and the last ends (twips); `ends` says that the place asked for is the paragraph's last.
    """

    style: int = 0
    use: int = 0
    level: int = 0
    outline: int | None = None
    depth: int = 0
    cell_end: bool = False
    row_end: bool = False
    edges: tuple[int, ...] = ()
    ends: bool = False


@dataclass(frozen=True)
class _Style:
    kind: int
    base: int
    values: dict[int, int]


class Pages:
    """Formatting pages of one kind, found by the place in the main stream (PlcBtePapx, -Chpx)."""

    def __init__(self, main: bytes, plc_bte: bytes, entry: int) -> None:
        self._main = main
        self._entry = entry
        self._starts, records = plc(plc_bte, 4)
        self._numbers = [int.from_bytes(x, "little") & _PAGE_NUMBER for x in records]
        self._open: tuple[int, bytes, tuple[int, ...]] = (-1, b"", ())

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def run(self, place: int) -> tuple[int, bytes]:
        """Return the end of the run that holds the byte `place`, and its record (b"" for none).

        The record is open-ended; a place without a run ends where the next page starts.
        """
        i = bisect_right(self._starts, place) - 1
        if i < 0 or i >= len(self._numbers):
            return (self._starts[0] if i < 0 and self._starts else len(self._main)), b""
        page, bounds = self._page(self._numbers[i])
        k = bisect_right(bounds, place) - 1
        if k < 0 or k >= len(bounds) - 1:
            return (bounds[0] if k < 0 and bounds else self._starts[i + 1]), b""
        offset = 2 * page[4 * len(bounds) + self._entry * k]
        return min(bounds[k + 1], self._starts[i + 1]), page[offset:-1] if offset else b""

    def _page(self, number: int) -> tuple[bytes, tuple[int, ...]]:
        if self._open[0] != number:
            page = self._main[number * _PAGE : (number + 1) * _PAGE]
            bounds = struct.unpack_from(f"<{page[_PAGE - 1] + 1}I", page)
            self._open = (number, page, bounds)
        return self._open[1:]


class Formatting:
    """The formatting of one file: what a paragraph is, and which characters do not show."""

    def __init__(self, file: WordFile, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._firsts = [piece.first for piece in pieces]
        self._modifiers = Modifiers(file)
        self._paragraphs = Pages(file.main, file.part(Part.PARAGRAPH_PAGES), 13)
        self._characters = Pages(file.main, file.part(Part.CHARACTER_PAGES), 1)
        self._styles = _styles(file.part(Part.STYLES), self._modifiers)
        self._styles_hide = any(HIDDEN in style.values for style in self._styles)
        self._inherited: dict[int, dict[int, int]] = {}

    def paragraph(self, place: int) -> Paragraph | None:
        """Return the paragraph whose end mark stands at `place`, None when the file says nothing.

        Raises PlanUnreadable when the file holds too much formatting.
        """
        i = bisect_right(self._firsts, place) - 1
        if i < 0 or not self._paragraphs:
            return None
        self._modifiers.step()
        piece = self._pieces[i]
        start = piece.start + (place - piece.first) * piece.width
        end, record = self._paragraphs.run(start)
        style, grpprl = _papx(record)
        own = self._modifiers.values(grpprl) | self._modifiers.values(piece.changes)
        return self._paragraph(own.get(STYLE, style), own, ends=start + piece.width == end)

    def _paragraph(self, style: int, own: dict[int, int], *, ends: bool) -> Paragraph:
        values = self._of_style(style) | own
        number, outline = values.get(LIST, 0), values.get(OUTLINE, 9)
        return Paragraph(
            style=self._styles[style].kind if style < len(self._styles) else 0,
            use=number if number <= 0x7FE else 0,
            level=values.get(LEVEL, 0),
            outline=outline if outline < 9 else None,
            depth=min(values.get(DEPTH, values.get(IN_TABLE, 0)), DEPTH_MAX),
            cell_end=bool(values.get(INNER_CELL)),
            row_end=bool(values.get(ROW_END) or values.get(INNER_ROW_END)),
            edges=_edges(values.get(CELL_EDGES, 0)),
            ends=ends,
        )

    def _of_style(self, number: int) -> dict[int, int]:
        """Return the values a style gives: its bases first, each heading style with its level."""
        if number not in self._inherited:
            chain: list[_Style] = []
            at = number
            while at < len(self._styles) and len(chain) < STYLES_DEEP:
                chain.append(self._styles[at])
                at = self._styles[at].base
            values: dict[int, int] = {}
            for style in reversed(chain):
                values |= {OUTLINE: style.kind - 1} if style.kind in HEADINGS else {}
                values |= style.values
            self._inherited[number] = values
        return self._inherited[number]

    def unseen(self) -> Iterator[tuple[int, int]]:
        """Yield the places (first, behind the last) of deleted, hidden and symbol characters."""
        for piece in self._pieces:
            whole = self._modifiers.values(piece.changes)
            at, stop = piece.start, piece.start + piece.size * piece.width
            while at < stop:
                self._modifiers.step()
                end, record = self._characters.run(at)
                if self._styles_hide:
                    end = min(end, self._paragraphs.run(at)[0])
                end = min(max(end, at + 1), stop)
                own = self._modifiers.values(_chpx(record))
                if self._unseen(own | whole, at):
                    first, last = at - piece.start, end - piece.start
                    yield piece.first + first // piece.width, piece.first - -last // piece.width
                at = end

    def deleted(self, place: int) -> bool:
        """Say whether the character at `place` was deleted while changes were tracked."""
        i = bisect_right(self._firsts, place) - 1
        if i < 0:
            return False
        piece = self._pieces[i]
        _, record = self._characters.run(piece.start + (place - piece.first) * piece.width)
        values = self._modifiers.values(_chpx(record)) | self._modifiers.values(piece.changes)
        return bool(values.get(DELETED, 0) & 1)

    def _unseen(self, values: dict[int, int], start: int) -> bool:
        """Say whether a run does not show; `start` is a byte of its paragraph."""
        if values.get(DELETED, 0) & 1 or SYMBOL in values:
            return True
        switch = values.get(HIDDEN, _AS_STYLED)
        if not switch & _AS_STYLED or not self._styles_hide:
            return bool(switch & 1)
        paragraph, _ = _papx(self._paragraphs.run(start)[1])
        styles = (paragraph, values.get(CHARACTER_STYLE, _NO_STYLE))
        return bool(sum(self._of_style(style).get(HIDDEN, 0) for style in styles) + switch & 1)


def _papx(record: bytes) -> tuple[int, bytes]:
    """Return the style and the modifiers of a paragraph's record (PapxInFkp), 0 and b"" for none."""
    if not record:
        return 0, b""
    at, size = (1, 2 * record[0] - 1) if record[0] else (2, 2 * record[1])
    return int.from_bytes(record[at : at + 2], "little"), record[at + 2 : at + size]


def _chpx(record: bytes) -> bytes:
    """Return the modifiers of a run's record (Chpx), b"" for none."""
    return record[1 : 1 + record[0]] if record else b""


def _edges(operand: int) -> tuple[int, ...]:
    """Return the edges that a row's shape (TDefTableOperand) begins with: size, cells, edges."""
    if not operand:
        return ()
    data = operand.to_bytes(OPERAND_MAX, "little")
    edges = min(data[2] + 1, (OPERAND_MAX - 3) // 2)
    return struct.unpack_from(f"<{edges}h", data, 3)


def _styles(sheet: bytes, modifiers: Modifiers) -> list[_Style]:
    """Read a style sheet (STSH); an empty place keeps the numbers of the styles behind it."""
    if len(sheet) < 6:
        return []
    head, fixed = struct.unpack_from("<H2xH", sheet)
    out: list[_Style] = []
    at = 2 + head
    while at + 2 <= len(sheet) and len(out) < _NO_STYLE:
        size = int.from_bytes(sheet[at : at + 2], "little")
        out.append(_style(sheet[at + 2 : at + 2 + size], fixed, modifiers))
        at += 2 + size + size % 2
    return out


def _style(record: bytes, fixed: int, modifiers: Modifiers) -> _Style:
    """Read one style (STD); an empty one is body text."""
    if len(record) < fixed + 2 or fixed < 4:
        return _Style(0, _NO_STYLE, {})
    kind, base = struct.unpack_from("<HH", record)
    name = int.from_bytes(record[fixed : fixed + 2], "little")
    at = fixed + 2 + 2 * name + 2
    values: dict[int, int] = {}
    for skipped in _UPX.get(base & 0xF, ()):
        size = int.from_bytes(record[at : at + 2], "little")
        values |= modifiers.values(record[at + 2 + skipped : at + 2 + size])
        at += 2 + size + size % 2
    return _Style(kind & 0xFFF, base >> 4, values)
