"""Pages of the base: background jobs, notices, the working calendar, the audit log, health."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from niudai.base import actions, calendar, notices, queries, rules
from niudai.base.choices import OPEN_JOBS
from niudai.base.errors import Refused
from niudai.base.forms import CalendarDayForm, CalendarYearForm, ClearDayForm
from niudai.base.tables import AuditTable, JobTable
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.base.web.tables import table_page

NOTICES_PER_PAGE = 30


@never_cache
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether the process and its database answer; for the monitor, open to all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_GET
@signed_in
def job_list(request: HttpRequest) -> HttpResponse:
    """The jobs the actor started."""
    return table_page(request, JobTable, queries.jobs(request.actor), "base/jobs.html")


@require_GET
@signed_in
def job(request: HttpRequest, code: UUID) -> HttpResponse:
    """One job with its progress; the page asks again every two seconds while it is open."""
    found = queries.job(request.actor, code)
    context = {
        "job": found,
        "open": found.state in OPEN_JOBS,
        "stop": rules.may_stop_job(request.actor, found),
        "retry": rules.may_retry_job(request.actor, found),
    }
    return page(request, "base/jobs_one.html", context, partial="progress")


@require_POST
@signed_in
def stop_job(request: HttpRequest, code: UUID) -> HttpResponse:
    """Stop a job."""
    actions.stop_job(actor=request.actor, job=queries.job(request.actor, code))
    return redirect("base:job", code=code)


@require_POST
@signed_in
def retry_job(request: HttpRequest, code: UUID) -> HttpResponse:
    """Run a failed job again."""
    actions.retry_job(actor=request.actor, job=queries.job(request.actor, code))
    return redirect("base:job", code=code)


@require_GET
@signed_in
def notice_list(request: HttpRequest) -> HttpResponse:
    """The actor's notices, newest first."""
    paginator = Paginator(queries.notices(request.actor), NOTICES_PER_PAGE)
    shown = paginator.get_page(request.GET.get("page"))
    context = {"notices": shown, "unread": notices.unread_count(request.actor)}
    return page(request, "base/notices.html", context)


@require_POST
@signed_in
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark all notices as read."""
    notices.mark_read(request.actor)
    return redirect("base:notices")


@require_POST
@signed_in
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one notice as read and go where it leads."""
    notice = queries.notice(request.actor, notice_id)
    notices.mark_read(request.actor, notice.pk)
    return redirect(notice.url or "base:notices")


@require_GET
@signed_in
def calendar_now(request: HttpRequest) -> HttpResponse:
    """The working calendar of the current year, or of the year given as ?year=."""
    year = request.GET.get("year", "")
    return redirect("base:calendar_year", year=int(year) if year.isdecimal() else this_year())


@require_GET
@signed_in
def calendar_year(request: HttpRequest, year: int) -> HttpResponse:
    """One year of the working calendar."""
    return _year_page(request, year)


@require_POST
@signed_in
def set_day(request: HttpRequest) -> HttpResponse:
    """Say that a day is worked or free against the weekly rule."""
    rules.may_edit_calendar(request.actor).require()
    form = CalendarDayForm(request.POST)
    if not form.is_valid():
        return _year_page(request, this_year(), day_form=form)
    try:
        actions.set_calendar_day(actor=request.actor, **form.cleaned_data)
    except Refused as error:
        form.add_error(error.field or None, error.message)
        return _year_page(request, this_year(), day_form=form)
    return redirect("base:calendar_year", year=form.cleaned_data["day"].year)


@require_POST
@signed_in
def clear_day(request: HttpRequest) -> HttpResponse:
    """Let a day follow the weekly rule again."""
    rules.may_edit_calendar(request.actor).require()
    form = ClearDayForm(request.POST)
    if not form.is_valid():
        raise Refused("日期无法识别，请从列表中选择。")
    actions.clear_calendar_day(actor=request.actor, day=form.cleaned_data["day"])
    return redirect("base:calendar_year", year=form.cleaned_data["day"].year)


@require_POST
@signed_in
def set_year(request: HttpRequest) -> HttpResponse:
    """Add a year, or mark it as arranged."""
    rules.may_edit_calendar(request.actor).require()
    form = CalendarYearForm(request.POST)
    if not form.is_valid():
        return _year_page(request, this_year(), year_form=form)
    try:
        actions.set_calendar_year(actor=request.actor, **form.cleaned_data)
    except Refused as error:
        form.add_error(error.field or None, error.message)
        return _year_page(request, this_year(), year_form=form)
    return redirect("base:calendar_year", year=form.cleaned_data["year"])


@require_GET
@signed_in
def audit_list(request: HttpRequest) -> HttpResponse:
    """The audit log, for the audit administrator."""
    rules.may_read_audit(request.actor).require()
    entries = queries.audit_entries(request.actor)
    return table_page(request, AuditTable, entries, "base/audit.html")


@require_POST
@signed_in
def verify_audit(request: HttpRequest) -> HttpResponse:
    """Start a walk over the audit chains and show its progress."""
    return redirect("base:job", code=actions.verify_audit(actor=request.actor).code)


def this_year() -> int:
    """The current year."""
    return calendar.today().year


def _year_page(
    request: HttpRequest,
    year: int,
    *,
    day_form: forms.Form | None = None,
    year_form: forms.Form | None = None,
) -> HttpResponse:
    """The page of a year; 422 with the form that was refused."""
    shown = queries.calendar_year(year)
    known = {"year": year, "published": shown.published, "source": shown.source}
    context = {
        "calendar": shown,
        "edit": rules.may_edit_calendar(request.actor),
        "day_form": day_form or CalendarDayForm(),
        "year_form": year_form or CalendarYearForm(initial=known),
    }
    return page(
        request, "base/calendar.html", context, status=422 if day_form or year_form else 200
    )
