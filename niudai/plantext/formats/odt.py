"""OpenDocument texts (.odt): the body in its order, with automatic numbers and accepted changes.

Deleted text stands apart in the file and is not read; nor are hidden text, headers, footers, notes,
comments and indexes. Text boxes stand before the paragraph that holds them. Nothing outside the
file is opened and no macro is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .archive import DEPTH_MAX, Archive
from .errors import DAMAGED, LOCKED, TOO_LARGE, PlanUnreadable
from .lines import labelled, row_lines
from .numbered_lists import List
from .odt_styles import OASIS, OFFICE, TEXT, Lists, Styles, whole
from .source import DEEPEST, DOCUMENT_TITLE, Source, Styled

TABLE, DRAW = f"{OASIS}table:1.0}}", f"{OASIS}drawing:1.0}}"
BLANKS_MAX = 20  # no blank says anything, and a file could ask for millions
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_ROWS = {TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")}
_BLANK = re.compile(r"[ \t\r\n]+")
_DROPPED = {
    OFFICE + "annotation",
    TEXT + "note",
    TEXT + "number",
    TEXT + "ruby-text",
    TEXT + "tracked-changes",
    TEXT + "table-of-content",
    TEXT + "illustration-index",
    TEXT + "table-index",
    TEXT + "object-index",
    TEXT + "user-index",
    TEXT + "alphabetical-index",
    TEXT + "bibliography",
    TEXT + "hidden-text",
}


def read(data: bytes) -> Source:
    """Return the text of an .odt file; raises PlanUnreadable."""
    archive = Archive(data)
    if b":encryption-data" in (archive.part("META-INF/manifest.xml") or b""):
        raise PlanUnreadable(LOCKED)
    content = archive.xml("content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if body is None:
        raise PlanUnreadable(DAMAGED)
    return Source.of_lines(_Body(Styles(content, archive.xml("styles.xml"))).lines(body))


class _Body:
    """Walks one document in its order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._lists = Lists(styles)

    def lines(self, parent: Element, depth: int = 0) -> list[str]:
        if depth > DEPTH_MAX:
            raise PlanUnreadable(TOO_LARGE)
        out: list[str] = []
        for child in parent:
            if child.tag in (TEXT + "p", TEXT + "h"):
                out += self._paragraph(child, depth)
            elif child.tag == TEXT + "list":
                out += self._list(child, depth, None, 0)
            elif child.tag == TABLE + "table":
                out += self._table(child, depth)
            elif child.tag not in _DROPPED and child.get(TEXT + "display") != "none":
                out += self.lines(child, depth + 1)
        return out

    def _list(self, element: Element, depth: int, outer: List | None, level: int) -> list[str]:
        """Return the lines of a list; only the first paragraph of an item has its number."""
        if depth > DEPTH_MAX:
            raise PlanUnreadable(TOO_LARGE)
        chosen = self._lists.opened(element, outer)
        out: list[str] = []
        for item in element:
            numbered = item.tag == TEXT + "list-item"
            for child in item:
                if child.tag == TEXT + "list":
                    out += self._list(child, depth + 1, chosen, level + 1)
                elif child.tag in (TEXT + "p", TEXT + "h"):
                    start = item.get(TEXT + "start-value")
                    given = whole(start, 0) if start else None
                    label = self._lists.label(chosen, level, given) if numbered else ""
                    out += self._paragraph(child, depth, label)
                    numbered = False
                elif child.tag not in _DROPPED:
                    out += self.lines(child, depth + 1)
        return out

    def _paragraph(self, paragraph: Element, depth: int, label: str | None = None) -> list[str]:
        """Return the lines of a paragraph; `label` is None outside of lists."""
        boxes: list[Element] = []
        text = "".join(self._text(paragraph, boxes, depth))
        out = [line for box in boxes for line in self.lines(box, depth + 1)]
        level = self._level(paragraph)
        if label is None:
            label = ""
            if level and text.strip() and paragraph.get(TEXT + "is-list-header") != "true":
                label = self._lists.heading_label(level)
        line = labelled(label, text)
        return [*out, line if level is None else Styled(line, level)]

    def _level(self, paragraph: Element) -> int | None:
        """Return the outline level of a paragraph, None for body text."""
        if self._styles.is_title(paragraph.get(TEXT + "style-name", "")):
            return DOCUMENT_TITLE
        level = whole(paragraph.get(TEXT + "outline-level"), 1)
        return level if paragraph.tag == TEXT + "h" and 0 < level <= DEEPEST else None

    def _text(self, parent: Element, boxes: list[Element], depth: int) -> Iterator[str]:
        """Yield the text of a paragraph; frames and shapes met on the way are put into `boxes`."""
        if depth > DEPTH_MAX:
            raise PlanUnreadable(TOO_LARGE)
        yield _BLANK.sub(" ", parent.text or "")
        for child in parent:
            if child.tag == TEXT + "s":
                yield " " * min(whole(child.get(TEXT + "c"), 1), BLANKS_MAX)
            elif child.tag == TEXT + "tab":
                yield "\u3000"
            elif child.tag == TEXT + "line-break":
                yield "\n"
            elif child.tag.startswith(DRAW):
                boxes.append(child)
            elif child.tag not in _DROPPED and not self._is_hidden(child):
                yield from self._text(child, boxes, depth + 1)
            yield _BLANK.sub(" ", child.tail or "")

    def _is_hidden(self, run: Element) -> bool:
        return (
            run.get(TEXT + "style-name") in self._styles.hidden
            or run.get(TEXT + "is-hidden") == "true"
        )

    def _table(self, table: Element, depth: int) -> list[str]:
        if depth > DEPTH_MAX:
            raise PlanUnreadable(TOO_LARGE)
        out: list[str] = []
        for child in table:
            if child.tag == TABLE + "table-row":
                cells = [cell for cell in child if cell.tag in _CELLS]
                cells = cells[:1] if all(x.tag == _CELLS[1] for x in cells[1:]) else cells
                out += row_lines([self.lines(cell, depth + 1) for cell in cells])
            elif child.tag in _ROWS:
                out += self._table(child, depth + 1)
        return out
