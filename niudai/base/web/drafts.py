"""Drafts (草稿): what is typed into a form with `data-draft` is saved while typing and put back later."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from niudai.base.models import Draft
from niudai.base.web.typed import is_secret

FIELD: Final = "_draft"  # forms.js adds it to the form, so that `once` knows which draft to drop
MAX_BYTES: Final = 200_000
_FORM_LENGTH: Final = 120


def drop(request: HttpRequest) -> None:
    """Delete the draft of the form that was just carried out, if it named one."""
    form = request.POST.get(FIELD, "")
    if form:
        _drafts(request).filter(form=form[:_FORM_LENGTH]).delete()


def read(request: HttpRequest) -> HttpResponse:
    """JSON {values, saved_at} of the actor's draft of ?form=, values empty when there is none."""
    draft = _drafts(request).filter(form=request.GET.get("form", "")).first()
    return JsonResponse(_answer(draft))


def write(request: HttpRequest) -> HttpResponse:
    """Save the posted JSON {form, values}; empty values delete the draft. 400 for anything else."""
    form, values = _posted(request)
    if not form:
        return JsonResponse({"detail": "草稿没有保存：内容无法识别。"}, status=400)
    if not values:
        _drafts(request).filter(form=form).delete()
        return JsonResponse(_answer(None))
    draft, _ = Draft.objects.update_or_create(
        account_id=request.actor.account_id,  # type: ignore[attr-defined]
        form=form,
        defaults={"values": values, "saved_at": timezone.now()},
    )
    return JsonResponse(_answer(draft))


def _drafts(request: HttpRequest) -> Any:
    return Draft.objects.filter(account_id=request.actor.account_id)  # type: ignore[attr-defined]


def _posted(request: HttpRequest) -> tuple[str, dict[str, list[str]]]:
    if len(request.body) > MAX_BYTES:
        return "", {}
    try:
        body = json.loads(request.body)
        form = str(body["form"])
        values = {
            str(name): [str(text) for text in texts]
            for name, texts in body["values"].items()
            if name != "csrfmiddlewaretoken" and not is_secret(str(name))
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", {}
    return (form, values) if len(form) <= _FORM_LENGTH else ("", {})


def _answer(draft: Draft | None) -> dict[str, Any]:
    if draft is None:
        return {"values": {}, "saved_at": ""}
    local = timezone.localtime(draft.saved_at)
    today = timezone.localdate()
    saved = (
        f"{local:%H:%M}" if local.date() == today else f"{local.month}月{local.day}日 {local:%H:%M}"
    )
    return {"values": draft.values, "saved_at": saved}
