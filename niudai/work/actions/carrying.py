"""What a revision does to the tasks on their way: deadlines and titles follow, dropped measures are recalled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from niudai.base import audit, jobs
from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.errors import Stale
from niudai.base.flow import advance_many
from niudai.base.models import Job
from niudai.base.notices import notify
from niudai.base.web.cells import day as in_words
from niudai.org.queries import secretaries
from niudai.work.choices import DISPATCHABLE, OPEN, RECALLABLE, AssignmentState, EventKind
from niudai.work.models import Assignment, AssignmentEvent, Plan, PlanItem, PlanVersion
from niudai.work.queries.dispatch import default_due_on
from niudai.work.queries.revisions import told_changes, version_items

MOST_AT_ONCE: Final = 2000  # tasks; beyond these a job carries them
NO_LONGER_ASKED: Final = "方案修订后不再要求"
MEANWHILE: Final = "相关任务刚有人办理，修订没有印发，请再提交一次。"
T = TypeVar("T")
_BATCH: Final = 1000  # ids in one statement
_MEASURES_A_STEP: Final = 20  # of a job


@dataclass(slots=True)
class Consequences:
    """What became of the tasks (项): `changed` follow the revision, `recalled` went back; or the `job` that does it."""

    changed: int = 0
    recalled: int = 0
    job: Job | None = None

    def detail(self) -> dict[str, Any]:
        """For the audit line."""
        if self.job is not None:
            return {"job": str(self.job.code)}
        return {"tasks_changed": self.changed, "tasks_recalled": self.recalled}


@dataclass(frozen=True, slots=True)
class Change:
    """One measure that is no longer as it was."""

    before: PlanItem
    now: PlanItem

    @property
    def gone(self) -> bool:
        """Whether it is no longer asked for: dropped, or made a heading or a note."""
        return self.now.dropped_on is not None or self.now.kind not in DISPATCHABLE


def carry_or_enqueue(
    actor: Actor, plan: Plan, version: PlanVersion, let_run: Collection[str]
) -> Consequences:
    """Carry the tasks of a plan just revised from `version`, in this transaction or, when many, as a job.

    `let_run`: codes of dropped measures whose tasks run on. Effects: see `carry`.
    """
    changes = changes_since(plan, version, let_run)
    if _affected(plan, changes) > MOST_AT_ONCE:
        job = jobs.enqueue(
            actor,
            "work.carry_revision",
            title=f"修订后调整任务：{plan.title}",
            jurisdiction=plan.jurisdiction,
            plan=str(plan.code),
            version=version.number,
            let_run=list(let_run),
        )
        return Consequences(job=job)
    done, bodies = carry(actor, plan, changes, since=version.replaced_at)
    tell_bodies(actor, plan, version, bodies)
    return done


def carry_in_steps(
    *,
    actor: Actor,
    plan: Plan,
    version: PlanVersion,
    let_run: Collection[str],
    progress: Callable[[int, int, str], None],
) -> Consequences:
    """The same for the job: some measures at a time, each step a transaction; safe to be repeated.

    Effects in order: the tasks (see `carry`), one notice per body, audit "work.carry_revision".
    """
    changes = changes_since(plan, version, let_run)
    total, bodies = Consequences(), set[int]()
    for at in range(0, len(changes), _MEASURES_A_STEP):
        progress(at, len(changes), "正在调整任务")
        done, touched = carry(
            actor, plan, changes[at : at + _MEASURES_A_STEP], since=version.replaced_at
        )
        total.changed += done.changed
        total.recalled += done.recalled
        bodies |= touched
    progress(len(changes), len(changes), "")
    with transaction.atomic():
        tell_bodies(actor, plan, version, bodies)
        audit.record(actor, "work.carry_revision", plan, detail=total.detail())
    return total


def changes_since(plan: Plan, version: PlanVersion, let_run: Collection[str]) -> list[Change]:
    """The measures of the plan that bodies must hear about, against `version`; two queries."""
    before = {item.code: item for item in version_items(version)}
    rows = PlanItem.objects.unrestricted("the plan has passed its gate").filter(plan=plan)
    changes = []
    for item in rows.order_by("position"):
        earlier = before.get(item.code)
        if earlier is None:
            continue
        change = Change(earlier, item)
        if str(item.code) not in let_run if change.gone else told_changes(earlier, item):
            changes.append(change)
    return changes


@transaction.atomic
def carry(
    actor: Actor, plan: Plan, changes: Sequence[Change], *, since: datetime
) -> tuple[Consequences, set[int]]:
    """Let the open tasks of these measures follow; returns what was done and the organizations concerned.

    A task that kept to the plan's old deadline takes the new one, one that was given more time keeps it
    if it is the later; a deadline set for a task alone stays. `first_due_on` stays. Recalled are the tasks of
    dropped measures before a report; a reported one can still be accepted.
    Each task has one line in its timeline, “方案修订”, and is passed over when it has one after `since`.
    Raises Stale when a body acted in the same moment. A number of statements that depends on how many
    deadlines there are, not on how many tasks.
    """
    kept = {one.now.pk: one for one in changes if not one.gone}
    gone = {one.now.pk for one in changes if one.gone}
    changed = list(_waiting(plan, kept, OPEN, since))
    recalled = list(_waiting(plan, gone, RECALLABLE, since))
    lines = _follow(plan, kept, changed)
    for some in _batches([task.pk for task in recalled]):
        _recall(_tasks(plan).filter(pk__in=some), len(some))
    _write_lines(actor, plan, lines, EventKind.REVISED)
    _write_lines(actor, plan, [(task.pk, NO_LONGER_ASKED) for task in recalled], EventKind.RECALLED)
    bodies = {task.organization_id for task in (*changed, *recalled)}
    return Consequences(len(changed), len(recalled)), bodies


def tell_bodies(actor: Actor, plan: Plan, version: PlanVersion, bodies: Iterable[int]) -> None:
    """One notice for everybody with a post at these organizations, except the actor."""
    accounts = [one for some in secretaries(bodies).values() for one in some]
    notify(
        [account for account in accounts if account != actor.account_id],
        jurisdiction=plan.jurisdiction,
        key=f"work.revised:{plan.code}:{version.number}",
        text=f"《{plan.title}》已修订，您承办的任务有改动或撤回，请查看。",
        url="/assignments/",
    )


def _tasks(plan: Plan) -> QuerySet[Assignment]:
    rows = Assignment.objects.unrestricted("a revision the rule has allowed")
    return rows.filter(jurisdiction=plan.jurisdiction)


def _waiting(
    plan: Plan, measures: Collection[int], states: Sequence[str], since: datetime
) -> Iterator[Assignment]:
    """The tasks of these measures in `states` that have not followed yet; only what is needed of them."""
    told = AssignmentEvent.objects.unrestricted("a revision the rule has allowed").filter(
        jurisdiction=plan.jurisdiction,
        assignment=OuterRef("pk"),
        kind=EventKind.REVISED,
        at__gte=since,
    )
    for some in _batches(sorted(measures)):
        rows = _tasks(plan).filter(~Exists(told), measure__in=some, state__in=states)
        yield from rows.order_by("pk").only(
            "jurisdiction", "measure_id", "organization_id", "period", "due_on", "first_due_on"
        )


def _follow(
    plan: Plan, changes: dict[int, Change], tasks: Sequence[Assignment]
) -> list[tuple[int, str]]:
    """Write titles and deadlines; returns each task's line for its timeline."""
    lines: list[tuple[int, str]] = []
    moved: dict[date | None, list[int]] = {}
    for task in tasks:
        due_on = _due_on(task, changes[task.measure_id])
        said = "方案修订，内容有改动"
        if due_on != task.due_on:
            moved.setdefault(due_on, []).append(task.pk)
            said = f"方案修订，时限由{_day(task.due_on)}改为{_day(due_on)}"
        lines.append((task.pk, said))
    for due_on, ids in moved.items():
        for some in _batches(ids):
            _move(_tasks(plan).filter(pk__in=some), len(some), due_on)
    renamed = [one.now for one in changes.values() if one.before.title != one.now.title]
    for measures in _batches(renamed, 100):
        titles = Case(*(When(measure=one.pk, then=Value(one.title)) for one in measures))
        _tasks(plan).filter(measure__in=measures, state__in=OPEN).update(title=titles)
    return lines


