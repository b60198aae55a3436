"""The one way a view answers with a page, or with a named part of it for htmx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

from niudai.base.web.addresses import sends_part
from niudai.base.web.shell import shell_of


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The template in its frame; or only its `{% partialdef partial %}` when htmx asks for a part.

    Adds `shell` (the frame's data) to the context of a whole page. The answer varies by HX-Request
    and is never kept by shared caches when somebody is signed in.
    """
    context = dict(context or {})
    if partial and sends_part(request):
        template = f"{template}#{partial}"
    else:
        context["shell"] = shell_of(request)
    response = render(request, template, context, status=status)
    return finish(request, response)


def finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Set the caching headers every page carries."""
    patch_vary_headers(response, ["HX-Request"])
    if getattr(request, "actor", None) is not None and "Cache-Control" not in response:
        patch_cache_control(response, private=True, no_cache=True)
    return response
