"""Who may do what with an assignment: the body that has it, or the officers who oversee it."""

from __future__ import annotations

from niudai.base.actors import Actor
from niudai.base.decisions import YES, Decision, no
from niudai.org.choices import OFFICE_ROLES, Line
from niudai.org.rules import holds_post_at, is_open, reaches
from niudai.work.choices import AssignmentState
from niudai.work.models import Assignment


def holds(actor: Actor, assignment: Assignment) -> bool:
    """Whether the actor holds a post at the very organization that has the task."""
    return holds_post_at(actor, assignment.organization)


def oversees(actor: Actor, assignment: Assignment) -> bool:
    """Whether one of the actor's office posts answers for the organization that has the task."""
    return reaches(actor, assignment.organization, *OFFICE_ROLES)


def _body(actor: Actor, assignment: Assignment, verb: str) -> Decision:
    if not holds(actor, assignment):
        return no(f"只有承办组织“{assignment.organization.short_name}”的任职人员可以{verb}。")
    return is_open(assignment.organization)


def _office(actor: Actor, assignment: Assignment, verb: str) -> Decision:
    if not oversees(actor, assignment):
        line = Line(assignment.line).label
        return no(f"只有党建办或{line}线条干部可以{verb}。")
    if holds(actor, assignment):
        return no(f"您在承办组织任职，不能{verb}本组织的任务，请由他人办理。")
    return YES


def may_acknowledge(actor: Actor, assignment: Assignment) -> Decision:
    """签收: the body."""
    return _body(actor, assignment, "签收")


def may_refuse(actor: Actor, assignment: Assignment) -> Decision:
    """退回: the body."""
    return _body(actor, assignment, "退回")


def may_start(actor: Actor, assignment: Assignment) -> Decision:
    """开始办理: the body."""
    return _body(actor, assignment, "开始办理")


def may_report(actor: Actor, assignment: Assignment) -> Decision:
    """报完成: the body."""
    return _body(actor, assignment, "报完成")


def may_ask_extension(actor: Actor, assignment: Assignment) -> Decision:
    """申请延期: the body."""
    return _body(actor, assignment, "申请延期")


def may_decide_extension(actor: Actor, assignment: Assignment) -> Decision:
    """审批延期: the office, not for the own organization."""
    return _office(actor, assignment, "审批延期")


def may_accept(actor: Actor, assignment: Assignment) -> Decision:
    """核验: the office, never one's own report."""
    return _office(actor, assignment, "核验")


def may_send_back(actor: Actor, assignment: Assignment) -> Decision:
    """退回补正: the office, not for the own organization."""
    return _office(actor, assignment, "退回补正")


def may_close(actor: Actor, assignment: Assignment) -> Decision:
    """办结: the office, not for the own organization."""
    return _office(actor, assignment, "办结")


def may_recall(actor: Actor, assignment: Assignment) -> Decision:
    """撤回: the office, not for the own organization."""
    return _office(actor, assignment, "撤回")


def may_redispatch(actor: Actor, assignment: Assignment) -> Decision:
    """重新下达: the office, not for the own organization."""
    return _office(actor, assignment, "重新下达")


def may_remind(actor: Actor, assignment: Assignment) -> Decision:
    """提醒: the office, not for the own organization."""
    return _office(actor, assignment, "提醒")


# what the state allows now, the main act of each side first
OFFERS: dict[str, tuple[str, ...]] = {
    AssignmentState.DISPATCHED: ("acknowledge", "refuse", "ask_extension", "remind", "recall"),
    AssignmentState.REFUSED: ("redispatch", "recall"),
    AssignmentState.ACKNOWLEDGED: ("report", "start", "ask_extension", "remind", "recall"),
    AssignmentState.IN_PROGRESS: ("report", "ask_extension", "remind", "recall"),
    AssignmentState.REPORTED: ("accept", "send_back"),
    AssignmentState.SENT_BACK: ("report", "ask_extension", "remind", "recall"),
    AssignmentState.ACCEPTED: ("close",),
    AssignmentState.CLOSED: (),
    AssignmentState.RECALLED: ("redispatch",),
}
RULES = {
    "acknowledge": may_acknowledge,
    "refuse": may_refuse,
    "start": may_start,
    "report": may_report,
    "ask_extension": may_ask_extension,
    "accept": may_accept,
    "send_back": may_send_back,
    "close": may_close,
    "recall": may_recall,
    "redispatch": may_redispatch,
    "remind": may_remind,
}


def offered(actor: Actor, assignment: Assignment) -> dict[str, Decision]:
    """The acts that the task's state allows now, the main one first, each with the rule's answer."""
    verbs = OFFERS[assignment.state]
    if assignment.due_on is None:
        verbs = tuple(verb for verb in verbs if verb != "ask_extension")
    return {verb: RULES[verb](actor, assignment) for verb in verbs}
