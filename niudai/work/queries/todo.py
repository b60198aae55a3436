"""What waits for an actor: tasks to act on now, and how many stand where."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.org.choices import Role
from niudai.org.models import in_scope
from niudai.work.choices import OPEN, WITH_BODY, AssignmentState, ExtensionState
from niudai.work.deadlines import deadline_word, waiting_word
from niudai.work.models import Assignment, Extension
from niudai.work.queries.assignments import assignments


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One thing that waits for the actor: `act` says what to do, `reason` why now.

    The reason is the deadline for the body, and for the office how long a report has been waiting.
    """

    code: uuid.UUID
    title: str
    organization: str
    act: str  # 签收 / 报完成 / 补正 / 核验 / 重新下达或撤回 / 审批延期
    state: str
    due_on: date | None
    overdue: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits for the actor: `body` as holder of the tasks, `office` as the dispatching side.

    Both by deadline, at most `limit` each; `body_more`/`office_more` say that there are more.
    """

    body: list[TodoItem]
    office: list[TodoItem]
    body_more: bool
    office_more: bool


BODY_ACTS = {
    AssignmentState.DISPATCHED: "签收",
    AssignmentState.ACKNOWLEDGED: "报完成",
    AssignmentState.IN_PROGRESS: "报完成",
    AssignmentState.SENT_BACK: "补正",
}
OFFICE_ACTS = {
    AssignmentState.REPORTED: "核验",
    AssignmentState.REFUSED: "重新下达或撤回",
}


def todo(actor: Actor, *, limit: int = 20) -> Todo:
    """What needs the actor's action now, with the reason; at most three queries."""
    day = today()
    body = _body_rows(actor, limit + 1)
    office = _office_rows(actor, limit + 1)
    asked = _asked_extensions(actor, limit + 1)
    office_items = [_item(row, "审批延期", day) for row in asked]
    office_items += [_item(row, OFFICE_ACTS[AssignmentState(row.state)], day) for row in office]
    office_items.sort(key=lambda item: item.due_on or date.max)
    return Todo(
        body=[_item(row, BODY_ACTS[AssignmentState(row.state)], day) for row in body[:limit]],
        office=office_items[:limit],
        body_more=len(body) > limit,
        office_more=len(office_items) > limit,
    )


def _body_rows(actor: Actor, limit: int) -> list[Assignment]:
    ids = actor.organization_ids()
    if not ids:
        return []
    rows = assignments(actor).filter(organization__in=ids, state__in=WITH_BODY)
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:limit])


def office_condition(actor: Actor) -> Q:
    """Tasks on which the actor may act as the dispatching side; never those of the own organization."""
    condition = Q(pk__in=[])
    for scope in actor.scopes:
        if scope.role in (Role.PARTY_OFFICE, Role.LINE_OFFICER):
            condition |= in_scope(Actor(account_id=0, name="", scopes=(scope,)))
    return condition & ~Q(organization__in=actor.organization_ids())


def _is_office(actor: Actor) -> bool:
    return bool(actor.roles() & {Role.PARTY_OFFICE, Role.LINE_OFFICER})


def _office_rows(actor: Actor, limit: int) -> list[Assignment]:
    if not _is_office(actor):
        return []
    rows = assignments(actor).filter(office_condition(actor), state__in=OFFICE_ACTS)
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:limit])


def _asked_extensions(actor: Actor, limit: int) -> list[Assignment]:
    if not _is_office(actor):
        return []
    asked = Extension.objects.unrestricted("the tasks below are the actor's own view").filter(
        jurisdiction__in={scope.jurisdiction for scope in actor.scopes}, state=ExtensionState.ASKED
    )
    rows = assignments(actor).filter(
        office_condition(actor), state__in=OPEN, pk__in=asked.values("assignment")
    )
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:limit])


def _item(row: Assignment, act: str, day: date) -> TodoItem:
    return TodoItem(
        code=row.code,
        title=row.title,
        organization=row.organization.short_name,
        act=act,
        state=row.get_state_display(),
        due_on=row.due_on,
        overdue=row.state in WITH_BODY and row.due_on is not None and row.due_on < day,
        reason=_reason(row, day),
    )


def _reason(row: Assignment, day: date) -> str:
    if row.state == AssignmentState.REPORTED and row.reported_at is not None:
        return waiting_word(localdate(row.reported_at), day)
    return deadline_word(row.due_on, day)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks in the actor's view stand where; `overdue` counts those with the bodies, past due."""

    to_acknowledge: int = 0
    in_hand: int = 0  # signed for or under way, sent back ones included
    reported: int = 0
    refused: int = 0
    accepted: int = 0  # accepted and not yet closed
    overdue: int = 0


def counts(actor: Actor) -> Counts:
    """The unfinished tasks in the actor's view by where they stand; one query, closed ones not read."""
    rows = Assignment.objects.visible_to(actor).filter(state__in=(*OPEN, AssignmentState.ACCEPTED))
    late = Count("jurisdiction", filter=Q(due_on__lt=today()))  # a column of the index, never empty
    found = rows.order_by().values("state").annotate(number=Count("*"), late=late)
    number = {row["state"]: row["number"] for row in found}
    states = AssignmentState
    in_hand = (states.ACKNOWLEDGED, states.IN_PROGRESS, states.SENT_BACK)
    return Counts(
        to_acknowledge=number.get(states.DISPATCHED, 0),
        in_hand=sum(number.get(state, 0) for state in in_hand),
        reported=number.get(states.REPORTED, 0),
        refused=number.get(states.REFUSED, 0),
        accepted=number.get(states.ACCEPTED, 0),
        overdue=sum(row["late"] for row in found if row["state"] in WITH_BODY),
    )
