"""What the formats share: how a table row and a number stand in the text."""

from __future__ import annotations

LAYOUT_CHARS = 300
LAYOUT_LINES = 3
DATA_CELLS = 4
MERGED = "\u200b"  # a blank without width: the cell belongs to the one above it


def row_lines(cells: list[list[str]]) -> list[str]:
    """Return the lines of a table row whose cells are lists of lines: cells joined by tabs.

    A row of one cell, or of few with one that holds a whole article, is layout: its lines stay
    lines. A row of many cells is data, however much is written in one of them.

    >>> row_lines([["1"], ["走访", "慰问"], ["工会"]])
    ['1\\t走访 慰问\\t工会']
    """
    filled = [[line for line in cell if line.strip()] for cell in cells]
    few = sum(map(bool, filled)) < DATA_CELLS
    if len(filled) == 1 or (few and any(_is_article(cell) for cell in filled)):
        return [line for cell in filled for line in cell]
    return ["\t".join(" ".join(cell).replace("\n", " ").replace("\t", " ") for cell in filled)]


def _is_article(cell: list[str]) -> bool:
    return len(cell) >= LAYOUT_LINES and sum(map(len, cell)) >= LAYOUT_CHARS


def labelled(label: str, text: str) -> str:
    """Put an automatic number before its text, apart where they would run together.

    A page break at the head of the text is dropped: it would part the number from its text.

    >>> labelled("1.", "走访职工"), labelled("1.", "2026年"), labelled("第一条", "走访")
    ('1.走访职工', '1. 2026年', '第一条 走访')
    """
    if not label or not text.strip():
        return text
    text = text.lstrip("\n")
    ends = label[-1]  # ① runs together with its text, 第一条 and 1.1 do not
    apart = ends.isalpha() or ends.isdecimal() or (ends == "." and text[:1].isdigit())
    return f"{label} {text}" if apart else label + text
