"""Stage 4c, decomposition: the rows of a 任务分解表 are the tasks when the table is the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from . import dates, owners, targets
from .columns import OWNER_ROLES, TEXT_ROLES, roles_of, second_header
from .formats.lines import MERGED
from .leaves import Leaf
from .masthead import is_contact
from .model import Deadline, Task
from .names import split_names
from .numbering import RANK, STYLED, Item, Number, number_of
from .paragraphs import BLANKS, Paragraph
from .patterns import lazy

TITLE_MAX = 40
GROUP_MAX = 40
CAPTION_MAX = 60
NOTICE_MAX = 600  # characters of a notice that only passes a table on
LOOK_AHEAD = 3  # lines from a heading to the first row below it
_WITHIN_LINE = frozenset(BLANKS) - frozenset("\r\n\v\f")
_SKIPPED = lazy(
    r"(?:合|总|小)\s*计|(?:备\s*)?注[：:0-9]|说\s*明[：:]|填[报表写]|制表|审[核批]|单位[：:]"
)
_SHEET_NAME = lazy(r"(?:Sheet|工作表|表)\s?\d{0,3}", re.IGNORECASE)
_ISO_DAY = lazy(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_LIMIT = lazy(r"完成|期限|时限|截止|办结")
_RECURS = lazy(r"每|按[年季月周]|定期")
_YEAR = lazy(r"(?:19|20)\d\d(?=\s?年|[—–-])")


@dataclass(frozen=True)
class Cell:
    """One cell of a row: its place in the source without outer blanks, "" where it is empty.

    `merged` tells that the file says it belongs to the cell above it.
    """

    start: int
    end: int
    text: str
    merged: bool = False


@dataclass(frozen=True)
class Column:
    """A column: its `role` (`columns.role_of`), its header, and its place counted from 1."""

    role: str
    header: str
    place: int

    def said(self) -> str:
        """Return how a reason names the column."""
        return f"第{self.place}列“{self.header}”"


@dataclass(frozen=True)
class Row:
    """One row that says what somebody has to do.

    `work` is the cell with the task's words, `heading` an index of `Decomposition.items` or None,
    `number` the words of the 序号 column, `cells` the filled cells that say who, when and how much,
    `carried` those that stand in a row above of the same merged work.
    """

    work: Cell
    heading: int | None
    number: str
    cells: tuple[tuple[Column, Cell], ...]
    carried: tuple[tuple[Column, Cell], ...] = ()

    def leaf(self, items: Sequence[Item]) -> Leaf:
        """Return the task span of this row; the nearest heading that names a line lends it."""
        lent: tuple[tuple[str, ...], str] = ((), "")
        above = self.heading
        while above is not None and not lent[0]:
            title = items[above].title
            lent = (owners.heading_lines(title), title)
            above = items[above].parent
        return Leaf(
            start=self.work.start,
            end=self.work.end,
            item=self.heading,
            mark=self.number or None,
            kind="action",
            title_inside=False,
            inherited=lent if lent[0] else ((), ""),
        )


@dataclass
class Decomposition:
    """The tables of a document that decompose work into rows.

    `outside` are the paragraphs that belong to no such table, `caption` the line right above the
    first one, None if there is none, `names_bodies` tells that a column is for who does the work.
    """

    rows: list[Row] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    outside: list[Paragraph] = field(default_factory=list)
    caption: str | None = None
    names_bodies: bool = False

    @property
    def is_document(self) -> bool:
        """Tell whether the tables are the main content, and not an appendix of a plan.

        A table without a column of bodies may be an agenda; it counts only where nothing else does.
        """
        said = sum(len(p.text) for p in self.outside)
        held = sum(len(r.work.text) + sum(len(c.text) for _, c in r.cells) for r in self.rows)
        held += sum(len(item.title) for item in self.items)
        numbered = sum(number_of(p) is not None for p in self.outside)
        if not self.names_bodies:
            return not numbered and said <= held
        notice = not numbered and said <= NOTICE_MAX
        return numbered < len(self.rows) and (said <= held or notice)

    @property
    def appended(self) -> int:
        """Return how many rows name who does them; the others may be an agenda."""
        return sum(any(c.role in OWNER_ROLES for c, _ in r.cells) for r in self.rows)


def find_decomposition(source: str, everything: list[Paragraph]) -> Decomposition | None:
    r"""Return the decomposition tables among the paragraphs of a document, None if it has none.

    >>> text = "任务分解表\n序号\t工作任务\t责任单位\n1\t走访职工\t工会\n"
    >>> from .paragraphs import paragraphs
    >>> [row.work.text for row in find_decomposition(text, paragraphs(text)).rows]
    ['走访职工']
    """
    if not any(p.cells for p in everything):
        return None
    lines = [_cells(source, p) for p in everything]
    headed = [i for i, cells in enumerate(lines) if _is_header(cells)]
    if not headed:
        return None
    names = {everything[i - 1].text for i in headed if i and len(lines[i - 1]) == 1}
    reader = _Reader(several=len(names) > 1)
    for i, p in enumerate(everything):
        reader.take(p, lines[i], lines[i + 1 : i + 1 + LOOK_AHEAD])
    return reader.found if reader.found.rows else None


def _cells(source: str, p: Paragraph) -> list[Cell]:
    """Return the cells of the line a paragraph stands on, with the empty ones before it."""
    if not p.cells:
        return [Cell(p.start, p.end, p.text)]
    start = p.start
    while start and source[start - 1] in _WITHIN_LINE:
        start -= 1
    out: list[Cell] = []
    for part in source[start : p.end].split("\t"):
        text = part.strip(BLANKS)
        at = start + part.find(text)
        out.append(Cell(at, at + len(text), text, merged=MERGED in part and not text))
        start += len(part) + 1
    return out


def _is_header(cells: list[Cell]) -> bool:
    return len(cells) > 1 and bool(roles_of([cell.text for cell in cells]))


def year_of(title: str | None) -> str | None:
    """Return the first year a title names, which the dates of a table without signature mean.

    >>> year_of("2026年党建带群建任务分解表"), year_of("任务分解表")
    ('2026', None)
    """
    match = _YEAR.search(title or "")
    return match.group() if match else None


def filled(task: Task, row: Row, date: str | None) -> Task:
    """Return the task of a row with what its columns say; words of its text stay the fallback.

    `date` is the document's date, by which months without a year are dated.
    """
    why = dict(task.why)
    found: dict[str, object] = {}
    doers = _doers(row)
    if doers:
        found |= {"lines": doers.lines, "leads": doers.leads}
        why["lines"] = doers.why
    due = _due(row, date)
    if due:
        found["deadlines"] = tuple(d for d, _ in due)
        why["deadlines"] = _said(c for _, c in due)
    amounts = [(t, c) for c, cell in _of(row, "target") for t in targets.find_targets(cell.text)]
    if amounts and row.work.text not in {cell.text for _, cell in _of(row, "target")}:
        found["targets"] = tuple(dict.fromkeys([*task.targets, *(t for t, _ in amounts)]))
        why["targets"] = _said(c for _, c in amounts)
    found["confidence"] = _confidence(task.confidence, doers, due)
    return replace(task, why=why, **found)  # type: ignore[arg-type]


def _confidence(
    text: float, doers: owners.Owners | None, due: list[tuple[Deadline, Column]]
) -> float:
    value = doers.confidence if doers else min(text, 0.8)
    if any(d.start is None and d.end is None for d, _ in due):
        value -= 0.1
    return round(value, 2)


def _of(row: Row, *roles: str) -> list[tuple[Column, Cell]]:
    own = [pair for pair in row.cells if pair[0].role in roles]
    return own or [pair for pair in row.carried if pair[0].role in roles]


def _said(columns: Iterable[Column]) -> str:
    return "任务分解表" + "、".join(dict.fromkeys(c.said() for c in columns))


def _doers(row: Row) -> owners.Owners | None:
    """Return who does a row: 牵头 leads, else 责任; all of them are owners."""
    named = [(c, *_names(cell.text)) for c, cell in _of(row, *OWNER_ROLES)]
    named = [(c, listed, leads) for c, listed, leads in named if listed]
    if not named:
        return None
    order = {role: i for i, role in enumerate(OWNER_ROLES)}
    named.sort(key=lambda entry: order[entry[0].role])
    chief = named[0][0].role
    lines = [name for _, listed, _ in named for name in listed]
    leads = [n for c, listed, led in named if c.role == chief != "other" for n in led or listed]
    own = any(pair[0] is named[0][0] for pair in row.cells)
    why = _said(c for c, _, _ in named) + ("" if own else "（合并的单元格，同上一行）")
    return owners.Owners(_unique(lines), _unique(leads), why, 0.98 if own else 0.9)


def _names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (owners, leads) named in a cell; a cell may hold 牵头单位：… 配合单位：… itself."""
    if "：" in text:
        listed, leads = owners.annotation_owners(text)
        if listed:
            return listed, leads
    return _unique(split_names(_closed(text))), ()


