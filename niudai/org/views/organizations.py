"""Organizations: list, tree, one page each, and the forms that change them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.base.web.tables import table_page
from niudai.org import actions, queries, rules
from niudai.org.choices import Line
from niudai.org.forms import (
    CoverForm,
    DayForm,
    FactsForm,
    LeaderForm,
    MoveForm,
    NewOrganizationForm,
    initial_facts,
)
from niudai.org.tables import OrganizationTable, TermTable, organization_state, organization_url
from niudai.org.views.forms import form_page, posted
from niudai.org.views.trees import TREES, division_html, line_html

form_methods = require_http_methods(["GET", "POST"])


@require_GET
@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """The organizations in sight."""
    table = OrganizationTable(queries.community_choices(request.actor))
    rows = queries.organizations_listed(request.actor)
    return table_page(request, table, rows, "org/organizations.html")


@require_GET
@signed_in
def tree(request: HttpRequest) -> HttpResponse:
    """The organizations in sight as a tree: one line's own, or all lines by division."""
    actor = request.actor
    kind = request.GET.get("by", "")
    if kind not in dict(TREES):
        kind = actor.main.line if actor.main else Line.PARTY
    if kind == "division":
        rows = division_html(queries.by_division(actor))
    else:
        rows = line_html(queries.tree(actor, kind))
    context = {"title": "组织树", "kind": kind, "kinds": TREES, "rows": rows}
    return page(request, "org/tree.html", context)


@require_GET
@signed_in
def terms_due(request: HttpRequest) -> HttpResponse:
    """Leading bodies whose term ends within half a year, or has ended."""
    return table_page(request, TermTable, queries.terms_due(request.actor), "org/terms.html")


@require_GET
@signed_in
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One organization: its neighbourhood, leader, posts, terms, units; its work and facts."""
    actor = request.actor
    organization = queries.organization(actor, code)
    change = rules.may_change_organization(actor, organization)
    context = {
        "title": organization.name,
        "organization": organization,
        "state": organization_state(organization),
        "around": queries.neighbourhood(actor, organization),
        "counts": queries.counts(organization),
        "posts": queries.posts(organization),
        "past_posts": queries.past_posts(organization),
        "terms": queries.terms(organization),
        "covered": queries.covered_units(organization),
        "open": rules.is_open(organization),
        "keeps": bool(change),
        "closes": bool(rules.may_close_organization(actor, organization)),
        "leads": bool(rules.may_lead(actor, organization)),
    }
    return page(request, "org/organization.html", context)


@form_methods
@signed_in
@once
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Found an organization below another."""
    actor = request.actor
    parent = queries.organization(actor, code)
    rules.may_add_organization(actor, parent.line, parent).require()
    leads = rules.reaches(actor, parent, "party_office")
    facts = {"division": parent.division.code, "unit_class": parent.unit_class}
    form = NewOrganizationForm(actor, parent, posted(request), initial=facts, leads=leads)

    def act(data: dict[str, Any]) -> str:
        added = actions.add_organization(actor=actor, line=parent.line, parent=parent, **data)
        return organization_url(added.code)

    return form_page(
        request,
        form,
        act,
        title="增设组织",
        button="增设",
        back=organization_url(parent.code),
        done="组织已增设，可继续登记届次和任职。",
        intro=f"上级组织：{parent.name}（{parent.get_line_display()}）",
    )


@form_methods
@signed_in
@once
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Correct an organization's facts."""
    actor = request.actor
    organization = queries.organization(actor, code)
    rules.may_change_organization(actor, organization).require()
    form = FactsForm(
        actor,
        organization.line,
        organization.jurisdiction,
        posted(request),
        initial=initial_facts(organization),
    )

    def act(data: dict[str, Any]) -> str:
        actions.change_organization(actor=actor, organization=organization, **data)
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="修改组织信息",
        button="保存",
        back=organization_url(code),
        done="组织信息已保存。",
        intro=organization.name,
    )


@form_methods
@signed_in
@once
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Put an organization under another parent."""
    actor = request.actor
    organization = queries.organization(actor, code)
    rules.may_change_organization(actor, organization).require()
    form = MoveForm(queries.possible_parents(actor, organization), posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.move_organization(actor=actor, organization=organization, parent=data["parent"])
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="调整上级组织",
        button="移动",
        back=organization_url(code),
        done="已移到新的上级组织之下，下级组织一并随行。",
        intro=f"{organization.name}，现上级：{organization.parent or '无'}",
    )


@form_methods
@signed_in
@once
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close an organization."""
    actor = request.actor
    organization = queries.organization(actor, code)
    rules.may_close_organization(actor, organization).require()
    form = DayForm(
        "closed_on",
        "撤销日期",
        posted(request),
        help_text="从这一天起不再存在：任职、带建关系同日终止，不再接收任务。",
    )

    def act(data: dict[str, Any]) -> str:
        actions.close_organization(
            actor=actor, organization=organization, closed_on=data["closed_on"]
        )
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="撤销组织",
        button="撤销",
        back=organization_url(code),
        done="组织已撤销，历史记录仍可查看。",
        intro=organization.name,
    )


@form_methods
@signed_in
@once
def set_leader(request: HttpRequest, code: str) -> HttpResponse:
    """Say which Party organization leads a mass organization."""
    actor = request.actor
    mass = queries.organization(actor, code)
    rules.may_lead(actor, mass).require()
    leaders = queries.possible_leaders(actor, mass.jurisdiction)
    form = LeaderForm(leaders, posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.set_leader(actor=actor, mass=mass, **data)
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="设置带建党组织",
        button="设置",
        back=organization_url(code),
        done="带建关系已设置，同步情况将按它计算。",
        intro=mass.name,
    )


@form_methods
@signed_in
@once
def end_leadership(request: HttpRequest, code: str) -> HttpResponse:
    """End the leadership of a mass organization."""
    actor = request.actor
    mass = queries.organization(actor, code)
    rules.may_lead(actor, mass).require()
    form = DayForm("ended_on", "终止日期", posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.end_leadership(actor=actor, mass=mass, ended_on=data["ended_on"])
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="终止带建关系",
        button="终止",
        back=organization_url(code),
        done="带建关系已终止。",
        intro=mass.name,
    )


@form_methods
@signed_in
@once
def cover(request: HttpRequest, code: str) -> HttpResponse:
    """Note that an organization covers a unit."""
    actor = request.actor
    organization = queries.organization(actor, code)
    rules.may_change_organization(actor, organization).require()
    units = queries.units(actor).filter(jurisdiction=organization.jurisdiction, closed_on=None)
    form = CoverForm(units, posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.cover_unit(actor=actor, organization=organization, **data)
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="增加覆盖单位",
        button="增加",
        back=organization_url(code),
        done="覆盖单位已增加。",
        intro=organization.name,
    )


@form_methods
@signed_in
@once
def end_cover(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Note that an organization covers a unit no longer."""
    actor = request.actor
    organization = queries.organization(actor, code)
    covered = queries.covered_unit(organization, pk)
    rules.may_change_organization(actor, organization).require()
    form = DayForm("ended_on", "终止日期", posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.end_cover(actor=actor, covered=covered, ended_on=data["ended_on"])
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="终止覆盖",
        button="终止",
        back=organization_url(code),
        done="覆盖已终止。",
        intro=f"{organization.name} · {covered.unit.name}",
    )
