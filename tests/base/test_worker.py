"""The worker: every end a job can have, dead workers, the timetable, and a real kill -9."""

import json
import logging
import signal
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError

from niudai.base import jobs, worker
from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.errors import Refused
from niudai.base.models import Job, Notice, Periodic
from tests.base.other_process import PAUSES_AT, STEPS, database_for, run, start

ACTOR = Actor(7, "张三", jurisdiction=1)


@pytest.fixture
def kinds(monkeypatch):
    """Job functions of one test only."""
    monkeypatch.setattr(jobs, "KINDS", dict(jobs.KINDS))


def row(job: Job) -> Job:
    return Job.objects.unrestricted("test").get(pk=job.pk)


def dead(job: Job, **changes) -> None:
    """Make `job` look as if its worker had died a minute ago."""
    values = {"state": "running", "worker": "gone", "tries": 1, "heartbeat_at": now(), **changes}
    values["heartbeat_at"] -= timedelta(minutes=1)
    Job.objects.unrestricted("test").filter(pk=job.pk).update(**values)


def notices() -> list[tuple[int, str, str]]:
    return list(Notice.objects.unrestricted("test").values_list("account_id", "text", "url"))


@pytest.mark.django_db
def test_job_runs_to_its_end(kinds):
    seen = []

    @jobs.job("test.add", title="相加")
    def add(run, *, numbers):
        seen.append((run.account_id, run.jurisdiction, sum(numbers)))
        run.progress(3, 3, "算完了")
        run.finish(url="/sums/", message="合计 6", total=6)

    job = jobs.enqueue(ACTOR, "test.add", numbers=[1, 2, 3])
    assert (job.state, job.title) == ("waiting", "相加")
    assert worker.run_worker(once=True) == 1
    job = row(job)
    assert seen == [(7, 1, 6)]
    assert (job.state, job.done, job.total, job.tries) == ("done", 3, 3, 1)
    assert (job.message, job.result_url, job.result) == ("合计 6", "/sums/", {"total": 6})
    assert job.started_at <= job.finished_at
    assert notices() == []
    assert worker.run_worker(once=True) == 0


@pytest.mark.django_db
def test_refusal_is_told_in_its_own_words(kinds):
    @jobs.job("test.refuse", title="导入名单")
    def refuse(run):
        raise Refused("表格是空的，请填写后再上传。")

    job = jobs.enqueue(ACTOR, "test.refuse")
    worker.run_worker(once=True)
    assert row(job).state == "failed"
    assert row(job).message == "处理没有完成：表格是空的，请填写后再上传。"
    assert notices() == [(7, "导入名单：未完成", f"/jobs/{job.code}/")]


@pytest.mark.django_db
def test_accident_is_logged_and_told_neutrally(kinds, caplog):
    @jobs.job("test.crash", title="出错")
    def crash(run):
        raise ZeroDivisionError("internal words")

    job = jobs.enqueue(ACTOR, "test.crash")
    with caplog.at_level(logging.ERROR):
        worker.run_worker(once=True)
    assert row(job).message == worker.UNEXPECTED
    assert "internal words" in caplog.text


@pytest.mark.django_db
def test_forgotten_kind_fails_with_a_sentence():
    job = Job.objects.create(jurisdiction=1, kind="test.gone", title="旧作业", account_id=7)
    worker.run_worker(once=True)
    assert row(job).message == "处理没有完成：这项作业的程序已经不存在，请联系管理员。"


@pytest.mark.django_db
def test_jobs_run_in_the_order_they_came(kinds):
    order = []

    @jobs.job("test.note", title="记录")
    def note(run, *, number):
        order.append(number)

    for number in (1, 2, 3):
        jobs.enqueue(ACTOR, "test.note", number=number)
    assert worker.run_worker(once=True) == 3
    assert order == [1, 2, 3]


@pytest.mark.django_db
def test_dead_worker_gives_its_job_back(kinds):
    @jobs.job("test.again", title="再来")
    def again(run):
        run.finish(message=f"第 {run.job.tries} 次")

    job = jobs.enqueue(ACTOR, "test.again")
    dead(job)
    assert worker.run_worker(once=True) == 1
    assert (row(job).state, row(job).message, row(job).tries) == ("done", "第 2 次", 2)


