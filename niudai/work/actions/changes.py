"""What an edit may say about an item, checked in one place for the form, the selection and the API."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Final

from niudai.base.errors import Refused
from niudai.base.fields import codes
from niudai.org.choices import Line, UnitClass
from niudai.org.models import Organization
from niudai.work.actions.reading import names
from niudai.work.choices import Cadence, ItemKind

KEEP: Final[Any] = object()  # the value stays as it is
LONGEST_TEXT: Final = 20_000
_ROW: Final = re.compile(r"[a-z0-9_-]+/[a-z0-9_-]+")
# What may still be set after the issue, until the measure has been dispatched.
AFTER_ISSUE: Final = frozenset(
    [
        "lead",
        "assisting",
        "leader_name",
        "due_on",
        "cadence",
        "target_value",
        "target_unit",
        "evidence",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """New values of an item; a field left at KEEP is not touched. See `PlanItem` for their meaning.

    `target_value` is in `target_unit`; `lead` and `assisting` are organizations of the plan's jurisdiction.
    """

    kind: str = KEEP
    number_text: str = KEEP
    title: str = KEEP
    text: str = KEEP
    lines: Sequence[str] = KEEP
    unit_classes: Sequence[str] = KEEP
    rows: Sequence[str] = KEEP
    programmes: Sequence[str] = KEEP
    other_owners: Sequence[str] = KEEP
    lead: Organization | None = KEEP
    assisting: Sequence[Organization] = KEEP
    leader_name: str = KEEP
    due_on: datetime.date | None = KEEP
    cadence: str = KEEP
    target_value: Decimal | None = KEEP
    target_unit: str = KEEP
    evidence: str = KEEP
    confirmed: bool = KEEP

    def given(self) -> dict[str, Any]:
        """The fields that are to change, with their new values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not KEEP}

    def checked(self, jurisdiction: int) -> dict[str, Any]:
        """The new values in the form the table keeps, or Refused at the field that is wrong."""
        given = self.given()
        for name, check in _CHECKS.items():
            if name in given:
                given[name] = check(given[name])
        for name in ("lead", "assisting"):
            bodies = given.get(name) or ()
            for body in [bodies] if isinstance(bodies, Organization) else bodies:
                if body.jurisdiction != jurisdiction:
                    raise Refused(f"“{body.short_name}”不在本辖区，请换一个组织。", field=name)
        if isinstance(given.get("assisting"), Sequence):
            given["assisting"] = list(dict.fromkeys(body.pk for body in given["assisting"]))
        return given


def _text(
    name: str, words: str, longest: int, *, needed: bool = False, whole: bool = False
) -> Callable[[str], str]:
    """`whole` text keeps its outer blanks, so that it stays equal to its span of the source."""

    def check(value: str) -> str:
        value = value.replace("\x00", "").replace("\r\n", "\n")
        value = value if whole else value.strip()
        if needed and not value:
            raise Refused(f"请填写{words}。", field=name)
        if len(value) > longest:
            raise Refused(f"{words}请控制在{longest:,}字以内。", field=name)
        return value

    return check


def _listed(name: str, words: str, allowed: Sequence[str]) -> Callable[[Sequence[str]], tuple]:
    def check(values: Sequence[str]) -> tuple[str, ...]:
        if not set(values) <= set(allowed):
            raise Refused(f"{words}不在名单中，请从列表中选择。", field=name)
        return codes(values)

    return check


def _one_of(name: str, words: str, allowed: Sequence[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in allowed:
            raise Refused(f"{words}不在名单中，请从列表中选择。", field=name)
        return value

    return check


def _names(name: str, words: str) -> Callable[[Sequence[str]], tuple]:
    def check(values: Sequence[str]) -> tuple[str, ...]:
        kept = names(values)
        if len(kept) < len({" ".join(v.replace("|", "／").split()) for v in values if v.strip()}):
            raise Refused(f"{words}太多，请合计控制在280字以内。", field=name)
        return kept

    return check


def _rows(values: Sequence[str]) -> tuple[str, ...]:
    if not all(_ROW.fullmatch(value) for value in values):
        raise Refused("带的内容不在名单中，请从列表中选择。", field="rows")
    if sum(len(value) + 1 for value in values) >= 300:
        raise Refused("带的内容选得太多，请只选直接相关的几项。", field="rows")
    return codes(values)


def _due_on(value: datetime.date | None) -> datetime.date | None:
    if value is not None and not 2000 <= value.year <= 2100:
        raise Refused("完成时限的年份不对，请核对。", field="due_on")
    return value


def _target_value(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    if not value.is_finite() or not 0 <= value < 10**10:
        raise Refused("目标值请填写不小于0的数字。", field="target_value")
    return value.quantize(Decimal("0.01"))


_CHECKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "kind": _one_of("kind", "性质", ItemKind.values),
    "number_text": _text("number_text", "序号", 20),
    "title": _text("title", "事项", 200, needed=True),
    "text": _text("text", "内容", LONGEST_TEXT, whole=True),
    "lines": _listed("lines", "条线", Line.values),
    "unit_classes": _listed("unit_classes", "单位类别", UnitClass.values),
    "rows": _rows,
    "programmes": _names("programmes", "品牌项目"),
    "other_owners": _names("other_owners", "其他单位"),
    "leader_name": _text("leader_name", "责任领导", 40),
    "due_on": _due_on,
    "cadence": _one_of("cadence", "频次", Cadence.values),
    "target_value": _target_value,
    "target_unit": _text("target_unit", "目标单位", 20),
    "evidence": _text("evidence", "须附材料", 200),
}
