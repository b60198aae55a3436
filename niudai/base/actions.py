"""Writes of the base: stopping and retrying jobs, notices read, the working calendar, verifying the audit."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from niudai.base import audit, calendar, rules
from niudai.base.actors import Actor
from niudai.base.choices import JobState
from niudai.base.errors import Refused, Stale, Unseen
from niudai.base.flow import advance
from niudai.base.jobs import enqueue, held
from niudai.base.models import CalendarDay, CalendarYear, Job

SEEDED_YEARS = range(2024, 2028)


@transaction.atomic
def stop_job(*, actor: Actor, job: Job) -> None:
    """Stop a waiting job at once; ask a running one to stop at its next step. Then the audit line."""
    rules.may_stop_job(actor, job).require()
    if job.state == JobState.WAITING:
        advance(
            job, to=JobState.STOPPED, message="已停止，没有开始处理。", finished_at=calendar.now()
        )
    elif not held(job).update(stop_asked=True):
        raise Stale()
    job.stop_asked = True
    audit.record(actor, "base.stop_job", job, text=job.title)


@transaction.atomic
def retry_job(*, actor: Actor, job: Job) -> None:
    """Put a failed job back to waiting with a new count of tries. Then the audit line."""
    rules.may_retry_job(actor, job).require()
    advance(
        job, to=JobState.WAITING, tries=0, message="", done=0, finished_at=None, stop_asked=False
    )
    audit.record(actor, "base.retry_job", job, text=job.title)


@transaction.atomic
def verify_audit(*, actor: Actor) -> Job:
    """Enqueue a walk over all audit chains. Then the audit line, which is itself in the walk."""
    rules.may_read_audit(actor).require()
    job = enqueue(actor, "base.verify_audit")
    audit.record(actor, "base.verify_audit", job, text=job.title)
    return job


@transaction.atomic
def seed_calendar() -> list[int]:
    """Write the arrangements we know into the calendar tables; years already there stay as edited.

    Part of first start, before there is anybody to act, so without an audit line. Returns the
    years added. The last seeded year is not arranged yet and is marked so.
    """
    there = set(CalendarYear.objects.values_list("year", flat=True))
    added = [year for year in SEEDED_YEARS if year not in there]
    for year in added:
        known = calendar.builtin_arrangement(year)
        CalendarYear.objects.create(year=year, published=known.published, source=known.source)
        CalendarDay.objects.bulk_create(
            [
                CalendarDay(day=day, working=it.working, name=it.name)
                for day, it in known.days.items()
            ]
        )
    calendar.forget()
    return added


@transaction.atomic
def set_calendar_day(*, actor: Actor, day: date, working: bool, name: str) -> None:
    """Say that offices work or rest on `day` whatever its weekday. Then the audit line.

    A day that says no more than the weekly rule is removed from the table. Refused without a name
    or for a year the calendar does not hold.
    """
    rules.may_edit_calendar(actor).require()
    _require_year(day.year)
    if not name.strip():
        raise Refused("请填写名称，如“中秋节”或“调休上班”。", field="name")
    if working == (day.weekday() < 5):
        CalendarDay.objects.filter(day=day).delete()
    else:
        CalendarDay.objects.update_or_create(
            day=day, defaults={"working": working, "name": name.strip()[:40]}
        )
    transaction.on_commit(calendar.forget)
    audit.record(
        actor,
        "base.set_calendar_day",
        text=f"{day.isoformat()} {'上班' if working else '放假'} {name.strip()}",
    )


@transaction.atomic
def clear_calendar_day(*, actor: Actor, day: date) -> None:
    """Let `day` follow the weekly rule again. Then the audit line. Unseen when it already does."""
    rules.may_edit_calendar(actor).require()
    if not CalendarDay.objects.filter(day=day).delete()[0]:
        raise Unseen("这一天没有特别安排。")
    transaction.on_commit(calendar.forget)
    audit.record(actor, "base.clear_calendar_day", text=f"{day.isoformat()} 恢复按星期计算")


@transaction.atomic
def set_calendar_year(*, actor: Actor, year: int, published: bool, source: str) -> None:
    """Add a year, or mark it as arranged with the document it rests on. Then the audit line.

    A new year begins with the fixed holidays and weekends. Refused when marked as published
    without a source.
    """
    rules.may_edit_calendar(actor).require()
    if published and not source.strip():
        raise Refused("请填写放假安排的文件名称或文号。", field="source")
    known = calendar.builtin_arrangement(year)
    row, added = CalendarYear.objects.get_or_create(year=year, defaults={"source": known.source})
    if added:
        CalendarDay.objects.bulk_create(
            [
                CalendarDay(day=day, working=it.working, name=it.name)
                for day, it in known.days.items()
            ],
            ignore_conflicts=True,
        )
    row.published = published
    row.source = source.strip()[:200] or row.source
    row.save(update_fields=["published", "source"])
    transaction.on_commit(calendar.forget)
    state = "已发布" if published else "未发布"
    audit.record(actor, "base.set_calendar_year", text=f"{year}年放假安排：{state}")


def _require_year(year: int) -> None:
    if not CalendarYear.objects.filter(year=year).exists():
        raise Refused(f"请先添加{year}年。", field="day")
