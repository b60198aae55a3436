"""Forms of the review screen: one item, a selection, a cut, a move; each gives the change it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.org.choices import Line, UnitClass
from niudai.org.models import Organization
from niudai.org.queries import open_on, organizations
from niudai.work.actions.changes import ItemChange
from niudai.work.choices import Cadence, ItemKind
from niudai.work.forms.assignments import DayField
from niudai.work.models import PlanItem

_SEPARATORS = re.compile(r"[、，,；;\n]+")


class BodiesField(forms.CharField):
    """Organizations by full name, short name or code, separated by “、”; only those the actor sees."""

    def __init__(self, *, most: int | None = None, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"list": "bodies"}))
        super().__init__(required=False, max_length=1000, **options)
        self.actor: Actor | None = None
        self.most = most

    def clean(self, value: Any) -> list[Organization]:  # type: ignore[override]
        """The organizations named, in the order typed; one query."""
        words = names_in(super().clean(value))
        if not words:
            return []
        assert self.actor is not None  # noqa: S101 — set by every form that has this field
        named = Q(name__in=words) | Q(short_name__in=words) | Q(code__in=words)
        found = list(organizations(self.actor).filter(open_on(today())).filter(named))
        bodies = [self._one(word, found) for word in words]
        if self.most and len(bodies) > self.most:
            raise forms.ValidationError("只能填写一个组织，其他的请填在配合组织。")
        return bodies

    @staticmethod
    def _one(word: str, found: list[Organization]) -> Organization:
        exact = [body for body in found if word in (body.name, body.code)]
        matches = exact or [body for body in found if body.short_name == word]
        if not matches:
            raise forms.ValidationError(f"没有找到组织“{word[:40]}”，请填写全称、简称或代码。")
        if len(matches) > 1:
            raise forms.ValidationError(f"有{len(matches)}个组织都叫“{word}”，请填写全称。")
        return matches[0]


def names_in(text: str) -> list[str]:
    """The names in a text separated by “、”, commas, semicolons or line breaks."""
    return list(dict.fromkeys(part.strip() for part in _SEPARATORS.split(text) if part.strip()))


class _Codes(forms.MultipleChoiceField):
    """Several codes as boxes."""

    def __init__(self, label: str, choices: Any = ()) -> None:
        super().__init__(
            label=label,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "所选内容不在名单中，请重新选择。"},
        )


class _Names(forms.CharField):
    """Names separated by “、”."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, max_length=400, help_text="多个用“、”隔开。")

    def to_python(self, value: Any) -> Any:
        return names_in(super().to_python(value))

    def run_validators(self, value: Any) -> None:
        super().run_validators("、".join(value))


def _short(label: str, longest: int, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=hint,
        error_messages={"max_length": f"请控制在{longest}字以内。"},
    )


