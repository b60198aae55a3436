"""Forms about a plan as a whole; they parse what was typed, the actions judge it."""

from __future__ import annotations

from typing import Any

from django import forms

from niudai.base.calendar import today
from niudai.base.files import KINDS
from niudai.work.actions.plans import FILE_KINDS
from niudai.work.forms.assignments import DayField

ENDINGS = [f".{ending}" for kind in FILE_KINDS for ending in KINDS[kind].endings if ending != "md"]


class ImportForm(forms.Form):
    """A plan document: a file or a pasted text."""

    file = forms.FileField(
        label="方案文件",
        required=False,
        help_text=f"可以上传 {'、'.join(ENDINGS)} 文件。扫描件和图片逐页识别，需要一些时间。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={"empty": "文件是空的，请检查后重新选择。"},
    )
    text = forms.CharField(
        label="方案全文",
        required=False,
        strip=False,
        help_text="没有文件时，把方案全文粘贴在这里。",
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    title = forms.CharField(
        label="标题",
        required=False,
        max_length=200,
        help_text="不填时用原文的标题。",
        error_messages={"max_length": "标题请控制在200字以内。"},
    )


class IssueForm(forms.Form):
    """印发: number and day."""

    doc_number = forms.CharField(
        label="文号",
        max_length=60,
        error_messages={"required": "请填写文号。", "max_length": "文号请控制在60字以内。"},
    )
    issued_on = DayField(label="印发日期")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["issued_on"].widget.attrs["max"] = today().isoformat()


class TitleForm(forms.Form):
    """The draft's own title."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label="方案标题",
        max_length=200,
        error_messages={"required": "请填写方案标题。", "max_length": "标题请控制在200字以内。"},
    )