@pytest.mark.django_db
def test_living_worker_keeps_its_job(kinds):
    job = Job.objects.create(
        jurisdiction=1,
        kind="test.x",
        title="在办",
        state="running",
        worker="alive",
        heartbeat_at=now() - worker.DEAD_AFTER + timedelta(seconds=2),
    )
    assert worker.run_worker(once=True) == 0
    assert (row(job).state, row(job).worker) == ("running", "alive")


@pytest.mark.django_db
def test_job_that_kills_its_workers_fails_in_the_end():
    job = Job.objects.create(jurisdiction=1, kind="test.x", title="致命", account_id=7)
    dead(job, tries=worker.MOST_TRIES)
    assert worker.run_worker(once=True) == 0
    assert (row(job).state, row(job).message) == ("failed", worker.TOO_OFTEN)
    assert notices() == [(7, "致命：未完成", f"/jobs/{job.code}/")]


@pytest.mark.django_db
def test_stopped_job_of_a_dead_worker_is_stopped():
    job = Job.objects.create(jurisdiction=1, kind="test.x", title="停下")
    dead(job, stop_asked=True)
    assert worker.run_worker(once=True) == 0
    assert (row(job).state, row(job).message) == ("stopped", worker.STOPPED)


@pytest.mark.django_db
def test_job_taken_by_a_faster_worker_is_left_to_it(kinds, monkeypatch):
    jobs.job("test.race", title="抢先")(lambda run: None)
    first = jobs.enqueue(ACTOR, "test.race")
    look = worker.queries.next_job

    def slow_look(**border):
        found = look(**border)
        values = {"state": "running", "worker": "faster", "heartbeat_at": now()}
        Job.objects.unrestricted("test").filter(pk=first.pk).update(**values)
        return found

    monkeypatch.setattr(worker.queries, "next_job", slow_look)
    assert worker.run_worker(once=True) == 0
    assert (row(first).state, row(first).worker, row(first).tries) == ("running", "faster", 0)


@pytest.mark.django_db
def test_worker_that_lost_its_job_writes_nothing(kinds, caplog):
    @jobs.job("test.slow", title="太慢")
    def slow(run):
        Job.objects.unrestricted("test").filter(pk=run.job.pk).update(worker="another", done=9)
        run.finish(message="过时的结果")

    job = jobs.enqueue(ACTOR, "test.slow")
    worker.run_worker(once=True)
    assert (row(job).state, row(job).worker, row(job).done) == ("running", "another", 9)
    assert row(job).message == ""
    assert "已由其他进程接手" in caplog.text


@pytest.mark.django_db
def test_long_wait_is_answered_by_a_notice(kinds):
    @jobs.job("test.long", title="全年报表")
    def long(run):
        run.finish(url="/reports/1/")

    job = jobs.enqueue(ACTOR, "test.long")
    early = now() - worker.LONG - timedelta(seconds=1)
    Job.objects.unrestricted("test").filter(pk=job.pk).update(created_at=early)
    worker.run_worker(once=True)
    assert notices() == [(7, "全年报表：已完成", "/reports/1/")]


@pytest.mark.django_db(transaction=True)
def test_running_job_can_be_stopped(kinds):
    @jobs.job("test.stop", title="停得下")
    def stop(run):
        Job.objects.unrestricted("test").filter(pk=run.job.pk).update(stop_asked=True)
        run.progress(1, 9)
        raise AssertionError("progress must raise")

    job = jobs.enqueue(ACTOR, "test.stop")
    worker.run_worker(once=True)
    assert (row(job).state, row(job).message, row(job).done) == ("stopped", worker.STOPPED, 1)


@pytest.mark.django_db(transaction=True)
def test_progress_notices_another_worker(kinds):
    @jobs.job("test.lost", title="被接手")
    def lost(run):
        Job.objects.unrestricted("test").filter(pk=run.job.pk).update(worker="another")
        run.progress(1, 9)
        raise AssertionError("progress must raise")

    job = jobs.enqueue(ACTOR, "test.lost")
    worker.run_worker(once=True)
    assert (row(job).state, row(job).worker) == ("running", "another")


