"""Roll-ups: organizations × steps of a scope, and whole jurisdictions, from summary rows."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.fields import subtree
from niudai.base.periods import Period
from niudai.org.choices import MASS_LINES, Line
from niudai.org.models import Division, Leadership, Organization
from niudai.sync.choices import Word
from niudai.sync.models import AreaSummary, PairSummary
from niudai.sync.queries.facts import Facts, facts_of, tallies_of
from niudai.sync.queries.frameworks import (
    TOTAL,
    VersionSpec,
    current_versions,
    jurisdiction_of,
)
from niudai.sync.queries.matrix import (
    COUNTS,
    NOTHING,
    checked_day,
    first_of,
    make_cell,
    tally_of,
)
from niudai.sync.queries.pairs import exists_within, is_stale, visible_pairs
from niudai.sync.tallies import Cell, Tally, cell, median

MOST_FROM_FACTS: Final = 200
"""Pairs that one roll-up computes from facts; beyond that the page would keep people waiting."""


@dataclass(frozen=True, slots=True)
class RollupRow:
    """One pair with its cells in the order of the steps and its median lag in days over all steps."""

    pair: Leadership
    cells: tuple[Cell, ...]
    median_lag: int | None

    @property
    def has_missing(self) -> bool:
        """Whether a fact of the Party organization stands unanswered beyond the tolerance."""
        return any(shown.word.code == Word.MISSING for shown in self.cells)


@dataclass(frozen=True, slots=True)
class Rollup:
    """Organizations × steps; `totals` and `median_lags` per step are over all pairs, shown or not.

    `waiting` is how many pairs are left out because their summaries are being computed anew.
    """

    version: VersionSpec
    period: Period
    as_of: datetime.date
    rows: tuple[RollupRow, ...]
    totals: tuple[Cell, ...]
    median_lags: tuple[int | None, ...]
    waiting: int


def lines_of(actor: Actor) -> list[Line]:
    """The mass lines whose pairs the actor may see, in the usual order."""
    lines = {scope.line for scope in actor.scopes}
    return [line for line in MASS_LINES if Line.PARTY in lines or line in lines]


def rollup(
    actor: Actor,
    *,
    line: str,
    period: Period,
    framework: str = "",
    as_of: datetime.date | None = None,
    organization: Organization | None = None,
    division: Division | None = None,
    only_missing: bool = False,
) -> Rollup:
    """The pairs of one line within the actor's scope that exist in `period`, in the order of the tree.

    Limited to the subtree of `organization` (for a Party organization: whom it leads there) or of
    `division`. Never sorted by result. A past `as_of` is computed from facts and refused (Refused)
    beyond 200 pairs. Pairs with stale summaries are computed from facts too.
    """
    day = checked_day(as_of)
    jurisdiction = organization.jurisdiction if organization else jurisdiction_of(actor)
    versions = current_versions(jurisdiction, line=line, on=day)
    version = first_of(versions, framework)
    pairs = list(_pairs(actor, jurisdiction, line, period, organization, division))
    past = day < today()
    if past and len(pairs) > MOST_FROM_FACTS:
        raise Refused(
            f"回看过去某天时一次最多计算{MOST_FROM_FACTS}对，请先选择一个组织或社区。",
            field="as_of",
        )
    stale = pairs if past else [pair for pair in pairs if is_stale(pair, versions)]
    counted = {} if past else _from_summaries(jurisdiction, version, period, pairs)
    left_out = {pair.pk for pair in stale[MOST_FROM_FACTS:]}
    counted |= _from_facts(stale[:MOST_FROM_FACTS], version, period, day)
    shown = [pair for pair in pairs if pair.pk not in left_out]
    rows = [_row(pair, counted.get(pair.pk, {}), version, period, day) for pair in shown]
    sums = [
        Tally.total(counted[pair.pk].get(step.id, NOTHING) for pair in shown if pair.pk in counted)
        for step in version.steps
    ]
    return Rollup(
        version=version,
        period=period,
        as_of=day,
        rows=tuple(row for row in rows if row.has_missing or not only_missing),
        totals=tuple(
            cell(total, period_end=period.end, today=day, tolerance=step.tolerance)
            for total, step in zip(sums, version.steps, strict=True)
        ),
        median_lags=tuple(median(total.lags) for total in sums),
        waiting=len(left_out),
    )


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One jurisdiction with its cells by step key, and its median lag in days."""

    jurisdiction: int
    cells: dict[str, Cell]
    median_lag: int | None


