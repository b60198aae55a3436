"""Template tags of the web kit, loaded in every template: icons, fields, acts, badges, dates, numbers."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from niudai.base.decisions import Decision
from niudai.base.models import Job
from niudai.base.web import cells, fields
from niudai.base.web.table_html import empty_html
from niudai.base.web.typed import labels_of

register = template.Library()

register.filter("day", cells.day)
register.filter("iso", cells.iso)
register.filter("iso_time", cells.iso_time)
register.filter("num", cells.num)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """{% icon "bell" %}: one icon of static/icons.txt."""
    return cells.icon(name, label)


@register.simple_tag
def badge(word: Any, tone: str = "info", shape: str | None = None) -> SafeString:
    """{% badge "迟3天" "late" %}: a state as word, shape and colour."""
    return cells.badge(word, tone, shape)


@register.simple_tag
def progress(done: int, total: int) -> SafeString:
    """{% progress done total %}: a bar with its figures."""
    return cells.progress(done, total)


@register.simple_tag
def field(bound: BoundField, hint: str = "") -> SafeString:
    """{% field form.name %}: label above, why it is asked, the control, its errors."""
    return fields.field_html(bound, hint)


@register.inclusion_tag("base/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """{% form_errors form %}: inside <form>; all errors with links to their fields, and the fields' labels.

    The labels travel as one hidden field so that a problem page can name what was typed.
    """
    return {"form": form, "errors": fields.errors_of(form), "labels": labels_of(form)}


@register.simple_tag
def sent_key() -> SafeString:
    """{% sent_key %}: the hidden key by which `once` knows a form that was sent twice."""
    key = secrets.token_urlsafe(18)
    return cells.safe(f'<input type="hidden" name="sent_key" value="{key}">')


@register.inclusion_tag("base/act.html", takes_context=True)
def act(
    context: template.Context,
    decision: Decision,
    url: str,
    label: str,
    *,
    icon: str = "",
    tone: str = "",
    method: str = "post",
    confirm: str = "",
) -> dict[str, Any]:
    """{% act may.acknowledge url "签收" %}: one button, greyed with its reason when the rule says no.

    `tone` "primary" for the page's one main act; `method` "get" for an act that opens a form;
    `confirm` is a question asked first, where scripts run.
    """
    return {
        "decision": decision,
        "url": url,
        "label": label,
        "icon": icon,
        "tone": tone,
        "method": method,
        "confirm": confirm,
        "reason_id": f"why-{secrets.token_hex(4)}",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("base/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """{% timeline events %}: what happened, in the order given; see base.web.cells.Event."""
    return {"events": events}


@register.simple_tag
def empty(title: str, text: str = "", url: str = "", label: str = "") -> SafeString:
    """{% empty "还没有任务" "方案印发并下达后，任务会出现在这里。" url "去下达" %}"""
    return empty_html(title, text, url, label)


@register.inclusion_tag("base/job_progress.html")
def job_progress(job: Job) -> dict[str, Any]:
    """{% job_progress job %}: state, bar, count and remaining time of a background job."""
    return {"job": job, "left": fields.time_left(job)}


@register.filter
def month(value: date | None) -> str:
    """2026年3月."""
    return f"{value.year}年{value.month}月" if value else ""
