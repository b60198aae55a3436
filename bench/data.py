"""The data of the measurements: the demo at full size, and tasks on top of it."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

import click
from django.db import connection

from niudai.base.calendar import now, today
from niudai.config import demo
from niudai.ledger.models import Entry
from niudai.org.models import Account, Member, Organization
from niudai.work.models import Assignment, Plan, PlanItem

OPEN_MEASURES = 80  # kept without tasks, to be dispatched by the measurements


@dataclass(frozen=True, slots=True)
class Size:
    """How much data: organizations, members, ledger entries, assignments."""

    organizations: int
    members: int
    entries: int
    assignments: int


FULL = Size(1_000, 100_000, 1_000_000, 230_000)
SMALL = Size(80, 4_000, 6_000, 4_000)


def load(size: Size) -> None:
    """Fill an empty database; takes minutes at full size."""
    demo.build(
        organizations=size.organizations,
        members=size.members,
        entries=size.entries,
        seed=1,
        say=lambda text: None,
    )
    _tasks(size.assignments)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def told() -> str:
    """How much there is, for the head of the table."""
    organizations = Organization.objects.unrestricted("bench").count()
    members = Member.objects.unrestricted("bench").count()
    entries = Entry.objects.unrestricted("bench").count()
    tasks = Assignment.objects.unrestricted("bench").count()
    return f"{organizations:,} organizations, {members:,} members, {entries:,} entries, {tasks:,} assignments"


def _tasks(wanted: int) -> None:
    plan = Plan.objects.unrestricted("bench").get(state="issued")
    places = list(
        Organization.objects.unrestricted("bench")
        .filter(jurisdiction=plan.jurisdiction)
        .exclude(line="party")
        .order_by("pk")
    )
    count = -(-wanted // len(places))
    measures = _measures(plan, count + OPEN_MEASURES)
    moment, day = now(), today()
    states = ("dispatched", "acknowledged", "reported", "accepted", "closed")
    with click.progressbar(measures[:count], label="任务") as bar:
        for number, measure in enumerate(bar):
            rows = []
            for index, place in enumerate(places):
                state = states[(number + index) % 5] if number % 3 else "closed"
                done = (
                    day - datetime.timedelta(days=10)
                    if state in ("reported", "accepted", "closed")
                    else None
                )
                due = day + datetime.timedelta(days=(number * 7 + index) % 300 - 200)
                rows.append(
                    Assignment(
                        jurisdiction=plan.jurisdiction,
                        measure=measure,
                        organization=place,
                        line=place.line,
                        title=measure.title,
                        state=state,
                        due_on=due,
                        first_due_on=due,
                        dispatched_at=moment,
                        dispatched_by_id=1,
                        dispatched_by="测量",
                        acknowledged_at=None if state == "dispatched" else moment,
                        done_on=done,
                        reported_at=moment if done else None,
                        accepted_at=moment if state in ("accepted", "closed") else None,
                    )
                )
            Assignment.objects.bulk_create(rows, batch_size=2000)


def _measures(plan: Plan, count: int) -> list[PlanItem]:
    after = PlanItem.objects.unrestricted("bench").filter(plan=plan).count()
    rows = [
        PlanItem(
            jurisdiction=plan.jurisdiction,
            code=uuid.uuid4(),
            plan=plan,
            position=after + number,
            kind="measure",
            title=f"测量用举措{number + 1}",
            text="测量用。",
            lines=("union", "league", "women"),
            confirmed=True,
        )
        for number in range(count)
    ]
    PlanItem.objects.bulk_create(rows)
    return rows


def office() -> Account:
    """The account of the Party office."""
    return Account.objects.get(username="dangjian")
