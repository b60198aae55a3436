"""What waits for whom, with the reason, in a fixed number of queries."""

import datetime

import time_machine

from niudai.base.calendar import is_working_day, today
from niudai.work import actions, queries
from niudai.work.queries import Counts
from tests.factories.work import a_measure, dispatched, in_days

MONDAY = "2026-03-09 09:00+08:00"


def test_todo_of_body_and_office(world):
    cast = world.cast
    office, body = world.actor("office"), world.actor("lake_league_secretary")
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        late = dispatched(
            office, world.measure, cast.lake_league, due_on=datetime.date(2026, 3, 5)
        )[0]
        other = a_measure(world.plan, "league", title="清明祭扫")
        soon = dispatched(office, other, cast.lake_league, due_on=datetime.date(2026, 3, 12))[0]
        actions.acknowledge_assignment(actor=body, assignment=late)
    with time_machine.travel(MONDAY, tick=False):
        found = queries.todo(body)
        assert [(one.title, one.act, one.reason, one.overdue) for one in found.body] == [
            ("开展主题团日活动", "报完成", "逾期2个工作日", True),
            ("清明祭扫", "签收", "还有3个工作日", False),
        ]
        assert (found.office, found.body_more) == ([], False)
        actions.report_assignment(actor=body, assignment=late, done_on=datetime.date(2026, 3, 5))
        actions.ask_extension(
            actor=body, assignment=soon, due_on=datetime.date(2026, 3, 30), reason="场地"
        )
        for person in ("office", "league_officer"):
            found = queries.todo(world.actor(person))
            assert [(one.organization, one.act) for one in found.office] == [
                ("湖滨社区团支部", "核验"),
                ("湖滨社区团支部", "审批延期"),
            ]
            assert found.body == []
        assert queries.todo(world.actor("lake_secretary")).office == []
        assert queries.todo(world.actor("union_officer")).office == []
        assert queries.todo(world.actor("stranger")).office == []


def test_todo_asks_three_queries_at_most(world, django_assert_max_num_queries):
    cast = world.cast
    dispatched(
        world.actor("office"), world.measure, cast.lake_league, cast.park_league, cast.league
    )
    actors = [cast.actor(person) for person in cast.people().values()]
    is_working_day(today())  # the calendar is read once in a while by whoever asks first
    for actor in actors:
        with django_assert_max_num_queries(3):
            queries.todo(actor)


def test_own_tasks_of_an_officer_are_the_bodys_not_the_offices(world):
    street = dispatched(world.actor("office"), world.measure, world.cast.league)[0]
    found = queries.todo(world.actor("league_officer"))
    assert [one.code for one in found.body] == [street.code]
    assert found.office == []


def test_todo_is_cut_and_says_so(world):
    cast = world.cast
    for number in range(3):
        measure = a_measure(world.plan, "league", title=f"举措{number}")
        dispatched(world.actor("office"), measure, cast.lake_league)
    found = queries.todo(world.actor("lake_league_secretary"), limit=2)
    assert (len(found.body), found.body_more) == (2, True)


def test_counts(world):
    cast = world.cast
    office = world.actor("office")
    lake, _, street = dispatched(
        office, world.measure, cast.lake_league, cast.park_league, cast.league
    )
    actions.acknowledge_assignment(actor=world.actor("lake_league_secretary"), assignment=lake)
    actions.refuse_assignment(actor=world.actor("league_officer"), assignment=street, reason="x")
    assert queries.counts(office) == Counts(to_acknowledge=1, in_hand=1, refused=1)
    with time_machine.travel(in_days(40), tick=False):
        assert queries.counts(office).overdue == 2
    assert queries.counts(world.actor("stranger")) == Counts()
