"""Plans, measures and dispatched tasks for tests; tasks are built by the actions, like in real life."""

from __future__ import annotations

import datetime
from typing import Any

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.org.models import Organization
from niudai.work import actions, queries
from niudai.work.models import Assignment, Plan, PlanItem


def in_days(count: int) -> datetime.date:
    """The date `count` days from today."""
    return today() + datetime.timedelta(days=count)


def a_plan(
    issuer: Organization, *, state: str = "issued", title: str = "群团工作方案", **fields: Any
) -> Plan:
    """A plan of `issuer`, issued unless said otherwise."""
    if state in ("issued", "closed"):
        fields = {
            "doc_number": "幸街工委〔2026〕1号",
            "issued_on": datetime.date(2026, 1, 5),
        } | fields
    return Plan.objects.create(
        jurisdiction=issuer.jurisdiction,
        title=title,
        issuer=issuer,
        state=state,
        text="一、主要任务",
        created_by_id=0,
        created_by="测试",
        **fields,
    )


def a_measure(plan: Plan, *lines: str, title: str = "开展主题团日活动", **fields: Any) -> PlanItem:
    """A measure of `plan` for `lines`, at the end of the plan."""
    position = PlanItem.objects.unrestricted("test").filter(plan=plan).count() + 1
    return PlanItem.objects.create(
        jurisdiction=plan.jurisdiction,
        plan=plan,
        position=position,
        kind=fields.pop("kind", "measure"),
        title=title,
        text=fields.pop("text", "每季度组织一次主题团日活动。"),
        lines=lines,
        **fields,
    )


def dispatched(
    actor: Actor,
    measure: PlanItem,
    *organizations: Organization,
    due_on: datetime.date | None = None,
    period: str | None = None,
) -> list[Assignment]:
    """The tasks that `actor` dispatched of `measure` to `organizations`, in their order."""
    ids = [row.pk for row in organizations]
    actions.dispatch_measure(
        actor=actor, measure=measure, organization_ids=ids, due_on=due_on, period=period
    )
    rows = Assignment.objects.unrestricted("test").filter(measure=measure, organization__in=ids)
    rows = rows.filter(period=queries.current_period(measure) if period is None else period)
    rows = rows.select_related("organization", "measure__plan")
    return sorted(rows, key=lambda row: ids.index(row.organization_id))
