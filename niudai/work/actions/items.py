"""A plan's items in memory: the tree as the edits see it, and how little of it an edit writes back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import models

from niudai.base.errors import Stale
from niudai.work.choices import ItemKind
from niudai.work.models import Plan, PlanItem

GONE: Final = "这一条已被他人删除或合并，请刷新后再看。"

# What an edit may change and an undo must bring back; `position` follows from the order.
FIELDS: Final = [
    "code",
    "parent_id",
    "kind",
    "number_text",
    "title",
    "text",
    "char_start",
    "char_end",
    "lines",
    "unit_classes",
    "rows",
    "programmes",
    "other_owners",
    "lead_id",
    "leader_name",
    "due_on",
    "cadence",
    "target_value",
    "target_unit",
    "evidence",
    "why",
    "confidence",
    "confirmed",
    "revises_id",
    "revised",
]
PLAN_FIELDS: Final = ("title", "themes")
Values = dict[str, Any]


class Tree:
    """The items of one plan in reading order, each parent before its children.

    `assisting` holds the ids of the assisting organizations by item id. Edits work on `items` and
    `assisting`; `write` brings the database in line and returns what it takes to undo it.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        rows = PlanItem.objects.unrestricted("the whole tree of a plan whose rule has allowed it")
        self.items: list[PlanItem] = list(rows.filter(plan=plan).order_by("position"))
        self.assisting: dict[int, list[int]] = {item.pk: [] for item in self.items}
        pairs = _assisting_rows().filter(planitem__plan=plan).order_by("pk")
        for item_id, organization_id in pairs.values_list("planitem_id", "organization_id"):
            self.assisting[item_id].append(organization_id)
        self._before = {item.pk: self.values(item) for item in self.items}
        self._order = [item.pk for item in self.items]
        self._plan_before = {name: getattr(plan, name) for name in PLAN_FIELDS}

    def item(self, pk: int) -> PlanItem:
        """The item with this id; Stale when somebody has removed it since the caller saw it."""
        for item in self.items:
            if item.pk == pk:
                return item
        raise Stale(GONE)

    def children(self, parent_id: int | None) -> list[PlanItem]:
        """The items directly below, in order; the top level for None."""
        return [item for item in self.items if item.parent_id == parent_id]

    def block(self, item: PlanItem) -> list[PlanItem]:
        """The item with everything below it, in order."""
        inside = {item.pk}
        for other in self.items:
            if other.parent_id in inside:
                inside.add(other.pk)
        return [other for other in self.items if other.pk in inside]

    def add(self, item: PlanItem, at: int) -> None:
        """Save a new item and put it at place `at` of the order."""
        item.plan, item.jurisdiction, item.position = self.plan, self.plan.jurisdiction, at
        item.save(force_insert=True)
        self.items.insert(at, item)
        self.assisting.setdefault(item.pk, [])

    def remove(self, gone: Iterable[PlanItem]) -> None:
        """Take items out; whole blocks only, so that nobody loses a parent."""
        ids = {item.pk for item in gone}
        self.items = [item for item in self.items if item.pk not in ids]

    def values(self, item: PlanItem) -> Values:
        """One item as JSON."""
        found = {name: plain(getattr(item, name)) for name in FIELDS}
        return {**found, "assisting": list(self.assisting.get(item.pk, ()))}

    def write(self) -> dict[str, Any]:
        """Write what changed, in a number of statements that does not depend on how many items there are.

        Returns the undo step: the order before, the values of the items that were changed or removed,
        and the plan's own values.
        """
        kept = {item.pk for item in self.items}
        gone = [pk for pk in self._order if pk not in kept]
        changed = [
            item
            for item in self.items
            if item.pk in self._before and self.values(item) != self._before[item.pk]
        ]
        step = {
            "order": self._order,
            "rows": {pk: self._before[pk] for pk in (*gone, *(item.pk for item in changed))},
            "plan": self._plan_before,
        }
        self._write_changed(changed)
        self._write_order()
        if gone:
            rows = PlanItem.objects.unrestricted("removed by an edit the rule has allowed")
            rows.filter(pk__in=gone).delete()
        if any(getattr(self.plan, name) != self._plan_before[name] for name in PLAN_FIELDS):
            self.plan.save(update_fields=PLAN_FIELDS)
        return step

    def restore(self, step: dict[str, Any]) -> None:
        """Bring the items and their order back to what an undo step kept, and write it."""
        now_here = {item.pk: item for item in self.items}
        order = [int(pk) for pk in step["order"]]
        lost: list[PlanItem] = []
        for key, values in step["rows"].items():
            pk = int(key)
            item = now_here.get(pk)
            if item is None:
                item = PlanItem(
                    pk=pk, plan=self.plan, jurisdiction=self.plan.jurisdiction, position=0
                )
                now_here[pk] = item
                lost.append(item)
            for name in FIELDS:
                field: Any = PlanItem._meta.get_field(name.removesuffix("_id"))
                setattr(item, name, field.to_python(values[name]))
            self.assisting[pk] = list(values["assisting"])
        lost.sort(key=lambda item: order.index(item.pk))
        PlanItem.objects.bulk_create(lost)
        for item in lost:
            self._before[item.pk] = {**self.values(item), "assisting": []}
        self.items = [now_here[pk] for pk in order]
        for name, value in step["plan"].items():
            setattr(self.plan, name, value)
        self._order = [*self._order, *(item.pk for item in lost)]
        self.write()

    def _write_changed(self, changed: list[PlanItem]) -> None:
        names = sorted(
            {
                name
                for item in changed
                for name in FIELDS
                if plain(getattr(item, name)) != self._before[item.pk][name]
            }
        )
        if names:
            rows = PlanItem.objects.unrestricted("changed by an edit the rule has allowed")
            rows.bulk_update(changed, [name.removesuffix("_id") for name in names])
        regrouped = [
            item
            for item in self.items
            if self.assisting[item.pk] != self._before.get(item.pk, {"assisting": []})["assisting"]
        ]
        if regrouped:
            _assisting_rows().filter(planitem__in=regrouped).delete()
            through = PlanItem.assisting.through
            through.objects.bulk_create(
                through(planitem_id=item.pk, organization_id=organization_id)
                for item in regrouped
                for organization_id in self.assisting[item.pk]
            )

    def _write_order(self) -> None:
        moved = []
        for place, item in enumerate(self.items):
            if item.position != place:
                item.position = place
                moved.append(item)
        if moved:
            rows = PlanItem.objects.unrestricted("reordered by an edit the rule has allowed")
            rows.bulk_update(moved, ["position"])


def is_leaf(tree: Tree, item: PlanItem) -> bool:
    """Whether the item is no heading and has nothing below it."""
    return item.kind != ItemKind.HEADING and not tree.children(item.pk)


def _assisting_rows() -> models.QuerySet[Any]:
    return PlanItem.assisting.through.objects.all()


def plain(value: Any) -> Any:
    """A field's value as JSON keeps it."""
    match value:
        case tuple():
            return list(value)
        case Decimal():
            return str(value.quantize(Decimal("0.01")))
        case date():
            return value.isoformat()
        case None | bool() | int() | float() | str() | list() | dict():
            return value
        case _:
            return str(value)
