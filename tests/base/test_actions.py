"""Writes of the base: what changes, the audit line, and each refusal beside its success."""

from datetime import date

import pytest

from niudai.base import actions, calendar
from niudai.base.actors import Actor
from niudai.base.errors import NotAllowed, Refused, Stale, Unseen
from niudai.base.models import AuditEntry, CalendarDay, CalendarYear, Job

OWNER, OTHER = Actor(7, "张三", jurisdiction=1), Actor(8, "李四", jurisdiction=1)
KEEPER = Actor(3, "系统管理员", admin_role="system_admin", jurisdiction=1)
AUDITOR = Actor(4, "审计管理员", admin_role="audit_admin", jurisdiction=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(db):
    """No memory of another test's calendar."""
    calendar.forget()
    yield
    calendar.forget()


def job(state: str = "waiting", **values) -> Job:
    return Job.objects.create(
        jurisdiction=1, kind="x", title="导出台账", account_id=7, state=state, **values
    )


def row(job: Job) -> Job:
    return Job.objects.unrestricted("test").get(pk=job.pk)


def audit_lines() -> list[tuple[int, str, str]]:
    lines = AuditEntry.objects.unrestricted("test").order_by("seq")
    return list(lines.values_list("account_id", "verb", "object_text"))


def test_waiting_job_stops_at_once():
    waiting = job()
    with pytest.raises(NotAllowed, match="只有发起人"):
        actions.stop_job(actor=OTHER, job=waiting)
    actions.stop_job(actor=OWNER, job=waiting)
    assert (row(waiting).state, row(waiting).message) == ("stopped", "已停止，没有开始处理。")
    assert row(waiting).finished_at is not None
    assert audit_lines() == [(7, "base.stop_job", "导出台账")]


def test_running_job_is_asked_to_stop():
    running = job("running", worker="w")
    actions.stop_job(actor=OWNER, job=running)
    assert (row(running).state, row(running).stop_asked) == ("running", True)
    assert audit_lines() == [(7, "base.stop_job", "导出台账")]


def test_job_that_ended_meanwhile_is_stale():
    running = job("running", worker="w")
    Job.objects.unrestricted("test").update(state="done", finished_at=calendar.now())
    with pytest.raises(Stale):
        actions.stop_job(actor=OWNER, job=running)
    assert row(running).stop_asked is False
    assert audit_lines() == []


def test_failed_job_waits_again_with_a_new_count():
    failed = job("failed", finished_at=calendar.now(), tries=5, message="没有完成", done=3, total=9)
    with pytest.raises(NotAllowed, match="只有发起人"):
        actions.retry_job(actor=OTHER, job=failed)
    actions.retry_job(actor=OWNER, job=failed)
    again = row(failed)
    assert (again.state, again.tries, again.message, again.done) == ("waiting", 0, "", 0)
    assert audit_lines() == [(7, "base.retry_job", "导出台账")]


def test_auditor_starts_the_verification():
    with pytest.raises(NotAllowed):
        actions.verify_audit(actor=KEEPER)
    started = actions.verify_audit(actor=AUDITOR)
    assert (started.kind, started.account_id) == ("base.verify_audit", 4)
    assert audit_lines() == [(4, "base.verify_audit", "核验审计记录")]


def test_seeding_writes_four_years_once():
    assert actions.seed_calendar() == [2024, 2025, 2026, 2027]
    days = CalendarDay.objects.count()
    assert actions.seed_calendar() == []
    assert CalendarDay.objects.count() == days
    assert dict(CalendarYear.objects.values_list("year", "published")) == {
        2024: True,
        2025: True,
        2026: True,
        2027: False,
    }
    special = CalendarDay.objects.filter(day__year=2027).order_by("day")
    assert list(special.values_list("day", "working", "name")) == [
        (date(2027, 1, 1), False, "元旦"),
        (date(2027, 10, 1), False, "国庆节"),
    ]


def test_seeding_leaves_edited_years_alone():
    CalendarYear.objects.create(year=2026, published=True, source="本地")
    assert actions.seed_calendar() == [2024, 2025, 2027]
    assert not CalendarDay.objects.filter(day__year=2026).exists()


def test_day_is_set_changed_and_cleared():
    actions.seed_calendar()
    day = date(2027, 2, 8)
    with pytest.raises(NotAllowed, match="系统管理员"):
        actions.set_calendar_day(actor=AUDITOR, day=day, working=False, name="春节")
    actions.set_calendar_day(actor=KEEPER, day=day, working=False, name=" 春节 ")
    assert CalendarDay.objects.get(day=day).name == "春节"
    actions.set_calendar_day(actor=KEEPER, day=day, working=False, name="春节假期")
    assert CalendarDay.objects.get(day=day).name == "春节假期"
    with pytest.raises(NotAllowed, match="系统管理员"):
        actions.clear_calendar_day(actor=OWNER, day=day)
    actions.clear_calendar_day(actor=KEEPER, day=day)
    assert not CalendarDay.objects.filter(day=day).exists()
    with pytest.raises(Unseen, match="没有特别安排"):
        actions.clear_calendar_day(actor=KEEPER, day=day)
    assert audit_lines() == [
        (3, "base.set_calendar_day", "2027-02-08 放假 春节"),
        (3, "base.set_calendar_day", "2027-02-08 放假 春节假期"),
        (3, "base.clear_calendar_day", "2027-02-08 恢复按星期计算"),
    ]


def test_day_that_follows_the_week_needs_no_row():
    actions.seed_calendar()
    day = date(2026, 1, 4)
    actions.set_calendar_day(actor=KEEPER, day=day, working=False, name="不再上班")
    assert not CalendarDay.objects.filter(day=day).exists()


def test_day_needs_a_name_and_a_known_year():
    actions.seed_calendar()
    with pytest.raises(Refused) as nameless:
        actions.set_calendar_day(actor=KEEPER, day=date(2027, 2, 8), working=False, name=" ")
    assert nameless.value.field == "name"
    with pytest.raises(Refused, match="请先添加2030年。"):
        actions.set_calendar_day(actor=KEEPER, day=date(2030, 2, 8), working=False, name="春节")


def test_year_is_published_with_its_source():
    actions.seed_calendar()
    with pytest.raises(Refused) as sourceless:
        actions.set_calendar_year(actor=KEEPER, year=2027, published=True, source=" ")
    assert sourceless.value.field == "source"
    with pytest.raises(NotAllowed):
        actions.set_calendar_year(actor=OWNER, year=2027, published=True, source="通知")
    actions.set_calendar_year(actor=KEEPER, year=2027, published=True, source="通知")
    year = CalendarYear.objects.get(year=2027)
    assert (year.published, year.source) == (True, "通知")
    assert audit_lines() == [(3, "base.set_calendar_year", "2027年放假安排：已发布")]


def test_new_year_begins_with_the_fixed_holidays():
    actions.set_calendar_year(actor=KEEPER, year=2030, published=False, source="")
    year = CalendarYear.objects.get(year=2030)
    assert (year.published, year.source) == (False, "按法定节日和周末推算")
    assert CalendarDay.objects.filter(day__year=2030, day__month=5).count() == 2
