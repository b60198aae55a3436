"""The worked examples of the definition, end to end: recorded in the ledger, read in the matrix."""

from __future__ import annotations

import datetime
import uuid

import pytest
import time_machine

from niudai.base.errors import Refused, Unseen
from niudai.base.periods import Period
from niudai.ledger import actions as ledger
from niudai.ledger.actions import MeasureRef
from niudai.org.models import Leadership
from niudai.sync import actions, queries
from niudai.sync.models import PairSummary
from tests.factories.ledger import fact

A = MeasureRef(uuid.UUID(int=1), "方案", uuid.UUID(int=11), "举措甲")
B = MeasureRef(uuid.UUID(int=1), "方案", uuid.UUID(int=12), "举措乙")
X = uuid.UUID(int=99)
Q1 = Period.parse("2026Q1")


def step_cell(cast, *, period=Q1, as_of=None, row="", person=None):
    """The cell of 任务同步下 of 湖滨社区团支部, as the line officer sees it."""
    actor = cast.actor(person or cast.league_officer)
    pair = queries.pair(actor, cast.lake_league.code)
    matrix = queries.pair_matrix(actor, pair, period=period, as_of=as_of)
    steps = [step.key for step in matrix.version.steps]
    line = next(line for line in matrix.rows if line.row.key == row)
    return line.cells[steps.index("deploy")]


def answers(cast, period=Q1):
    """(day of p, day of its answer, lag) behind that cell."""
    actor = cast.actor(cast.league_officer)
    pair = queries.pair(actor, cast.lake_league.code)
    found = queries.pair_cell(actor, pair, step="deploy", period=period)
    return [
        (
            f"{answer.party.occurred_on:%m-%d}",
            f"{answer.mass.occurred_on:%m-%d}" if answer.mass else None,
            answer.lag,
        )
        for answer in found.answers
    ]


@pytest.mark.parametrize(
    ("party", "mass", "text", "expected"),
    [
        (["01-10"], ["01-12"], "同步", [("01-10", "01-12", 2)]),
        (["01-10"], ["01-05"], "同步", [("01-10", "01-05", -5)]),
        (["01-10"], ["01-20"], "迟10天", [("01-10", "01-20", 10)]),
        (
            ["01-10", "01-12"],
            ["01-14"],
            "缺1/2",
            [("01-10", "01-14", 4), ("01-12", None, None)],
        ),
        (
            ["01-10", "01-16"],
            ["01-15", "01-22"],
            "同步",
            [("01-10", "01-15", 5), ("01-16", "01-22", 6)],
        ),
    ],
)
def test_matrix_shows_the_worked_examples(world, party, mass, text, expected):
    for day in party:
        fact(world.lake_party, "deploy", f"2026-{day}", "league")
    for day in mass:
        fact(world.lake_league, "deploy", f"2026-{day}")
    assert step_cell(world).word.text == text
    assert answers(world) == expected


