"""Addresses that came from the browser, checked before anybody is sent there."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, url: str, default: str = "/") -> str:
    """`url` when it leads back to this site, else `default`."""
    if url and url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return url
    return default


def page_before(request: HttpRequest) -> str:
    """Path and query of the page this request came from on this site, "" when unknown."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    came_from = safe_next(request, came_from, "")
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def sends_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page: not a boosted link and not a restored history entry."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