class MeasureForm(forms.Form):
    """Who does a measure and by when: what may still be set after the issue."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    lead = BodiesField(label="牵头组织", most=1, help_text="填全称、简称或代码。")
    assisting = BodiesField(label="配合组织", help_text="多个用“、”隔开。")
    leader_name = _short("责任领导", 40)
    due_on = DayField(label="完成时限", required=False)
    cadence = forms.ChoiceField(label="频次", choices=Cadence.choices)
    target_value = forms.DecimalField(
        label="目标值",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        error_messages={"invalid": "请填写数字。", "min_value": "目标值不能小于0。"},
    )
    target_unit = _short("目标单位", 20, "如 人次、场次、户、%。")
    evidence = _short("须附材料", 200, "一般不填：完成情况以台账事实为准。")

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, BodiesField):
                field.actor = actor

    def change(self, **more: Any) -> ItemChange:
        """What the valid form asks for."""
        values = {name: value for name, value in self.cleaned_data.items() if name in self._own()}
        if "lead" in values:
            values["lead"] = values["lead"][0] if values["lead"] else None
        return ItemChange(**values, **more)

    def _own(self) -> Iterable[str]:
        return [name for name in self.fields if name not in ("revision", "parent")]


class ItemForm(MeasureForm):
    """Every field of one item of a draft."""

    kind = forms.ChoiceField(label="性质", choices=ItemKind.choices)
    number_text = _short("序号", 20)
    title = forms.CharField(
        label="事项",
        max_length=200,
        error_messages={"required": "请填写事项。", "max_length": "事项请控制在200字以内。"},
    )
    text = forms.CharField(
        label="内容",
        required=False,
        strip=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": "内容请控制在20,000字以内。"},
    )
    lines = _Codes("条线", Line.choices)
    unit_classes = _Codes("单位类别", UnitClass.choices)
    rows = _Codes("带的内容")
    programmes = _Names("品牌项目")
    other_owners = _Names("其他单位")

    def __init__(self, *args: Any, row_choices: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rows"].choices = list(row_choices)  # type: ignore[attr-defined]


class AddForm(ItemForm):
    """A new item; what is left out stays empty."""

    parent = forms.UUIDField(required=False, widget=forms.HiddenInput)
    cadence = forms.ChoiceField(label="频次", choices=Cadence.choices, required=False)

    def change(self, **more: Any) -> ItemChange:
        """What the valid form asks for."""
        self.cleaned_data["cadence"] = self.cleaned_data["cadence"] or Cadence.ONCE
        return super().change(**more)


class SelectionForm(forms.Form):
    """The same values for a selection; a field left empty changes nothing."""

    line = forms.ChoiceField(label="条线", required=False, choices=[("", "不改"), *Line.choices])
    unit_class = forms.ChoiceField(
        label="单位类别", required=False, choices=[("", "不改"), *UnitClass.choices]
    )
    row = forms.ChoiceField(label="带的内容", required=False)
    set_due_on = DayField(label="完成时限", required=False)
    set_lead = BodiesField(label="牵头组织", most=1)

    def __init__(
        self, *args: Any, actor: Actor, row_choices: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["row"].choices = [("", "不改"), *row_choices]  # type: ignore[attr-defined]
        self.fields["set_lead"].actor = actor  # type: ignore[attr-defined]

    def change(self) -> ItemChange:
        """What the valid form asks for."""
        data = self.cleaned_data
        values: dict[str, Any] = {}
        for name, into in (("line", "lines"), ("unit_class", "unit_classes"), ("row", "rows")):
            if data[name]:
                values[into] = (data[name],)
        if data["set_due_on"]:
            values["due_on"] = data["set_due_on"]
        if data["set_lead"]:
            values["lead"] = data["set_lead"][0]
        return ItemChange(**values)


class SplitForm(forms.Form):
    """Where to cut: a character of the item's text."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    at = forms.IntegerField(min_value=0, error_messages={"required": "请选择拆分的位置。"})


class MoveForm(forms.Form):
    """Under which heading; empty for the top level."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    parent = forms.UUIDField(required=False)


def item_values(item: PlanItem) -> dict[str, Any]:
    """An item as the initial values of its form; three queries at most."""
    bodies = Organization.objects.unrestricted("named by an item that has passed its gate")
    assisting = bodies.filter(
        pk__in=item.assisting.through.objects.filter(planitem=item).values("organization")
    )
    plain = (
        *("kind", "number_text", "title", "text", "lines", "unit_classes", "rows", "leader_name"),
        *("due_on", "cadence", "target_unit", "evidence"),
    )
    target = item.target_value
    return {
        **{name: getattr(item, name) for name in plain},
        "programmes": "、".join(item.programmes),
        "other_owners": "、".join(item.other_owners),
        "target_value": f"{target.normalize():f}" if target is not None else "",
        "lead": item.lead.name if item.lead else "",
        "assisting": "、".join(body.name for body in assisting),
        "revision": item.plan.revision,
    }
