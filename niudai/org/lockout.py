"""The page shown while an account name is locked after too many failures."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from niudai.base.web.pages import page


def locked_out(
    request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any
) -> HttpResponse:
    """Say for how long, and who can help; status 429."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return page(request, "org/locked.html", {"minutes": minutes}, status=429)
