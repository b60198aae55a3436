"""Sets `request.actor` from the session, and makes people change a first password before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from niudai.org.queries import actor_for

WITHOUT_NEW_PASSWORD = ("/account/password/", "/sign-out/", "/static/", "/health/")


class ActorMiddleware:
    """`request.actor` is the signed-in Actor or None; looked up on first use, one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor; renew the session once half of its time has passed."""
        request.actor = None  # type: ignore[attr-defined]
        if request.path.startswith(("/static/", "/health/", "/api/")):
            return self.get_response(request)
        account = request.user
        if account.is_authenticated:
            request.actor = actor_for(account, ip=request.META.get("REMOTE_ADDR", ""))  # type: ignore[attr-defined]
            if account.must_change_password and not request.path.startswith(WITHOUT_NEW_PASSWORD):
                return redirect(reverse("org:password"))
            self._renew(request)
        return self.get_response(request)

    @staticmethod
    def _renew(request: HttpRequest) -> None:
        now = int(timezone.now().timestamp())
        if now - request.session.get("renewed", 0) > request.session.get_session_cookie_age() / 2:
            request.session["renewed"] = now
