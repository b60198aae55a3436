"""Writes on requests for more time: ask, grant, deny."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from niudai.base.actors import Actor
from niudai.base.calendar import now, today
from niudai.base.errors import Refused
from niudai.base.flow import advance
from niudai.base.web.cells import day as in_words
from niudai.work.actions.steps import checked_reason, tell_body, tell_office, write_step
from niudai.work.choices import OPEN, WITH_BODY, EventKind, ExtensionState
from niudai.work.models import Assignment, Extension
from niudai.work.rules import assignments as rules


@transaction.atomic
def ask_extension(*, actor: Actor, assignment: Assignment, due_on: date, reason: str) -> Extension:
    """申请延期 to `due_on`: the body, while the task is with it; one open request at a time.

    Refused when the task has no deadline, `due_on` is not after it or has passed, or a request is
    already open. Effects: the request; timeline, audit; notice to the office.
    """
    rules.may_ask_extension(actor, assignment).require()
    reason = checked_reason(reason, needed="请写明延期理由。")
    _check_ask(assignment, due_on)
    try:
        with transaction.atomic():
            asked = Extension.objects.create(
                jurisdiction=assignment.jurisdiction,
                assignment=assignment,
                due_on=due_on,
                reason=reason,
                asked_at=now(),
                asked_by=actor.name[:80],
            )
    except IntegrityError:
        raise Refused("已有一条延期申请待审批，请等待答复。") from None
    said = f"申请延至{in_words(due_on)}：{reason}"
    event = write_step(actor, assignment, EventKind.EXTENSION_ASKED, said)
    name = assignment.organization.short_name
    tell_office(actor, assignment, event, f"{name}就“{assignment.title}”{said}")
    return asked


def _check_ask(assignment: Assignment, due_on: date) -> None:
    if assignment.state not in WITH_BODY:
        raise Refused(f"当前为“{assignment.get_state_display()}”，不需要延期。")
    if assignment.due_on is None:
        raise Refused("本项任务没有时限，不需要延期。")
    if due_on <= assignment.due_on:
        raise Refused("新的时限须晚于现在的时限。", field="due_on")
    if due_on < today():
        raise Refused("新的时限已过，请填写今天或以后的日期。", field="due_on")


@transaction.atomic
def grant_extension(*, actor: Actor, extension: Extension, answer: str = "") -> None:
    """同意延期: the task's `due_on` moves to the day asked for, `first_due_on` stays.

    Refused when the task is already accepted, closed or recalled.
    Effects: request, deadline; timeline, audit; notice to the body.
    """
    assignment = extension.assignment
    rules.may_decide_extension(actor, assignment).require()
    answer = answer.strip()[:400]
    advance(
        extension,
        to=ExtensionState.GRANTED,
        decided_at=now(),
        decided_by=actor.name[:80],
        answer=answer,
    )
    rows = Assignment.objects.unrestricted("the rule has allowed it").filter(
        jurisdiction=assignment.jurisdiction, pk=assignment.pk, state__in=OPEN
    )
    if rows.update(due_on=extension.due_on) != 1:
        raise Refused("任务已办完或已撤回，不需要再延期。")
    assignment.due_on = extension.due_on
    said = f"延至{in_words(extension.due_on)}" + (f"：{answer}" if answer else "")
    event = write_step(actor, assignment, EventKind.EXTENSION_GRANTED, said)
    tell_body(actor, assignment, event, f"“{assignment.title}”已同意{said}。")


@transaction.atomic
def deny_extension(*, actor: Actor, extension: Extension, answer: str) -> None:
    """不同意延期, with the reason; the deadline stays. Effects: request; timeline, audit; notice to the body."""
    assignment = extension.assignment
    rules.may_decide_extension(actor, assignment).require()
    answer = checked_reason(answer, needed="请写明不同意的理由。", field="answer")
    advance(
        extension,
        to=ExtensionState.DENIED,
        decided_at=now(),
        decided_by=actor.name[:80],
        answer=answer,
    )
    event = write_step(actor, assignment, EventKind.EXTENSION_DENIED, answer)
    tell_body(actor, assignment, event, f"“{assignment.title}”未同意延期：{answer}")
