"""What people type about facts: parsed and checked for shape here, for sense by the actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.ledger.actions import NewEntry, as_new
from niudai.ledger.choices import Kind
from niudai.ledger.followers import RowChoice
from niudai.ledger.models import Entry
from niudai.org.choices import MASS_LINES, Line
from niudai.org.models import Organization


class EntryForm(forms.Form):
    """The words of one fact of `place`; the fields that its line does not need are left out."""

    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), *Kind.choices])
    title = forms.CharField(
        label="事项",
        max_length=120,
        help_text="一句话写明做了什么，例如“召开支委会研究暑期志愿服务”。",
    )
    occurred_on = forms.DateField(
        label="日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="事情发生的那一天，不是登记的日子。",
    )
    concerns = forms.MultipleChoiceField(
        label="涉及条线",
        choices=[(line.value, line.label) for line in MASS_LINES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="与群团工作有关才选。选中的条线会按这件事看是否同步。",
    )
    persons = forms.IntegerField(
        label="人数", min_value=0, required=False, help_text="参加的有多少人，每人只算一次。"
    )
    person_times = forms.IntegerField(
        label="人次", min_value=0, required=False, help_text="同一个人参加几次算几次。"
    )
    rows = forms.MultipleChoiceField(
        label="带的内容",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="直接相关的几项，用于同步矩阵的分项。",
    )
    note = forms.CharField(
        label="说明",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, place: Organization, row_choices: Iterable[RowChoice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        party = place.line == Line.PARTY
        offered = [row for row in row_choices if party or row.line == place.line]
        self.fields["rows"].choices = _grouped(offered)  # type: ignore[attr-defined]
        self.fields["occurred_on"].widget.attrs["max"] = today().isoformat()
        if not offered:
            del self.fields["rows"]
        if not party:
            del self.fields["concerns"]

    def new_entry(self) -> NewEntry:
        """What was typed, as the action takes it; only after `is_valid()`."""
        data = self.cleaned_data
        return NewEntry(
            organization=self.place,
            kind=data["kind"],
            occurred_on=data["occurred_on"],
            title=data["title"],
            concerns=data.get("concerns", ()),
            rows=data.get("rows", ()),
            persons=data["persons"],
            person_times=data["person_times"],
            note=data["note"],
        )

    def refuse(self, error: Refused) -> None:
        """Show what the action refused at the field it names."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


class RecordForm(EntryForm):
    """A new fact; a Party organization may add the mass organizations it leads that took part."""

    partners = forms.MultipleChoiceField(
        label="共同参加的群团组织",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="选中后各记一条，算同一次活动，不必再另外登记。",
    )

    def __init__(self, *args: Any, partners: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {place.code: place for place in partners}
        choices = [(place.code, place.short_name) for place in partners]
        self.fields["partners"].choices = choices  # type: ignore[attr-defined]
        if not partners:
            del self.fields["partners"]

    def took_part(self) -> list[Organization]:
        """The organizations chosen as partners."""
        return [self.partners[code] for code in self.cleaned_data.get("partners", ())]


class ReasonForm(forms.Form):
    """Why an entry is voided."""

    reason = forms.CharField(
        label="原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="原记录会保留并注明作废，原因写给以后查考的人看。",
    )

    def refuse(self, error: Refused) -> None:
        """Show what the action refused."""
        self.add_error("reason" if error.field == "reason" else None, error.message)


class CorrectForm(EntryForm):
    """A fact set right, with the reason."""

    reason = forms.CharField(
        label="更正原因", max_length=200, help_text="例如“人数写错”。原记录会保留并注明。"
    )

    def corrected(self, entry: Entry) -> NewEntry:
        """`entry` with what was typed; measure, occasion and source stay."""
        typed = self.new_entry()
        return replace(
            as_new(entry),
            kind=typed.kind,
            occurred_on=typed.occurred_on,
            title=typed.title,
            concerns=typed.concerns if "concerns" in self.fields else entry.concerns,
            rows=typed.rows if "rows" in self.fields else entry.rows,
            persons=typed.persons,
            person_times=typed.person_times,
            note=typed.note,
        )


def initial_of(entry: Entry) -> dict[str, Any]:
    """The values of an entry as the form's first ones."""
    names = ("kind", "title", "occurred_on", "concerns", "persons", "person_times", "rows", "note")
    return {name: getattr(entry, name) for name in names}


def _grouped(rows: Iterable[RowChoice]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        groups.setdefault(row.framework, []).append((row.code, row.name))
    return list(groups.items())
