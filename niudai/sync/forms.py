"""What people choose and type on the pages of the sync room."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.periods import Period
from niudai.ledger.choices import Kind
from niudai.org.choices import MASS_LINES
from niudai.sync.actions import NewStep
from niudai.sync.choices import PERS
from niudai.sync.queries import VersionSpec

KEPT = ("line", "framework", "period", "as_of", "organization", "community", "missing", "led_since")


@dataclass
class Asked:
    """Which matrix is asked for, read from an address; what was not understood stands in `notes`."""

    period: Period
    as_of: datetime.date | None = None
    values: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        """From ?period=2026Q1&as_of=2026-03-05&…; default is the quarter that runs."""
        asked = cls(Period.of("quarter", today()))
        asked.values = {name: query[name][:60] for name in KEPT if query.get(name)}
        if key := asked.values.get("period", ""):
            try:
                asked.period = Period.parse(key)
            except ValueError as error:
                asked.notes.append(str(error))
        asked.as_of = asked._day("as_of")
        if asked.as_of and asked.as_of > today():
            asked.notes.append("截至日期不能晚于今天，已按今天显示。")
            asked.as_of = None
        return asked

    @property
    def led_since(self) -> datetime.date | None:
        """The first day of the pair meant, None for the latest pair."""
        return self._day("led_since")

    @property
    def framework(self) -> str:
        """The key of the framework meant, "" for the line's first."""
        return self.values.get("framework", "")

    def query(self, **changes: str) -> str:
        """The same address with parameters changed, "" dropping one; begins with `?`."""
        values = {**self.values, **changes}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def choices(self) -> list[tuple[str, str]]:
        """The periods offered: recent years, this year's halves and quarters, recent months."""
        found = _offered(today())
        if self.period not in found:
            found.insert(0, self.period)
        return [(period.key, period.label) for period in found]

    @property
    def day_words(self) -> str:
        """The day the figures speak of."""
        day = self.as_of or today()
        return f"截至{day.year}年{day.month}月{day.day}日"

    def _day(self, name: str) -> datetime.date | None:
        text = self.values.get(name, "")
        if not text:
            return None
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            note = f"日期“{text}”不存在，已忽略。"
            if note not in self.notes:
                self.notes.append(note)
            return None


def _offered(day: datetime.date) -> list[Period]:
    year = Period.of("year", day)
    found = [year, Period.of("half", day), Period.of("quarter", day)]
    quarter = found[-1]
    for _ in range(4):
        quarter = quarter.previous()
        found.append(quarter)
    month = Period.of("month", day)
    for _ in range(6):
        found.append(month)
        month = month.previous()
    return [*found, year.previous()]


class StepForm(forms.Form):
    """One step; a form without a name is left out."""

    name = forms.CharField(label="名称", max_length=40, required=False)
    kind = forms.ChoiceField(
        label="证明类别", choices=[("", "请选择"), *Kind.choices], required=False
    )
    tolerance = forms.IntegerField(label="允许相差天数", min_value=0, max_value=60, initial=7)
    required = forms.IntegerField(label="每期应有次数", min_value=1, max_value=366, required=False)
    required_per = forms.ChoiceField(
        label="期",
        choices=PERS[::-1],
    )


class VersionForm(forms.Form):
    """Rows, source and first day of a version; the steps are a formset beside it."""

    rows = forms.CharField(
        label="带的内容",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每行一项，例如“思想”。",
    )
    source = forms.CharField(
        label="依据", max_length=200, help_text="写明文件名称和文号，便于查考。"
    )
    effective_on = forms.DateField(
        label="启用日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="从这一天起按本版计算，此前各日仍按原版。",
    )

    def row_names(self) -> list[str]:
        """The names of the content rows."""
        return [line.strip() for line in self.cleaned_data["rows"].splitlines() if line.strip()]

    def refuse(self, error: Refused) -> None:
        """Show what the action refused at the field it names."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


class FrameworkForm(VersionForm):
    """A new framework."""

    name = forms.CharField(label="名称", max_length=40, help_text="例如“五带五同步”。")
    line = forms.ChoiceField(
        label="条线", choices=[(line.value, line.label) for line in MASS_LINES]
    )
    field_order = ("name", "line", "rows", "source", "effective_on")


StepFormSet = forms.formset_factory(StepForm, extra=2, max_num=12, absolute_max=12)
FirstStepFormSet = forms.formset_factory(StepForm, extra=6, max_num=12, absolute_max=12)


def steps_of(formset: forms.BaseFormSet) -> list[NewStep]:
    """The steps typed; only after `is_valid()`."""
    return [
        NewStep(
            name=data["name"].strip(),
            kind=data["kind"],
            tolerance=data["tolerance"],
            required=data["required"],
            required_per=data["required_per"],
        )
        for data in (form.cleaned_data for form in formset)
        if data.get("name", "").strip()
    ]


def initial_steps(version: VersionSpec) -> list[dict[str, object]]:
    """The steps of a version as the formset's first values."""
    names = ("name", "kind", "tolerance", "required", "required_per")
    return [{name: getattr(step, name) for name in names} for step in version.steps]
