"""Bearer tokens: the only way into the API; a browser session never counts here."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from niudai.base.actors import Actor
from niudai.org.queries import actor_for_token


class Bearer(HttpBearer):
    """Sets `request.actor` to whom the token belongs; None (401) for any token that no longer holds."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Look the token up by its digest."""
        actor = actor_for_token(token, ip=request.META.get("REMOTE_ADDR", ""))
        request.actor = actor  # type: ignore[attr-defined]
        return actor
