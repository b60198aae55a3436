"""Dispatch: what it creates, what it skips and why, and that repeating it changes nothing."""

import datetime

import pytest
import time_machine

from niudai.base.calendar import today
from niudai.base.errors import NotAllowed, Refused
from niudai.base.models import AuditEntry, Job, Notice
from niudai.base.periods import Period
from niudai.org.models import Organization
from niudai.work import actions
from niudai.work.actions import Skipped
from niudai.work.models import Assignment
from tests.factories.work import a_measure, a_plan, dispatched, in_days


def dispatch(world, *organizations, by="office", measure=None, **options):
    return actions.dispatch_measure(
        actor=world.actor(by),
        measure=measure or world.measure,
        organization_ids=[row.pk for row in organizations],
        **options,
    )


def tasks():
    return Assignment.objects.unrestricted("test")


def test_dispatch_creates_tasks_with_audit_and_notices(world):
    cast = world.cast
    result = dispatch(world, cast.lake_league, cast.park_league, by="league_officer")
    assert (result.created, result.skipped) == (2, [])
    rows = tasks().order_by("organization__path")
    assert [(row.organization_id, row.line, row.title) for row in rows] == [
        (cast.lake_league.pk, "league", "开展主题团日活动"),
        (cast.park_league.pk, "league", "开展主题团日活动"),
    ]
    first = rows[0]
    assert (first.state, first.period, first.due_on, first.first_due_on) == (
        "dispatched", "", in_days(30), in_days(30),
    )  # fmt: skip
    assert (first.why, first.dispatched_by) == ("共青团，条线相符", "郑晓")
    audit = AuditEntry.objects.unrestricted("test").get(verb="work.dispatch")
    assert (audit.object_code, '"created": 2' in audit.detail) == (str(world.measure.code), True)
    told = Notice.objects.unrestricted("test").values_list("account_id", "url")
    url = f"/assignments/?measure={world.measure.code}"
    assert set(told) == {(cast.lake_league_secretary.pk, url), (cast.park_league_secretary.pk, url)}


def test_dispatch_again_creates_nothing_and_says_so(world):
    lake, park = world.cast.lake_league, world.cast.park_league
    dispatch(world, lake)
    result = dispatch(world, lake, park)
    assert (result.created, result.skipped) == (1, [Skipped(lake.name, "已有本期任务：已下达")])
    assert tasks().count() == 2
    assert Notice.objects.unrestricted("test").count() == 2


def test_dispatch_skips_closed_and_unopened_organizations(world):
    lake, park, factory = world.cast.lake_league, world.cast.park_league, world.cast.factory_league
    lake.closed_on = today() - datetime.timedelta(days=1)
    lake.save()
    park.opened_on = in_days(5)
    park.save()
    result = dispatch(world, lake, park, factory)
    assert result.created == 1
    day, opens = lake.closed_on, park.opened_on
    assert result.skipped == [
        Skipped(lake.name, f"已于{day.year}年{day.month}月{day.day}日撤销"),
        Skipped(park.name, f"{opens.year}年{opens.month}月{opens.day}日才成立"),
    ]


def test_dispatch_leaves_out_what_is_out_of_reach_without_naming_strangers(world):
    cast = world.cast
    result = dispatch(
        world, cast.lake_league, cast.lake_union, cast.other_league, by="league_officer"
    )
    assert result.created == 1
    assert result.skipped == [Skipped("未知组织", "没有找到这个组织")] * 2
    result = dispatch(world, cast.other_league)
    assert (result.created, result.skipped) == (0, [Skipped("未知组织", "没有找到这个组织")])


@pytest.mark.parametrize(
    ("state", "message"),
    [("draft", "方案还没有印发"), ("closed", "方案已办结"), ("discarded", "方案已废弃")],
)
def test_only_issued_plans_are_dispatched(world, state, message):
    measure = a_measure(a_plan(world.cast.party, state=state), "league")
    with pytest.raises(Refused, match=message):
        dispatch(world, world.cast.lake_league, measure=measure)


def test_deadline_that_passed_is_refused_typed_or_taken_from_the_plan(world):
    with pytest.raises(Refused, match="已过，请填写今天或以后的日期") as caught:
        dispatch(world, world.cast.lake_league, due_on=in_days(-1))
    assert caught.value.field == "due_on"
    late = a_measure(world.plan, "league", due_on=in_days(-1))
    with pytest.raises(Refused):
        dispatch(world, world.cast.lake_league, measure=late)
    assert dispatch(world, world.cast.lake_league, measure=late, due_on=today()).created == 1


def test_who_may_not_dispatch(world):
    with pytest.raises(NotAllowed):
        dispatch(world, world.cast.lake_union, by="union_officer")
    assert tasks().count() == 0


