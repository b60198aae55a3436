"""Units and divisions: lists and forms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.tables import table_page
from niudai.org import actions, queries, rules
from niudai.org.forms import DayForm, DivisionForm, UnitForm
from niudai.org.tables import DivisionTable, UnitTable
from niudai.org.views.forms import form_page, posted

form_methods = require_http_methods(["GET", "POST"])


@require_GET
@signed_in
def units(request: HttpRequest) -> HttpResponse:
    """The units of the own jurisdictions."""
    actor = request.actor
    table = UnitTable(queries.community_choices(actor))
    may = rules.may_keep_places(actor, actor.jurisdiction)
    return table_page(request, table, queries.units(actor), "org/units.html", {"may": may})


@form_methods
@signed_in
@once
def add_unit(request: HttpRequest) -> HttpResponse:
    """Enter a unit."""
    actor = request.actor
    rules.may_keep_places(actor, actor.jurisdiction).require()
    form = UnitForm(queries.divisions(actor), posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.add_unit(actor=actor, **data)
        return reverse("org:units")

    return form_page(
        request,
        form,
        act,
        title="登记单位",
        button="登记",
        back=reverse("org:units"),
        done="单位已登记。",
    )


@form_methods
@signed_in
@once
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit, to be corrected by whoever keeps the places."""
    actor = request.actor
    found = queries.unit(actor, pk)
    may = rules.may_keep_places(actor, found.jurisdiction)
    if request.method == "POST":
        may.require()
    facts = {
        "name": found.name,
        "kind": found.kind,
        "unit_class": found.unit_class,
        "staff": found.staff,
    }
    form = UnitForm(None, posted(request), initial=facts)

    def act(data: dict[str, Any]) -> str:
        actions.change_unit(actor=actor, unit=found, **data)
        return reverse("org:unit", args=[pk])

    return form_page(
        request,
        form,
        act,
        title=found.name,
        button="保存",
        back=reverse("org:units"),
        done="单位信息已保存。",
        template="org/unit.html",
        unit=found,
        may=may,
        standing=queries.organizations(actor).filter(unit=found).order_by("line", "path"),
    )


@form_methods
@signed_in
@once
def close_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a unit exists no longer."""
    actor = request.actor
    found = queries.unit(actor, pk)
    rules.may_keep_places(actor, found.jurisdiction).require()
    form = DayForm("closed_on", "注销日期", posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.close_unit(actor=actor, unit=found, closed_on=data["closed_on"])
        return reverse("org:unit", args=[pk])

    return form_page(
        request,
        form,
        act,
        title="注销单位",
        button="注销",
        back=reverse("org:unit", args=[pk]),
        done="单位已注销。",
        intro=found.name,
    )


@require_GET
@signed_in
def divisions(request: HttpRequest) -> HttpResponse:
    """The divisions of the own jurisdictions."""
    actor = request.actor
    rows = queries.divisions_with_counts(actor)
    may = rules.may_keep_places(actor, actor.jurisdiction)
    return table_page(request, DivisionTable, rows, "org/divisions.html", {"may": may})


@form_methods
@signed_in
@once
def add_division(request: HttpRequest) -> HttpResponse:
    """Add a division below another of the own jurisdiction."""
    actor = request.actor
    rules.may_keep_places(actor, actor.jurisdiction).require()
    form = DivisionForm(queries.divisions(actor), posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.add_division(actor=actor, **data)
        return reverse("org:divisions")

    return form_page(
        request,
        form,
        act,
        title="增设区划",
        button="增设",
        back=reverse("org:divisions"),
        done="区划已增设。",
    )
