"""Sending a form once: the same key a second time does nothing and leads where the first one led."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from niudai.base.errors import Stale
from niudai.base.models import SentForm
from niudai.base.web import drafts
from niudai.base.web.addresses import page_before, sends_part

View = Callable[..., HttpResponse]
KEY_FIELD: Final = "sent_key"
_KEY_LENGTH: Final = 64


def once(view: View) -> View:
    """Carry a POST with a `sent_key` out at most once per account; goes inside `signed_in`.

    The view runs in one transaction with the row of its key: of two equal posts the second waits,
    then is sent where the first one led. When the view raises or answers 400 or more, the key stays
    free and the form can be sent again. On success the form's draft is dropped.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get(KEY_FIELD, "")[:_KEY_LENGTH] if request.method == "POST" else ""
        if not key:
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                sent = _claim(request, key)
                response = view(request, *args, **kwargs)
                _settle(request, sent, response)
                return response
        except _SentBefore as before:
            return _lead(request, before.url)

    return guarded


class _SentBefore(Exception):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def _claim(request: HttpRequest, key: str) -> SentForm:
    account_id = request.actor.account_id  # type: ignore[attr-defined]
    sent = SentForm(account_id=account_id, key=key, url="", sent_at=timezone.now())
    try:
        with transaction.atomic():
            sent.save(force_insert=True)
    except IntegrityError:
        first = SentForm.objects.filter(account_id=account_id, key=key).first()
        if first is None:
            raise Stale("这张表单正在提交，请稍候刷新后再看。") from None
        raise _SentBefore(first.url) from None
    return sent


def _settle(request: HttpRequest, sent: SentForm, response: HttpResponse) -> None:
    if response.status_code >= 400:
        sent.delete()
        return
    sent.url = _led_to(request, response)
    sent.save(update_fields=["url"])
    drafts.drop(request)


def _led_to(request: HttpRequest, response: HttpResponse) -> str:
    url = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
    return (url or page_before(request) or "/")[:300]


def _lead(request: HttpRequest, url: str) -> HttpResponse:
    if sends_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponse(status=303, headers={"Location": url})