def test_recurring_measure_is_dispatched_for_its_period(world):
    measure = a_measure(world.plan, "league", cadence="quarter")
    with time_machine.travel("2026-05-06 10:00+08:00", tick=False):
        dispatch(world, world.cast.lake_league, measure=measure)
        dispatch(world, world.cast.lake_league, measure=measure, period="2026Q3")
        with pytest.raises(Refused, match="每季度一次，请选择相应的周期"):
            dispatch(world, world.cast.lake_league, measure=measure, period="2026-05")
        with pytest.raises(Refused, match="无法识别"):
            dispatch(world, world.cast.lake_league, measure=measure, period="明年")
        with pytest.raises(Refused, match="一次性举措不分期"):
            dispatch(world, world.cast.lake_league, period="2026Q2")
    found = tasks().filter(measure=measure).order_by("pk").values_list("period", "due_on")
    assert list(found) == [
        ("2026Q2", datetime.date(2026, 6, 30)),
        ("2026Q3", datetime.date(2026, 9, 30)),
    ]


def test_number_of_queries_does_not_grow_with_the_organizations(world, django_assert_num_queries):
    def clones(count):
        base = world.cast.lake_league
        start = Organization.objects.unrestricted("test").count()
        return Organization.objects.bulk_create(
            Organization(
                jurisdiction=base.jurisdiction, code=f"X{start + n}", line="league", form="branch",
                name=f"第{start + n}团支部", short_name=f"第{start + n}团支部", parent=world.cast.league,
                path=f"{world.cast.league.path}Z{start + n:03}", division=base.division,
                party_path=base.party_path, unit_class="community", opened_on=base.opened_on,
            )
            for n in range(count)
        )  # fmt: skip

    few, many = clones(1), clones(20)
    dispatch(world, world.cast.lake_league)  # the first line of the audit chain takes two more
    with django_assert_num_queries(10):
        dispatch(world, *few)
    with django_assert_num_queries(10):
        dispatch(world, *many)


# --- a whole plan


def test_whole_plan_goes_to_whom_each_measure_fits(world):
    cast = world.cast
    women = a_measure(world.plan, "women", title="走访困难妇女", due_on=in_days(20))
    private = a_measure(world.plan, "league", unit_classes=("private",), title="团员示范岗")
    a_measure(world.plan, title="没有条线")
    a_measure(world.plan, "league", title="过期", due_on=in_days(-3))
    a_measure(world.plan, "league", title="标题", kind="heading")
    steps = []
    result = actions.dispatch_plan(
        actor=world.actor("office"),
        plan=world.plan,
        progress=lambda done, total, text: steps.append((done, total)),
    )
    assert result.created == 3 + 1 + 1
    assert [one.name for one in result.skipped] == ["没有条线", "过期"]
    assert steps[0] == (0, 5)
    assert steps[-1] == (5, 5)
    found = {
        measure.title: set(
            tasks().filter(measure=measure).values_list("organization_id", flat=True)
        )
        for measure in (world.measure, women, private)
    }
    assert found == {
        "开展主题团日活动": {cast.lake_league.pk, cast.park_league.pk, cast.factory_league.pk},
        "走访困难妇女": {cast.lake_women.pk},
        "团员示范岗": {cast.factory_league.pk},
    }


def test_whole_plan_again_creates_nothing(world):
    office = world.actor("office")
    assert actions.dispatch_plan(actor=office, plan=world.plan).created == 3
    again = actions.dispatch_plan(actor=office, plan=world.plan)
    assert (again.created, again.skipped) == (0, [])
    assert tasks().count() == 3


def test_start_plan_dispatch_asks_for_the_job(world):
    job = actions.start_plan_dispatch(actor=world.actor("office"), plan=world.plan)
    row = Job.objects.unrestricted("test").get()
    assert (row.pk, row.kind, row.arguments) == (
        job.pk,
        "work.dispatch_plan",
        {"plan": str(world.plan.code)},
    )
    with pytest.raises(NotAllowed):
        actions.start_plan_dispatch(actor=world.actor("league_officer"), plan=world.plan)


# --- the next period


def test_open_period_continues_the_previous_one_once(world):
    cast = world.cast
    measure = a_measure(world.plan, "league", cadence="month")
    office = world.actor("office")
    with time_machine.travel("2026-03-10 10:00+08:00", tick=False):
        rows = dispatched(office, measure, cast.lake_league, cast.park_league, cast.factory_league)
        actions.recall_assignment(actor=office, assignment=rows[2], reason="下达有误")
    with time_machine.travel("2026-04-01 02:00+08:00", tick=False):
        cast.park_league.closed_on = datetime.date(2026, 3, 31)
        cast.park_league.save()
        period = Period.parse("2026-04")
        result = actions.open_period(measure=measure, period=period)
        assert result.created == 1
        assert result.skipped == [Skipped(cast.park_league.name, "已于2026年3月31日撤销")]
        again = actions.open_period(measure=measure, period=period)
        assert again.created == 0
    row = tasks().get(period="2026-04")
    assert (row.organization_id, row.due_on) == (cast.lake_league.pk, datetime.date(2026, 4, 30))
    assert (row.why, row.dispatched_by) == ("延续上一期（2026年3月）", "系统（周期任务）")


def test_open_period_ends_with_the_measures_own_due_date(world):
    measure = a_measure(world.plan, "league", cadence="month", due_on=datetime.date(2026, 3, 31))
    with time_machine.travel("2026-03-10 10:00+08:00", tick=False):
        dispatched(world.actor("office"), measure, world.cast.lake_league)
    with time_machine.travel("2026-04-01 02:00+08:00", tick=False):
        result = actions.open_period(measure=measure, period=Period.parse("2026-04"))
    assert result.created == 0
