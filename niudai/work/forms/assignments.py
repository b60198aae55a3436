"""Forms of the acts on an assignment; they parse what was typed, the actions judge it."""

from __future__ import annotations

from typing import Any

from django import forms

from niudai.base.calendar import today
from niudai.ledger.models import Entry


def date_input() -> forms.DateInput:
    """The browser's own date picker."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DayField(forms.DateField):
    """A date typed or picked as 2026-03-05."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", date_input())
        options.setdefault("input_formats", ["%Y-%m-%d"])
        messages = {"invalid": "这个日期不存在，请写成 2026-03-05。", "required": "请填写日期。"}
        super().__init__(error_messages=messages, **options)


def _text(label: str, *, required: bool = True, rows: int = 2, limit: int = 400) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": f"请控制在{limit}字以内。"},
    )


class AcknowledgeForm(forms.Form):
    """签收, with the target the body takes on when the measure has one."""

    agreed_target = forms.DecimalField(
        label="约定目标", required=False, min_value=0, max_digits=12, decimal_places=2
    )
    note = _text("工作安排", required=False, rows=2)


class ReasonForm(forms.Form):
    """退回, 退回补正, 撤回: the reason the action insists on."""

    reason = _text("理由", required=False)


class NoteForm(forms.Form):
    """核验, with a word if wanted."""

    note = _text("意见", required=False, rows=1)


class RedispatchForm(forms.Form):
    """重新下达, with a new deadline if wanted."""

    due_on = DayField(label="新的时限", required=False)
    note = _text("说明", required=False, rows=1)


class ExtensionForm(forms.Form):
    """申请延期."""

    due_on = DayField(label="申请延至")
    reason = _text("延期理由", required=False)


class AnswerForm(forms.Form):
    """审批延期."""

    answer = _text("审批意见", required=False, rows=1)


class ReportForm(forms.Form):
    """报完成: the day, facts already in the ledger, a sentence if wanted; no photo, no file."""

    done_on = DayField(label="完成日期")
    entries = forms.TypedMultipleChoiceField(
        label="佐证的台账事实",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "选中的台账中有的已作废或不属于本组织，请重新选择。"},
    )
    report = _text("完成情况", required=False, rows=3, limit=2000)

    def __init__(self, *args: Any, entries: list[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = today()
        self.fields["entries"].choices = [(str(row.code), _entry_words(row)) for row in entries]  # type: ignore[attr-defined]


def _entry_words(entry: Entry) -> str:
    return f"{entry.occurred_on:%Y-%m-%d} {entry.get_kind_display()} {entry.title}"
