"""Held posts: a form sent after the session ended waits in the anonymous session until its owner is back.

The person signs in, sees what was typed and sends it with one button under a fresh token. Only a
post that passed the CSRF check gets here, so the button repeats nothing a stranger made up.
"""

from __future__ import annotations

import json
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from niudai.base.web import typed
from niudai.base.web.addresses import page_before

SESSION_KEY: Final = "held_post"
WHO_COOKIE: Final = "nd_who"
MAX_BYTES: Final = 200_000


def hold(request: HttpRequest) -> None:
    """Keep this POST in the session: address, values, time and whose browser it was; no files.

    A browser in which nobody was signed in before has no session that ended: nothing is kept, so
    that strangers cannot fill the session table.
    """
    account_id = _last_account(request)
    if not account_id:
        return
    values = typed.values_of(request)
    if len(json.dumps(values).encode()) > MAX_BYTES:
        values = {}
    request.session[SESSION_KEY] = {
        "url": request.get_full_path(),
        "from": page_before(request),
        "values": values,
        "files": bool(request.FILES),
        "too_large": not values,
        "account_id": account_id,
        "at": timezone.now().isoformat(),
    }
    messages.info(request, "登录已过期，请重新登录。刚才填写的内容已经保留，登录后可以继续提交。")


def after_sign_in(request: HttpRequest) -> str | None:
    """Where the sign-in view sends somebody whose post was held; None when nothing waits."""
    return reverse("base:held") if SESSION_KEY in request.session else None


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Note in a signed cookie whose browser this is, so that a held post is shown to nobody else."""
    account_id = request.actor.account_id  # type: ignore[attr-defined]
    if _last_account(request) != account_id:
        response.set_signed_cookie(
            WHO_COOKIE,
            str(account_id),
            salt=WHO_COOKIE,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )


def _last_account(request: HttpRequest) -> int:
    try:
        return int(request.get_signed_cookie(WHO_COOKIE, default="0", salt=WHO_COOKIE) or 0)
    except signing.BadSignature:
        return 0


def mine(request: HttpRequest) -> dict[str, Any] | None:
    """The post held for the signed-in actor; another account's is deleted, with a message."""
    held = request.session.get(SESSION_KEY)
    if held is None:
        return None
    actor = request.actor  # type: ignore[attr-defined]
    if held["account_id"] != actor.account_id:
        del request.session[SESSION_KEY]
        messages.warning(request, "登录前填写的内容属于另一个账号，已经删除。")
        return None
    return held
