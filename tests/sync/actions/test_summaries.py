"""The summaries are true after every change, however the ledger is mutated."""

from __future__ import annotations

import datetime
import random
import threading
import uuid
from collections import defaultdict
from dataclasses import replace

import pytest
from django.db import connection

from niudai.base.actors import system
from niudai.base.models import AuditEntry
from niudai.base.periods import Period
from niudai.ledger import actions as ledger
from niudai.ledger.actions import MeasureRef, NewEntry, as_new
from niudai.ledger.models import Entry
from niudai.org.models import Leadership
from niudai.sync import actions, queries
from niudai.sync.matching import Fact, match
from niudai.sync.models import AreaSummary, PairState, PairSummary, SummaryClock
from niudai.sync.tallies import Tally, tallies
from tests.cast import Cast
from tests.factories.ledger import BY_TEST, fact
from tests.sync import oracle

KINDS = ("deploy", "inspect", "study")
FIRST = datetime.date(2025, 6, 1)
DAYS = (datetime.date(2026, 4, 20) - FIRST).days


def stored(model: type[PairSummary] | type[AreaSummary]) -> dict[tuple, Tally]:
    """Every summary row by where it belongs."""
    places = ("pair_id",) if model is PairSummary else ()
    return {
        tuple(getattr(row, name) for name in (*places, "version_id", "step_id", "row", "period")):
        queries.tally_of(row)
        for row in model.objects.all()
    }  # fmt: skip


def holding() -> list[Entry]:
    """The entries that hold."""
    return list(Entry.objects.unrestricted("test").filter(voided_at=None))


def sides(
    entries: list[Entry], pair: Leadership, kind: str, row: str
) -> tuple[list[Fact], list[Fact]]:
    """The facts of one pair, kind and content row, picked from the entries by hand."""
    found: tuple[list[Fact], list[Fact]] = ([], [])
    for entry in entries:
        day = entry.occurred_on
        lives = pair.started_on <= day and (pair.ended_on is None or day < pair.ended_on)
        if entry.kind != kind or not lives or (row and row not in entry.rows):
            continue
        item = Fact(entry.pk, day, str(entry.occasion or ""), str(entry.measure_code or ""))
        if entry.organization_id == pair.party_id and pair.line in entry.concerns:
            found[0].append(item)
        if entry.organization_id == pair.mass_id:
            found[1].append(item)
    return found


def afresh() -> tuple[dict[tuple, Tally], dict[tuple, Tally]]:
    """All pair and area tallies computed from the ledger as it stands."""
    pairs: dict[tuple, Tally] = {}
    areas: defaultdict[tuple, list[Tally]] = defaultdict(list)
    entries, versions = holding(), {}
    for pair in Leadership.objects.all():
        here = pair.jurisdiction
        if here not in versions:
            versions[here] = queries.current_versions(here)
        own = [e for e in entries if e.organization_id in (pair.party_id, pair.mass_id)]
        for version in (version for version in versions[here] if version.line == pair.line):
            for step in version.steps:
                for row in version.all_rows:
                    party, mass = sides(own, pair, step.kind, version.code_of(row))
                    counted = tallies(match(party, mass, tolerance=step.tolerance))
                    for period, tally in counted.items():
                        pairs[pair.pk, version.id, step.id, row.key, period] = tally
                        areas[version.id, step.id, row.key, period].append(tally)
    return pairs, {place: Tally.total(parts) for place, parts in areas.items()}


def assert_true() -> None:
    """Stored summaries are exactly what computing afresh gives."""
    pairs, areas = afresh()
    assert stored(PairSummary) == pairs
    assert stored(AreaSummary) == areas


def assert_as_the_oracle_says(pair: Leadership, key: str) -> None:
    """The matrix of a pair in a period holds the counts the plain oracle finds."""
    period, today = Period.parse(key), datetime.date(2026, 4, 20)
    matrix = queries.pair_matrix(system("测试"), pair, period=period)
    entries = holding()
    for line in matrix.rows:
        for step, cell in zip(matrix.version.steps, line.cells, strict=True):
            party, mass = sides(entries, pair, step.kind, matrix.version.code_of(line.row))
            said = oracle.cell(party, mass, step.tolerance, period.start, period.end, today)
            shown = {name: getattr(cell, name) for name in said if name not in ("lags", "word")}
            assert shown == {name: said[name] for name in shown}
            assert cell.word.text == said["word"]


