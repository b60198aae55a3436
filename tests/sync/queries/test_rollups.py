"""Roll-ups: the same words as the pairs' matrices, summed exactly, in a fixed number of queries."""

from __future__ import annotations

import datetime

import pytest

from niudai.base.actors import system
from niudai.base.errors import Refused
from niudai.base.periods import Period
from niudai.org.choices import Line
from niudai.org.models import Leadership
from niudai.sync import actions, queries
from niudai.sync.models import PairSummary
from niudai.sync.queries import rollups as module
from tests.factories.ledger import fact

Q1 = Period.parse("2026Q1")
DEPLOY = 1  # its place among the steps of 六带六同步


def seed(cast):
    """In step at the lake, missing at the park, late at the factory; peace street has its own."""
    for place in (cast.lake_party, cast.park_party, cast.factory_party, cast.other_party):
        fact(place, "deploy", "2026-01-10", "league")
    fact(cast.lake_league, "deploy", "2026-01-12")
    fact(cast.factory_league, "deploy", "2026-02-01")
    fact(cast.other_league, "deploy", "2026-01-12")


def words(found):
    """Organization → the word of its deploy cell."""
    return {row.pair.mass.name: row.cells[DEPLOY].word.text for row in found.rows}


def test_rollup_says_what_the_matrices_say(world):
    seed(world)
    actor = world.actor(world.league_officer)
    found = queries.rollup(actor, line="league", period=Q1)
    assert words(found) == {
        "幸福街道团工委": "党组织未开展",
        "湖滨社区团支部": "同步",
        "公园社区团支部": "缺1/1",
        "湖滨精密机械厂团支部": "迟22天",
    }
    for row in found.rows:
        matrix = queries.pair_matrix(actor, row.pair, period=Q1)
        assert row.cells == matrix.rows[0].cells


def test_rollup_totals_are_sums_with_exact_medians(world):
    seed(world)
    found = queries.rollup(world.actor(world.office), line="league", period=Q1)
    total = found.totals[DEPLOY]
    assert (total.in_step, total.late, total.missing) == (1, 1, 1)
    assert found.median_lags[DEPLOY] == 12  # of 2 and 22
    assert total.word.text == "缺1/3"
    assert [row.median_lag for row in found.rows] == [None, 2, 22, None]


def test_rollup_stands_in_the_order_of_the_tree_not_of_results(world):
    seed(world)
    found = queries.rollup(world.actor(world.office), line="league", period=Q1)
    assert [row.pair.mass for row in found.rows] == [
        world.league, world.lake_league, world.factory_league, world.park_league,
    ]  # fmt: skip


def test_rollup_narrows_to_an_organization_a_division_and_what_is_missing(world):
    seed(world)
    actor = world.actor(world.office)

    def names(**narrowed):
        found = queries.rollup(actor, line="league", period=Q1, **narrowed)
        return [row.pair.mass for row in found.rows]

    assert names(organization=world.lake_party) == [world.lake_league, world.factory_league]
    assert names(organization=world.lake_league) == [world.lake_league, world.factory_league]
    assert names(division=world.park) == [world.park_league]
    assert names(only_missing=True) == [world.park_league]


@pytest.mark.parametrize(
    ("person", "lines"),
    [
        ("office", [Line.UNION, Line.LEAGUE, Line.WOMEN]),
        ("lake_secretary", [Line.UNION, Line.LEAGUE, Line.WOMEN]),
        ("league_officer", [Line.LEAGUE]),
        ("lake_women_secretary", [Line.WOMEN]),
        ("audit_admin", []),
    ],
)
def test_lines_of_an_actor(world, person, lines):
    assert queries.lines_of(world.actor(getattr(world, person))) == lines


def test_rollup_shows_pairs_only_while_they_exist(world):
    Leadership.objects.filter(mass=world.park_league).update(ended_on=datetime.date(2026, 1, 1))
    actor = world.actor(world.office)
    found = queries.rollup(actor, line="league", period=Q1)
    assert world.park_league not in [row.pair.mass for row in found.rows]
    found = queries.rollup(actor, line="league", period=Period.parse("2025Q4"))
    assert world.park_league in [row.pair.mass for row in found.rows]


def test_rollup_computes_stale_pairs_from_facts(world):
    seed(world)
    actions.rebuild(actor=system("测试"), jurisdiction=world.jurisdiction)
    Leadership.objects.filter(mass=world.lake_league).update(started_on=datetime.date(2026, 1, 11))
    found = queries.rollup(world.actor(world.office), line="league", period=Q1)
    assert words(found)["湖滨社区团支部"] == "党组织未开展"
    assert words(found)["公园社区团支部"] == "缺1/1"


def test_rollup_leaves_out_truthfully_what_waits_for_its_summaries(world, monkeypatch):
    seed(world)
    monkeypatch.setattr(module, "MOST_FROM_FACTS", 1)
    actions.rebuild(actor=system("测试"), jurisdiction=world.jurisdiction)
    Leadership.objects.filter(line="league").update(started_on=datetime.date(2019, 1, 1))
    found = queries.rollup(world.actor(world.office), line="league", period=Q1)
    assert (len(found.rows), found.waiting) == (1, 3)


def test_rollup_as_of_a_past_day_is_refused_for_too_many_pairs(world, monkeypatch):
    seed(world)
    actor = world.actor(world.office)
    yesterday = datetime.date(2026, 4, 19)
    found = queries.rollup(actor, line="league", period=Q1, as_of=yesterday)
    assert set(words(found).values()) == {"党组织未开展"}  # recorded on the 20th
    monkeypatch.setattr(module, "MOST_FROM_FACTS", 3)
    with pytest.raises(Refused) as refused:
        queries.rollup(actor, line="league", period=Q1, as_of=yesterday)
    assert refused.value.field == "as_of"


def test_rollup_reads_in_five_queries(world, django_assert_num_queries):
    seed(world)
    actions.rebuild(actor=system("测试"), jurisdiction=world.jurisdiction)
    actor = world.actor(world.office)
    with django_assert_num_queries(5):  # versions, rows, steps, pairs, summaries
        queries.rollup(actor, line="league", period=Q1)


def test_area_rollup_is_the_sum_of_the_pairs(world, django_assert_num_queries):
    seed(world)
    both = [world.jurisdiction, world.elsewhere]
    with django_assert_num_queries(1):
        here, there = queries.area_rollup(both, framework="league6", period=Q1)
    assert (here.cells["deploy"].word.text, here.median_lag) == ("缺1/3", 12)
    assert (there.cells["deploy"].word.text, there.median_lag) == ("同步", 2)
    empty = queries.area_rollup([world.elsewhere], framework="women4", period=Q1)
    assert (empty[0].cells, empty[0].median_lag) == ({}, None)


def test_summaries_hold_every_period_a_page_may_ask_for(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league")
    keys = set(PairSummary.objects.values_list("period", flat=True))
    assert keys == {"2026-01", "2026Q1", "2026H1", "2026"}
