"""Reads of the base: jobs, notices, the audit log, the working calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import import_module
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from niudai.base import calendar
from niudai.base.actors import Actor
from niudai.base.choices import JobState
from niudai.base.errors import Unseen
from niudai.base.models import AuditEntry, CalendarDay, CalendarYear, Job, Notice


def job(actor: Actor, code: UUID | str) -> Job:
    """One of the actor's own jobs; Unseen for all others."""
    found = Job.objects.visible_to(actor).filter(code=code).first()
    if found is None:
        raise Unseen()
    return found


def jobs(actor: Actor) -> QuerySet[Job]:
    """The actor's own jobs, newest first."""
    return Job.objects.visible_to(actor).order_by("-created_at")


def next_job(*, dead_before: datetime) -> Job | None:
    """The oldest job that waits, or that runs without a heartbeat since `dead_before`."""
    return open_jobs(dead_before=dead_before).first()


def open_jobs(*, dead_before: datetime) -> QuerySet[Job]:
    """The jobs a worker may take, oldest first: waiting ones, and silent ones since `dead_before`.

    A read over all jurisdictions; the partial index `job_open` keeps it small.
    """
    rows = Job.objects.unrestricted("the worker serves every jurisdiction")
    ready = Q(state=JobState.WAITING) | Q(heartbeat_at__lt=dead_before)
    return rows.filter(ready, finished_at=None).order_by("created_at", "id")


def notices(actor: Actor) -> QuerySet[Notice]:
    """The actor's own notices, newest first."""
    return Notice.objects.visible_to(actor).order_by("-created_at", "-id")


def notice(actor: Actor, notice_id: int) -> Notice:
    """One of the actor's own notices; Unseen for all others."""
    found = Notice.objects.visible_to(actor).filter(pk=notice_id).first()
    if found is None:
        raise Unseen()
    return found


def audit_entries(actor: Actor) -> QuerySet[AuditEntry]:
    """The audit lines the actor may read, newest first; none unless audit administrator."""
    return AuditEntry.objects.visible_to(actor).order_by("-at", "-id")


def at_days(
    rows: QuerySet[AuditEntry], first: date | None, last: date | None
) -> QuerySet[AuditEntry]:
    """The audit lines written from `first` to `last`, both included, in China's time."""
    if first:
        rows = rows.filter(at__gte=_midnight(first))
    if last:
        rows = rows.filter(at__lt=_midnight(last + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@cache
def verb_labels() -> dict[str, str]:
    """The words of all audit verbs, as each room names them in its `choices.AUDIT_VERBS`."""
    labels: dict[str, str] = {}
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "choices"):
            choices = import_module(f"{app.name}.choices")
            labels |= getattr(choices, "AUDIT_VERBS", {})
    return labels


def verb_label(verb: str) -> str:
    """The Chinese word of an audit verb; the code itself when its room gave none."""
    return verb_labels().get(verb, verb)


@dataclass(frozen=True, slots=True)
class YearPage:
    """One year of the working calendar as its page shows it."""

    year: int
    years: list[int]
    published: bool
    source: str
    warning: str
    days: list[CalendarDay]
    working_days: int


def calendar_year(year: int) -> YearPage:
    """The special days of `year` in order; Unseen when the calendar does not hold that year."""
    row = CalendarYear.objects.filter(year=year).first()
    if row is None:
        raise Unseen("工作日历里没有这一年。")
    end = date(year, 12, 31)
    return YearPage(
        year=year,
        years=list(CalendarYear.objects.order_by("year").values_list("year", flat=True)),
        published=row.published,
        source=row.source,
        warning=calendar.year_warning(year),
        days=list(CalendarDay.objects.filter(day__year=year).order_by("day")),
        working_days=calendar.working_days_between(date(year, 1, 1) - timedelta(days=1), end),
    )
