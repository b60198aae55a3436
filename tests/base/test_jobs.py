"""Registering and asking for jobs, and the base's own two."""

from datetime import timedelta

import pytest

from niudai.base import audit, jobs, worker
from niudai.base.actors import Actor, system
from niudai.base.calendar import now
from niudai.base.models import AuditEntry, Job, SentForm
from tests.base.rollback import rolled_back

ACTOR = Actor(7, "张三", jurisdiction=1)


@pytest.fixture
def kinds(monkeypatch):
    """Job functions of one test only."""
    monkeypatch.setattr(jobs, "KINDS", dict(jobs.KINDS))
    monkeypatch.setattr(jobs, "PERIODICS", dict(jobs.PERIODICS))


@pytest.fixture
def running(db):
    """A running job as its function sees it."""
    job = Job.objects.create(
        jurisdiction=1, kind="test.x", title="作业", state="running", worker="w", account_id=7
    )
    return jobs.Run(job)


@pytest.mark.unit
def test_kind_is_taken_once(kinds):
    jobs.job("test.once", title="一")(lambda run: None)
    with pytest.raises(ValueError, match=r"test\.once"):
        jobs.job("test.once", title="二")(lambda run: None)


@pytest.mark.unit
def test_periodic_takes_seconds_or_a_duration(kinds):
    jobs.periodic(every=90, name="test.a")(print)
    jobs.periodic(every=timedelta(hours=1), name="test.b")(print)
    assert jobs.PERIODICS["test.a"] == jobs.PeriodicKind(print, timedelta(seconds=90))
    assert jobs.PERIODICS["test.b"] == jobs.PeriodicKind(print, timedelta(hours=1))


@pytest.mark.django_db
def test_enqueue_keeps_who_what_and_where(kinds):
    jobs.job("test.q", title="导出台账")(lambda run: None)
    plain = jobs.enqueue(ACTOR, "test.q", year=2026)
    named = jobs.enqueue(ACTOR, "test.q", title="导出三月", jurisdiction=5)
    assert (plain.title, plain.jurisdiction, plain.account_id) == ("导出台账", 1, 7)
    assert (plain.arguments, plain.state, plain.tries) == ({"year": 2026}, "waiting", 0)
    assert (named.title, named.jurisdiction) == ("导出三月", 5)


@pytest.mark.django_db
def test_enqueue_refuses_an_unknown_kind():
    with pytest.raises(KeyError, match=r"test\.nobody"):
        jobs.enqueue(ACTOR, "test.nobody")


@pytest.mark.django_db
def test_enqueue_falls_with_the_callers_transaction(kinds):
    jobs.job("test.q", title="导出")(lambda run: None)
    with rolled_back():
        jobs.enqueue(ACTOR, "test.q")
    assert Job.objects.unrestricted("test").count() == 0


@pytest.mark.django_db
def test_run_knows_who_asked(running):
    assert (running.account_id, running.jurisdiction) == (7, 1)


@pytest.mark.django_db
def test_progress_writes_nothing_inside_a_transaction(running, django_assert_num_queries):
    with django_assert_num_queries(0):
        running.progress(3, 9, "第三步")
    assert (running.job.done, running.job.total, running.job.message) == (3, 9, "第三步")


@pytest.mark.django_db(transaction=True)
def test_progress_is_written_twice_a_second_at_most(running, django_assert_num_queries):
    with django_assert_num_queries(1):
        for step in range(100):
            running.progress(step, 100, "处理中")
    row = Job.objects.unrestricted("test").get(pk=running.job.pk)
    assert (row.done, row.total, row.message) == (0, 100, "处理中")
    assert now() - row.heartbeat_at < timedelta(seconds=5)


@pytest.mark.django_db
def test_verifying_a_true_audit_says_how_many_lines():
    for jurisdiction in (1, 1, 2):
        audit.record(system("测试", jurisdiction), "test.write")
    job = jobs.enqueue(ACTOR, "base.verify_audit")
    worker.run_worker(once=True)
    job = Job.objects.unrestricted("test").get(pk=job.pk)
    assert (job.state, job.message) == ("done", "共核验 3 条，没有发现改动或缺失。")
    assert job.result == {"checked": 3, "faults": []}


@pytest.mark.django_db
def test_verifying_a_changed_audit_names_the_line():
    for jurisdiction in (1, 1, 2):
        audit.record(system("测试", jurisdiction), "test.write")
    AuditEntry.objects.unrestricted("test").filter(jurisdiction=1, seq=2).update(verb="x")
    job = jobs.enqueue(ACTOR, "base.verify_audit")
    worker.run_worker(once=True)
    job = Job.objects.unrestricted("test").get(pk=job.pk)
    fault = "辖区 1 第 2 条：这一条或它之前的内容被改动过"
    assert (job.state, job.message, job.result["faults"]) == ("done", fault, [fault])


@pytest.mark.django_db
def test_tidying_keeps_the_keys_of_a_week():
    for key, days in (("new", 6), ("old", 8)):
        SentForm.objects.create(account_id=7, key=key, sent_at=now() - timedelta(days=days))
    jobs.tidy()
    assert list(SentForm.objects.values_list("key", flat=True)) == ["new"]
