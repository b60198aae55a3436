"""Only for somebody signed in; others go to the sign-in page, and what they typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from niudai.base.web import held
from niudai.base.web.addresses import page_before

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Let the view run only with `request.actor`.

    Nobody signed in: a GET is sent to the sign-in page with `next`; a POST is held first
    (see held.py). An htmx request is answered so that the whole page goes there. What the view
    shows is the actor's alone: no cache between may keep it, and the browser asks again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "actor", None) is None:
            return _to_sign_in(request)
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        held.remember(request, response)
        return response

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    htmx = bool(getattr(request, "htmx", False))
    back = page_before(request) if htmx else request.get_full_path()
    if request.method == "POST":
        held.hold(request)
        back = page_before(request)
    url = resolve_url(settings.LOGIN_URL)
    if back:
        url = f"{url}?{urlencode({'next': back})}"
    if htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponse(status=303, headers={"Location": url})
