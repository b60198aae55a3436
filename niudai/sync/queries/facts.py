"""From ledger entries to what the matcher looks at, pair by pair."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from niudai.base.calendar import today
from niudai.ledger.models import Entry
from niudai.org.models import Leadership
from niudai.sync.matching import Fact, Matching, match
from niudai.sync.queries.frameworks import VersionSpec
from niudai.sync.tallies import Tally, tallies


@dataclass(frozen=True, slots=True)
class Known:
    """A fact with what decides whether it counts: its content rows and the lines it concerns."""

    fact: Fact
    rows: tuple[str, ...]
    concerns: tuple[str, ...]


Facts = Mapping[tuple[int, str], list[Known]]
"""(organization id, kind) → its facts, in any order."""

_COLUMNS = ("id", "occurred_on", "occasion", "measure_code", "rows", "concerns")


def known(entry: Entry) -> Known:
    """An entry in hand as the matcher sees it."""
    return _known(*(getattr(entry, name) for name in _COLUMNS))


def _known(
    pk: int, day: datetime.date, occasion: Any, measure: Any, rows: Any, concerns: Any
) -> Known:
    fact = Fact(pk, day, str(occasion or ""), str(measure or ""))
    return Known(fact, rows, concerns)


def facts_of(
    jurisdiction: int,
    organizations: Collection[int],
    kinds: Collection[str],
    *,
    as_of: datetime.date | None = None,
) -> Facts:
    """The facts of these organizations and kinds that hold; one query.

    `as_of` a past day: those recorded by the end of that day and not voided by then.
    """
    rows = Entry.objects.unrestricted("both sides of a pair; the pair itself passed its gate")
    rows = rows.filter(
        holding(as_of),
        jurisdiction=jurisdiction,
        organization__in=set(organizations),
        kind__in=set(kinds),
    )
    found: defaultdict[tuple[int, str], list[Known]] = defaultdict(list)
    for organization, kind, *values in rows.values_list("organization_id", "kind", *_COLUMNS):
        found[organization, kind].append(_known(*values))
    return found


def holding(as_of: datetime.date | None) -> Q:
    """The entries that hold today, or that held at the end of a past day."""
    if as_of is None or as_of >= today():
        return Q(voided_at=None)
    end = timezone.make_aware(
        datetime.datetime.combine(as_of + datetime.timedelta(days=1), datetime.time())
    )
    return Q(recorded_at__lt=end) & (Q(voided_at=None) | Q(voided_at__gte=end))


@dataclass(frozen=True, slots=True)
class History:
    """All facts of one pair and one kind, within the time the pair existed."""

    party: tuple[Known, ...]
    mass: tuple[Known, ...]

    def matching(self, tolerance: int, row: str = "") -> Matching:
        """Who answers whom; `row` a content-row code limits both sides to facts that carry it."""
        sides = (
            [item.fact for item in side if not row or row in item.rows]
            for side in (self.party, self.mass)
        )
        party, mass = sides
        return match(party, mass, tolerance=tolerance)

    def carries(self, row: str) -> bool:
        """Whether any fact carries the content row ("" = any fact at all)."""
        return any(not row or row in item.rows for side in (self.party, self.mass) for item in side)

    def tallies(self, tolerance: int, row: str = "") -> dict[str, Tally]:
        """The tallies that are not empty, by period key."""
        return tallies(self.matching(tolerance, row)) if self.carries(row) else {}


def history(pair: Leadership, kind: str, facts: Facts) -> History:
    """The history of a pair for one kind, cut out of `facts`.

    On the Party side only facts that concern the line of the mass organization.
    """
    return History(
        party=tuple(
            item
            for item in facts.get((pair.party_id, kind), ())
            if pair.line in item.concerns and exists_on(pair, item.fact.day)
        ),
        mass=tuple(
            item for item in facts.get((pair.mass_id, kind), ()) if exists_on(pair, item.fact.day)
        ),
    )


def exists_on(pair: Leadership, day: datetime.date) -> bool:
    """Whether the pair exists on `day`; `ended_on` is the first day it does not."""
    return pair.started_on <= day and (pair.ended_on is None or day < pair.ended_on)


Spot = tuple[int, int, int, str, str]
"""Where a tally belongs: (pair id, version id, step id, row key, period key)."""


def tallies_of(
    pair: Leadership,
    versions: Iterable[VersionSpec],
    facts: Facts,
    *,
    kinds: Collection[str] | None = None,
    rows: Collection[str] | None = None,
) -> dict[Spot, Tally]:
    """Every tally of a pair that is not empty, for all steps (of these kinds) and rows.

    `rows` limits to content-row codes, "" being the total row.
    """
    found: dict[Spot, Tally] = {}
    for version in versions:
        if version.line != pair.line:
            continue
        for step in version.steps:
            if kinds is None or step.kind in kinds:
                past = history(pair, step.kind, facts)
                for row in version.all_rows:
                    code = version.code_of(row)
                    if rows is None or code in rows:
                        for period, tally in past.tallies(step.tolerance, code).items():
                            found[pair.pk, version.id, step.id, row.key, period] = tally
    return found
