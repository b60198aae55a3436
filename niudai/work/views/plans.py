"""Pages of plans: the list, import, one plan with its measures, issue, and the decomposition table."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, Final

from django import forms as django_forms
from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niudai.base import files
from niudai.base.calendar import today
from niudai.base.errors import Refused, Unseen
from niudai.base.models import Job
from niudai.base.spreadsheets import write_table
from niudai.base.web.cells import badge, link
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.base.web.tables import Column, Filter, Table, table_page
from niudai.org.choices import Line
from niudai.work.actions import drafts as draft_actions
from niudai.work.actions import plans as actions
from niudai.work.actions.scans import begin_import
from niudai.work.choices import DISPATCHABLE, PlanState
from niudai.work.forms.drafts import MeasureForm, item_values
from niudai.work.forms.plans import ImportForm, IssueForm
from niudai.work.models import Plan
from niudai.work.queries import drafts as draft_queries
from niudai.work.queries import plans as queries
from niudai.work.queries import revisions as revision_queries
from niudai.work.queries.progress import Progress, progress, progress_by_measure
from niudai.work.rules import plans as rules
from niudai.work.rules.dispatch import may_dispatch, may_dispatch_plan

TONES: Final = {
    PlanState.DRAFT: "wait",
    PlanState.ISSUED: "ok",
    PlanState.CLOSED: "done",
    PlanState.DISCARDED: "none",
    PlanState.MERGED: "none",
}
ASIDE: Final = (PlanState.DISCARDED, PlanState.MERGED)  # listed only when asked for
WIDTHS: Final = [6, 22, 50, 12, 18, 22, 12, 18, 12, 16, 20]
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PlanTable(Table):
    """The plans of the actor's jurisdictions, newest first."""

    id = "work.plans"
    title = "方案"
    columns = [
        Column(
            "title",
            "方案",
            sort="title",
            cell=lambda row: link(reverse("work:plan", args=[row.code]), row.title),
            value=lambda row: row.title,
        ),
        Column("state", "状态", cell=lambda row: state_badge(row), width=7),
        Column("doc_number", "文号", width=14),
        Column("issued_on", "印发日期", sort="issued_on", width=8),
        Column("issuer", "印发组织", value=lambda row: row.issuer.short_name, width=12),
        Column("measures", "举措（条）", value=lambda row: row.measure_count, number=True, width=7),
    ]
    filters = [
        Filter.select("state", "状态", PlanState),
        Filter.text("q", "名称或文号", lambda rows, text: _named(rows, text)),
        Filter.dates("issued", "印发日期", field="issued_on"),
    ]
    order = "-created_at"
    empty = ("还没有方案", "方案由党建办导入、核对并印发后，会出现在这里。", "", "")

    def __init__(self, may_import: bool) -> None:
        if may_import:
            text = "上传或粘贴方案原文，系统读成条目，核对后印发、下达。"
            self.empty = ("还没有方案", text, reverse("work:plan_import"), "导入方案")

    def row_url(self, row: Plan) -> str:
        """The plan's page."""
        return reverse("work:plan", args=[row.code])


def _named(rows: Any, text: str) -> Any:
    return rows.filter(title__contains=text) | rows.filter(doc_number__contains=text)


def state_badge(plan: Plan) -> str:
    """The state as a word with its shape."""
    return badge(plan.get_state_display(), TONES[PlanState(plan.state)])


@require_safe
@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """The plans the actor sees; discarded and merged drafts only when asked for."""
    may_import = rules.may_import(request.actor)
    rows = queries.plans(request.actor)
    if request.GET.get("state") not in ASIDE:
        rows = rows.exclude(state__in=ASIDE)
    table = PlanTable(bool(may_import))
    return table_page(request, table, rows, "work/plans.html", {"may_import": may_import})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def import_page(request: HttpRequest) -> HttpResponse:
    """Upload or paste a plan; leads to its review screen, for a scan by way of the job's page."""
    rules.may_import(request.actor).require()
    form = ImportForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        begun = tried(
            form,
            lambda: begin_import(
                actor=request.actor, uploaded=data["file"], text=data["text"], title=data["title"]
            ),
        )
        if isinstance(begun, Job):
            return redirect("base:job", code=begun.code)
        if begun is not None:
            messages.success(request, "方案已读成草稿，存疑的条目排在前面，请对照原文核对。")
            return redirect(review_address(begun, "doubts"))
    status = 422 if form.is_bound and form.errors else 200
    return page(
        request, "work/plan_import.html", {"form": form, "title": "导入方案"}, status=status
    )


def review_address(plan: Plan, show: str = "") -> str:
    """The address of a draft's review screen; `show` is a key of `draft_queries.SHOWN`."""
    address = reverse("work:review", args=[plan.code])
    return f"{address}?show={show}" if show and show in draft_queries.SHOWN else address


def sent(request: HttpRequest) -> Any:
    """What a form is filled from: the values of a POST, even an empty one; None for a page to read."""
    return request.POST if request.method == "POST" else None


def tried(form: django_forms.Form, act: Callable[[], Any]) -> Any:
    """What the act gives; None when it was refused, with the reason at the form's field."""
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return None


