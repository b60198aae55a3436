"""What every step of a task leaves behind: a line in its timeline, an audit line, notices to the other side."""

from __future__ import annotations

from collections.abc import Iterable

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.errors import Refused
from niudai.base.notices import notify
from niudai.ledger.actions import MeasureRef, SourceRef
from niudai.org.choices import Line
from niudai.org.queries import secretaries
from niudai.work.choices import EventKind
from niudai.work.models import Assignment, AssignmentEvent
from niudai.work.queries.assignments import office_accounts

LONGEST_REASON = 400


def write_step(
    actor: Actor, assignment: Assignment, kind: EventKind, text: str = ""
) -> AssignmentEvent:
    """Append one line to the timeline and one to the audit log ("work.<kind>")."""
    event = AssignmentEvent.objects.create(
        jurisdiction=assignment.jurisdiction,
        assignment=assignment,
        at=now(),
        kind=kind,
        account_id=actor.account_id,
        account_name=actor.name[:80],
        text=text[:LONGEST_REASON],
    )
    audit.record(actor, f"work.{kind}", assignment, detail={"text": text} if text else None)
    return event


def tell_body(actor: Actor, assignment: Assignment, event: AssignmentEvent, text: str) -> None:
    """Notify those who hold a post at the task's organization, except the actor."""
    accounts = secretaries([assignment.organization_id]).get(assignment.organization_id, [])
    _tell(actor, assignment, accounts, f"work.event:{event.pk}", text)


def tell_office(actor: Actor, assignment: Assignment, event: AssignmentEvent, text: str) -> None:
    """Notify the dispatching side, except the actor."""
    accounts = office_accounts(assignment)
    _tell(actor, assignment, accounts, f"work.event:{event.pk}", text)


def tell_office_once_a_day(
    actor: Actor, assignment: Assignment, event: AssignmentEvent, text: str
) -> None:
    """Notify the dispatching side once a day per measure: 500 signatures are one notice."""
    day = f"{event.at:%Y-%m-%d}"
    key = f"work.{event.kind}:{assignment.measure.code}:{assignment.period}:{day}"
    url = f"/measures/{assignment.measure.code}/"
    _tell(actor, assignment, office_accounts(assignment), key, text, url)


def _tell(
    actor: Actor,
    assignment: Assignment,
    accounts: Iterable[int],
    key: str,
    text: str,
    url: str = "",
) -> None:
    notify(
        [account for account in accounts if account != actor.account_id],
        jurisdiction=assignment.jurisdiction,
        key=key,
        text=text,
        url=url or f"/assignments/{assignment.code}/",
    )


def measure_ref(assignment: Assignment) -> MeasureRef:
    """The plan and measure of a task as the ledger keeps them."""
    measure = assignment.measure
    return MeasureRef(
        plan_code=measure.plan.code,
        plan_title=measure.plan.title,
        measure_code=measure.code,
        measure_title=measure.title,
    )


def source_ref(assignment: Assignment) -> SourceRef:
    """The task as the origin of a ledger entry."""
    return SourceRef(label="work.assignment", code=str(assignment.code), text="任务")


def concerned_lines(assignment: Assignment) -> tuple[str, ...]:
    """The lines a fact of this task is about: a mass organization's own; for a Party organization the
    measure's lines too, so that the mass organizations it leads have something to keep step with."""
    if assignment.line != Line.PARTY:
        return (assignment.line,)
    return (Line.PARTY.value, *assignment.measure.lines)


def checked_reason(text: str, *, needed: str, field: str = "reason") -> str:
    """The reason without blanks around it, or Refused: with `needed` when empty, or when too long."""
    text = text.strip()
    if not text:
        raise Refused(needed, field=field)
    if len(text) > LONGEST_REASON:
        raise Refused(f"请控制在{LONGEST_REASON}字以内。", field=field)
    return text
