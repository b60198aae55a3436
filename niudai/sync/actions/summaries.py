"""Keeps the summaries true: after each change of the ledger, and when pairs or frameworks change.

Whoever writes summaries of a jurisdiction first moves its SummaryClock, so that writers wait for
each other and each reads the facts only after the one before has committed. In a transaction that
also writes an audit line, that line comes first (decision 0006).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.ledger.models import Entry
from niudai.org.models import Leadership
from niudai.sync.models import AreaSummary, PairState, PairSummary, SummaryClock
from niudai.sync.queries.facts import Facts, Known, Spot, facts_of, known, tallies_of
from niudai.sync.queries.frameworks import VersionSpec, current_versions
from niudai.sync.queries.matrix import COUNTS, NOTHING, tally_of
from niudai.sync.queries.pairs import is_stale, stale_pairs, versions_key
from niudai.sync.tallies import Tally

CHUNK: Final = 20  # pairs refreshed in one transaction: short enough for others to write between
BATCH: Final = 500

Area = tuple[int, int, str, str]
"""Where an area's tally belongs: (version id, step id, row key, period key)."""


def follow_entries(entries: Sequence[Entry]) -> None:
    """Bring the summaries of every touched pair up to date; called by the ledger inside its write.

    `entries` were just added or (with `voided_at`) voided.
    """
    by_jurisdiction: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_jurisdiction[entry.jurisdiction].append(entry)
    for jurisdiction in sorted(by_jurisdiction):
        _follow(jurisdiction, by_jurisdiction[jurisdiction])


@transaction.atomic
def refresh_pairs(*, jurisdiction: int, pair_ids: Collection[int]) -> None:
    """Compute all summaries of these pairs anew from their facts; no audit line: nothing is decided."""
    _lock(jurisdiction)
    versions = current_versions(jurisdiction)
    pairs = Leadership.objects.filter(jurisdiction=jurisdiction, pk__in=pair_ids)
    _refresh(jurisdiction, list(pairs), versions)


def refresh_stale(*, jurisdiction: int, most: int) -> int:
    """Refresh at most `most` stale pairs of a jurisdiction; returns how many were stale."""
    stale = stale_pairs(jurisdiction, current_versions(jurisdiction))
    for first in range(0, min(len(stale), most), CHUNK):
        refresh_pairs(jurisdiction=jurisdiction, pair_ids=stale[first : min(first + CHUNK, most)])
    return len(stale)


