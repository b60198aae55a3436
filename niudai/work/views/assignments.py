"""Pages of assignments: the list, one task with its next act, and the acts on a selection."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.web.cells import Event
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.base.web.tables import table_page
from niudai.work import actions, forms, queries, rules
from niudai.work.choices import WITH_BODY, EventKind, ExtensionState
from niudai.work.deadlines import deadline_tone, deadline_word
from niudai.work.models import Assignment
from niudai.work.views.tables import VIEWS, AssignmentTable, period_label, state_badge

LATE_EVENTS = (
    EventKind.REFUSED,
    EventKind.SENT_BACK,
    EventKind.RECALLED,
    EventKind.EXTENSION_DENIED,
)


@require_safe
@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """The tasks the actor sees; without any parameter those that wait for the actor."""
    if not request.GET:
        request.GET = QueryDict("view=todo")  # type: ignore[assignment]
    context = {"views": VIEWS, "view": request.GET.get("view", "all")}
    table = AssignmentTable(request)
    return table_page(
        request, table, queries.assignments(request.actor), "work/assignments.html", context
    )


@require_safe
@signed_in
def detail(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """One task: what is asked, by which sentence of the plan, who has it now, what comes next."""
    return task_page(request, queries.assignment(request.actor, code))


def task_page(
    request: HttpRequest,
    assignment: Assignment,
    *,
    failed: str = "",
    form: django_forms.Form | None = None,
) -> HttpResponse:
    """The task's page; with `failed` the act whose `form` was refused, shown with its errors (422)."""
    actor = request.actor
    offered = rules.offered(actor, assignment)
    main = next((verb for verb, decision in offered.items() if decision), "")
    asked = queries.extensions(assignment)
    context = {
        "task": assignment,
        "title": assignment.title,
        "state": state_badge(assignment),
        "period": period_label(assignment.period),
        "theme": assignment.measure.plan.themes.get(assignment.line, ""),
        "deadline": deadline_word(assignment.due_on, today()),
        "deadline_tone": deadline_tone(assignment.due_on, today()),
        "with_body": assignment.state in WITH_BODY,
        "holder": queries.holder_name(assignment),
        "acts": offered,
        "main": main,
        "failed": failed,
        "forms": _forms(actor, assignment, offered, failed, form),
        "extensions": asked,
        "asked": next((one for one in asked if one.state == ExtensionState.ASKED), None),
        "may_decide": rules.may_decide_extension(actor, assignment),
        "cited": queries.cited_entries(assignment),
        "events": [_event(row) for row in queries.timeline(assignment)],
    }
    return page(request, "work/assignment.html", context, status=422 if failed else 200)


def _event(row: Any) -> Event:
    tone = "late" if row.kind in LATE_EVENTS else "info"
    return Event(row.at, row.get_kind_display(), row.account_name, row.text, tone=tone)


def _forms(
    actor: Any, assignment: Assignment, offered: dict, failed: str, form: Any
) -> dict[str, django_forms.Form]:
    """The forms of the acts the actor may carry out now; the failed one with what was typed."""
    found = {}
    for verb, decision in offered.items():
        if decision and verb in FORMS:
            found[verb] = _new_form(verb, actor, assignment)
    found["grant"], found["deny"] = (forms.AnswerForm(prefix=name) for name in ("grant", "deny"))
    if failed and form is not None:
        found[failed] = form
    return found


def _new_form(verb: str, actor: Any, assignment: Assignment, data: Any = None) -> django_forms.Form:
    options: dict[str, Any] = {"prefix": verb}
    if verb == "report":
        options["entries"] = queries.citable_entries(actor, assignment)
        cited = queries.cited_entries(assignment)
        options["initial"] = {
            "entries": [str(row.code) for row in cited],
            "report": assignment.report,
            "done_on": assignment.done_on or today(),
        }
    if verb == "acknowledge":
        options["initial"] = {"agreed_target": assignment.measure.target_value}
    return FORMS[verb](data, **options)


