"""Terms and posts of one organization."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from niudai.base.web.forms import once
from niudai.base.web.guards import signed_in
from niudai.org import actions, queries, rules
from niudai.org.forms import DayForm, HandOverForm, PostForm, TermForm
from niudai.org.tables import organization_url
from niudai.org.views.forms import form_page, posted

form_methods = require_http_methods(["GET", "POST"])


@form_methods
@signed_in
@once
def open_term(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a new term."""
    actor = request.actor
    organization = queries.organization(actor, code)
    rules.may_appoint(actor, organization).require()
    terms = queries.terms(organization)
    number = terms[0].number + 1 if terms else 1
    form = TermForm(posted(request), initial={"number": number})

    def act(data: dict[str, Any]) -> str:
        actions.open_term(actor=actor, organization=organization, **data)
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="登记届次",
        button="登记",
        back=organization_url(code),
        done="届次已登记。",
        intro=f"{organization.name}；上一届到本届起始日为止。",
    )


@form_methods
@signed_in
@once
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    """Write down who holds a post."""
    actor = request.actor
    organization = queries.organization(actor, code)
    rules.may_appoint(actor, organization).require()
    term = queries.current_term(organization)

    def act(data: dict[str, Any]) -> str:
        actions.appoint(actor=actor, organization=organization, term=term, **data)
        return organization_url(code)

    return form_page(
        request,
        PostForm(posted(request)),
        act,
        title="登记任职",
        button="登记",
        back=organization_url(code),
        done="任职已登记；需要使用系统的，请安全管理员开通权限。",
        intro=organization.name,
    )


@form_methods
@signed_in
@once
def end_post(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End a post."""
    actor = request.actor
    organization = queries.organization(actor, code)
    post = queries.post(organization, pk)
    rules.may_appoint(actor, organization).require()
    form = DayForm(
        "ended_on",
        "免职日期",
        posted(request),
        help_text="从这一天起不再任职，系统权限同日收回。",
    )

    def act(data: dict[str, Any]) -> str:
        actions.end_post(actor=actor, post=post, ended_on=data["ended_on"])
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="免去职务",
        button="免去",
        back=organization_url(code),
        done="职务已免去。",
        intro=f"{organization.name} · {post.title} {post.holder}",
    )


@form_methods
@signed_in
@once
def hand_over(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Pass a post to a successor."""
    actor = request.actor
    organization = queries.organization(actor, code)
    post = queries.post(organization, pk)
    rules.may_hand_over(actor, post).require()
    form = HandOverForm(queries.successors(actor, post), posted(request))

    def act(data: dict[str, Any]) -> str:
        actions.hand_over_post(actor=actor, post=post, **data)
        return organization_url(code)

    return form_page(
        request,
        form,
        act,
        title="交接职务",
        button="交接",
        back=organization_url(code),
        done="职务已交接，未办结的任务由继任者继续办理。",
        intro=f"{organization.name} · {post.title}，现任 {post.holder}",
    )
