"""Forms of the base's pages: the working calendar."""

from __future__ import annotations

from django import forms

from niudai.base import calendar

DAY_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CalendarDayForm(forms.Form):
    """One day that differs from the weekly rule."""

    day = forms.DateField(label="日期", widget=DAY_INPUT)
    working = forms.TypedChoiceField(
        label="安排",
        choices=[("0", "放假"), ("1", "上班")],
        coerce=lambda value: value == "1",
        widget=forms.Select,
    )
    name = forms.CharField(label="名称", max_length=40, help_text="如“中秋节”“春节调休上班”")


class ClearDayForm(forms.Form):
    """The day that is to follow the weekly rule again."""

    day = forms.DateField(label="日期")


class CalendarYearForm(forms.Form):
    """Whether the State Council has arranged a year, and in which document."""

    year = forms.IntegerField(
        label="年份", min_value=calendar.FIRST_YEAR, max_value=calendar.FIRST_YEAR + 96
    )
    published = forms.BooleanField(label="放假安排已发布", required=False)
    source = forms.CharField(
        label="依据", max_length=200, required=False, help_text="放假安排通知的名称或文号"
    )
