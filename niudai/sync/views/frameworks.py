"""Pages of the frameworks: see them, add one, give one a new version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.sync import actions, queries, rules
from niudai.sync.forms import (
    FirstStepFormSet,
    FrameworkForm,
    StepFormSet,
    VersionForm,
    initial_steps,
    steps_of,
)


@require_safe
@signed_in
def frameworks(request: HttpRequest) -> HttpResponse:
    """The frameworks in force."""
    actor = request.actor
    context = {
        "title": "带建框架",
        "versions": queries.current_versions(queries.jurisdiction_of(actor)),
        "may_change": rules.may_change_frameworks(actor),
    }
    return page(request, "sync/frameworks.html", context)


@require_safe
@signed_in
def framework(request: HttpRequest, key: str) -> HttpResponse:
    """One framework with all its versions, the latest first."""
    actor = request.actor
    versions = queries.versions_of(queries.jurisdiction_of(actor), key)
    current = queries.in_force(versions)
    context = {
        "title": versions[0].name,
        "versions": [(version, version is current) for version in versions],
        "key": key,
        "today": today(),
        "may_change": rules.may_change_frameworks(actor),
    }
    return page(request, "sync/framework.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def add_framework(request: HttpRequest) -> HttpResponse:
    """Add a framework as data."""
    rules.may_change_frameworks(request.actor).require()
    form = FrameworkForm(_posted(request), initial={"effective_on": today()})
    steps = FirstStepFormSet(_posted(request))
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        data = form.cleaned_data
        try:
            added = actions.add_framework(
                actor=request.actor,
                name=data["name"],
                line=data["line"],
                rows=form.row_names(),
                steps=steps_of(steps),
                source=data["source"],
                effective_on=data["effective_on"],
            )
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, "已新增框架，正在按它计算各组织的同步情况。")
            return redirect("sync:framework", added.key)
    context = {"title": "新增框架", "form": form, "steps": steps}
    return page(request, "sync/framework_form.html", context, status=_status(form, steps))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once
def change_framework(request: HttpRequest, key: str) -> HttpResponse:
    """Give a framework a new version."""
    actor = request.actor
    latest = queries.versions_of(queries.jurisdiction_of(actor), key)[0]
    rules.may_change_frameworks(actor).require()
    first = {
        "rows": "\n".join(row.name for row in latest.rows),
        "effective_on": today(),
    }
    form = VersionForm(_posted(request), initial=first)
    steps = StepFormSet(_posted(request), initial=initial_steps(latest))
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        data = form.cleaned_data
        try:
            version = actions.change_framework(
                actor=actor,
                key=key,
                rows=form.row_names(),
                steps=steps_of(steps),
                source=data["source"],
                effective_on=data["effective_on"],
            )
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, f"已保存第{version.number}版，启用后按新版计算。")
            return redirect("sync:framework", key)
    context = {"title": f"修改{latest.name}", "form": form, "steps": steps, "latest": latest}
    return page(request, "sync/framework_form.html", context, status=_status(form, steps))


def _status(form: VersionForm, steps: StepFormSet) -> int:
    return 422 if form.errors or (steps.is_bound and not steps.is_valid()) else 200


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is empty; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None
