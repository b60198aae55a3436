"""Writes on one assignment: signing for it, reporting, accepting, sending back, recalling.

Every function first asks its rule, then checks the values, then moves the state (compare-and-set), and
leaves a timeline line, an audit line and a notice to the other side. Raises NotAllowed, Refused, Stale.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from niudai.base.actors import Actor
from niudai.base.calendar import now, today
from niudai.base.errors import Refused, Stale
from niudai.base.flow import advance
from niudai.base.web.cells import day as in_words
from niudai.ledger.actions import NewEntry, record_entries
from niudai.ledger.choices import Kind
from niudai.ledger.models import Entry
from niudai.work.actions.steps import (
    checked_reason,
    concerned_lines,
    measure_ref,
    source_ref,
    tell_body,
    tell_office,
    tell_office_once_a_day,
    write_step,
)
from niudai.work.choices import OPEN, WITH_BODY, AssignmentState, EventKind
from niudai.work.deadlines import deadline_word
from niudai.work.models import Assignment, AssignmentEvent, ReportFact
from niudai.work.rules import assignments as rules

LONGEST_REPORT = 2000
LONGEST_FACT_TITLE = 120  # of a ledger entry


@transaction.atomic
def acknowledge_assignment(
    *, actor: Actor, assignment: Assignment, agreed_target: Decimal | None = None, note: str = ""
) -> None:
    """签收: DISPATCHED → ACKNOWLEDGED; the actor becomes the holder.

    Effects: state; timeline, audit; ledger `deploy` dated today and, with `agreed_target` (in the
    measure's unit), `goal`; notice to the office, one a day per measure.
    """
    rules.may_acknowledge(actor, assignment).require()
    if agreed_target is not None and agreed_target < 0:
        raise Refused("约定目标不能小于0。", field="agreed_target")
    advance(
        assignment,
        to=AssignmentState.ACKNOWLEDGED,
        holder_id=actor.account_id,
        acknowledged_at=now(),
        agreed_target=agreed_target,
        said="",
    )
    event = write_step(actor, assignment, EventKind.ACKNOWLEDGED, note)
    facts = [_fact(assignment, Kind.DEPLOY, today(), note="签收任务并作出安排")]
    if agreed_target is not None:
        target = f"约定目标：{agreed_target.normalize():f}{assignment.measure.target_unit}"
        facts.append(_fact(assignment, Kind.GOAL, today(), note=target))
    record_entries(actor=actor, entries=facts)
    tell_office_once_a_day(actor, assignment, event, f"“{assignment.title}”今天有组织签收。")


@transaction.atomic
def refuse_assignment(*, actor: Actor, assignment: Assignment, reason: str) -> None:
    """退回 to the office: DISPATCHED → REFUSED with the reason; notice to the office."""
    rules.may_refuse(actor, assignment).require()
    reason = checked_reason(reason, needed="请写明退回理由，便于下达单位处理。")
    advance(assignment, to=AssignmentState.REFUSED, said=reason)
    event = write_step(actor, assignment, EventKind.REFUSED, reason)
    name = assignment.organization.short_name
    tell_office(actor, assignment, event, f"{name}退回了任务“{assignment.title}”：{reason}")


@transaction.atomic
def redispatch_assignment(
    *, actor: Actor, assignment: Assignment, due_on: date | None = None, note: str = ""
) -> None:
    """重新下达: REFUSED or RECALLED → DISPATCHED, with a new deadline if given; notice to the body.

    Refused when the deadline, old or new, has passed, or the organization is closed.
    """
    rules.may_redispatch(actor, assignment).require()
    if not assignment.organization.open_on(today()):
        raise Refused("承办组织已撤销，不能重新下达，请撤回任务。")
    due_on = due_on or assignment.due_on
    if due_on is not None and due_on < today():
        raise Refused("时限已过，请填写今天或以后的日期。", field="due_on")
    advance(
        assignment,
        to=AssignmentState.DISPATCHED,
        due_on=due_on,
        holder_id=0,
        acknowledged_at=None,
        said="",
    )
    event = write_step(actor, assignment, EventKind.REDISPATCHED, note.strip())
    tell_body(actor, assignment, event, f"任务“{assignment.title}”已重新下达，请签收。")


@transaction.atomic
def start_assignment(*, actor: Actor, assignment: Assignment) -> None:
    """开始办理: ACKNOWLEDGED → IN_PROGRESS; notice to the office, one a day per measure."""
    rules.may_start(actor, assignment).require()
    advance(assignment, to=AssignmentState.IN_PROGRESS)
    event = write_step(actor, assignment, EventKind.STARTED)
    tell_office_once_a_day(actor, assignment, event, f"“{assignment.title}”今天有组织开始办理。")


@transaction.atomic
def report_assignment(
    *,
    actor: Actor,
    assignment: Assignment,
    done_on: date,
    entry_codes: Iterable[uuid.UUID] = (),
    report: str = "",
) -> None:
    """报完成: ACKNOWLEDGED, IN_PROGRESS or SENT_BACK → REPORTED.

    `done_on` is the day the work was done; `entry_codes` are valid ledger entries of the task's own
    organization, `report` a sentence if wanted. No photo, no file. Refused for a future day, a day on
    which the organization did not exist, unknown entries, or a measure that asks for evidence when
    neither a fact nor a sentence is given.
    Effects: state; the cited facts replace those of an earlier report; timeline, audit; notice to the office.
    """
    rules.may_report(actor, assignment).require()
    report = report.strip()
    entries = _cited(assignment, set(entry_codes))
    _check_report(assignment, done_on, bool(entries), report)
    advance(
        assignment,
        to=AssignmentState.REPORTED,
        done_on=done_on,
        report=report,
        reported_at=now(),
        said="",
    )
    _replace_facts(assignment, entries)
    said = f"完成于{in_words(done_on)}，引用台账{len(entries)}条"
    event = write_step(actor, assignment, EventKind.REPORTED, said)
    name = assignment.organization.short_name
    tell_office(actor, assignment, event, f"{name}报完成“{assignment.title}”，请核验。")


def _check_report(assignment: Assignment, done_on: date, cites: bool, report: str) -> None:
    if done_on > today():
        raise Refused("完成日期不能晚于今天。", field="done_on")
    if not assignment.organization.open_on(done_on):
        raise Refused("这一天承办组织尚未成立或已撤销，请核对日期。", field="done_on")
    if len(report) > LONGEST_REPORT:
        raise Refused(f"完成情况请控制在{LONGEST_REPORT}字以内。", field="report")
    if assignment.measure.evidence and not (cites or report):
        raise Refused(
            f"本项任务须附材料：{assignment.measure.evidence}。请选择台账事实，或写明材料情况。",
            field="report",
        )


def _cited(assignment: Assignment, codes: set[uuid.UUID]) -> list[Entry]:
    if not codes:
        return []
    rows = Entry.objects.unrestricted("facts of the task's own organization").filter(
        jurisdiction=assignment.jurisdiction,
        organization=assignment.organization_id,
        code__in=codes,
        voided_at=None,
    )
    found = list(rows)
    if len(found) != len(codes):
        raise Refused("选中的台账中有的已作废或不属于本组织，请重新选择。", field="entries")
    return found


def _replace_facts(assignment: Assignment, entries: Sequence[Entry]) -> None:
    _facts(assignment).delete()
    ReportFact.objects.bulk_create(
        ReportFact(jurisdiction=assignment.jurisdiction, assignment=assignment, entry=entry)
        for entry in entries
    )


@transaction.atomic
def send_back_assignment(*, actor: Actor, assignment: Assignment, reason: str) -> None:
    """退回补正: REPORTED → SENT_BACK with what is missing; notice to the body."""
    rules.may_send_back(actor, assignment).require()
    reason = checked_reason(reason, needed="请写明需要补正什么。")
    advance(assignment, to=AssignmentState.SENT_BACK, said=reason)
    event = write_step(actor, assignment, EventKind.SENT_BACK, reason)
    tell_body(actor, assignment, event, f"“{assignment.title}”需补正：{reason}")


@transaction.atomic
def accept_assignment(*, actor: Actor, assignment: Assignment, note: str = "") -> None:
    """核验: REPORTED → ACCEPTED. Of two officers at once the second gets Stale.

    Effects: state; timeline, audit; ledger `implement` dated `done_on` unless the report cites a
    fact that still holds; notice to the body.
    """
    rules.may_accept(actor, assignment).require()
    advance(assignment, to=AssignmentState.ACCEPTED, accepted_at=now(), said="")
    event = write_step(actor, assignment, EventKind.ACCEPTED, note.strip())
    if not _facts(assignment).filter(entry__voided_at=None).exists() and assignment.done_on:
        fact = _fact(assignment, Kind.IMPLEMENT, assignment.done_on, note=assignment.report)
        record_entries(actor=actor, entries=[fact])
    tell_body(actor, assignment, event, f"“{assignment.title}”已通过核验。")


@transaction.atomic
def close_assignment(*, actor: Actor, assignment: Assignment) -> None:
    """办结: ACCEPTED → CLOSED; nothing is left to do, so nobody is notified."""
    rules.may_close(actor, assignment).require()
    advance(assignment, to=AssignmentState.CLOSED, closed_at=now())
    write_step(actor, assignment, EventKind.CLOSED)


@transaction.atomic
def recall_assignment(*, actor: Actor, assignment: Assignment, reason: str) -> None:
    """撤回: any state before a report → RECALLED with the reason; facts stay; notice to the body."""
    rules.may_recall(actor, assignment).require()
    reason = checked_reason(reason, needed="请写明撤回理由。")
    advance(assignment, to=AssignmentState.RECALLED, said=reason)
    event = write_step(actor, assignment, EventKind.RECALLED, reason)
    tell_body(actor, assignment, event, f"任务“{assignment.title}”已撤回：{reason}")


@transaction.atomic
def remind_assignment(*, actor: Actor, assignment: Assignment) -> None:
    """提醒 the body, at most once a day; no state moves. Refused when nothing waits for the body."""
    rules.may_remind(actor, assignment).require()
    if assignment.state not in WITH_BODY:
        raise Refused(f"当前为“{assignment.get_state_display()}”，不需要承办组织办理。")
    reminded = AssignmentEvent.objects.unrestricted("the task has passed its gate").filter(
        jurisdiction=assignment.jurisdiction,
        assignment=assignment,
        kind=EventKind.REMINDED,
        at__date=today(),
    )
    if reminded.exists():
        raise Refused("今天已经提醒过，请明天再提醒。")
    event = write_step(actor, assignment, EventKind.REMINDED)
    word = deadline_word(assignment.due_on, today())
    text = f"请办理任务“{assignment.title}”" + (f"（{word}）。" if word else "。")
    tell_body(actor, assignment, event, text)


@transaction.atomic
def hand_over_assignment(
    *, actor: Actor, assignment: Assignment, successor_id: int, successor: str
) -> None:
    """工作交接: the holder's post has ended, `successor` answers from now on; for the periodic job.

    No rule: the posts register has decided it. Stale when the holder changed meanwhile or the task is
    no longer open. Effects: holder; timeline, audit; notice to the body.
    """
    rows = Assignment.objects.unrestricted("the posts register has decided it").filter(
        jurisdiction=assignment.jurisdiction,
        pk=assignment.pk,
        holder_id=assignment.holder_id,
        state__in=OPEN,
    )
    if rows.update(holder_id=successor_id) != 1:
        raise Stale()
    assignment.holder_id = successor_id
    event = write_step(actor, assignment, EventKind.HANDED_OVER, f"由{successor}接办")
    tell_body(actor, assignment, event, f"任务“{assignment.title}”由您接办。")


def _facts(assignment: Assignment) -> QuerySet[ReportFact]:
    rows = ReportFact.objects.unrestricted("the task has passed its gate")
    return rows.filter(jurisdiction=assignment.jurisdiction, assignment=assignment)


def _fact(assignment: Assignment, kind: Kind, day: date, *, note: str) -> NewEntry:
    """A ledger entry that this task brings about; its key makes a retry record nothing twice."""
    return NewEntry(
        organization=assignment.organization,
        kind=kind,
        occurred_on=day,
        title=assignment.title[:LONGEST_FACT_TITLE],
        concerns=concerned_lines(assignment),
        rows=assignment.measure.rows,
        measure=measure_ref(assignment),
        source=source_ref(assignment),
        note=note,
        key=f"assignment:{assignment.code}:{kind}",
    )