def area_rollup(jurisdictions: Collection[int], *, framework: str, period: Period) -> list[AreaRow]:
    """Whole jurisdictions × steps of one framework, for pages above the subdistrict; summaries only.

    The caller's page has its own gate: these are totals without names. May be a minute behind after
    a pair was newly formed or ended, never after a fact was recorded.
    """
    rows = AreaSummary.objects.filter(
        version__framework__key=framework,
        period=period.key,
        row="",
        jurisdiction__in=jurisdictions,
    ).select_related("step")
    found: defaultdict[int, dict[str, list[AreaSummary]]] = defaultdict(dict)
    for row in rows:
        found[row.jurisdiction].setdefault(row.step.key, []).append(row)
    return [_area_row(number, found[number], period) for number in jurisdictions]


def _area_row(jurisdiction: int, steps: dict[str, list[AreaSummary]], period: Period) -> AreaRow:
    sums = {key: Tally.total(tally_of(row) for row in rows) for key, rows in steps.items()}
    cells = {
        key: cell(
            total, period_end=period.end, today=today(), tolerance=steps[key][-1].step.tolerance
        )
        for key, total in sums.items()
    }
    return AreaRow(jurisdiction, cells, median(Tally.total(sums.values()).lags))


def _pairs(
    actor: Actor,
    jurisdiction: int,
    line: str,
    period: Period,
    organization: Organization | None,
    division: Division | None,
) -> Iterable[Leadership]:
    rows = visible_pairs(actor).filter(
        exists_within(period.start, period.end), jurisdiction=jurisdiction, line=line
    )
    if organization is not None and organization.line == Line.PARTY:
        rows = rows.filter(subtree(organization.path, "party__path"))
    elif organization is not None:
        rows = rows.filter(subtree(organization.path, "mass__path"))
    if division is not None:
        rows = rows.filter(subtree(division.path, "mass__division__path"))
    return rows.order_by("mass__path", "started_on")


def _from_summaries(
    jurisdiction: int, version: VersionSpec, period: Period, pairs: Collection[Leadership]
) -> dict[int, dict[int, Tally]]:
    rows = PairSummary.objects.filter(
        jurisdiction=jurisdiction, version=version.id, period=period.key, row=TOTAL.key
    )
    if len(pairs) <= MOST_FROM_FACTS:
        rows = rows.filter(pair__in=[pair.pk for pair in pairs])
    found: defaultdict[int, dict[int, Tally]] = defaultdict(dict)
    for pair, step, *counts in rows.values_list("pair_id", "step_id", *COUNTS):
        found[pair][step] = Tally.from_json(dict(zip(COUNTS, counts, strict=True)))
    return dict(found)


def _from_facts(
    pairs: Collection[Leadership], version: VersionSpec, period: Period, day: datetime.date
) -> dict[int, dict[int, Tally]]:
    if not pairs:
        return {}
    sides = {pk for pair in pairs for pk in (pair.party_id, pair.mass_id)}
    kinds = {step.kind for step in version.steps}
    facts: Facts = facts_of(next(iter(pairs)).jurisdiction, sides, kinds, as_of=day)
    found: dict[int, dict[int, Tally]] = {}
    for pair in pairs:
        counted = tallies_of(pair, [version], facts)
        found[pair.pk] = {
            step: tally
            for (_, _, step, row, key), tally in counted.items()
            if row == TOTAL.key and key == period.key
        }
    return found


def _row(
    pair: Leadership,
    counted: dict[int, Tally],
    version: VersionSpec,
    period: Period,
    day: datetime.date,
) -> RollupRow:
    tallies = [counted.get(step.id, NOTHING) for step in version.steps]
    cells = tuple(
        make_cell(tally, step, TOTAL, period, day)
        for tally, step in zip(tallies, version.steps, strict=True)
    )
    return RollupRow(pair, cells, median(Tally.total(tallies).lags))
