"""Large type and high contrast (大字 · 高对比): two switches kept in a cookie of the browser."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from niudai.base.web.addresses import safe_next

COOKIE: Final = "nd_look"
SWITCHES: Final = ("large", "contrast")
_YEAR: Final = 365 * 24 * 3600


def look_classes(request: HttpRequest) -> str:
    """The classes for <html>: any of "nd-large nd-contrast"."""
    chosen = request.COOKIES.get(COOKIE, "").split(".")
    return " ".join(f"nd-{switch}" for switch in SWITCHES if switch in chosen)


@require_POST
def switch_look(request: HttpRequest) -> HttpResponse:
    """Turn the posted `switch` (large or contrast) over and go back to `next`."""
    switch = request.POST.get("switch", "")
    chosen = {name for name in request.COOKIES.get(COOKIE, "").split(".") if name in SWITCHES}
    if switch in SWITCHES:
        chosen ^= {switch}
    response = HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))
    response.set_cookie(
        COOKIE,
        ".".join(sorted(chosen)),
        max_age=_YEAR,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response
