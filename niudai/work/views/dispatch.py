"""Dispatch pages: preview and dispatch of one measure, its progress, and a whole plan as a job."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from niudai.base.errors import Refused
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.base.web.tables import table_page
from niudai.org.choices import Line, UnitClass
from niudai.org.models import Organization
from niudai.work import actions, forms, queries, rules
from niudai.work.choices import Cadence
from niudai.work.models import PlanItem
from niudai.work.views.tables import MeasureTable


@signed_in
@once
def dispatch(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """GET: exactly which organizations, why each, what they already have. POST: dispatch to the ticked ones."""
    measure = queries.measure(request.actor, code)
    if request.method == "POST":
        return _dispatch(request, measure)
    return _preview(request, measure)


def _preview(
    request: HttpRequest, measure: PlanItem, form: Any = None, ticked: set[str] | None = None
) -> HttpResponse:
    may = rules.may_dispatch(request.actor, measure)
    may.require()
    criteria = _criteria(request, measure)
    chosen = criteria.cleaned_data if criteria.is_valid() else {}
    rows = queries.dispatch_preview(
        request.actor,
        measure,
        lines=chosen.get("lines"),
        unit_classes=chosen.get("unit_classes"),
        subtree=_subtree(request, chosen.get("subtree", "")),
    )
    listed = [
        (row, row.chosen if ticked is None else row.organization.code in ticked) for row in rows
    ]
    context = {
        "title": "下达任务",
        "measure": measure,
        "lines": [Line(line).label for line in measure.lines],
        "classes": [UnitClass(one).label for one in measure.unit_classes],
        "recurring": measure.cadence != Cadence.ONCE,
        "criteria": criteria,
        "form": form or forms.DispatchForm(measure=measure),
        "ready": [pair for pair in listed if not pair[0].skip],
        "skipped": [row for row in rows if row.skip],
        "count": sum(1 for row, tick in listed if tick and not row.skip),
    }
    status = 422 if form is not None else 200
    return page(request, "work/dispatch.html", context, status=status)


def _criteria(request: HttpRequest, measure: PlanItem) -> forms.CriteriaForm:
    """What was chosen, else what the measure itself says; a POST carries the choice in its address."""
    asked = request.GET
    if not asked:
        asked = QueryDict(mutable=True)
        asked.setlist("lines", list(measure.lines))
        asked.setlist("unit_classes", list(measure.unit_classes))
    return forms.CriteriaForm(asked, subtrees=_subtrees(request, measure))


def _subtrees(request: HttpRequest, measure: PlanItem) -> list[tuple[str, str]]:
    """The organizations whose subtree may be meant: Party organizations for the Party office, else the own line."""
    rows = Organization.objects.visible_to(request.actor).filter(
        rules.dispatch_reach(request.actor, measure), Q(heads_jurisdiction=False), closed_on=None
    )
    party = any(scope.line == Line.PARTY for scope in request.actor.scopes)
    rows = rows.filter(line=Line.PARTY) if party else rows.exclude(line=Line.PARTY)
    return list(rows.order_by("path").values_list("code", "short_name")[:300])


def _subtree(request: HttpRequest, code: str) -> Organization | None:
    if not code:
        return None
    return Organization.objects.visible_to(request.actor).filter(code=code[:20]).first()


def _dispatch(request: HttpRequest, measure: PlanItem) -> HttpResponse:
    codes = request.POST.getlist("organization")
    form = forms.DispatchForm(request.POST, measure=measure)
    if form.is_valid():
        try:
            return _carry_out(request, measure, form, codes)
        except Refused as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
    return _preview(request, measure, form, set(codes))


def _carry_out(
    request: HttpRequest, measure: PlanItem, form: forms.DispatchForm, codes: list[str]
) -> HttpResponse:
    if not codes:
        raise Refused("请至少勾选一个组织。")
    places = Organization.objects.visible_to(request.actor).filter(code__in=codes)
    result = actions.dispatch_measure(
        actor=request.actor,
        measure=measure,
        organization_ids=list(places.values_list("pk", flat=True)),
        due_on=form.cleaned_data["due_on"],
        period=form.cleaned_data.get("period") or None,
    )
    context = {"title": "下达结果", "measure": measure, "result": result}
    return page(request, "work/dispatch_result.html", context)


@require_POST
@signed_in
@once
def dispatch_plan(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Dispatch a whole plan as a job; leads to the job's page."""
    plan = queries.dispatched_plan(request.actor, code)
    job = actions.start_plan_dispatch(actor=request.actor, plan=plan)
    return redirect("base:job", code=job.code)


@require_safe
@signed_in
def measure(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """One measure: its three numbers and the tasks behind them."""
    found = queries.measure(request.actor, code)
    context = {
        "measure": found,
        "lines": [Line(line).label for line in found.lines],
        "classes": [UnitClass(one).label for one in found.unit_classes],
        "progress": queries.progress(request.actor, measure=found),
        "may_dispatch": rules.may_dispatch(request.actor, found),
    }
    rows = queries.assignments(request.actor).filter(jurisdiction=found.jurisdiction, measure=found)
    table = MeasureTable(request)
    return table_page(
        request, table, rows, "work/dispatch_measure.html", context, title=found.title
    )