def rebuild(
    *,
    actor: Actor,
    jurisdiction: int,
    line: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Compute all pairs of a jurisdiction (of one line) anew, then its area rows; returns the pairs.

    In small transactions, so that it may be stopped and begun again anywhere; `progress(done, total)`
    is called between them. Audit "sync.rebuild" at the end.
    """
    pairs = Leadership.objects.filter(jurisdiction=jurisdiction).order_by("pk")
    if line:
        pairs = pairs.filter(line=line)
    ids = list(pairs.values_list("pk", flat=True))
    for first in range(0, len(ids), CHUNK):
        refresh_pairs(jurisdiction=jurisdiction, pair_ids=ids[first : first + CHUNK])
        if progress:
            progress(min(first + CHUNK, len(ids)), len(ids))
    for version in current_versions(jurisdiction):
        if not line or version.line == line:
            _settle_area(jurisdiction, version)
    audit.record(
        actor,
        "sync.rebuild",
        jurisdiction=jurisdiction,
        text="重新计算同步统计",
        detail={"pairs": len(ids), "line": line},
    )
    return len(ids)


def _lock(jurisdiction: int) -> None:
    rows = SummaryClock.objects.filter(jurisdiction=jurisdiction)
    if not rows.update(ticks=F("ticks") + 1):
        SummaryClock.objects.bulk_create(
            [SummaryClock(jurisdiction=jurisdiction)], ignore_conflicts=True
        )
        rows.update(ticks=F("ticks") + 1)


@transaction.atomic(savepoint=False)
def _follow(jurisdiction: int, entries: Sequence[Entry]) -> None:
    _lock(jurisdiction)
    versions = current_versions(jurisdiction)
    kinds = {step.kind for version in versions for step in version.steps}
    entries = [entry for entry in entries if entry.kind in kinds]
    if not entries:
        return
    pairs = _touched_pairs(jurisdiction, entries)
    _refresh(jurisdiction, [pair for pair in pairs if is_stale(pair, versions)], versions)
    _apply(
        jurisdiction, [pair for pair in pairs if not is_stale(pair, versions)], versions, entries
    )


def _touched_pairs(jurisdiction: int, entries: Sequence[Entry]) -> list[Leadership]:
    """The pairs for which at least one of the entries may count, with their state."""
    concerned: defaultdict[int, set[str]] = defaultdict(set)
    for entry in entries:
        concerned[entry.organization_id].update(entry.concerns)
    rows = Leadership.objects.filter(
        Q(mass__in=concerned) | Q(party__in=concerned), jurisdiction=jurisdiction
    )
    return [
        pair
        for pair in rows.select_related("state").order_by("pk")
        if pair.mass_id in concerned or pair.line in concerned[pair.party_id]
    ]


def _apply(
    jurisdiction: int,
    pairs: Sequence[Leadership],
    versions: Sequence[VersionSpec],
    entries: Sequence[Entry],
) -> None:
    """Write the tallies that differ between the facts without and with the entries."""
    if not pairs:
        return
    sides = {pk for pair in pairs for pk in (pair.party_id, pair.mass_id)}
    after = facts_of(jurisdiction, sides, {entry.kind for entry in entries})
    before = _without(after, entries)
    by_place: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_place[entry.organization_id].append(entry)
    wanted: dict[Spot, Tally] = {}
    for pair in pairs:
        own = by_place[pair.party_id] + by_place[pair.mass_id]
        kinds = {entry.kind for entry in own}
        rows = {"", *(row for entry in own for row in entry.rows)}
        old = tallies_of(pair, versions, before, kinds=kinds, rows=rows)
        new = tallies_of(pair, versions, after, kinds=kinds, rows=rows)
        for spot in sorted(old.keys() | new.keys()):
            if old.get(spot) != new.get(spot):
                wanted[spot] = new.get(spot, NOTHING)
    if wanted:
        _store(jurisdiction, wanted, _stored(jurisdiction, wanted))


def _without(facts: Facts, entries: Sequence[Entry]) -> Facts:
    """The facts as they were before the entries were added or voided."""
    added = {entry.pk for entry in entries if entry.voided_at is None}
    before: defaultdict[tuple[int, str], list[Known]] = defaultdict(list)
    for place, items in facts.items():
        before[place] = [item for item in items if item.fact.id not in added]
    for entry in entries:
        if entry.voided_at is not None:
            before[entry.organization_id, entry.kind].append(known(entry))
    return before


def _refresh(
    jurisdiction: int, pairs: Sequence[Leadership], versions: Sequence[VersionSpec]
) -> None:
    """Write all tallies of the pairs, drop those of versions no longer current, note the state."""
    if not pairs:
        return
    sides = {pk for pair in pairs for pk in (pair.party_id, pair.mass_id)}
    kinds = {step.kind for version in versions for step in version.steps}
    facts = facts_of(jurisdiction, sides, kinds)
    rows = PairSummary.objects.filter(jurisdiction=jurisdiction, pair__in=pairs)
    stored = {_spot(row): row for row in rows}
    wanted = dict.fromkeys(stored, NOTHING)
    for pair in pairs:
        wanted |= tallies_of(pair, versions, facts)
    _store(jurisdiction, wanted, stored)
    PairState.objects.bulk_create(
        [
            PairState(
                jurisdiction=jurisdiction,
                pair=pair,
                started_on=pair.started_on,
                ended_on=pair.ended_on,
                versions=versions_key(pair.line, versions),
            )
            for pair in pairs
        ],
        update_conflicts=True,
        unique_fields=["pair"],
        update_fields=["started_on", "ended_on", "versions"],
    )


def _spot(row: PairSummary) -> Spot:
    return row.pair_id, row.version_id, row.step_id, row.row, row.period


def _stored(jurisdiction: int, wanted: Mapping[Spot, Tally]) -> dict[Spot, PairSummary]:
    rows = PairSummary.objects.filter(
        jurisdiction=jurisdiction,
        pair__in={spot[0] for spot in wanted},
        version__in={spot[1] for spot in wanted},
        step__in={spot[2] for spot in wanted},
        period__in={spot[4] for spot in wanted},
    )
    return {_spot(row): row for row in rows}


def _store(
    jurisdiction: int, wanted: Mapping[Spot, Tally], stored: Mapping[Spot, PairSummary]
) -> None:
    """Make the pair rows hold `wanted`, and add what that changes to the area rows."""
    deltas: defaultdict[Area, list[Tally]] = defaultdict(list)
    rows, emptied = [], []
    for spot, tally in wanted.items():
        row = stored.get(spot)
        old = tally_of(row) if row else NOTHING
        if old == tally:
            continue
        deltas[spot[1:]].append(tally - old)
        if tally.is_empty and row:
            emptied.append(row.pk)
        else:
            pair, version, step, key, period = spot
            rows.append(
                PairSummary(
                    jurisdiction=jurisdiction,
                    pair_id=pair,
                    version_id=version,
                    step_id=step,
                    row=key,
                    period=period,
                    **tally.to_json(),
                )
            )
    _upsert(PairSummary, rows)
    pairs = {spot[0] for spot in wanted}  # names the index to use; ids alone would be searched for
    _delete(PairSummary.objects.filter(jurisdiction=jurisdiction, pair__in=pairs), emptied)
    _add_to_area(jurisdiction, {place: Tally.total(parts) for place, parts in deltas.items()})


def _add_to_area(jurisdiction: int, deltas: Mapping[Area, Tally]) -> None:
    deltas = {place: delta for place, delta in deltas.items() if not delta.is_empty}
    if not deltas:
        return
    found = AreaSummary.objects.filter(
        jurisdiction=jurisdiction,
        version__in={place[0] for place in deltas},
        step__in={place[1] for place in deltas},
        period__in={place[3] for place in deltas},
    )
    stored = {(row.version_id, row.step_id, row.row, row.period): row for row in found}
    totals = {
        place: (tally_of(stored[place]) if place in stored else NOTHING) + delta
        for place, delta in deltas.items()
    }
    _write_area(jurisdiction, totals, stored)


def _write_area(
    jurisdiction: int, totals: Mapping[Area, Tally], stored: Mapping[Area, AreaSummary]
) -> None:
    rows = [
        AreaSummary(
            jurisdiction=jurisdiction, version_id=version, step_id=step, row=row, period=period,
            **total.to_json(),
        )
        for (version, step, row, period), total in totals.items()
        if not total.is_empty
    ]  # fmt: skip
    emptied = [
        stored[place].pk for place, total in totals.items() if total.is_empty and place in stored
    ]
    _upsert(AreaSummary, rows)
    _delete(AreaSummary.objects.filter(jurisdiction=jurisdiction), emptied)


@transaction.atomic
def _settle_area(jurisdiction: int, version: VersionSpec) -> None:
    """Make the area rows of one version the sum of its pair rows, whatever they held before."""
    _lock(jurisdiction)
    parts: defaultdict[Area, list[Tally]] = defaultdict(list)
    rows = PairSummary.objects.filter(jurisdiction=jurisdiction, version=version.id)
    for row in rows.iterator(chunk_size=2000):
        parts[row.version_id, row.step_id, row.row, row.period].append(tally_of(row))
    found = AreaSummary.objects.filter(jurisdiction=jurisdiction, version=version.id)
    stored = {(row.version_id, row.step_id, row.row, row.period): row for row in found}
    totals = dict.fromkeys(stored, NOTHING)
    totals |= {place: Tally.total(tallies) for place, tallies in parts.items()}
    _write_area(jurisdiction, totals, stored)


def _upsert(model: type[PairSummary] | type[AreaSummary], rows: Iterable[Any]) -> None:
    unique = ["jurisdiction", "pair", "version", "step", "row", "period"]
    if model is AreaSummary:
        unique.remove("pair")
    model.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=list(COUNTS),
    )


def _delete(rows: QuerySet[Any], ids: Sequence[int]) -> None:
    for first in range(0, len(ids), BATCH):
        rows.filter(pk__in=ids[first : first + BATCH]).delete()
