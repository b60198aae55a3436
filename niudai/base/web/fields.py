"""Form fields as the house shows them: label above, reason for asking, control, error at the field."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from django import forms
from django.forms import BaseForm, BoundField
from django.utils import timezone
from django.utils.safestring import SafeString

from niudai.base.choices import JobState
from niudai.base.models import Job
from niudai.base.web.cells import safe

MANY_BOXES: Final = 9  # more than that scroll in place, so that the button below stays near
_SINGLE_BOX: Final = (forms.CheckboxInput,)
_GROUPS: Final = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class FieldError:
    """One error of a form; `anchor` is the id of its control, "" for the form as a whole."""

    label: str
    text: str
    anchor: str


def errors_of(form: BaseForm) -> list[FieldError]:
    """Every error of the form, the whole form's first, then field by field."""
    found = [FieldError("", str(text), "") for text in form.non_field_errors()]
    for bound in form:
        anchor = bound.id_for_label or bound.auto_id
        label = str(bound.label)
        found += [FieldError(label, str(text), anchor) for text in bound.errors]
    return found


def field_html(bound: BoundField, hint: str = "") -> SafeString:
    """The whole field; `hint` replaces the form field's help text."""
    if bound.is_hidden:
        return safe(str(bound))
    help_text = hint or str(bound.help_text or "")
    widget = bound.field.widget
    notes = _notes(bound, help_text)
    if isinstance(widget, _GROUPS):
        return _group(bound, notes, _described(bound, help_text))
    control = _control(bound, help_text)
    if isinstance(widget, _SINGLE_BOX):
        label = escape(str(bound.label))
        control = f'<label class="form-check">{control}<span class="form-check-label">{label}</span></label>'
        return safe(f'<div class="nd-field">{control}{notes}</div>')
    label = f'<label class="form-label" for="{bound.id_for_label}">{_label(bound)}</label>'
    return safe(f'<div class="nd-field">{label}{notes}{control}</div>')


def _label(bound: BoundField) -> str:
    optional = "" if bound.field.required else '<span class="nd-muted">（选填）</span>'
    return escape(str(bound.label)) + optional


def _notes(bound: BoundField, help_text: str) -> str:
    said = (
        f'<div class="nd-help" id="{bound.auto_id}_help">{escape(help_text)}</div>'
        if help_text
        else ""
    )
    wrong = "".join(f"<div>{escape(str(text))}</div>" for text in bound.errors)
    return said + (
        f'<div class="nd-error" id="{bound.auto_id}_error">{wrong}</div>' if wrong else ""
    )


def _control(bound: BoundField, help_text: str) -> str:
    widget = bound.field.widget
    classes = [widget.attrs.get("class", ""), _css(widget), "is-invalid" if bound.errors else ""]
    attrs = {"class": " ".join(name for name in classes if name)}
    if about := _described(bound, help_text):
        attrs["aria-describedby"] = about
    return str(bound.as_widget(attrs=attrs))


def _described(bound: BoundField, help_text: str) -> str:
    """The ids of the texts that explain the field."""
    about = [f"{bound.auto_id}_help"] if help_text else []
    about += [f"{bound.auto_id}_error"] if bound.errors else []
    return " ".join(about)


def _group(bound: BoundField, notes: str, described: str) -> SafeString:
    """Radio buttons or checkboxes under one legend."""
    bound.field.widget.attrs["class"] = "form-check-input"  # the form's own copy of the widget
    boxes = "".join(
        f'<label class="form-check">{box.tag()}'
        f'<span class="form-check-label">{escape(str(box.choice_label))}</span></label>'
        for box in bound
    )
    about = f' aria-describedby="{described}"' if described else ""
    long = " nd-boxes-long" if len(bound) > MANY_BOXES else ""
    return safe(
        f'<fieldset class="nd-field" id="{bound.auto_id}" tabindex="-1"{about}>'
        f'<legend class="form-label">{_label(bound)}</legend>{notes}'
        f'<div class="nd-boxes{long}">{boxes}</div></fieldset>'
    )


def _css(widget: forms.Widget) -> str:
    if isinstance(widget, _SINGLE_BOX):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def time_left(job: Job) -> str:
    """“约还需 2 分钟” from the pace so far; "" while nothing can be said."""
    if job.state != JobState.RUNNING or not (job.started_at and job.done and job.total):
        return ""
    spent = (timezone.now() - job.started_at).total_seconds()
    seconds = spent / job.done * (job.total - job.done)
    if seconds < 60:
        return f"约还需 {max(1, round(seconds))} 秒"
    return f"约还需 {round(seconds / 60)} 分钟"
