"""Organizations put in order for the tree page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from niudai.base.fields import STEP
from niudai.org.choices import Line
from niudai.org.models import Organization
from niudai.org.tables import organization_url

TREES = [*Line.choices, ("division", "按区划")]
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One line of the tree: `depth` 0–6; without `url` it is a heading, such as a division."""

    depth: int
    text: str
    url: str = ""
    line: str = ""
    note: str = ""


def line_rows(organizations: Iterable[Organization]) -> list[TreeRow]:
    """One line's tree; what is seen without its parent begins at the left."""
    rows, tops = [], []
    for row in organizations:
        while tops and not row.path.startswith(tops[-1]):
            tops.pop()
        depth = (len(row.path) - len(tops[0])) // STEP if tops else 0
        tops.append(row.path)
        rows.append(_row(row, min(depth, DEEPEST), row.get_form_display()))
    return rows


def division_rows(organizations: Iterable[Organization]) -> list[TreeRow]:
    """All lines under the divisions in which they stand."""
    return list(_division_rows(organizations))


def _division_rows(organizations: Iterable[Organization]) -> Iterator[TreeRow]:
    division = None
    for row in organizations:
        if row.division_id != division:
            division = row.division_id
            depth = min(len(row.division.path) // STEP - 1, DEEPEST - 1)
            yield TreeRow(depth, row.division.name, note=row.division.get_level_display())
        yield _row(row, depth + 1, row.unit.name if row.unit else "")


def _row(row: Organization, depth: int, note: str) -> TreeRow:
    return TreeRow(depth, row.name, organization_url(row.code), row.get_line_display(), note)
