"""Forms of the dispatch page: what to preview, and what to dispatch."""

from __future__ import annotations

from typing import Any

from django import forms

from niudai.base.periods import Period
from niudai.org.choices import Line, UnitClass
from niudai.work.choices import Cadence
from niudai.work.forms.assignments import DayField
from niudai.work.models import PlanItem
from niudai.work.queries.dispatch import current_period, default_due_on


class CriteriaForm(forms.Form):
    """Which organizations fit: lines, unit classes, and the organization whose subtree is meant."""

    lines = forms.MultipleChoiceField(
        label="条线", choices=Line.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    unit_classes = forms.MultipleChoiceField(
        label="单位类别",
        choices=UnitClass.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    subtree = forms.CharField(label="范围", required=False, widget=forms.Select)

    def __init__(self, *args: Any, subtrees: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subtree"].widget.choices = [("", "全部"), *subtrees]  # type: ignore[attr-defined]


class DispatchForm(forms.Form):
    """Who gets the measure, by when, for which period."""

    due_on = DayField(label="完成时限", required=False)
    period = forms.CharField(label="周期", required=False, widget=forms.Select)

    def __init__(self, *args: Any, measure: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = current_period(measure)
        self.fields["due_on"].initial = default_due_on(measure, now)
        if measure.cadence == Cadence.ONCE:
            del self.fields["period"]
            return
        this = Period.parse(now)
        choices = [(one.key, one.label) for one in (this, this.next())]
        self.fields["period"].widget.choices = choices  # type: ignore[attr-defined]
        self.fields["period"].initial = now