def _closed(text: str) -> str:
    """Join names that blanks tear apart: 工 会, and a last character pushed to the next line.

    >>> _closed("工 会、街道总工 会"), _closed("工会 妇联")
    ('工会、街道总工会', '工会 妇联')
    """
    return re.sub(
        rf"(?<=[\u4e00-\u9fff])[{BLANKS}]+(?=[\u4e00-\u9fff](?:[{BLANKS}、，；/]|$))", "", text
    )


def _due(row: Row, date: str | None) -> list[tuple[Deadline, Column]]:
    out: list[tuple[Deadline, Column]] = []
    for column, cell in _of(row, "due"):
        found = [f.deadline for f in dates.find_deadlines(cell.text, date)]
        iso = dates.date_of(cell.text) if _ISO_DAY.fullmatch(cell.text) else None
        if iso:
            found = [Deadline(cell.text, None, iso)]
        elif not found and not _RECURS.search(cell.text) and cell.text.strip("—-/无"):
            found = [Deadline(cell.text, None, None)]
        limit = bool(_LIMIT.search(column.header))
        out += [(_limit(d) if limit else d, column) for d in found]
    return out


def _limit(deadline: Deadline) -> Deadline:
    """A day in a 完成时限 column is the last day, not the day it happens."""
    one_day = deadline.start is not None and deadline.start == deadline.end
    return replace(deadline, start=None) if one_day else deadline


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


