"""The demo's plan: imported, checked, issued, dispatched, and half carried out."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

from niudai.base.actors import Actor
from niudai.base.calendar import acting_at, add_working_days, now, today
from niudai.base.models import Notice
from niudai.config.demo.places import Street
from niudai.org.models import Organization
from niudai.work import actions as work
from niudai.work import queries
from niudai.work.actions import drafts, plans
from niudai.work.choices import DISPATCHABLE
from niudai.work.models import Assignment, Plan, PlanItem
from niudai.work.queries import plans as plan_queries

PLAN = Path(__file__).with_name("plan.txt")
MOST_DISPATCHED = 14  # measures; the rest stay for the visitor to dispatch


def tell(street: Street, dice: random.Random) -> None:
    """Carry the plan through a year: about three quarters of the tasks done, some late, some open."""
    office = street.head_of(_head(street, "party"))
    year = (today() - datetime.timedelta(days=60)).year
    with acting_at(_at(datetime.date(year, 1, 12))):
        text = PLAN.read_text(encoding="utf-8").replace("2026", str(year))
        plan = plans.import_plan(actor=office, text=text)
        measures = _measures(office, plan)
        drafts.confirm_items(actor=office, plan=plan, items=measures, revision=plan.revision)
        plan = plans.issue_plan(
            actor=office,
            plan=plan_queries.plan(office, plan.code),
            doc_number=f"幸福工委〔{year}〕1号",
            issued_on=today(),
        )
    for measure in _measures(office, plan)[:MOST_DISPATCHED]:
        _dispatch(office, measure, plan, dice)
    by_organization = {place.pk: place for place in street.organizations}
    for task in list(queries.assignments(office)):
        _carry_on(street, office, by_organization[task.organization_id], task, dice)
    _read_old_notices()


def _head(street: Street, line: str) -> Organization:
    return next(place for place in street.organizations if place.line == line)


def _measures(office: Actor, plan: Plan) -> list[PlanItem]:
    rows = PlanItem.objects.visible_to(office).filter(plan=plan, kind__in=DISPATCHABLE)
    return [item for item in rows.order_by("position") if item.lines]


def _dispatch(office: Actor, measure: PlanItem, plan: Plan, dice: random.Random) -> None:
    day = (plan.issued_on or today()) + datetime.timedelta(days=dice.randint(3, 20))
    with acting_at(_at(day)):
        rows = queries.dispatch_preview(office, measure)
        chosen = [row.organization.pk for row in rows if row.chosen][:20]
        if chosen:
            due = measure.due_on or add_working_days(today(), dice.choice((60, 120, 180, 215)))
            work.dispatch_measure(
                actor=office, measure=measure, organization_ids=chosen, due_on=due
            )


def _carry_on(
    street: Street, office: Actor, place: Organization, task: Assignment, dice: random.Random
) -> None:
    if place.heads_jurisdiction or dice.random() < 0.12:
        return
    body = street.head_of(place)
    day = task.dispatched_at.astimezone().date() + datetime.timedelta(days=dice.randint(0, 12))
    with acting_at(_at(day)):
        work.acknowledge_assignment(actor=body, assignment=task)
    if task.due_on is None or dice.random() < 0.25:
        return
    done = min(task.due_on, today()) - datetime.timedelta(days=dice.randint(-8, 30))
    if not day < done < today():
        return
    with acting_at(_at(done)):
        work.report_assignment(actor=body, assignment=task, done_on=done, report="已按要求完成。")
    if dice.random() < 0.8:
        with acting_at(min(_at(done + datetime.timedelta(days=2)), now())):
            work.accept_assignment(actor=office, assignment=task)
            if dice.random() < 0.95:
                work.close_assignment(actor=office, assignment=task)


def _read_old_notices() -> None:
    """A year's notices have long been read; the last two weeks' are still new."""
    limit = now() - datetime.timedelta(days=14)
    rows = Notice.objects.unrestricted("the demo's own history")
    rows.filter(read_at=None, created_at__lt=limit).update(read_at=limit)


def _at(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(10), now().tzinfo)
