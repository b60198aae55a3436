"""Dispatch (下达): one measure to many organizations in one request; a whole plan as a job."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from niudai.base import audit, jobs
from niudai.base.actors import Actor, system
from niudai.base.calendar import now, today
from niudai.base.errors import Refused
from niudai.base.models import Job
from niudai.base.notices import notify
from niudai.base.periods import Period
from niudai.base.web.cells import day as in_words
from niudai.org.models import Organization
from niudai.org.queries import secretaries
from niudai.work.actions.bulk import Skipped
from niudai.work.actions.inserting import insert_tasks
from niudai.work.choices import AssignmentState, Cadence, PlanState
from niudai.work.models import Plan, PlanItem
from niudai.work.queries import dispatch as queries
from niudai.work.rules import dispatch as rules

NEEDED = ("name", "line", "unit_class", "opened_on", "closed_on", "jurisdiction")


@dataclass(slots=True)
class DispatchResult:
    """What a dispatch did: `created` tasks, and each organization skipped with its reason."""

    created: int = 0
    skipped: list[Skipped] = field(default_factory=list)


@transaction.atomic
def dispatch_measure(
    *,
    actor: Actor,
    measure: PlanItem,
    organization_ids: Collection[int],
    due_on: date | None = None,
    period: str | None = None,
) -> DispatchResult:
    """下达 one measure to organizations of its jurisdiction; repeating it creates nothing twice.

    `due_on` defaults to the measure's own or the period's end, none meaning no deadline; `period`
    (a Period key of the measure's cadence) defaults to the current one, and must be "" for a one-time
    measure. Organizations out of reach, closed, or served before are skipped with the reason.
    Raises NotAllowed; Refused for a plan that is not issued, a deadline that passed, a wrong period.
    Effects in order: tasks (one INSERT per reason; the first line of a timeline is the task itself), one audit line, one notice per secretary. One transaction, one jurisdiction; a fixed number of statements per 1,000.
    """
    rules.may_dispatch(actor, measure).require()
    _check_issued(measure.plan)
    if measure.dropped_on is not None:
        raise Refused("这条举措修订后不再要求，不能再下达。")
    period = _checked_period(measure, period)
    due_on = _checked_due(due_on or queries.default_due_on(measure, period))
    chosen = Organization.objects.visible_to(actor).filter(
        rules.dispatch_reach(actor, measure), pk__in=list(organization_ids)
    )
    organizations = list(chosen.only(*NEEDED).order_by("path"))
    result = DispatchResult()
    _skip_unreached(actor, organization_ids, organizations, result)
    ready = _ready(measure, period, organizations, result)
    by_class = bool(measure.unit_classes)
    why = {row.pk: queries.why_of(row, by_class=by_class) for row in ready}
    _create(actor, measure, ready, why, due_on, period, result)
    return result


def _check_issued(plan: Plan) -> None:
    if plan.state == PlanState.DRAFT:
        raise Refused("方案还没有印发，请先印发再下达任务。")
    if plan.state != PlanState.ISSUED:
        raise Refused(f"方案{plan.get_state_display()}，不能再下达任务。")


def _checked_period(measure: PlanItem, period: str | None) -> str:
    if period is None:
        return queries.current_period(measure)
    if measure.cadence == Cadence.ONCE:
        if period:
            raise Refused("一次性举措不分期，请不要填写周期。", field="period")
        return ""
    try:
        found = Period.parse(period)
    except ValueError as error:
        raise Refused(str(error), field="period") from None
    if found.kind != measure.cadence:
        raise Refused(
            f"本条举措为{measure.get_cadence_display()}一次，请选择相应的周期。", field="period"
        )
    return found.key


def _checked_due(due_on: date | None) -> date | None:
    if due_on is not None and due_on < today():
        raise Refused(f"时限{in_words(due_on)}已过，请填写今天或以后的日期。", field="due_on")
    return due_on


def _skip_unreached(
    actor: Actor, asked: Collection[int], found: Sequence[Organization], result: DispatchResult
) -> None:
    missing = set(asked) - {row.pk for row in found}
    if not missing:
        return
    seen = Organization.objects.visible_to(actor).filter(pk__in=missing)
    names = dict(seen.values_list("pk", "name"))
    for pk in sorted(missing):
        reason = "不在您可以下达的范围内" if pk in names else "没有找到这个组织"
        result.skipped.append(Skipped(names.get(pk, "未知组织"), reason))


def _ready(
    measure: PlanItem, period: str, organizations: Sequence[Organization], result: DispatchResult
) -> list[Organization]:
    existing, day, ready = queries.states_of(measure, period), today(), []
    for row in organizations:
        reason = queries.life_reason(row, day) or queries.already_reason(existing.get(row.pk, ""))
        if reason:
            result.skipped.append(Skipped(row.name, reason))
        else:
            ready.append(row)
    return ready


def _create(
    actor: Actor,
    measure: PlanItem,
    organizations: Sequence[Organization],
    why: dict[int, str],
    due_on: date | None,
    period: str,
    result: DispatchResult,
) -> None:
    """Write tasks, audit and notices for organizations that have been checked."""
    moment, created = now(), set[int]()
    for reason in sorted(set(why.values())):
        ids = [row.pk for row in organizations if why[row.pk] == reason]
        created |= insert_tasks(
            organization_ids=ids,
            jurisdiction=measure.jurisdiction,
            measure_id=measure.pk,
            title=measure.title,
            period=period,
            due_on=due_on,
            first_due_on=due_on,
            dispatched_at=moment,
            dispatched_by_id=actor.account_id,
            dispatched_by=actor.name[:80],
            why=reason[:120],
        )
    result.created += len(created)
    for organization in organizations:
        if organization.pk not in created:  # another request was faster
            result.skipped.append(Skipped(organization.name, "刚刚已由他人下达"))
    if created:
        detail = {"created": len(created), "period": period, "due_on": str(due_on or "")}
        audit.record(actor, "work.dispatch", measure, detail=detail)
        _tell_secretaries(measure, created, period, due_on, moment)


def _tell_secretaries(
    measure: PlanItem,
    organization_ids: Collection[int],
    period: str,
    due_on: date | None,
    moment: datetime,
) -> None:
    accounts = [one for some in secretaries(organization_ids).values() for one in some]
    limit = f"，时限{in_words(due_on)}" if due_on else ""
    notify(
        accounts,
        jurisdiction=measure.jurisdiction,
        key=f"work.dispatched:{measure.code}:{period}:{moment.timestamp()}",
        text=f"新任务“{measure.title}”{limit}，请签收。",
        url=f"/assignments/?measure={measure.code}",
    )


# --- a whole plan ----------------------------------------------------------------------------


@transaction.atomic
def start_plan_dispatch(*, actor: Actor, plan: Plan) -> Job:
    """整案下达: ask for the job that dispatches every measure of an issued plan to whom it fits.

    Raises NotAllowed; Refused for a plan that is not issued. Effects: job, audit "work.dispatch_plan".
    """
    rules.may_dispatch_plan(actor, plan).require()
    _check_issued(plan)
    job = jobs.enqueue(
        actor,
        "work.dispatch_plan",
        title=f"整案下达：{plan.title}",
        jurisdiction=plan.jurisdiction,
        plan=str(plan.code),
    )
    audit.record(actor, "work.dispatch_plan", plan, detail={"job": str(job.code)})
    return job


def dispatch_plan(
    *, actor: Actor, plan: Plan, progress: Callable[[int, int, str], None] | None = None
) -> DispatchResult:
    """Dispatch every measure of an issued plan, each in a transaction of its own.

    Safe to be stopped anywhere and to be run again: what exists is skipped and not counted as a
    fault. `progress(done, total, message)` is called between measures. Measures without a line, or
    whose deadline has passed, are skipped with the reason.
    """
    measures = queries.measures_of(plan)
    result = DispatchResult()
    for number, measure in enumerate(measures):
        if progress is not None:
            progress(number, len(measures), f"正在下达：{measure.title}"[:100])
        measure.plan = plan
        _dispatch_one(actor, measure, result)
    if progress is not None:
        progress(len(measures), len(measures), "")
    return result


def _dispatch_one(actor: Actor, measure: PlanItem, result: DispatchResult) -> None:
    if not measure.lines:
        result.skipped.append(Skipped(measure.title, "还没有确定条线"))
        return
    rows = queries.dispatch_preview(actor, measure)
    chosen = [row.organization.pk for row in rows if row.chosen]
    if not chosen:
        return
    try:
        one = dispatch_measure(actor=actor, measure=measure, organization_ids=chosen)
    except Refused as error:
        result.skipped.append(Skipped(measure.title, error.message))
        return
    result.created += one.created
    result.skipped += one.skipped


# --- the next period -------------------------------------------------------------------------


@transaction.atomic
def open_period(*, measure: PlanItem, period: Period) -> DispatchResult:
    """Give a recurring measure's task of `period` to the organizations that had the one before.

    For the periodic job; no rule, because the officer's first dispatch and the cadence have decided
    it. Repeating it creates nothing. Recalled tasks are not continued, closed organizations skipped.
    Effects as `dispatch_measure`, in the name of the system.
    """
    result = DispatchResult()
    due_on = queries.default_due_on(measure, period.key)
    if due_on is not None and due_on < today():
        return result
    earlier = queries.states_of(measure, period.previous().key)
    ids = [pk for pk, state in earlier.items() if state != AssignmentState.RECALLED]
    rows = Organization.objects.unrestricted("they have the task of the period before")
    rows = rows.filter(jurisdiction=measure.jurisdiction, pk__in=ids)
    ready = _ready(measure, period.key, list(rows.order_by("path")), result)
    why = {row.pk: f"延续上一期（{period.previous().label}）" for row in ready}
    actor = system("周期任务", measure.jurisdiction)
    _create(actor, measure, ready, why, due_on, period.key, result)
    return result
