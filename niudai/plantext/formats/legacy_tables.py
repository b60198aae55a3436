"""The rows and cells of an old Word file, put together mark by mark."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from .lines import row_lines

COLUMNS_MAX = 64
_NEAR = 15  # twips: edges of rows that the eye takes for one


@dataclass
class _Open:
    """A table that is not at its end: its rows with the edges of their cells, and the open row."""

    rows: list[tuple[list[list[str]], tuple[int, ...]]] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=lambda: [[]])


class Tables:
    """Collects the lines of a text, those of tables in their cells."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[_Open] = []
        """The tables around the place reached, outermost first."""

    def add(self, depth: int, lines: list[str]) -> None:
        """Add lines that stand within `depth` tables."""
        while len(self._open) > depth:
            self._close()
        while len(self._open) < depth:
            self._open.append(_Open())
        self._innermost().extend(lines)

    def end_cell(self, depth: int) -> None:
        """Close the open cell of the table at `depth` (from 1)."""
        self.add(depth, [])
        self._open[-1].cells.append([])

    def end_row(self, depth: int, edges: tuple[int, ...], *, kept: bool) -> None:
        """Close the open row at `depth` (from 1); a deleted one leaves nothing.

        `edges` are the left edges of its cells and the right one of the last, () if not known.
        """
        self.add(depth, [])
        table = self._open[-1]
        cells, table.cells = table.cells, [[]]
        if kept:
            self._end(table, cells, edges)

    def lines(self) -> list[str]:
        """Return all lines; a row that lost its end is closed."""
        self.add(0, [])
        return self._out

    def _innermost(self) -> list[str]:
        return self._open[-1].cells[-1] if self._open else self._out

    def _end(self, table: _Open, cells: list[list[str]], edges: tuple[int, ...]) -> None:
        if not cells[-1]:
            cells.pop()
        if cells:
            table.rows.append((cells, edges))

    def _close(self) -> None:
        table = self._open.pop()
        self._end(table, table.cells, ())
        grid = sorted({edge for _, edges in table.rows for edge in edges})
        for cells, edges in table.rows:
            self._innermost().extend(row_lines(_spread(cells, edges, grid)))


def _spread(cells: list[list[str]], edges: tuple[int, ...], grid: list[int]) -> list[list[str]]:
    """Put empty cells behind each cell that reaches over several columns of the table.

    >>> _spread([["走访"], ["工会"]], (0, 200, 300), [0, 100, 200, 300])
    [['走访'], [], ['工会']]
    """
    if len(cells) < 2 or len(edges) != len(cells) + 1 or len(grid) > COLUMNS_MAX:
        return cells
    out: list[list[str]] = []
    for cell, left, right in zip(cells, edges, edges[1:], strict=False):
        within = grid[bisect_right(grid, left + _NEAR) : bisect_left(grid, right - _NEAR)]
        apart = [one for i, one in enumerate(within) if not i or one - within[i - 1] > _NEAR]
        out += [cell, *([] for _ in apart)]
    return out
