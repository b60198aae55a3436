"""Forms of a revision: which item it goes on from, and its issue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from niudai.work.forms.plans import IssueForm


class PairForm(forms.Form):
    """Which item of the revised plan an item goes on from."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    earlier = forms.UUIDField(
        error_messages={"required": "请选择原方案的一条。", "invalid": "请选择原方案的一条。"}
    )


class IssueRevisionForm(IssueForm):
    """Number and day, and the dropped measures whose tasks run on."""

    let_run = forms.MultipleChoiceField(
        label="取消的举措中，仍要办完的",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不勾选的，印发后撤回在办任务，并通知承办组织。",
        error_messages={"invalid_choice": "所选举措已有变化，请刷新后再看。"},
    )

    def __init__(self, *args: Any, dropped: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["let_run"].choices = list(dropped)  # type: ignore[attr-defined]
