"""应完成 / 已完成 / 按时完成, worked by hand."""

import datetime

import time_machine

from niudai.work import actions, queries
from niudai.work.queries import Progress
from tests.factories.work import a_measure, a_plan, dispatched

DAY = datetime.date


def test_three_numbers(world):
    cast = world.cast
    office = world.actor("office")
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        lake, park, _, street = dispatched(
            office, world.measure,
            cast.lake_league, cast.park_league, cast.factory_league, cast.league,
            due_on=DAY(2026, 3, 10),
        )  # fmt: skip
        asked = actions.ask_extension(
            actor=world.actor("park_league_secretary"), assignment=park,
            due_on=DAY(2026, 3, 20), reason="场地",
        )  # fmt: skip
        actions.grant_extension(actor=office, extension=asked)
        actions.recall_assignment(actor=office, assignment=street, reason="有误")
    with time_machine.travel("2026-03-18 09:00+08:00", tick=False):
        park = world.again(park)
        for task, body, done_on in (
            (lake, "lake_league_secretary", DAY(2026, 3, 11)),  # a day late
            (park, "park_league_secretary", DAY(2026, 3, 18)),  # within the granted extension
        ):
            actions.acknowledge_assignment(actor=world.actor(body), assignment=task)
            actions.report_assignment(actor=world.actor(body), assignment=task, done_on=done_on)
            actions.accept_assignment(actor=office, assignment=task)
        expected = Progress(expected=3, done=2, on_time=1, overdue=1)
        assert queries.progress(office, measure=world.measure) == expected
        assert queries.progress(office, plan=world.plan) == expected
        assert queries.progress_by_measure(office, world.plan) == {world.measure.pk: expected}
        assert queries.progress_by_plan(office, [world.plan]) == {world.plan.pk: expected}
        assert expected.open == 1
        own = queries.progress(world.actor("lake_league_secretary"), plan=world.plan)
        assert own == Progress(expected=1, done=1, on_time=0, overdue=0)


def test_progress_takes_one_query_for_a_whole_plan(world, django_assert_num_queries):
    for number in range(3):
        measure = a_measure(world.plan, "league", title=f"举措{number}")
        dispatched(world.actor("office"), measure, world.cast.lake_league)
    a_measure(a_plan(world.cast.party), "league")
    office = world.actor("office")
    with django_assert_num_queries(1):
        assert len(queries.progress_by_measure(office, world.plan)) == 3


def test_task_without_a_deadline_is_on_time(world):
    measure = a_measure(world.plan, "league")
    task = dispatched(world.actor("office"), measure, world.cast.lake_league)[0]
    body = world.actor("lake_league_secretary")
    actions.acknowledge_assignment(actor=body, assignment=task)
    actions.report_assignment(actor=body, assignment=task, done_on=task.dispatched_at.date())
    actions.accept_assignment(actor=world.actor("office"), assignment=task)
    found = queries.progress(world.actor("office"), measure=measure)
    assert found == Progress(expected=1, done=1, on_time=1, overdue=0)