class Mutator:
    """Changes the ledger at random the way its users do."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast = cast
        self.random = random.Random(seed)  # noqa: S311 — chance, not secrecy
        self.actor = system("测试", cast.jurisdiction)
        self.measures = [
            MeasureRef(uuid.uuid4(), "方案", uuid.uuid4(), f"举措{number}") for number in (1, 2)
        ]
        self.parties = [cast.party, cast.lake_party]
        self.bodies = [cast.lake_league, cast.lake_women, cast.lake_union, cast.league]

    def new(self) -> NewEntry:
        """A fact of somebody, some day, about something."""
        pick = self.random
        place = pick.choice(self.parties + self.bodies)
        lines = pick.sample(["union", "league", "women"], pick.randint(0, 3))
        rows = ["league6/thought", "women4/career", "union4/service", "league6/work"]
        return NewEntry(
            organization=place,
            kind=pick.choice(KINDS),
            occurred_on=FIRST + datetime.timedelta(days=pick.randint(0, DAYS)),
            title="一件事",
            concerns=lines if place.line == "party" else (),
            rows=pick.sample(rows, pick.randint(0, 2)),
            measure=pick.choice([None, *self.measures]),
            source=BY_TEST,
        )

    def step(self) -> None:
        """One change."""
        act = self.random.choices(
            [self.record, self.record_joint, self.correct, self.void, self.change_pair],
            weights=[8, 2, 3, 3, 1],
        )[0]
        act()

    def record(self) -> None:
        """One to three facts in one call."""
        entries = [self.new() for _ in range(self.random.randint(1, 3))]
        ledger.record_entries(actor=self.actor, entries=entries)

    def record_joint(self) -> None:
        """One occasion of a Party organization and two of those it leads, not always on one day."""
        host = replace(
            self.new(), organization=self.cast.lake_party, occasion=uuid.uuid4(),
            concerns=("league", "women"),
        )  # fmt: skip
        later = min(
            host.occurred_on + datetime.timedelta(days=self.random.randint(0, 120)),
            datetime.date(2026, 4, 20),
        )
        guests = [
            replace(host, organization=place, concerns=(), occurred_on=later)
            for place in (self.cast.lake_league, self.cast.lake_women)
        ]
        ledger.record_entries(actor=self.actor, entries=[host, *guests])

    def _some(self) -> Entry | None:
        rows = list(Entry.objects.unrestricted("test").filter(voided_at=None))
        return self.random.choice(rows) if rows else None

    def correct(self) -> None:
        """A fact gets another day, kind, rows and lines."""
        if entry := self._some():
            to = replace(self.new(), organization=entry.organization)
            if self.random.random() < 0.5:
                to = replace(as_new(entry), occurred_on=to.occurred_on)
            ledger.correct_entry(
                actor=self.cast.actor(self.cast.office), entry=entry, to=to, reason="写错"
            )

    def void(self) -> None:
        """A fact is voided."""
        if entry := self._some():
            ledger.void_entry(actor=self.cast.actor(self.cast.office), entry=entry, reason="重复")

    def change_pair(self) -> None:
        """A body gets another Party organization, as the organization room would do it."""
        body = self.random.choice(self.bodies)
        open_pair = Leadership.objects.get(mass=body, ended_on=None)
        day = open_pair.started_on + datetime.timedelta(days=self.random.randint(1, 300))
        if day >= datetime.date(2026, 4, 20):
            return
        party = self.random.choice(self.parties)
        Leadership.objects.filter(pk=open_pair.pk).update(ended_on=day)
        Leadership.objects.create(
            jurisdiction=body.jurisdiction, mass=body, party=party, line=body.line, started_on=day
        )
        if self.random.random() < 0.5:  # else the next fact of the pair brings it up to date
            self.record()
        actions.refresh_stale(jurisdiction=body.jurisdiction, most=100)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_summaries_stay_true_under_random_changes(world, seed):
    actions.rebuild(actor=system("测试"), jurisdiction=world.jurisdiction)
    mutator = Mutator(world, seed)
    for number in range(150):
        mutator.step()
        assert_true()
        if number % 50 == 49:
            for pair in Leadership.objects.filter(mass__in=mutator.bodies).select_related("state"):
                for key in ("2026Q1", "2025H2", "2026-04"):
                    assert_as_the_oracle_says(pair, key)
    assert PairSummary.objects.count() > 200


def test_first_fact_of_a_pair_writes_its_state_and_all_four_periods(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league")
    pair = Leadership.objects.get(mass=world.lake_league)
    state = PairState.objects.get(pair=pair)
    assert (state.started_on, state.ended_on) == (pair.started_on, None)
    rows = PairSummary.objects.filter(pair=pair).order_by("period")
    assert [(row.period, row.row, row.unanswered, row.dues) for row in rows] == [
        ("2026", "", 1, {"2026-01-17": 1}),
        ("2026-01", "", 1, {"2026-01-17": 1}),
        ("2026H1", "", 1, {"2026-01-17": 1}),
        ("2026Q1", "", 1, {"2026-01-17": 1}),
    ]
    assert SummaryClock.objects.get(jurisdiction=world.jurisdiction).ticks == 1


def test_facts_that_concern_no_line_touch_nothing(world):
    fact(world.lake_party, "deploy", "2026-01-10")
    assert PairSummary.objects.count() == 0


def test_voiding_the_only_fact_leaves_no_row(world):
    entry = fact(world.lake_party, "deploy", "2026-01-10", "league")
    ledger.void_entry(actor=world.actor(world.office), entry=entry, reason="重复")
    assert PairSummary.objects.count() == 0
    assert AreaSummary.objects.count() == 0


def test_summaries_fall_with_the_entry_when_a_follower_fails(world, settings, monkeypatch):
    def failing(entries):
        raise ValueError("follower")

    monkeypatch.setattr("niudai.sync.models.refuse_everything", failing, raising=False)
    settings.LEDGER_FOLLOWERS = [*settings.LEDGER_FOLLOWERS, "niudai.sync.models.refuse_everything"]
    with pytest.raises(ValueError, match="follower"):
        fact(world.lake_party, "deploy", "2026-01-10", "league")
    assert Entry.objects.unrestricted("test").count() == 0
    assert PairSummary.objects.count() == 0


def test_one_fact_costs_a_fixed_number_of_queries(world, django_assert_max_num_queries):
    for month in (1, 2):
        for day in (3, 10, 17, 24):
            fact(world.lake_party, "deploy", f"2026-0{month}-{day:02}", "league", "women", "union")
            fact(world.lake_league, "deploy", f"2026-0{month}-{day:02}")
    with django_assert_max_num_queries(30):
        fact(world.lake_party, "deploy", "2026-03-10", "league", "women", "union")


def test_bulk_load_without_followers_is_true_after_a_rebuild(world):
    mutator = Mutator(world, 9)
    entries = [mutator.new() for _ in range(60)]
    ledger.record_entries(actor=mutator.actor, entries=entries, follow=False)
    assert PairSummary.objects.count() == 0
    seen = []
    count = actions.rebuild(
        actor=mutator.actor,
        jurisdiction=world.jurisdiction,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert count == Leadership.objects.filter(jurisdiction=world.jurisdiction).count()
    assert seen == [(count, count)]
    assert_true()
    assert AuditEntry.objects.unrestricted("test").filter(verb="sync.rebuild").count() == 1


def test_rebuild_mends_area_rows_that_were_tampered_with(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league")
    AreaSummary.objects.update(unanswered=7, dues={"2026-01-17": 7})
    actions.rebuild(actor=system("测试"), jurisdiction=world.jurisdiction)
    assert_true()


def test_rebuild_of_one_line_leaves_the_others_alone(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league", "women")
    PairSummary.objects.all().delete()
    actions.rebuild(actor=system("测试"), jurisdiction=world.jurisdiction, line="league")
    assert set(PairSummary.objects.values_list("pair__line", flat=True)) == {"league"}


def test_new_version_replaces_the_old_rows_once_refreshed(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league")
    fact(world.lake_league, "deploy", "2026-01-20")
    latest = queries.versions_of(world.jurisdiction, "league6")[0]
    actions.change_framework(
        actor=world.actor(world.office),
        key="league6",
        rows=[row.name for row in latest.rows],
        steps=[
            actions.NewStep(name=step.name, kind=step.kind, tolerance=14) for step in latest.steps
        ],
        source="测试文件",
    )
    stale = actions.refresh_stale(jurisdiction=world.jurisdiction, most=100)
    assert stale >= 4
    assert actions.refresh_stale(jurisdiction=world.jurisdiction, most=100) == 0
    assert_true()
    total = PairSummary.objects.get(
        pair__mass=world.lake_league, row="", period="2026Q1", in_step=1
    )
    assert total.lags == {"10": 1}


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_once_keep_the_summaries_true(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets only one transaction write at a time")
    faults: list[Exception] = []

    def record(place, days, *lines):
        try:
            for day in days:
                fact(place, "deploy", f"2026-03-{day:02}", *lines)
        except Exception as error:  # noqa: BLE001 — whatever it is, the test must say it
            faults.append(error)
        finally:
            connection.close()

    both = [
        threading.Thread(
            target=record, args=(world.lake_party, range(1, 25, 2), "league", "women")
        ),
        threading.Thread(target=record, args=(world.lake_league, range(2, 26, 2))),
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert faults == []
    assert Entry.objects.unrestricted("test").count() == 24
    assert_true()