def _due_on(task: Assignment, change: Change) -> date | None:
    """The task's deadline after the revision; as it is when the measure's says nothing else."""
    if change.before.cadence != change.now.cadence:
        return task.due_on  # the next period follows the new cadence, this one is finished as given
    before = default_due_on(change.before, task.period)
    after = default_due_on(change.now, task.period)
    if before == after:
        return task.due_on
    if task.due_on == before:
        return after
    extended = task.first_due_on == before and task.due_on is not None
    if extended and (after is None or task.due_on < after):  # type: ignore[operator]
        return after
    return task.due_on


def _day(due_on: date | None) -> str:
    return in_words(due_on) if due_on else "不限"


def _recall(rows: QuerySet[Assignment], expected: int) -> None:
    try:
        advance_many(
            rows, expected, to=AssignmentState.RECALLED, expect=RECALLABLE, said=NO_LONGER_ASKED
        )
    except Stale:
        raise Stale(MEANWHILE) from None


def _move(rows: QuerySet[Assignment], expected: int, due_on: date | None) -> None:
    """One compare-and-set for many: all of them are still open as they were seen, or nothing is done."""
    if rows.filter(state__in=OPEN).update(due_on=due_on) != expected:
        raise Stale(MEANWHILE)


def _write_lines(
    actor: Actor, plan: Plan, lines: Sequence[tuple[int, str]], kind: EventKind
) -> None:
    moment = now()
    AssignmentEvent.objects.bulk_create(
        (
            AssignmentEvent(
                jurisdiction=plan.jurisdiction,
                assignment_id=pk,
                at=moment,
                kind=kind,
                account_id=actor.account_id,
                account_name=actor.name[:80],
                text=said,
            )
            for pk, said in lines
        ),
        batch_size=500,
    )


def _affected(plan: Plan, changes: Sequence[Change]) -> int:
    ids = [one.now.pk for one in changes]
    rows = _tasks(plan).filter(state__in=OPEN)
    return sum(rows.filter(measure__in=some).count() for some in _batches(ids))


def _batches(rows: Sequence[T], size: int = _BATCH) -> Iterator[Sequence[T]]:
    for at in range(0, len(rows), size):
        yield rows[at : at + size]