def test_matrix_matches_measures_before_others(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league", measure=A)
    fact(world.lake_party, "deploy", "2026-01-11", "league", measure=B)
    fact(world.lake_league, "deploy", "2026-01-12", measure=B)
    fact(world.lake_league, "deploy", "2026-01-13")
    assert step_cell(world).word.text == "同步"
    assert answers(world) == [("01-10", "01-13", 3), ("01-11", "01-12", 1)]


def test_matrix_takes_one_occasion_as_lag_zero(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league", occasion=X)
    fact(world.lake_league, "deploy", "2026-01-10", occasion=X)
    assert step_cell(world).word.text == "同步"
    assert answers(world) == [("01-10", "01-10", 0)]


def test_matrix_asks_nothing_of_a_line_that_is_not_concerned(world):
    fact(world.lake_party, "deploy", "2026-01-10", "women")
    assert step_cell(world).word.text == "党组织未开展"
    assert step_cell(world, period=Period.parse("2026")).word.text == "未到期"


def test_matrix_waits_within_the_tolerance(world):
    with time_machine.travel("2026-04-02 10:00+08:00", tick=False):
        fact(world.lake_party, "deploy", "2026-03-30", "league")
        assert step_cell(world).word.text == "待跟进"


def test_matrix_counts_an_answer_of_the_next_quarter_where_it_was_asked(world):
    fact(world.lake_party, "deploy", "2026-03-30", "league")
    fact(world.lake_league, "deploy", "2026-04-05")
    fact(world.lake_party, "deploy", "2026-04-04", "league")
    assert step_cell(world).word.text == "同步"
    assert step_cell(world, period=Period.parse("2026Q2")).word.text == "缺1/1"


def test_matrix_shows_lone_facts_without_blame(world):
    fact(world.lake_league, "deploy", "2026-02-10")
    cell = step_cell(world)
    assert (cell.word.text, cell.alone) == ("党组织未开展", 1)
    assert step_cell(world, period=Period.parse("2026")).word.text == "未到期"


def test_matrix_as_of_a_past_day_knows_only_what_was_recorded_and_not_voided_by_then(world):
    with time_machine.travel("2026-01-15 10:00+08:00", tick=False):
        fact(world.lake_party, "deploy", "2026-01-10", "league")
        answer = fact(world.lake_league, "deploy", "2026-01-12")
    with time_machine.travel("2026-02-01 10:00+08:00", tick=False):
        ledger.void_entry(
            actor=world.actor(world.lake_league_secretary), entry=answer, reason="没有开展"
        )

    def on(day):
        return step_cell(world, as_of=datetime.date(2026, *day)).word.text

    assert on((1, 14)) == "未到期"  # nothing recorded yet
    assert on((1, 31)) == "同步"
    assert on((2, 2)) == "缺1/1"
    assert step_cell(world).word.text == "缺1/1"


def test_matrix_as_of_counts_the_whole_day_in_the_offices_time_zone(world):
    with time_machine.travel("2026-01-15 23:59:59+08:00", tick=False):
        fact(world.lake_party, "deploy", "2026-01-10", "league")
    assert step_cell(world, as_of=datetime.date(2026, 1, 15)).party_facts == 1
    assert step_cell(world, as_of=datetime.date(2026, 1, 14)).party_facts == 0


def test_matrix_refuses_a_day_to_come(world):
    with pytest.raises(Refused) as refused:
        step_cell(world, as_of=datetime.date(2026, 4, 21))
    assert refused.value.field == "as_of"


def test_matrix_row_counts_only_facts_that_carry_it(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league", rows=["league6/thought"])
    fact(world.lake_league, "deploy", "2026-01-12")
    assert step_cell(world).word.text == "同步"
    assert step_cell(world, row="thought").word.text == "缺1/1"
    assert step_cell(world, row="work").word.text == "党组织未开展"


def test_matrix_from_summaries_equals_matrix_from_facts(world):
    for day in ("01-10", "02-03", "03-01"):
        fact(world.lake_party, "deploy", f"2026-{day}", "league", rows=["league6/work"])
    fact(world.lake_league, "deploy", "2026-02-20", rows=["league6/work"])
    actor = world.actor(world.office)
    pair = queries.pair(actor, world.lake_league.code)
    from_summaries = queries.pair_matrix(actor, pair, period=Q1)
    PairSummary.objects.all().delete()
    Leadership.objects.filter(pk=pair.pk).update(started_on=datetime.date(2019, 1, 1))
    stale = queries.pair(actor, world.lake_league.code)
    from_facts = queries.pair_matrix(actor, stale, period=Q1)
    assert from_facts.rows == from_summaries.rows
    assert (
        from_facts.median_lags == from_summaries.median_lags == (None, 41, None, None, None, None)
    )


def test_matrix_limits_facts_to_the_time_the_pair_existed(world):
    fact(world.lake_party, "deploy", "2026-01-10", "league")
    fact(world.lake_league, "deploy", "2026-01-12")
    Leadership.objects.filter(mass=world.lake_league).update(ended_on=datetime.date(2026, 1, 11))
    Leadership.objects.create(
        jurisdiction=world.jurisdiction, mass=world.lake_league, party=world.party,
        line="league", started_on=datetime.date(2026, 1, 11),
    )  # fmt: skip
    actor = world.actor(world.office)
    old, new = (
        queries.pair_matrix(
            actor,
            queries.pair(actor, world.lake_league.code, led_since=since),
            period=Q1,
        ).rows[0].cells[1]
        for since in (datetime.date(2020, 1, 1), None)
    )  # fmt: skip
    assert (old.word.text, old.alone) == ("缺1/1", 0)
    assert (new.word.text, new.alone) == ("党组织未开展", 1)


def test_matrix_tells_the_party_side_when_it_did_less_than_required(world):
    latest = queries.versions_of(world.jurisdiction, "league6")[0]
    actions.change_framework(
        actor=world.actor(world.office), key="league6", source="测试文件",
        rows=[row.name for row in latest.rows],
        steps=[
            actions.NewStep(name=s.name, kind=s.kind, required=2, required_per="quarter")
            for s in latest.steps
        ],
    )  # fmt: skip
    fact(world.lake_party, "deploy", "2026-01-10", "league")
    fact(world.lake_league, "deploy", "2026-01-12")
    assert step_cell(world).party_note == "本期应开展2次，党组织已开展1次，还差1次。"
    assert step_cell(world).word.text == "同步"
    assert step_cell(world, period=Period.parse("2026-01")).party_note == ""
    assert step_cell(world, period=Period.parse("2026H1")).short_of_required == 3
    assert step_cell(world, row="thought").party_note == ""


def test_matrix_is_read_in_few_queries(world, django_assert_num_queries):
    fact(world.lake_party, "deploy", "2026-01-10", "league")
    actor = world.actor(world.office)
    pair = queries.pair(actor, world.lake_league.code)
    with django_assert_num_queries(4):  # versions, rows, steps, summaries
        queries.pair_matrix(actor, pair, period=Q1)


def test_cell_links_only_entries_within_the_actors_scope(world):
    party = fact(world.lake_party, "deploy", "2026-01-10", "league")
    mass = fact(world.lake_league, "deploy", "2026-01-12")
    actor = world.actor(world.lake_league_secretary)
    pair = queries.pair(actor, world.lake_league.code)
    found = queries.pair_cell(actor, pair, step="deploy", period=Q1)
    assert [(answer.party, answer.mass) for answer in found.answers] == [(party, mass)]
    assert found.openable == {mass.pk}
    assert found.cell == step_cell(world)


def test_cell_needs_a_step_and_row_of_the_framework(world):
    actor = world.actor(world.office)
    pair = queries.pair(actor, world.lake_league.code)
    with pytest.raises(Unseen):
        queries.pair_cell(actor, pair, step="study", period=Q1)
    with pytest.raises(Unseen):
        queries.pair_cell(actor, pair, step="deploy", row="career", period=Q1)
