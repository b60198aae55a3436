"""Reads about plans: the list, one plan with its tree, the decomposition table, who hears of an issue."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.org.choices import Line, Role, UnitClass
from niudai.org.models import Organization, Post
from niudai.org.queries import held_today, open_on, organizations
from niudai.sync.queries import content_rows
from niudai.work.choices import DISPATCHABLE, Cadence, ItemKind
from niudai.work.models import Plan, PlanItem

TABLE_COLUMNS: Final = (
    *("序号", "工作任务", "具体措施", "条线", "牵头组织", "配合组织"),
    *("责任领导", "单位类别", "完成时限", "目标", "备注"),
)
HEAVY: Final = ("text", "warnings", "frameworks", "themes", "programmes")


def plans(actor: Actor) -> QuerySet[Plan]:
    """The plans the actor may see, each with `measure_count`; not yet ordered. One query."""
    in_force = Q(items__kind__in=DISPATCHABLE, items__dropped_on=None)
    counted = Count("items", filter=in_force)
    rows = Plan.objects.visible_to(actor).select_related("issuer").defer(*HEAVY)
    return rows.annotate(measure_count=counted)


def plan(actor: Actor, code: uuid.UUID) -> Plan:
    """One visible plan with its issuer, or Unseen. One query."""
    found = (
        Plan.objects.visible_to(actor).select_related("issuer", "source").filter(code=code).first()
    )
    if found is None:
        raise Unseen()
    return found


def item(actor: Actor, code: uuid.UUID) -> PlanItem:
    """One visible item with its plan, parent and lead, or Unseen. One query."""
    rows = PlanItem.objects.visible_to(actor).select_related("plan__issuer", "parent", "lead")
    found = rows.filter(code=code).first()
    if found is None:
        raise Unseen()
    return found


def items_of(actor: Actor, plan: Plan, codes: Iterable[uuid.UUID]) -> list[PlanItem]:
    """The items of one plan among `codes`, in reading order; for acts on a selection. One query."""
    rows = PlanItem.objects.visible_to(actor).filter(plan=plan, code__in=list(codes))
    return list(rows.order_by("position"))


def tree_items(plan: Plan) -> list[PlanItem]:
    """All items in reading order with lead and assisting bodies; the plan has passed its gate. Two queries."""
    rows = PlanItem.objects.unrestricted("the plan has passed its gate").filter(plan=plan)
    bodies = Organization.objects.unrestricted("names of the bodies a plan names")
    found = list(rows.select_related("lead").order_by("position"))
    pairs = PlanItem.assisting.through.objects.filter(planitem__plan=plan).order_by("pk")
    assisting = list(pairs.values_list("planitem_id", "organization_id"))
    named = bodies.in_bulk({pk for _, pk in assisting}) if assisting else {}
    for row in found:
        row.assisting_bodies = [named[pk] for owner, pk in assisting if owner == row.pk]  # type: ignore[attr-defined]
    return found


def depths(items: Sequence[PlanItem]) -> dict[int, int]:
    """How deep each item stands, 0 at the top; items come in reading order."""
    found: dict[int, int] = {}
    for row in items:
        found[row.pk] = found.get(row.parent_id, -1) + 1 if row.parent_id else 0
    return found


def row_names(jurisdiction: int) -> dict[str, str]:
    """Content row code → its words, “带思想”, of the frameworks in force; at most three queries."""
    return {code: name for code, name, _, _ in content_rows(jurisdiction)}


def plan_readers(plan: Plan) -> list[int]:
    """The accounts told when a plan is issued: line officers and Party office of its jurisdiction."""
    posts = Post.objects.filter(
        held_today(),
        jurisdiction=plan.jurisdiction,
        role__in=(Role.LINE_OFFICER, Role.PARTY_OFFICE),
        account__isnull=False,
    )
    return list(posts.order_by("pk").values_list("account_id", flat=True).distinct())


def lead_names(actor: Actor, jurisdiction: int) -> list[str]:
    """Names offered for a lead or assisting body: the bodies at and right below the head, at most 60."""
    rows = organizations(actor).filter(open_on(today()), jurisdiction=jurisdiction)
    near = rows.filter(Q(heads_jurisdiction=True) | Q(parent__heads_jurisdiction=True))
    return list(
        near.order_by("-heads_jurisdiction", "line", "path").values_list("name", flat=True)[:60]
    )


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the decomposition table (任务分解表), in the order of TABLE_COLUMNS."""

    number: int
    task: str
    measure: str
    lines: str
    lead: str
    assisting: str
    leader: str
    unit_classes: str
    due: Any  # a date, or the words of a cadence
    target: str
    note: str

    def cells(self) -> list[Any]:
        """The values from left to right."""
        return [getattr(self, name) for name in self.__slots__]


def decomposition(items: Sequence[PlanItem]) -> list[TableRow]:
    """The decomposition table of a plan's items as `tree_items` gives them."""
    by_id = {row.pk: row for row in items}
    measures = [row for row in items if row.kind in DISPATCHABLE and row.dropped_on is None]
    return [
        TableRow(
            number=number,
            task=_task_of(row, by_id),
            measure=row.text or row.title,
            lines=line_words(row.lines),
            lead=row.lead.short_name if row.lead else "、".join(row.other_owners),
            assisting="、".join(body.short_name for body in row.assisting_bodies),  # type: ignore[attr-defined]
            leader=row.leader_name,
            unit_classes=class_words(row.unit_classes),
            due=row.due_on or ("" if row.cadence == Cadence.ONCE else row.get_cadence_display()),
            target=target_words(row),
            note="、".join(row.programmes),
        )
        for number, row in enumerate(measures, 1)
    ]


def _task_of(row: PlanItem, by_id: dict[int, PlanItem]) -> str:
    """The nearest heading above with words of its own, else the item's own title."""
    above = by_id.get(row.parent_id or 0)
    while above is not None:
        if above.kind == ItemKind.HEADING and not above.title.startswith("共"):
            return above.title
        above = by_id.get(above.parent_id or 0)
    return row.title


def line_words(lines: Iterable[str]) -> str:
    """“工会、妇联”."""
    return "、".join(Line(line).label for line in lines)


def class_words(classes: Iterable[str]) -> str:
    """“机关、事业单位”."""
    return "、".join(UnitClass(one).label for one in classes)


def target_words(row: PlanItem) -> str:
    """“不少于2,000人次”, "" without a target."""
    if row.target_value is None:
        return ""
    value = row.target_value.normalize()
    return f"不少于{value:,f}{row.target_unit}"
