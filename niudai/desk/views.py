"""Home and search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from niudai.base.actors import Actor
from niudai.base.calendar import today, year_is_published
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page
from niudai.desk import queries, searching


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The home page of the actor's role."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.admin_role == "audit_admin":
        return page(request, "desk/audit.html", {"home": queries.audit_home(actor)})
    if actor.admin_role == "security_admin":
        return page(request, "desk/security.html", {"home": queries.security_home(actor)})
    if actor.admin_role == "system_admin":
        years = [(year, year_is_published(year)) for year in (today().year, today().year + 1)]
        return page(request, "desk/system.html", {"years": years})
    if not actor.scopes:
        return page(request, "desk/nothing.html")
    found = queries.home(actor)
    return page(request, f"desk/{found.kind}.html", {"home": found, "today": today()})


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """What a name, pinyin initials or a code leads to."""
    text = request.GET.get("q", "").strip()[:60]
    found = searching.search(request.actor, text) if text else None  # type: ignore[attr-defined]
    return page(request, "desk/search.html", {"text": text, "found": found}, partial="results")