class _Reader:
    """Takes the paragraphs one by one; keeps the columns of the open table and what is merged."""

    def __init__(self, *, several: bool) -> None:
        self.found = Decomposition()
        self._several = several
        self._columns: list[Column] = []
        self._headers: list[str] = []
        self._captions: list[Paragraph] = []
        self._groups: list[tuple[str, int]] = []
        self._works: dict[int, tuple[str, int]] = {}  # column → heading merged down from above
        self._last: Row | None = None

    def take(self, p: Paragraph, cells: list[Cell], following: list[list[Cell]]) -> None:
        """Read one line; `following` are the next few, by which a group row is known."""
        texts = [cell.text for cell in cells]
        roles = roles_of(texts) if len(cells) > 1 else ()
        if roles:
            self._open(texts, roles)
        elif not self._columns:
            self._outside(p)
        elif self._last is None and (both := second_header(self._headers, texts)):
            self._set_columns(both)
        elif sum(map(bool, texts)) > 1 or self._is_work_alone(cells):
            self._row(cells)
        elif _SKIPPED.match(p.text) or is_contact(p.text):
            pass
        elif self._is_group(p, following):
            self._group(p)
        else:
            self._close()
            self._outside(p)

    def _open(self, texts: list[str], roles: Sequence[str]) -> None:
        """Begin a table, unless its header is only printed again on a new page."""
        if self._headers == texts:
            return
        captions = self._captions
        self._close()
        self._captions = captions
        self.found.caption = self.found.caption or _caption(captions)
        self._name_table()
        self._captions = []
        self._headers = texts
        self._set_columns(texts, roles)

    def _set_columns(self, texts: list[str], roles: Sequence[str] | None = None) -> None:
        self._headers = self._headers if roles is None else texts
        kinds = roles if roles is not None else roles_of(texts)
        named = [
            Column(role, _plain(t), i)
            for i, (role, t) in enumerate(zip(kinds, texts, strict=True), 1)
        ]
        self._columns = named
        self.found.names_bodies |= any(role in OWNER_ROLES for role in kinds)

    def _name_table(self) -> None:
        """Of several tables the line above each is a heading."""
        named = [p for p in self._captions if "：" not in p.text]
        if self._several and named and not _SHEET_NAME.fullmatch(named[-1].text):
            self._group(named[-1])

    def _outside(self, p: Paragraph) -> None:
        self.found.outside.append(p)
        self._captions = [*self._captions[-2:], p] if len(p.text) <= CAPTION_MAX else []

    def _close(self) -> None:
        self._columns, self._headers, self._last = [], [], None
        self._groups, self._works, self._captions = [], {}, []

    def _is_work_alone(self, cells: list[Cell]) -> bool:
        """Tell whether the one filled cell of a row stands in the column of the task's words."""
        at = next((i for i, cell in enumerate(cells) if cell.text), 0)
        deepest = self._text_columns()[-1:]
        return at > 0 and bool(deepest) and deepest[0].place == at + 1

    def _is_group(self, p: Paragraph, following: list[list[Cell]]) -> bool:
        """Tell whether a line of one cell is a heading over rows, not the name of a new table."""
        if len(p.text) > GROUP_MAX or re.search("[。；]", p.text):
            return False
        row = next((cells for cells in following if len(cells) > 1), None)
        return row is not None and not _is_header(row)

    def _group(self, p: Paragraph) -> None:
        number = number_of(p) or Number(STYLED, 0, "", p.start)
        families = [family for family, _ in self._groups]
        if number.family in families:
            del self._groups[families.index(number.family) :]
        while self._groups and RANK[self._groups[-1][0]] > RANK[number.family]:
            self._groups.pop()
        parent = self._groups[-1][1] if self._groups else None
        self._groups.append((number.family, self._heading(p.start, p.end, p.text, number, parent)))
        self._works, self._last = {}, None

    def _heading(self, start: int, end: int, text: str, number: Number, parent: int | None) -> int:
        items = self.found.items
        level = items[parent].level + 1 if parent is not None else 1
        title = _title(text[number.end - start :].strip(BLANKS))
        items.append(
            Item(Paragraph(start, end, text, False, False), number, title, end, level, parent)
        )
        return len(items) - 1

    def _text_columns(self) -> list[Column]:
        """Return the columns with words of the work, the widest first."""
        order = {role: i for i, role in enumerate(TEXT_ROLES)}
        found = [c for c in self._columns if c.role in TEXT_ROLES]
        ordered = sorted(found, key=lambda c: (order[c.role], c.place))
        works = [c for c in ordered if c.role != "target"]
        return works or ordered

    def _row(self, cells: list[Cell]) -> None:
        first = next(cell for cell in cells if cell.text)
        if _SKIPPED.match(first.text):
            return
        at = {c: cells[c.place - 1] for c in self._columns if c.place <= len(cells)}
        at = {column: cell for column, cell in at.items() if cell.text}
        works = [c for c in self._text_columns() if c in at]
        goals = [c for c in at if c.role == "target"]
        numbers = [cell.text for c, cell in at.items() if c.role == "number"]
        deepest = works[-1] if works else (goals[0] if goals else None)
        if deepest is None:
            return
        merged = not numbers and deepest is not self._text_columns()[0] and len(works) <= 1
        parent = self._headings_of(works[:-1] if works else [], at, deepest)
        said = tuple((c, x) for c, x in at.items() if c.role in (*OWNER_ROLES, "due", "target"))
        said += self._merged(cells)
        carried = (*self._last.cells, *self._last.carried) if merged and self._last else ()
        row = Row(
            at[deepest],
            parent,
            " ".join(numbers),
            said,
            tuple(p for p in carried if p[0].role != "target"),
        )
        self.found.rows.append(row)
        self._last = row

    def _merged(self, cells: list[Cell]) -> tuple[tuple[Column, Cell], ...]:
        """Return what the row above says in the columns that are merged with it."""
        places = {i for i, cell in enumerate(cells, 1) if cell.merged}
        above = self._last.cells if self._last else ()
        return tuple(pair for pair in above if pair[0].place in places and pair[0].role != "target")

    def _headings_of(
        self, wider: list[Column], at: dict[Column, Cell], deepest: Column
    ) -> int | None:
        """Make headings of the wider words of a row; those of merged rows above go on."""
        parent = self._groups[-1][1] if self._groups else None
        for column in self._text_columns():
            if column is deepest:
                break
            if column in wider:
                cell = at[column]
                said, index = self._works.get(column.place, ("", -1))
                if said != cell.text or self.found.items[index].parent != parent:
                    index = self._work(cell, parent)
                    self._works = {
                        k: v for k, v in self._works.items() if k in self._before(column)
                    }
                    self._works[column.place] = (cell.text, index)
            if column.place in self._works:
                parent = self._works[column.place][1]
        return parent

    def _before(self, column: Column) -> set[int]:
        columns = self._text_columns()
        return {c.place for c in columns[: columns.index(column)]}

    def _work(self, cell: Cell, parent: int | None) -> int:
        plain = Paragraph(cell.start, cell.end, cell.text, False, False)
        number = number_of(plain) or Number(STYLED, 0, "", cell.start)
        return self._heading(cell.start, cell.end, cell.text, number, parent)


def _plain(header: str) -> str:
    return re.sub(r"\s", "", header)


def _title(text: str) -> str:
    """Return a heading's words: all if short, else the first clause, at most 40 characters."""
    if len(text) <= TITLE_MAX:
        return text
    first = next((part for part in re.split("[。；：，]", text) if part), text)
    return first if len(first) <= TITLE_MAX else first[:TITLE_MAX]


def _caption(above: list[Paragraph]) -> str | None:
    """Return the line above a table that names it."""
    named = [
        p.text for p in above if "：" not in p.text and re.search("[表单账]$|分工|任务", p.text)
    ]
    return named[-1] if named else None