FORMS: dict[str, Callable[..., django_forms.Form]] = {
    "acknowledge": forms.AcknowledgeForm,
    "refuse": forms.ReasonForm,
    "report": forms.ReportForm,
    "accept": forms.NoteForm,
    "send_back": forms.ReasonForm,
    "recall": forms.ReasonForm,
    "redispatch": forms.RedispatchForm,
    "ask_extension": forms.ExtensionForm,
}


def carry_out(
    request: HttpRequest, code: uuid.UUID, verb: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    """Gate, form, action, then back to the task's page; what is refused comes back at its field."""
    assignment = queries.assignment(request.actor, code)
    rules.RULES[verb](request.actor, assignment).require()
    values: dict[str, Any] = {}
    if verb in FORMS:
        form = _new_form(verb, request.actor, assignment, request.POST)
        if not form.is_valid():
            return task_page(request, assignment, failed=verb, form=form)
        values = form.cleaned_data
        if "entries" in values:
            values["entry_codes"] = [uuid.UUID(one) for one in values.pop("entries")]
    try:
        act(actor=request.actor, assignment=assignment, **values)
    except Refused as error:
        if verb not in FORMS:
            raise
        form.add_error(error.field if error.field in form.fields else None, error.message)
        fresh = queries.assignment(request.actor, code)
        return task_page(request, fresh, failed=verb, form=form)
    messages.success(request, done)
    return redirect("work:assignment", code=code)


@require_POST
@signed_in
@once
def acknowledge(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """签收."""
    done = "已签收。办完后请在本页报完成。"
    return carry_out(request, code, "acknowledge", actions.acknowledge_assignment, done)


@require_POST
@signed_in
@once
def refuse(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """退回."""
    done = "已退回，由下达单位处理。"
    return carry_out(request, code, "refuse", actions.refuse_assignment, done)


@require_POST
@signed_in
@once
def start(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """开始办理."""
    return carry_out(request, code, "start", actions.start_assignment, "已记为进行中。")


@require_POST
@signed_in
@once
def report(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """报完成."""
    done = "已报完成，等待下达单位核验。"
    return carry_out(request, code, "report", actions.report_assignment, done)


@require_POST
@signed_in
@once
def accept(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """核验."""
    return carry_out(request, code, "accept", actions.accept_assignment, "已核验通过。")


@require_POST
@signed_in
@once
def send_back(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """退回补正."""
    done = "已退回补正，承办组织已收到通知。"
    return carry_out(request, code, "send_back", actions.send_back_assignment, done)


@require_POST
@signed_in
@once
def close(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """办结."""
    return carry_out(request, code, "close", actions.close_assignment, "已办结。")


@require_POST
@signed_in
@once
def recall(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """撤回."""
    done = "已撤回，承办组织已收到通知。"
    return carry_out(request, code, "recall", actions.recall_assignment, done)


@require_POST
@signed_in
@once
def redispatch(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """重新下达."""
    done = "已重新下达，等待承办组织签收。"
    return carry_out(request, code, "redispatch", actions.redispatch_assignment, done)


@require_POST
@signed_in
@once
def remind(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """提醒."""
    return carry_out(request, code, "remind", actions.remind_assignment, "已提醒承办组织。")


BULK_ACTS = {
    "签收": actions.bulk_acknowledge,
    "核验": actions.bulk_accept,
    "办结": actions.bulk_close,
    "提醒": actions.bulk_remind,
}


@require_POST
@signed_in
@once
def bulk(request: HttpRequest, act: str) -> HttpResponse:
    """One act on the selected tasks; answers with what was done and what was skipped, and why."""
    chosen = queries.chosen(request.actor, _codes(request))
    result = BULK_ACTS[act](actor=request.actor, assignments=chosen)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/assignments/"
    context = {
        "title": f"批量{act}",
        "act": act,
        "result": result,
        "asked": len(chosen),
        "back": back,
    }
    return page(request, "work/assignment_bulk.html", context)


def _codes(request: HttpRequest) -> list[uuid.UUID]:
    found = []
    for text in request.POST.getlist("row"):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue  # not one of our checkboxes
    return found
