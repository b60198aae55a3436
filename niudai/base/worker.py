"""The worker process: takes waiting jobs one by one, takes over those of dead workers, keeps the timetable."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.urls import reverse

from niudai.base import jobs, queries
from niudai.base.calendar import now
from niudai.base.choices import JobState
from niudai.base.errors import NiudaiError, Refused, Stale
from niudai.base.flow import advance
from niudai.base.models import Job, Periodic
from niudai.base.notices import notify

logger = logging.getLogger("niudai.worker")

BEAT = 3.0  # seconds between two heartbeats of a running job
DEAD_AFTER = timedelta(
    seconds=15
)  # five missed beats; clocks of several machines must agree to this
MOST_TRIES = 5
IDLE = 1.0  # seconds between two looks when nothing waits
LONG = timedelta(seconds=10)  # whoever waited longer than this gets a notice

TOO_OFTEN = "处理没有完成：程序多次中断。请联系管理员查看日志后重试。"
UNEXPECTED = "处理没有完成：程序出现意外，已记入日志。请稍后重试，仍不成功时请联系管理员。"
STOPPED = "已按要求停止，停止前完成的部分保留。"


def run_worker(*, once: bool = False) -> int:
    """Run jobs until SIGTERM or SIGINT (then the current job is finished first); returns how many.

    With `once`, run what waits now and return; for tests and commands. Periodic functions run
    only in the endless form.
    """
    jobs.load()
    name = f"{socket.gethostname()[:24]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    if once:
        count = 0
        while run_next(name):
            count += 1
        return count
    return _run_for_ever(name)


def _run_for_ever(name: str) -> int:
    leaving = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _leave(leaving))
    timetable, count = Timetable(), 0
    logger.info("后台进程已启动：%s", name)
    while not leaving.is_set():
        try:
            close_old_connections()
            timetable.run_due()
            if run_next(name):
                count += 1
            else:
                leaving.wait(IDLE)
        except DatabaseError:
            logger.exception("数据库暂时不可用，稍后再试")
            connection.close()
            leaving.wait(IDLE * 2)
    logger.info("后台进程已停止：%s", name)
    return count


def _leave(leaving: threading.Event) -> None:
    """First signal: finish what runs; the next one ends the process at once."""
    leaving.set()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def run_next(name: str) -> bool:
    """Claim and run one waiting job as the worker `name`; False when nothing waits."""
    while (job := queries.next_job(dead_before=now() - DEAD_AFTER)) is not None:
        try:
            if job.state == JobState.RUNNING:
                _reap(job)
                continue
            moment = now()
            advance(
                job,
                to=JobState.RUNNING,
                worker=name,
                tries=job.tries + 1,
                started_at=moment,
                heartbeat_at=moment,
            )
        except Stale:
            continue  # another worker was faster
        _carry_out(job)
        return True
    return False


def _reap(job: Job) -> None:
    """Take a job from its silent worker: back to waiting, or to its end after too many tries."""
    if job.stop_asked:
        _end(job, JobState.STOPPED, STOPPED, heartbeat_at=job.heartbeat_at)
    elif job.tries >= MOST_TRIES:
        _end(job, JobState.FAILED, TOO_OFTEN, heartbeat_at=job.heartbeat_at)
    else:
        logger.warning("作业 %s 的进程已中断，重新排队", job.code)
        with transaction.atomic():
            _lock(job, heartbeat_at=job.heartbeat_at)
            advance(job, to=JobState.WAITING, worker="")


def _carry_out(job: Job) -> None:
    """Call the job's function with a beating heart beside it, and write how it ended."""
    run = jobs.Run(job)
    heart = Heart(job)
    if not connection.in_atomic_block:  # inside one, no other connection sees the row
        heart.start()
    try:
        _call(run)
    except jobs.Stopped:
        state, message = JobState.STOPPED, STOPPED
    except jobs.Lost:
        logger.warning("作业 %s 已由其他进程接手", job.code)
        return
    except NiudaiError as error:
        state, message = JobState.FAILED, f"处理没有完成：{error.message}"
    except Exception:
        logger.exception("作业 %s（%s）出现意外", job.code, job.kind)
        state, message = JobState.FAILED, UNEXPECTED
    else:
        state, message = JobState.DONE, job.message
    finally:
        heart.stop()
    try:
        _end(job, state, message)
    except Stale:
        logger.warning("作业 %s 已由其他进程接手", job.code)


def _call(run: jobs.Run) -> None:
    kind = jobs.KINDS.get(run.job.kind)
    if kind is None:
        raise Refused("这项作业的程序已经不存在，请联系管理员。")
    kind.function(run, **run.job.arguments)


def _lock(job: Job, **seen: datetime | None) -> None:
    """Lock the row for this transaction; Stale unless worker, state and `seen` are as on `job`."""
    if not jobs.held(job).filter(**seen).update(worker=job.worker):
        raise Stale()


def _end(job: Job, state: JobState, message: str, **seen: datetime | None) -> None:
    """Move to a final state with the result, and tell whoever waited long or in vain."""
    finished = now()
    with transaction.atomic():
        _lock(job, **seen)
        advance(
            job,
            to=state,
            message=message[:400],
            done=job.done,
            total=job.total,
            result=job.result,
            result_url=job.result_url,
            finished_at=finished,
        )
        waited = finished - job.created_at > LONG and state == JobState.DONE
        if job.account_id and (waited or state == JobState.FAILED):
            notify(
                [job.account_id],
                jurisdiction=job.jurisdiction,
                key=f"job:{job.code}:{job.tries}",
                text=f"{job.title}：{JobState(state).label}",
                url=job.result_url or reverse("base:job", args=[job.code]),
            )


class Heart(threading.Thread):
    """Says every few seconds that the job's process lives, on a connection of its own."""

    def __init__(self, job: Job) -> None:
        super().__init__(name=f"heart-{job.pk}", daemon=True)
        self._rows = jobs.held(job)
        self._over = threading.Event()

    def run(self) -> None:
        """Beat until stopped; a missed beat is no harm, the next one follows."""
        while not self._over.wait(BEAT):
            try:
                self._rows.update(heartbeat_at=now())
            except DatabaseError as error:
                logger.warning("心跳未能写入：%s", error)
        connection.close()

    def stop(self) -> None:
        """End the beating and wait until the thread has closed its connection."""
        self._over.set()
        if self.is_alive():
            self.join()


class Timetable:
    """When this worker next looks at each periodic function; idle time costs no query."""

    def __init__(self) -> None:
        self._next_look: dict[str, float] = {}

    def run_due(self) -> None:
        """Call every periodic function that is due and that no other worker took first."""
        for name, kind in jobs.PERIODICS.items():
            if time.monotonic() >= self._next_look.get(name, 0.0):
                pause = run_periodic(name, kind)
                self._next_look[name] = time.monotonic() + pause.total_seconds()


def run_periodic(name: str, kind: jobs.PeriodicKind) -> timedelta:
    """Call `kind` if it is due, once over all workers; returns how long until it is due again."""
    never = datetime(2000, 1, 1, tzinfo=UTC)
    row, _ = Periodic.objects.get_or_create(name=name, defaults={"ran_at": never})
    moment = now()
    if row.ran_at + kind.every > moment:
        return row.ran_at + kind.every - moment
    if Periodic.objects.filter(name=name, ran_at=row.ran_at).update(ran_at=moment):
        try:
            kind.function()
        except DatabaseError:
            raise
        except Exception:
            logger.exception("定时事项 %s 出现意外", name)
    return kind.every
