"""应完成 / 已完成 / 按时完成: the three numbers of a measure or a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.work.choices import DONE, WITH_BODY, AssignmentState
from niudai.work.models import Assignment, Plan, PlanItem


@dataclass(frozen=True, slots=True)
class Progress:
    """Three numbers of a measure or plan, in assignments (项): 应完成, 已完成, 按时完成.

    `expected` counts what was dispatched and not recalled, `done` what was accepted, `on_time` the
    done ones whose `done_on` is not after the deadline (a granted extension moves it; without a
    deadline all are on time). `overdue` counts the open ones past their deadline.
    """

    expected: int = 0
    done: int = 0
    on_time: int = 0
    overdue: int = 0

    @property
    def open(self) -> int:
        """How many are still to be done."""
        return self.expected - self.done


def progress(
    actor: Actor, *, measure: PlanItem | None = None, plan: Plan | None = None
) -> Progress:
    """The three numbers over the tasks the actor sees of one measure or of one plan. One query."""
    rows = Assignment.objects.visible_to(actor)
    if measure is not None:
        rows = rows.filter(jurisdiction=measure.jurisdiction, measure=measure)
    if plan is not None:
        rows = rows.filter(jurisdiction=plan.jurisdiction, measure__plan=plan)
    return Progress(**rows.aggregate(**_counts()))


def progress_by_measure(actor: Actor, plan: Plan) -> dict[int, Progress]:
    """The three numbers for each measure of a plan, by the measure's id; undispatched ones are absent."""
    rows = Assignment.objects.visible_to(actor)
    rows = rows.filter(jurisdiction=plan.jurisdiction, measure__plan=plan)
    return _grouped(rows, "measure_id")


def progress_by_plan(actor: Actor, plans: Iterable[Plan]) -> dict[int, Progress]:
    """The three numbers for each of several plans, by the plan's id. One query."""
    rows = Assignment.objects.visible_to(actor).filter(measure__plan__in=list(plans))
    return _grouped(rows, "measure__plan_id")


def _grouped(rows: QuerySet[Assignment], by: str) -> dict[int, Progress]:
    found = rows.order_by().values(by).annotate(**_counts())
    return {row.pop(by): Progress(**row) for row in found}


def _counts() -> dict[str, Count]:
    """Counts of a column that is never empty and stands in the index, so that no row is fetched."""
    on_time = Q(due_on=None) | Q(done_on__lte=F("due_on"))
    return {
        "expected": Count("jurisdiction", filter=~Q(state=AssignmentState.RECALLED)),
        "done": Count("jurisdiction", filter=Q(state__in=DONE)),
        "on_time": Count("jurisdiction", filter=Q(state__in=DONE) & on_time),
        "overdue": Count("jurisdiction", filter=Q(state__in=WITH_BODY, due_on__lt=today())),
    }
