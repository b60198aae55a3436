"""Background jobs: registering a function, asking for a run of it, and what the running function sees."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.core.management import call_command
from django.db import connection, models
from django.utils.module_loading import autodiscover_modules

from niudai.base import audit, files
from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.choices import JobState
from niudai.base.models import AuditChain, Job, SentForm

logger = logging.getLogger("niudai.jobs")

WRITE_EVERY = 0.5  # seconds between two writes of progress


class Stopped(Exception):
    """Somebody asked the job to stop; raised by `Run.progress`, not to be caught by job functions."""


class Lost(Exception):
    """The job was taken from this worker, which had been silent too long; its function must end."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """A registered job function and the title a job has unless `enqueue` says another."""

    function: Callable[..., None]
    title: str


@dataclass(frozen=True, slots=True)
class PeriodicKind:
    """A function that some worker calls about every `every`."""

    function: Callable[[], None]
    every: timedelta


KINDS: dict[str, JobKind] = {}
PERIODICS: dict[str, PeriodicKind] = {}


def job(kind: str, *, title: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register `function(run: Run, **arguments)` as the job `kind`, e.g. "work.dispatch_plan".

    The function may be called again after a crash, so it must find out what is already done. It
    opens its own transactions, several small ones rather than one large, with `run.progress`
    between them.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        if kind in KINDS and KINDS[kind].function is not function:
            raise ValueError(f"two job functions are called {kind}")
        KINDS[kind] = JobKind(function, title)
        return function

    return register


def periodic(
    *, every: timedelta | float, name: str
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function that one worker of all calls every `every` (a number means seconds).

    Best for a few seconds of work; what takes longer enqueues a job. Idempotent like jobs.
    """
    pause = every if isinstance(every, timedelta) else timedelta(seconds=every)

    def register(function: Callable[[], None]) -> Callable[[], None]:
        PERIODICS[name] = PeriodicKind(function, pause)
        return function

    return register


@cache
def load() -> None:
    """Import `jobs.py` of every room, so that KINDS and PERIODICS are complete."""
    autodiscover_modules("jobs")


def enqueue(
    actor: Actor, kind: str, *, title: str = "", jurisdiction: int | None = None, **arguments: Any
) -> Job:
    """Ask for a run of job `kind` with JSON-able `arguments`; the worker sees it once committed.

    Meant to stand in the caller's transaction, which also writes the audit line. `jurisdiction`
    defaults to the actor's; the job's page shows only to its actor, in the actor's jurisdiction.
    Raises KeyError for a kind nobody registered.
    """
    load()
    return Job.objects.create(
        jurisdiction=actor.jurisdiction if jurisdiction is None else jurisdiction,
        kind=kind,
        title=(title or KINDS[kind].title)[:120],
        arguments=arguments,
        account_id=actor.account_id,
    )


def held(job: Job) -> models.QuerySet[Job]:
    """The job's row, as long as the worker named on `job` still runs it; else nothing."""
    return Job.objects.unrestricted("the worker that runs it").filter(
        jurisdiction=job.jurisdiction, pk=job.pk, state=JobState.RUNNING, worker=job.worker
    )


class Run:
    """One running job as its function sees it: who asked, how far it is, what came out."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._written = 0.0

    @property
    def account_id(self) -> int:
        """The account that asked, 0 for the system."""
        return self.job.account_id

    @property
    def jurisdiction(self) -> int:
        """The jurisdiction the job belongs to."""
        return self.job.jurisdiction

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Note that `done` of `total` steps are finished; cheap, so call it at every step.

        Written at most every half second, and never inside a transaction: the row would stay
        locked until it ends. Raises Stopped when the user asked to stop, Lost when another
        worker has taken over; the function lets both pass.
        """
        self.job.done, self.job.total, self.job.message = done, total, message[:400]
        if connection.in_atomic_block or time.monotonic() - self._written < WRITE_EVERY:
            return
        self._written = time.monotonic()
        rows = held(self.job)
        if not rows.filter(stop_asked=False).update(
            done=done, total=total, message=self.job.message, heartbeat_at=now()
        ):
            raise Stopped if rows.exists() else Lost

    def hold(self) -> None:
        """Keep the job for this worker until the surrounding transaction ends; Lost when it is gone.

        For a function whose last write must not be done twice.
        """
        if not held(self.job).update(worker=self.job.worker):
            raise Lost

    def finish(self, url: str = "", message: str = "", **result: Any) -> None:
        """Say what came out: a page to open, a sentence, JSON-able values; kept when the function returns."""
        self.job.result_url, self.job.message = url, message[:400]
        self.job.result = result


# The base's own jobs


@job("base.verify_audit", title="核验审计记录")
def verify_audit(run: Run) -> None:
    """Walk all audit chains; the result is the number of lines, and the first fault of each chain."""
    chains = list(AuditChain.objects.order_by("jurisdiction"))
    total = sum(chain.seq for chain in chains)
    checked, faults = 0, []
    for chain in chains:
        lines = 0
        for step in audit.verify(chain.jurisdiction):
            if isinstance(step, audit.Broken):
                faults.append(f"辖区 {step.jurisdiction} 第 {step.seq} 条：{step.reason}")
            else:
                lines = step
                run.progress(checked + lines, total)
        checked += lines
    message = "；".join(faults) or f"共核验 {checked} 条，没有发现改动或缺失。"
    run.finish(message=message, checked=checked, faults=faults)


@periodic(every=timedelta(days=1), name="base.tidy")
def tidy() -> None:
    """Remove what nobody needs: files without a row, keys of forms sent over a week ago, old sessions."""
    files.sweep()
    SentForm.objects.filter(sent_at__lt=now() - timedelta(days=7)).delete()
    call_command("clearsessions")
