"""Who may import, check, issue and close plans, and set the measures of an issued one."""

from __future__ import annotations

from niudai.base.actors import Actor, Scope
from niudai.base.decisions import YES, Decision, no
from niudai.org.choices import Role
from niudai.work.models import Plan, PlanItem


def office_scope(actor: Actor, jurisdiction: int | None = None) -> Scope | None:
    """The actor's post in the Party office (of `jurisdiction`, or of any), None without one."""
    for scope in actor.scopes:
        if scope.role == Role.PARTY_OFFICE and jurisdiction in (None, scope.jurisdiction):
            return scope
    return None


def may_import(actor: Actor) -> Decision:
    """导入方案: the Party office."""
    if office_scope(actor):
        return YES
    return no("只有党建办可以导入方案，如需导入请联系党建办。")


def may_edit(actor: Actor, plan: Plan) -> Decision:
    """核对条目, in the draft: the Party office of the plan's jurisdiction."""
    return _office(actor, plan, "核对和修改方案")


def may_issue(actor: Actor, plan: Plan) -> Decision:
    """印发: the Party office of the plan's jurisdiction."""
    return _office(actor, plan, "印发方案")


def may_revise(actor: Actor, plan: Plan) -> Decision:
    """导入修订稿，与原方案对照: the Party office of the plan's jurisdiction."""
    return _office(actor, plan, "修订方案")


def may_discard(actor: Actor, plan: Plan) -> Decision:
    """废弃一份草稿，或恢复它: the Party office of the plan's jurisdiction."""
    return _office(actor, plan, "废弃或恢复方案")


def may_close(actor: Actor, plan: Plan) -> Decision:
    """办结一份方案，或重新打开它: the Party office of the plan's jurisdiction."""
    return _office(actor, plan, "办结或重新打开方案")


def may_set_measure(actor: Actor, item: PlanItem) -> Decision:
    """确定举措的分工和时限, in the draft or after the issue: the Party office of its jurisdiction."""
    return _office(actor, item, "修改举措的分工和时限")


def _office(actor: Actor, row: Plan | PlanItem, verb: str) -> Decision:
    if office_scope(actor, row.jurisdiction):
        return YES
    return no(f"只有党建办可以{verb}，如需改动请联系党建办。")
