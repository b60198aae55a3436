"""Word documents (.docx): the body in its order, with automatic numbers and accepted changes.

Insertions are read, deletions and hidden text are not; headers, footers, notes, comments and tables
of contents are left out; text boxes stand before the paragraph that holds them. Nothing outside the
file is opened and no macro is looked at. Strict Open XML has the same elements under other names
of their namespaces.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .archive import DEPTH_MAX, Archive
from .errors import DAMAGED, TOO_LARGE, PlanUnreadable
from .lines import MERGED, labelled, row_lines
from .source import Source, Styled
from .word_numbering import Numbering, W, value

STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = {W + "br", W + "cr"}
_SIGNS = {W + "tab": "\u3000", W + "noBreakHyphen": "-", W + "ptab": "\u3000"}
_DROPPED = {
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "rt", "sdtPr", "tblPr", "trPr", "tcPr")
}


COLUMNS_MAX = 63  # of a table in Word


def read(data: bytes) -> Source:
    """Return the text of a .docx file; raises PlanUnreadable."""
    archive = Archive(data)
    main = _related(archive, "").get("officeDocument", "word/document.xml")
    document = archive.xml(main, STRICT)
    body = document.find(W + "body") if document is not None else None
    if body is None:
        raise PlanUnreadable(DAMAGED)
    parts = {kind: f"word/{kind}.xml" for kind in ("numbering", "styles")}
    parts |= _related(archive, main)
    numbering = Numbering(*(archive.xml(parts[x], STRICT) for x in ("numbering", "styles")))
    return Source.of_lines(_Body(numbering).lines(body))


def _related(archive: Archive, part: str) -> dict[str, str]:
    """Return what a part names as its own parts, by kind; "" is the whole file."""
    folder, name = posixpath.split(part)
    relations = archive.xml(posixpath.join(folder, "_rels", f"{name}.rels"), STRICT)
    out: dict[str, str] = {}
    for relation in relations.iter(_RELATION) if relations is not None else ():
        kind = posixpath.basename(relation.get("Type", ""))
        target = posixpath.join("/", folder, relation.get("Target", ""))
        out.setdefault(kind, posixpath.normpath(target).lstrip("/"))
    return out


class _Body:
    """Walks one document; keeps the text of a paragraph whose end mark was deleted."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._carried = ""

    def lines(self, parent: Element, depth: int = 0) -> list[str]:
        if depth > DEPTH_MAX:
            raise PlanUnreadable(TOO_LARGE)
        out: list[str] = []
        for child in parent:
            if child.tag == W + "p":
                out += self._paragraph(child, depth)
            elif child.tag == W + "tbl":
                out += self._table(child, depth)
            elif child.tag == _MC + "AlternateContent":
                out += [] if (one := _chosen(child)) is None else self.lines(one, depth + 1)
            elif child.tag not in _DROPPED:
                out += self.lines(child, depth + 1)
        return out

    def _paragraph(self, paragraph: Element, depth: int) -> list[str]:
        properties = paragraph.find(W + "pPr")
        if self._numbering.styles.names.get(value(properties, "pStyle") or "", "").startswith(
            "toc "
        ):
            return []
        boxes: list[Element] = []
        text = "".join(_text(paragraph, boxes, depth))
        out = [line for box in boxes for line in self.lines(box, depth + 1)]
        text, self._carried = self._carried + text, ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = text  # the mark that stays gives the paragraph its number
            return out
        line = labelled(self._label(properties, text), text)
        level = self._numbering.styles.level_of(properties)
        return [*out, line if level is None else Styled(line, level)]

    def _label(self, properties: Element | None, text: str) -> str:
        """An empty numbered paragraph prints its number but names nothing; it still counts."""
        label = self._numbering.label(properties)
        return label if text.strip() else ""

    def _table(self, table: Element, depth: int) -> list[str]:
        out = []
        for row in _inside(table, W + "tr"):
            if row.find(f"{W}trPr/{W}del") is None:
                out += row_lines(self._cells(row, depth))
        return out

    def _cells(self, row: Element, depth: int) -> list[list[str]]:
        """Return the lines of each cell; a cell over several columns is followed by empty ones.

        A cell that goes on from the row above is `MERGED`; what it holds besides is never shown.
        """
        cells = list(_inside(row, W + "tc"))
        out: list[list[str]] = []
        for cell in cells:
            joins = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = joins is not None and joins.get(W + "val", "continue") == "continue"
            out.append([MERGED] if goes_on else self.lines(cell, depth + 1))
            wide = value(cell.find(W + "tcPr"), "gridSpan") or "1"
            if len(cells) > 1 and wide.isdecimal():
                out += [[] for _ in range(min(int(wide), COLUMNS_MAX) - 1)]
        return out


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from (x for x in child.iter(tag))


def _text(parent: Element, boxes: list[Element], depth: int) -> Iterator[str]:
    """Yield the text of a paragraph; text boxes met on the way are put into `boxes`."""
    if depth > DEPTH_MAX:
        raise PlanUnreadable(TOO_LARGE)
    for child in parent:
        if child.tag == W + "t":
            yield (child.text or "").replace("\n", " ").replace("\t", "\u3000")
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == W + "txbxContent":
            boxes.append(child)
        elif child.tag == _MC + "AlternateContent":
            chosen = _chosen(child)
            if chosen is not None:
                yield from _text(chosen, boxes, depth + 1)
        elif child.tag not in _DROPPED and not _hidden(child):
            yield from _text(child, boxes, depth + 1)


def _chosen(alternatives: Element) -> Element | None:
    """Return the first of several renderings of one thing that holds text."""
    return next((x for x in alternatives if x.find(f".//{W}t") is not None), None)


def _hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == W + "r" else None
    return vanish is not None and vanish.get(W + "val") not in ("0", "false")
