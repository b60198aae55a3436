"""Who may dispatch a measure, and to which organizations."""

from __future__ import annotations

from django.db.models import Q

from niudai.base.actors import Actor, Scope
from niudai.base.decisions import YES, Decision, no
from niudai.org.choices import Line, Role
from niudai.org.models import organizations_in
from niudai.work.models import Plan, PlanItem


def _dispatches(scope: Scope, measure: PlanItem) -> bool:
    if scope.jurisdiction != measure.jurisdiction:
        return False
    if scope.role == Role.PARTY_OFFICE:
        return True
    return scope.role == Role.LINE_OFFICER and scope.line in measure.lines


def may_dispatch(actor: Actor, measure: PlanItem) -> Decision:
    """下达: the Party office, or a line officer when the measure is (also) of the own line."""
    if any(_dispatches(scope, measure) for scope in actor.scopes):
        return YES
    if Role.LINE_OFFICER in actor.roles():
        lines = "、".join(Line(line).label for line in measure.lines) or "尚未确定"
        return no(f"本条举措的条线为{lines}，不属于您的条线，请由党建办下达。")
    return no("只有党建办或本条线干部可以下达任务。")


def may_dispatch_plan(actor: Actor, plan: Plan) -> Decision:
    """整案下达: the Party office of the plan's jurisdiction."""
    for scope in actor.scopes:
        if scope.role == Role.PARTY_OFFICE and scope.jurisdiction == plan.jurisdiction:
            return YES
    return no("只有党建办可以整案下达，条线干部请逐条下达本条线的举措。")


def dispatch_reach(actor: Actor, measure: PlanItem) -> Q:
    """The organizations to which the actor may give this measure, as a condition on Organization.

    The Party office: all of its scope; a line officer: the own line's subtree.
    """
    condition = Q(pk__in=[])
    for scope in actor.scopes:
        if _dispatches(scope, measure):
            condition |= organizations_in(scope)
    return condition & Q(jurisdiction=measure.jurisdiction)
