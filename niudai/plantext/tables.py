"""Stage 4b, tables: rows of flattened tables are taken out, they hold no headings and no tasks."""

from __future__ import annotations

from .numbering import STYLED, number_of
from .paragraphs import Paragraph
from .patterns import lazy

_HEADER = lazy(r"序\s*号")
_CLOSES = (STYLED, "part", "section", "article", "cn", "cn_paren")
HEADER_MAX = 200
CELL_MAX = 40


def without_tables(body: list[Paragraph]) -> list[Paragraph]:
    """Drop rows with cells, and everything from a 序号 header to the next upper number."""
    out: list[Paragraph] = []
    inside = False
    for p in body:
        number = number_of(p)
        text = p.text[number.end - p.start :].strip() if number else p.text
        if _HEADER.match(p.text) and len(p.text) < HEADER_MAX:
            inside = True
        elif number and number.family in _CLOSES and not _is_row(text):
            inside = False
        if not inside and not _is_row(text):
            out.append(p)
    return out


def _is_row(text: str) -> bool:
    """Tell whether a line is a table row: three cells, or two short ones without a sentence.

    >>> _is_row("走访\\t6月\\t工会"), _is_row("指导思想"), _is_row("走访职工。\\t开展培训。")
    (True, False, False)
    """
    cells = text.count("\t") + 1
    return cells > 2 or (cells == 2 and "。" not in text and len(text) < CELL_MAX)
