"""Pages of a revision: import, the draft beside its plan, pairing by hand, issue, and earlier versions."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niudai.base import files
from niudai.base.calendar import today
from niudai.base.errors import Refused, Unseen
from niudai.base.models import Job
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.work.actions import drafts, revising, revisions
from niudai.work.actions.carrying import Consequences
from niudai.work.actions.scans import begin_import
from niudai.work.choices import DISPATCHABLE, PlanState
from niudai.work.forms.plans import ImportForm
from niudai.work.forms.revisions import IssueRevisionForm, PairForm
from niudai.work.models import Plan, PlanItem
from niudai.work.queries import drafts as draft_queries
from niudai.work.queries import plans as plan_queries
from niudai.work.queries import revisions as queries
from niudai.work.rules import plans as rules
from niudai.work.views.drafts import seen_revision
from niudai.work.views.plans import sent, tried


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def revise(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Upload or paste the revision of an issued plan; leads to the comparison, for a scan by way of its job."""
    plan = plan_queries.plan(request.actor, code)
    rules.may_revise(request.actor, plan).require()
    draft = queries.open_revision(plan)
    if draft is not None and request.method != "POST":
        return redirect("work:plan_comparison", code=draft.code)
    form = ImportForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        begun = tried(
            form,
            lambda: begin_import(
                actor=request.actor,
                uploaded=data["file"],
                text=data["text"],
                title=data["title"],
                revises=plan,
            ),
        )
        if isinstance(begun, Job):
            return redirect("base:job", code=begun.code)
        if begun is not None:
            messages.success(request, "修订稿已读成草稿，请先看与原方案的对照，再逐条核对。")
            return redirect("work:plan_comparison", code=begun.code)
    context = {"plan": plan, "form": form, "title": "导入修订稿"}
    return page(request, "work/revision_import.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def comparison(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The revision draft beside its plan; ?kind= shows one kind alone."""
    draft = _draft(request, code)
    if draft.state != PlanState.DRAFT:
        return redirect("work:plan", code=draft.code)
    return page(request, "work/revision.html", _compared(request, draft))


@require_safe
@signed_in
def comparison_print(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The comparison to print on A4."""
    draft = _draft(request, code)
    context = _compared(request, draft)
    context |= {
        "title": f"{draft.title[:80]}修订对照表",
        "scope": f"对照 {draft.revises.doc_number}" if draft.revises else "",
        "today": today(),
        "count": len(context["comparison"].lines),
    }
    return page(request, "work/revision_print.html", context)


def _draft(request: HttpRequest, code: uuid.UUID) -> Plan:
    """A revision draft the actor may check; Unseen for a plan that revises none."""
    draft = plan_queries.plan(request.actor, code)
    rules.may_revise(request.actor, draft).require()
    if draft.revises is None:
        raise Unseen()
    return draft


def _compared(request: HttpRequest, draft: Plan) -> dict[str, Any]:
    found = queries.comparison(request.actor, draft)
    kind = request.GET.get("kind", "")
    kind = kind if kind in queries.KINDS else ""
    return {
        "plan": draft,
        "earlier": draft.revises,
        "title": "与原方案对照",
        "comparison": found,
        "kind": kind,
        "groups": [group for group in found.groups if group[2] and kind in ("", group[0])],
        "filters": [(one, word, found.counts[one]) for one, word in queries.KINDS.items()],
        "free": [line.old for line in found.of("dropped")],
        "changed": found.tasks("changed"),
        "dropped": found.tasks("dropped"),
        "last_step": draft_queries.last_step(draft),
        "may_issue": rules.may_issue(request.actor, draft),
    }


def _draft_item(request: HttpRequest, code: uuid.UUID) -> PlanItem:
    found = plan_queries.item(request.actor, code)
    rules.may_revise(request.actor, found.plan).require()
    return found


@require_POST
@signed_in
@once
def pair(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """与原第…条是同一条: the item goes on from one of the plan's."""
    item = _draft_item(request, code)
    form = PairForm(request.POST)
    if not form.is_valid():
        raise Refused("请选择原方案的一条，再点“是同一条”。")
    revising.pair_items(
        actor=request.actor,
        item=item,
        earlier=plan_queries.item(request.actor, form.cleaned_data["earlier"]),
        revision=form.cleaned_data["revision"],
    )
    return _back(request, item, f"“{item.title}”已与原方案的一条对应。")


@require_POST
@signed_in
@once
def unpair(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """不是同一条: the item is a new one."""
    item = _draft_item(request, code)
    revising.unpair_item(actor=request.actor, item=item, revision=seen_revision(request))
    return _back(request, item, f"“{item.title}”已作为新增的一条。")


@require_POST
@signed_in
@once
def undo(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Take the last edit of the draft back and stay beside the plan."""
    draft = _draft(request, code)
    what = drafts.undo(actor=request.actor, plan=draft, revision=seen_revision(request))
    messages.success(request, f"已撤销：{what}。")
    return redirect("work:plan_comparison", code=code)


def _back(request: HttpRequest, item: PlanItem, said: str) -> HttpResponse:
    messages.success(request, said)
    place = reverse("work:plan_comparison", args=[item.plan.code])
    return redirect(f"{place}#line-{item.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def issue(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """印发修订稿: number and day, beside the numbers and what becomes of the tasks."""
    draft = _draft(request, code)
    if draft.state != PlanState.DRAFT and request.method != "POST":
        return redirect("work:plan", code=code)
    context = _compared(request, draft)
    found = context["comparison"]
    waiting = [line for line in found.of("dropped") if line.tasks.recallable]
    form = IssueRevisionForm(
        sent(request),
        initial={"doc_number": draft.doc_number, "issued_on": today()},
        dropped=[
            (str(line.old.item.code), f"{line.old.item.title}（{line.tasks.recallable}项任务在办）")
            for line in waiting
        ],
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = tried(
            form,
            lambda: revisions.issue_revision(
                actor=request.actor,
                draft=draft,
                doc_number=data["doc_number"],
                issued_on=data["issued_on"],
                let_run=[uuid.UUID(one) for one in data["let_run"]],
            ),
        )
        if done is not None:
            return _issued(request, draft, done)
    context |= {
        "form": form,
        "waiting": waiting,
        "review": draft_queries.review(draft),
        "title": "印发修订稿",
    }
    return page(request, "work/revision_issue.html", context, status=422 if form.errors else 200)


def _issued(request: HttpRequest, draft: Plan, done: Consequences) -> HttpResponse:
    if done.job is not None:
        messages.success(request, "修订稿已印发，相关任务正在后台调整。")
        return redirect("base:job", code=done.job.code)
    said = f"修订稿已印发，{done.changed}项任务按修订稿调整，{done.recalled}项撤回，其余进度保留。"
    messages.success(request, said)
    return redirect("work:plan", code=draft.revises.code)


@require_safe
@signed_in
def version(request: HttpRequest, code: uuid.UUID, number: int) -> HttpResponse:
    """An earlier version of a plan: its items and text, and what the next version changed."""
    plan = plan_queries.plan(request.actor, code)
    found = queries.version(plan, number)
    items = queries.version_items(found)
    deep = plan_queries.depths(items)
    compared = queries.version_comparison(plan, found)
    context = {
        "plan": plan,
        "version": found,
        "title": f"{found.title}（第{found.number}版）",
        "items": [(item, min(deep[item.pk], 5), item.kind in DISPATCHABLE) for item in items],
        "comparison": compared,
        "groups": [group for group in compared.groups if group[2] and group[0] != "unchanged"],
    }
    return page(request, "work/plan_version.html", context)


@require_safe
@signed_in
def version_source(request: HttpRequest, code: uuid.UUID, number: int) -> HttpResponse:
    """The document of an earlier version as it was uploaded; 404 for one that was pasted."""
    found = queries.version(plan_queries.plan(request.actor, code), number)
    if found.source is None:
        raise Unseen()
    return files.send(found.source)
