"""Pages of the web kit itself: held posts, drafts, saved views, the look switches, problem previews."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from niudai.base.errors import Refused
from niudai.base.web import drafts as draft_store
from niudai.base.web import held as held_store
from niudai.base.web import saved_views, typed
from niudai.base.web.addresses import safe_next
from niudai.base.web.guards import signed_in
from niudai.base.web.pages import page


@require_http_methods(["GET", "POST"])
@signed_in
def held(request: HttpRequest) -> HttpResponse:
    """Show what was typed before signing in again, with one button to send it; a POST throws it away."""
    kept = held_store.mine(request)
    if request.method == "POST":
        request.session.pop(held_store.SESSION_KEY, None)
        messages.info(request, "登录前填写的内容已经删除。")
        kept = None
    if kept is None:
        return HttpResponseRedirect("/")
    context = {
        "held": kept,
        "typed": typed.shown(kept["values"]),
        "again": typed.again(kept["values"]),
    }
    return page(request, "base/held.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def drafts(request: HttpRequest) -> HttpResponse:
    """GET ?form= reads, POST JSON saves the actor's draft of one form."""
    return draft_store.write(request) if request.method == "POST" else draft_store.read(request)


@require_POST
@signed_in
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep a list's filters, order and columns under a name."""
    query = saved_views.clean_query(request.POST.get("query", ""))
    try:
        saved_views.save(
            actor=request.actor,  # type: ignore[attr-defined]
            table=request.POST.get("table", ""),
            name=request.POST.get("name", ""),
            query=query,
            shared=bool(request.POST.get("shared")),
        )
        messages.success(request, "视图已保存。")
    except Refused as error:
        messages.error(request, error.message)
    return HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))


@require_POST
@signed_in
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one's own saved view."""
    saved_views.delete(actor=request.actor, pk=pk)  # type: ignore[attr-defined]
    messages.success(request, "视图已删除。")
    return HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))


@require_POST
@signed_in
def share_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one's own saved view to the whole jurisdiction, or to oneself only again."""
    shared = saved_views.turn_sharing(actor=request.actor, pk=pk)  # type: ignore[attr-defined]
    messages.success(request, "视图已共享给本辖区。" if shared else "视图已改为仅自己可见。")
    return HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))