@require_safe
@signed_in
def detail(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """One plan: its facts, its measures with their progress, and what may be done next.

    A merged revision draft leads to the plan it has become part of.
    """
    actor = request.actor
    plan = queries.plan(actor, code)
    if plan.state == PlanState.MERGED and plan.revises is not None:
        return redirect("work:plan", code=plan.revises.code)
    items = queries.tree_items(plan)
    deep = queries.depths(items)
    names = queries.row_names(plan.jurisdiction)
    done = progress_by_measure(actor, plan) if plan.state != PlanState.DRAFT else {}
    marks = revision_queries.marks(plan)
    rows = [
        {
            "item": item,
            "depth": min(deep[item.pk], 5),
            "is_measure": item.kind in DISPATCHABLE,
            "lines": queries.line_words(item.lines),
            "classes": queries.class_words(item.unit_classes),
            "rows": [names.get(one, one) for one in item.rows],
            "target": queries.target_words(item),
            "progress": done.get(item.pk),
            "mark": marks.get(item.pk, ""),
            "may_dispatch": plan.state == PlanState.ISSUED
            and item.dropped_on is None
            and item.kind in DISPATCHABLE
            and may_dispatch(actor, item),
        }
        for item in items
    ]
    context = {
        "plan": plan,
        "title": plan.title,
        "state": state_badge(plan),
        "rows": rows,
        "themes": [(Line(line).label, theme) for line, theme in plan.themes.items()],
        "measures": sum(row["is_measure"] and row["item"].dropped_on is None for row in rows),
        "versions": revision_queries.versions(plan),
        "open_revision": revision_queries.open_revision(plan),
        "may_revise": rules.may_revise(actor, plan),
        "progress": progress(actor, plan=plan) if done else Progress(),
        "may_edit": rules.may_edit(actor, plan),
        "may_close": rules.may_close(actor, plan),
        "may_dispatch_plan": may_dispatch_plan(actor, plan),
    }
    return page(request, "work/plan.html", context)


@require_safe
@signed_in
def source(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The document as it was uploaded; 404 for a plan that was pasted."""
    plan = queries.plan(request.actor, code)
    if plan.source is None:
        raise Unseen()
    return files.send(plan.source)


@require_safe
@signed_in
def table_file(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The decomposition table (任务分解表) as an Excel file."""
    plan = queries.plan(request.actor, code)
    lines = queries.decomposition(queries.tree_items(plan))
    content = write_table(
        f"{plan.title[:80]}任务分解表",
        list(queries.TABLE_COLUMNS),
        (line.cells() for line in lines),
        widths=WIDTHS,
    )
    name = f"{plan.title[:80]}任务分解表.xlsx"
    return FileResponse(ContentFile(content), as_attachment=True, filename=name, content_type=XLSX)


@require_safe
@signed_in
def print_view(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The decomposition table to print on A4."""
    plan = queries.plan(request.actor, code)
    lines = queries.decomposition(queries.tree_items(plan))
    context = {
        "title": f"{plan.title}任务分解表",
        "scope": plan.doc_number or plan.get_state_display(),
        "count": len(lines),
        "today": today(),
        "columns": queries.TABLE_COLUMNS,
        "lines": [list(zip(queries.TABLE_COLUMNS, line.cells(), strict=True)) for line in lines],
    }
    return page(request, "work/plan_print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def issue(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """印发: number and day, beside what is still open in the draft."""
    plan = queries.plan(request.actor, code)
    rules.may_issue(request.actor, plan).require()
    if plan.revises_id is not None:
        return redirect("work:plan_issue_revision", code=code)
    if plan.state != PlanState.DRAFT and request.method != "POST":
        return redirect("work:plan", code=code)
    form = IssueForm(sent(request), initial={"doc_number": plan.doc_number, "issued_on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        issued = tried(
            form,
            lambda: actions.issue_plan(
                actor=request.actor,
                plan=plan,
                doc_number=data["doc_number"],
                issued_on=data["issued_on"],
            ),
        )
        if issued is not None:
            messages.success(request, "方案已印发，接下来可以逐条下达，或整案下达。")
            return redirect("work:plan", code=code)
    context = {
        "plan": plan,
        "form": form,
        "review": draft_queries.review(plan),
        "title": "印发方案",
    }
    return page(request, "work/plan_issue.html", context, status=422 if form.errors else 200)


def _moved(act: Callable[..., None], done: str) -> Callable[..., HttpResponse]:
    """A view that moves a plan to another state and comes back to its page."""

    @require_POST
    @signed_in
    @once
    def view(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
        act(actor=request.actor, plan=queries.plan(request.actor, code))
        messages.success(request, done)
        return redirect("work:plan", code=code)

    return view


discard = _moved(actions.discard_plan, "方案草稿已废弃，需要时可以恢复。")
restore = _moved(actions.restore_plan, "方案草稿已恢复。")
close = _moved(actions.close_plan, "方案已办结。")
reopen = _moved(actions.reopen_plan, "方案已重新打开。")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def set_measure(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Who does a measure of an issued plan and by when, before it is dispatched."""
    item = queries.item(request.actor, code)
    rules.may_set_measure(request.actor, item).require()
    form = MeasureForm(sent(request), initial=item_values(item), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        saved = tried(
            form,
            lambda: draft_actions.set_measure(
                actor=request.actor,
                item=item,
                revision=form.cleaned_data["revision"],
                change=form.change(),
            ),
        )
        if saved is not None:
            messages.success(request, f"“{item.title}”的分工和时限已保存。")
            return redirect("work:plan", code=item.plan.code)
    context = {
        "item": item,
        "form": form,
        "title": "举措的分工和时限",
        "names": queries.lead_names(request.actor, item.jurisdiction),
    }
    return page(request, "work/plan_measure.html", context, status=422 if form.errors else 200)