@pytest.mark.django_db(transaction=True)
def test_heart_beats_while_the_function_is_silent(kinds, monkeypatch):
    monkeypatch.setattr(worker, "BEAT", 0.05)

    @jobs.job("test.silent", title="无声")
    def silent(run):
        first = row(run.job).heartbeat_at
        limit = time.monotonic() + 5
        while row(run.job).heartbeat_at == first and time.monotonic() < limit:
            time.sleep(0.02)
        run.finish(message="有心跳" if row(run.job).heartbeat_at > first else "没有心跳")

    job = jobs.enqueue(ACTOR, "test.silent")
    worker.run_worker(once=True)
    assert row(job).message == "有心跳"


@pytest.mark.django_db
def test_idle_look_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert worker.run_next("w") is False


@pytest.mark.django_db
def test_periodic_function_runs_once_per_period():
    calls = []
    kind = jobs.PeriodicKind(lambda: calls.append(1), timedelta(hours=1))
    assert worker.run_periodic("test.hourly", kind) == timedelta(hours=1)
    left = worker.run_periodic("test.hourly", kind)
    assert timedelta(minutes=59) < left <= timedelta(hours=1)
    assert len(calls) == 1
    Periodic.objects.update(ran_at=now() - timedelta(hours=2))
    worker.run_periodic("test.hourly", kind)
    assert len(calls) == 2


@pytest.mark.django_db
def test_accident_in_a_periodic_function_stops_nothing(caplog):
    def crash():
        raise ValueError("internal words")

    kind = jobs.PeriodicKind(crash, timedelta(hours=1))
    assert worker.run_periodic("test.crash", kind) == timedelta(hours=1)
    assert "internal words" in caplog.text


@pytest.mark.django_db
def test_lost_database_is_left_to_the_loop():
    def crash():
        raise DatabaseError

    with pytest.raises(DatabaseError):
        worker.run_periodic("test.db", jobs.PeriodicKind(crash, timedelta(hours=1)))


@pytest.mark.django_db
def test_timetable_asks_nothing_before_time(monkeypatch, django_assert_num_queries):
    calls = []
    kind = jobs.PeriodicKind(lambda: calls.append(1), timedelta(hours=1))
    monkeypatch.setattr(jobs, "PERIODICS", {"test.quiet": kind})
    timetable = worker.Timetable()
    timetable.run_due()
    with django_assert_num_queries(0):
        timetable.run_due()
    assert len(calls) == 1


@pytest.mark.django_db(transaction=True)
def test_killed_worker_loses_and_doubles_nothing(tmp_path):
    environment = database_for(tmp_path)
    run(environment, "prepare", "for ever")
    first = start(environment, "work")
    wait_until(environment, lambda seen: len(seen["drafts"]) == PAUSES_AT)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=120)
    seen = json.loads(run(environment, "look"))
    assert seen["job"][0] == "running"
    assert seen["drafts"] == list(range(PAUSES_AT))

    second = start(environment, "work")
    wait_until(environment, lambda seen: seen["job"][0] == "done")
    second.send_signal(signal.SIGTERM)
    output, _ = second.communicate(timeout=120)
    assert (second.returncode, output.strip()) == (0, "1")
    seen = json.loads(run(environment, "look"))
    assert seen["job"] == ["done", 2, STEPS, STEPS, "完成"]
    assert seen["drafts"] == list(range(STEPS))
    assert seen["tries"] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_terminated_worker_finishes_its_job_first(tmp_path):
    environment = database_for(tmp_path)
    run(environment, "prepare", "until released")
    process = start(environment, "work")
    wait_until(environment, lambda seen: len(seen["drafts"]) == PAUSES_AT)
    process.send_signal(signal.SIGTERM)
    run(environment, "release")
    output, _ = process.communicate(timeout=120)
    assert (process.returncode, output.strip()) == (0, "1")
    assert json.loads(run(environment, "look"))["job"] == ["done", 1, STEPS, STEPS, "完成"]


def wait_until(environment, condition) -> None:
    """Look at the database until `condition` holds, for at most two minutes."""
    limit = time.monotonic() + 120
    while not condition(json.loads(run(environment, "look"))):
        assert time.monotonic() < limit, "it took too long"
