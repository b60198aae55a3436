"""The lines of an old Word file: its paragraphs, fields, tables and text boxes in their order."""

from __future__ import annotations

import re
import struct
from collections import deque
from collections.abc import Iterable

from .errors import TOO_LARGE, PlanUnreadable
from .legacy_file import Part, WordFile, plc
from .legacy_lists import lists
from .legacy_properties import TITLE, Formatting, Paragraph
from .legacy_tables import Tables
from .lines import labelled
from .numbered_lists import Counter
from .source import DOCUMENT_TITLE, Styled

TEXT_MAX = 8 * 1024 * 1024
MARKS_MAX = 100_000
_COUNTED = "\r\x07\x0c\x13\x14\x15"
_SEEN = re.compile(b"\1+")
_MARK = re.compile("[\r\x07\x0c]")
_FIELD = re.compile("[\x13-\x15]")
_CODE, _SHOWN = "\x13\x14"
_CELL, _PAGE = "\x07\x0c"
_SIGNS = str.maketrans(
    dict.fromkeys(range(0x20))
    | {"\t": "\u3000", "\n": " ", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-"}
)
_CONTENTS = range(19, 28)  # the styles "toc 1" to "toc 9"
_SURROGATE = re.compile("[\ud800-\udfff]")


def lines(file: WordFile) -> list[str]:
    """Return the lines of the main text; a text box stands before the paragraph that holds it.

    A box whose place in the text is not given directly (one of a group of shapes) comes last.
    Raises PlanUnreadable; a damaged file also raises struct.error or LookupError.
    """
    pieces = file.pieces()
    text = file.text(pieces)
    if len(text) > TEXT_MAX or sum(map(text.count, _COUNTED)) > MARKS_MAX:
        raise PlanUnreadable(TOO_LARGE)
    story = _Story(file, text, Formatting(file, pieces))
    return [*story.lines(0, min(file.length, len(text))), *story.rest()]


class _Story:
    """Walks one document, its text boxes on the way, and counts its numbered paragraphs."""

    def __init__(self, file: WordFile, text: str, formatting: Formatting) -> None:
        self._text = text
        self._formatting = formatting
        self._seen = _seen(text, [*formatting.unseen(), *_codes(text)])
        self._lists = lists(file)
        self._counter = Counter()
        self._boxes = deque(_boxes(file))

    def lines(self, first: int, last: int) -> list[str]:
        """Return the lines between two places of the text.

        A deleted or hidden mark joins its paragraph to the next one, if that stands in the same
        cell; the mark that stays gives the number.
        """
        table, at = Tables(), first
        joined, before = "", Paragraph()
        for match in _MARK.finditer(self._text, first, last):
            place, sign = match.start(), match[0]
            known = self._formatting.paragraph(place)
            if sign == _PAGE and not (known and known.ends):
                continue  # a page break inside a paragraph
            kind = known or _guessed(self._text, at, place)
            cell_end = sign == _CELL or kind.cell_end
            depth = max(kind.depth, int(cell_end or kind.row_end))
            if joined and before.depth != depth:
                table.add(before.depth, self._line(before, joined))
                joined = ""
            table.add(depth, self._boxes_within(at, place))
            joined, before, at = joined + self._shown(at, place), kind, place + 1
            if kind.row_end:
                table.end_row(depth, kind.edges, kept=not self._formatting.deleted(place))
                joined = ""
            elif cell_end or self._seen[place]:
                table.add(depth, self._line(kind, joined))
                joined = ""
                if cell_end:
                    table.end_cell(depth)
        joined += self._shown(at, last)
        return table.lines() + (self._line(before, joined) if joined.strip() else [])

    def rest(self) -> list[str]:
        """Return the lines of the boxes that no paragraph holds."""
        return [line for _, box in self._boxes for line in self._box(box)]

    def _boxes_within(self, first: int, last: int) -> list[str]:
        """Take the boxes held between two places and return their lines, none if deleted."""
        out = []
        while self._boxes and first <= self._boxes[0][0] <= last:
            place, box = self._boxes.popleft()
            out += self._box(box) if self._seen[place] else []
        return out

    def _box(self, box: range) -> list[str]:
        """Return the lines of one box without the empty paragraphs that close it."""
        lines = self.lines(box.start, min(box.stop, len(self._text)))
        while lines and not lines[-1].strip():
            lines.pop()
        return lines

    def _shown(self, first: int, last: int) -> str:
        seen = self._seen[first:last]
        text = self._text[first:last]
        if 0 in seen:
            text = "".join(text[x.start() : x.end()] for x in _SEEN.finditer(seen))
        text = text.translate(_SIGNS)
        if _SURROGATE.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text

    def _line(self, kind: Paragraph, text: str) -> list[str]:
        """Number one paragraph; an empty one still counts, a line of a contents list is left out."""
        if kind.style in _CONTENTS:
            return []
        chosen = self._lists.get(kind.use)
        label = self._counter.label(str(kind.use), chosen, kind.level) if chosen else ""
        line = labelled(label, text)
        if kind.style == TITLE:
            return [Styled(line, DOCUMENT_TITLE)]
        return [line if kind.outline is None else Styled(line, kind.outline + 1)]


def _guessed(text: str, first: int, place: int) -> Paragraph:
    """Without formatting, an empty cell behind a cell mark is the end of a row."""
    cell = text[place] == _CELL
    return Paragraph(depth=int(cell), row_end=cell and first == place and text[first - 1] == _CELL)


def _seen(text: str, unseen: Iterable[tuple[int, int]]) -> bytearray:
    """Return 1 for every sign that shows, 0 for those within the given places."""
    out, done = bytearray(b"\1") * len(text), 0
    for first, last in sorted(unseen):
        start, end = max(first, done), min(last, len(text))
        if start < end:
            out[start:end] = bytes(end - start)
            done = end
    return out


def _codes(text: str) -> list[tuple[int, int]]:
    """Return the places of field codes; a field without an end is none."""
    out: list[tuple[int, int]] = []
    begun: list[list[int]] = []
    for match in _FIELD.finditer(text):
        if match[0] == _CODE:
            begun.append([match.start(), match.start()])
        elif begun and match[0] == _SHOWN:
            begun[-1][1] = match.start()
        elif begun:
            first, shown = begun.pop()
            out.append((first, (shown if shown > first else match.start()) + 1))
    return out


def _boxes(file: WordFile) -> list[tuple[int, range]]:
    """Return the text boxes with the places that hold them, in their order.

    A shape (Spa) and the text of a box (FTXBXS) name each other by the number of the shape; the
    last text is a spare one. A box without a shape of its own gets a place behind all text.
    """
    places, shapes = plc(file.part(Part.ANCHORS), 26)
    held = {shape[:4]: at for at, shape in zip(places, shapes, strict=False) if at < file.length}
    starts, texts = plc(file.part(Part.BOXES), 22)
    out = []
    for i, text in enumerate(texts[:-1]):
        first, last = (min(start, len(file.boxes)) for start in starts[i : i + 2])
        if struct.unpack_from("<H", text, 8)[0] == 0 and first < last:
            box = range(file.boxes.start + first, file.boxes.start + last)
            out.append((held.get(text[14:18], file.boxes.stop), box))
    return sorted(out, key=lambda x: (x[0], x[1].start))
