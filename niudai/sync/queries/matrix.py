"""The matrix of one pair, and the dated facts behind one of its cells."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.periods import Period
from niudai.ledger.models import Entry
from niudai.org.models import Leadership
from niudai.sync.models import PairSummary, SummaryColumns
from niudai.sync.queries.facts import facts_of, history, tallies_of
from niudai.sync.queries.frameworks import RowSpec, StepSpec, VersionSpec, current_versions
from niudai.sync.queries.pairs import is_stale
from niudai.sync.tallies import Cell, Tally, cell, median, tally

NOTHING = Tally()
COUNTS = ("in_step", "late", "alone", "unanswered", "lags", "dues")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One content row with its cells in the order of the steps."""

    row: RowSpec
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows × steps of one pair for one period; the first row is the total over all facts.

    `as_of` is the day the matrix speaks of. `median_lags` holds per step the median lag in days over
    all answered facts, None without any.
    """

    pair: Leadership
    version: VersionSpec
    period: Period
    as_of: datetime.date
    rows: tuple[MatrixRow, ...]
    median_lags: tuple[int | None, ...]


def pair_matrix(
    actor: Actor,
    pair: Leadership,
    *,
    period: Period,
    as_of: datetime.date | None = None,
    version: VersionSpec | None = None,
) -> Matrix:
    """The matrix of a pair that the actor was given by `pairs.pair`.

    From the summaries while they speak of today and of a current version, else from the facts as they
    stood at the end of `as_of`. `version` defaults to the line's first current one. Raises Refused
    for a future day, or when no framework holds for the line on that day.
    """
    day = checked_day(as_of)
    versions = current_versions(pair.jurisdiction, line=pair.line, on=day)
    version = version or first_of(versions)
    past = day < today() or is_stale(pair, versions) or version.id not in {v.id for v in versions}
    if past:
        counted = _from_facts(pair, version, period, day)
    else:
        counted = _from_summaries(pair, version, period)
    rows = tuple(_matrix_row(row, version, counted, period, day) for row in version.all_rows)
    lags = tuple(median(counted.get((step.id, ""), NOTHING).lags) for step in version.steps)
    return Matrix(pair, version, period, day, rows, lags)


def checked_day(as_of: datetime.date | None) -> datetime.date:
    """The day a matrix speaks of, default today; Refused for a day to come."""
    if as_of is not None and as_of > today():
        raise Refused("截至日期不能晚于今天，请重新选择。", field="as_of")
    return as_of or today()


def first_of(versions: list[VersionSpec], key: str = "") -> VersionSpec:
    """The current version of framework `key`, or the first one; Refused when there is none."""
    for version in versions:
        if not key or version.key == key:
            return version
    raise Refused("这一天还没有可用的带建框架，请由党建办在“框架”中新增或改选日期。")


def make_cell(
    counted: Tally, step: StepSpec, row: RowSpec, period: Period, day: datetime.date
) -> Cell:
    """What the counts show on `day`; the required count is asked of the total row only."""
    required = step.required_in(period) if not row.key else None
    return cell(
        counted, period_end=period.end, today=day, tolerance=step.tolerance, required=required
    )


def tally_of(row: SummaryColumns) -> Tally:
    """The tally a summary row holds."""
    return Tally.from_json({name: getattr(row, name) for name in COUNTS})


def _matrix_row(
    row: RowSpec,
    version: VersionSpec,
    counted: Mapping[tuple[int, str], Tally],
    period: Period,
    day: datetime.date,
) -> MatrixRow:
    cells = tuple(
        make_cell(counted.get((step.id, row.key), NOTHING), step, row, period, day)
        for step in version.steps
    )
    return MatrixRow(row, cells)


def _from_summaries(
    pair: Leadership, version: VersionSpec, period: Period
) -> dict[tuple[int, str], Tally]:
    rows = PairSummary.objects.filter(
        jurisdiction=pair.jurisdiction, pair=pair, version=version.id, period=period.key
    )
    return {(row.step_id, row.row): tally_of(row) for row in rows}


def _from_facts(
    pair: Leadership, version: VersionSpec, period: Period, day: datetime.date
) -> dict[tuple[int, str], Tally]:
    kinds = {step.kind for step in version.steps}
    sides = (pair.party_id, pair.mass_id)
    facts = facts_of(pair.jurisdiction, sides, kinds, as_of=day)
    found = tallies_of(pair, [version], facts)
    return {
        (step, row): counted
        for (_, _, step, row, key), counted in found.items()
        if key == period.key
    }


@dataclass(frozen=True, slots=True)
class AnsweredFact:
    """One fact of the Party organization in a cell and what became of it by that day.

    `state`: in_step, late, pending or missing; `lag` in days, None without an answer; `due` the last
    day on which an answer is still in step.
    """

    party: Entry
    mass: Entry | None
    lag: int | None
    state: str
    due: datetime.date


@dataclass(frozen=True, slots=True)
class CellFacts:
    """A cell opened: its counts, the facts behind them, and the lone facts of the mass organization.

    `openable` holds the ids of the entries whose own page the actor may open.
    """

    pair: Leadership
    version: VersionSpec
    step: StepSpec
    row: RowSpec
    period: Period
    as_of: datetime.date
    cell: Cell
    answers: tuple[AnsweredFact, ...]
    alone: tuple[Entry, ...]
    openable: frozenset[int]


def pair_cell(
    actor: Actor,
    pair: Leadership,
    *,
    step: str,
    row: str = "",
    period: Period,
    as_of: datetime.date | None = None,
    version: VersionSpec | None = None,
) -> CellFacts:
    """The facts behind one cell of `pair_matrix`; always computed from the facts themselves.

    `step` and `row` are keys ("" = total row). Raises Unseen for a step or row the version has not.
    """
    day = checked_day(as_of)
    if version is None:
        version = first_of(current_versions(pair.jurisdiction, line=pair.line, on=day))
    the_step, the_row = version.step(step), version.row(row)
    facts = facts_of(pair.jurisdiction, (pair.party_id, pair.mass_id), {the_step.kind}, as_of=day)
    matching = history(pair, the_step.kind, facts).matching(
        the_step.tolerance, version.code_of(the_row)
    )
    answers = [answer for answer in matching.answers if period.contains(answer.party.day)]
    alone = [fact for fact in matching.alone if period.contains(fact.day)]
    shown = {fact.id for answer in answers for fact in (answer.party, answer.mass) if fact}
    shown |= {fact.id for fact in alone}
    entries = _entries(pair, the_step.kind, shown)
    counted = tally(matching, period)
    return CellFacts(
        pair=pair,
        version=version,
        step=the_step,
        row=the_row,
        period=period,
        as_of=day,
        cell=make_cell(counted, the_step, the_row, period, day),
        answers=tuple(
            AnsweredFact(
                party=entries[answer.party.id],
                mass=entries[answer.mass.id] if answer.mass else None,
                lag=answer.lag,
                state=answer.state(day),
                due=answer.due,
            )
            for answer in answers
        ),
        alone=tuple(entries[fact.id] for fact in alone),
        openable=_openable(actor, pair, the_step.kind, shown),
    )


def _among(pair: Leadership, kind: str, ids: set[int]) -> dict[str, Any]:
    """The condition for these entries of a pair; with the columns of an index, not by ids alone."""
    sides = (pair.party_id, pair.mass_id)
    return {
        "jurisdiction": pair.jurisdiction,
        "organization__in": sides,
        "kind": kind,
        "pk__in": ids,
    }


def _entries(pair: Leadership, kind: str, ids: set[int]) -> dict[int, Entry]:
    rows = Entry.objects.unrestricted("both sides of a visible pair are shown in its cells")
    rows = rows.filter(**_among(pair, kind, ids))
    return {entry.pk: entry for entry in rows.select_related("organization")}


def _openable(actor: Actor, pair: Leadership, kind: str, ids: set[int]) -> frozenset[int]:
    rows = Entry.objects.visible_to(actor).filter(**_among(pair, kind, ids))
    return frozenset(rows.values_list("pk", flat=True))
