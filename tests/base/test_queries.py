"""Reads of the base: who sees what, the worker's choice, the words of audit verbs."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from niudai.base import actions, audit, calendar, notices, queries
from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.errors import Unseen
from niudai.base.models import AuditEntry, Job

OWNER, OTHER = Actor(7, "张三", jurisdiction=1), Actor(8, "李四", jurisdiction=1)
ELSEWHERE = Actor(7, "张三", jurisdiction=2)
AUDITOR = Actor(4, "审计管理员", admin_role="audit_admin", jurisdiction=1)


def job(**values) -> Job:
    return Job.objects.create(
        **{"jurisdiction": 1, "kind": "x", "title": "作业", "account_id": 7, **values}
    )


@pytest.mark.django_db
def test_job_is_seen_by_its_owner_only():
    mine = job()
    assert queries.job(OWNER, mine.code) == mine
    assert list(queries.jobs(OWNER)) == [mine]
    for stranger in (OTHER, ELSEWHERE, AUDITOR):
        with pytest.raises(Unseen):
            queries.job(stranger, mine.code)
        assert list(queries.jobs(stranger)) == []
    with pytest.raises(Unseen):
        queries.job(OWNER, uuid.uuid4())


@pytest.mark.django_db
def test_next_job_is_the_oldest_that_needs_a_worker():
    early = now() - timedelta(hours=1)
    for state in ("done", "failed", "stopped"):
        job(state=state, heartbeat_at=early, finished_at=early)
    job(state="running", heartbeat_at=now())
    silent = job(state="running", heartbeat_at=early)
    waiting = job(jurisdiction=2)
    border = now() - timedelta(seconds=15)
    assert queries.next_job(dead_before=border) == silent
    Job.objects.unrestricted("test").filter(pk=silent.pk).update(state="done", finished_at=now())
    assert queries.next_job(dead_before=border) == waiting
    Job.objects.unrestricted("test").filter(pk=waiting.pk).update(state="done", finished_at=now())
    assert queries.next_job(dead_before=border) is None


@pytest.mark.django_db
def test_next_job_uses_the_small_index():
    Job.objects.bulk_create(
        Job(jurisdiction=1, kind="x", title="旧", state="done", finished_at=now())
        for _ in range(2000)
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE base_job")
    plan = queries.open_jobs(dead_before=now()).explain()
    assert "job_open" in plan


@pytest.mark.django_db
def test_notices_are_own_and_newest_first():
    notices.notify([7, 8], jurisdiction=1, key="a", text="一")
    notices.notify([7], jurisdiction=1, key="b", text="二")
    assert [notice.text for notice in queries.notices(OWNER)] == ["二", "一"]
    assert [notice.text for notice in queries.notices(OTHER)] == ["一"]
    mine = queries.notices(OWNER)[0]
    assert queries.notice(OWNER, mine.pk) == mine
    with pytest.raises(Unseen):
        queries.notice(OTHER, mine.pk)


@pytest.mark.django_db
def test_audit_lines_are_seen_by_the_auditor_only():
    audit.record(OWNER, "test.a")
    audit.record(OWNER, "test.b")
    assert [line.verb for line in queries.audit_entries(AUDITOR)] == ["test.b", "test.a"]
    for admin_role in ("", "system_admin", "security_admin"):
        assert list(queries.audit_entries(Actor(5, "某人", admin_role=admin_role))) == []


@pytest.mark.django_db
def test_audit_days_are_those_of_china():
    for hour in (15, 16):  # 23:00 on 4 March, 00:00 on 5 March
        with time_machine.travel(datetime(2026, 3, 4, hour, tzinfo=UTC), tick=False):
            audit.record(OWNER, f"test.{hour}")
    rows = AuditEntry.objects.unrestricted("test").order_by("seq")

    def verbs(first, last):
        return [line.verb for line in queries.at_days(rows, first, last)]

    fourth, fifth = date(2026, 3, 4), date(2026, 3, 5)
    assert verbs(fourth, fourth) == ["test.15"]
    assert verbs(fifth, None) == ["test.16"]
    assert verbs(None, fifth) == ["test.15", "test.16"]
    assert verbs(None, None) == ["test.15", "test.16"]


@pytest.mark.unit
def test_audit_verbs_have_their_words():
    assert queries.verb_label("base.stop_job") == "停止作业"
    assert queries.verb_label("nobody.knows") == "nobody.knows"


@pytest.mark.django_db
def test_calendar_year_shows_its_special_days():
    calendar.forget()
    actions.seed_calendar()
    shown = queries.calendar_year(2027)
    assert (shown.year, shown.years, shown.published) == (2027, [2024, 2025, 2026, 2027], False)
    assert shown.warning == "国务院2027年放假安排未发布，暂按周末推算。"
    assert [day.day for day in shown.days] == [date(2027, 1, 1), date(2027, 10, 1)]
    assert shown.working_days == 259
    assert queries.calendar_year(2026).working_days == 248
    with pytest.raises(Unseen, match="工作日历里没有这一年。"):
        queries.calendar_year(2031)
