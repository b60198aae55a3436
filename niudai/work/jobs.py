"""Background and periodic functions of the work room."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from niudai.base.actors import system
from niudai.base.calendar import today, working_days_between
from niudai.base.errors import Refused, Stale
from niudai.base.jobs import Run, job, periodic
from niudai.base.models import Attachment
from niudai.base.notices import notify
from niudai.base.periods import Period
from niudai.org.models import Account, Post
from niudai.org.queries import actor_for, names_by_account, secretaries
from niudai.work.actions.assignments import hand_over_assignment
from niudai.work.actions.carrying import carry_in_steps
from niudai.work.actions.dispatch import dispatch_plan, open_period
from niudai.work.actions.scans import IMPORT_JOB, import_scan
from niudai.work.choices import OPEN, WITH_BODY, Cadence, PlanState
from niudai.work.deadlines import deadline_word
from niudai.work.models import Assignment, Plan, PlanItem, PlanVersion
from niudai.work.queries.assignments import open_jurisdictions
from niudai.work.queries.plans import plan as plan_of

HOUR = timedelta(hours=1)
LOOK_BACK, LOOK_AHEAD = timedelta(days=21), timedelta(days=14)  # wide enough for a week of holidays
MOST_LISTED = 50


@job("work.dispatch_plan", title="整案下达")
def dispatch_whole_plan(run: Run, plan: str) -> None:
    """Dispatch every measure of a plan; after a crash what exists is skipped, so nothing doubles."""
    account = Account.objects.filter(pk=run.account_id, is_active=True).first()
    found = Plan.objects.unrestricted("the action that asked for the job has passed the gates")
    row = found.filter(code=plan, jurisdiction=run.jurisdiction).defer("text").first()
    if account is None or row is None:
        raise Refused("账号已停用或方案已不存在，没有下达。")
    result = dispatch_plan(actor=actor_for(account), plan=row, progress=run.progress)
    skipped = [{"name": one.name, "reason": one.reason} for one in result.skipped[:MOST_LISTED]]
    run.finish(
        url=f"/plans/{row.code}/",
        message=f"新下达{result.created}项，略过{len(result.skipped)}项。",
        created=result.created,
        skipped=skipped,
    )


@job("work.carry_revision", title="修订后调整任务")
def carry_revision(run: Run, plan: str, version: int, let_run: list[str]) -> None:
    """Let the tasks follow a revision just issued; after a crash those that have followed are passed over."""
    account = Account.objects.filter(pk=run.account_id, is_active=True).first()
    found = PlanVersion.objects.unrestricted(
        "the action that asked for the job has passed the gates"
    )
    rows = found.filter(plan__code=plan, jurisdiction=run.jurisdiction, number=version)
    row = rows.select_related("plan").first()
    if account is None or row is None:
        raise Refused("账号已停用或方案已不存在，任务没有调整。")
    done = carry_in_steps(
        actor=actor_for(account),
        plan=row.plan,
        version=row,
        let_run=let_run,
        progress=run.progress,
    )
    run.finish(
        url=f"/plans/{row.plan.code}/",
        message=f"{done.changed}项任务按修订稿调整，{done.recalled}项撤回。",
    )


@job(IMPORT_JOB, title="识别方案扫描件")
def import_scanned_plan(run: Run, source: str, plan_title: str, revises: str) -> None:
    """Read a scanned plan into a draft; after a crash the pages are read again, the draft comes once."""
    account = Account.objects.filter(pk=run.account_id, is_active=True).first()
    files = Attachment.objects.unrestricted("the action that asked for the job has kept the file")
    file = files.filter(code=source, jurisdiction=run.jurisdiction).first()
    if account is None or file is None:
        raise Refused("账号已停用或文件已不存在，没有读入。")
    actor = actor_for(account)
    plan = import_scan(
        actor=actor,
        source=file,
        title=plan_title,
        revises=plan_of(actor, UUID(revises)) if revises else None,
        progress=lambda done, pages: run.progress(done, pages, "正在逐页识别"),
        hold=run.hold,
    )
    first = "comparison" if plan.revises_id else "review"
    run.finish(
        url=f"/plans/{plan.code}/{first}/",
        message="已读成草稿，请对照原件逐条核对。",
        plan=str(plan.code),
    )


@periodic(every=HOUR, name="work.remind")
def remind() -> None:
    """Remind whoever holds a task three working days before, on, one and five days after its deadline."""
    for jurisdiction in open_jurisdictions():
        remind_jurisdiction(jurisdiction, today())


def stage_of(due_on: date, day: date) -> str:
    """Which reminder a deadline calls for on `day`: "before", "due", "late", "very-late" or ""."""
    if due_on > day:
        return "before" if working_days_between(day, due_on) <= 3 else ""
    if due_on == day:
        return "due"
    over = working_days_between(due_on, day)
    if over == 0:
        return ""
    return "late" if over < 5 else "very-late"


def remind_jurisdiction(jurisdiction: int, day: date) -> None:
    """Write the reminders of one jurisdiction; the notice's key lets each stage come once per account."""
    rows = Assignment.objects.unrestricted("reminders go to the holders").filter(
        jurisdiction=jurisdiction,
        state__in=WITH_BODY,
        due_on__gte=day - LOOK_BACK,
        due_on__lte=day + LOOK_AHEAD,
    )
    groups: dict[tuple[str, str, str, date, str], list[int]] = defaultdict(list)
    values = rows.values_list("measure__code", "title", "period", "due_on", "organization_id")
    for code, title, period, due_on, organization_id in values:
        if due_on is not None and (stage := stage_of(due_on, day)):
            groups[str(code), title, period, due_on, stage].append(organization_id)
    bodies = secretaries({pk for ids in groups.values() for pk in ids}) if groups else {}
    for (measure, title, period, due_on, stage), ids in groups.items():
        notify(
            [account for pk in ids for account in bodies.get(pk, [])],
            jurisdiction=jurisdiction,
            key=f"work.{stage}:{measure}:{period}:{due_on}",
            text=f"任务“{title}”{deadline_word(due_on, day)}，请办理。",
            url=f"/assignments/?measure={measure}",
        )


@periodic(every=HOUR, name="work.open_next_period")
def open_next_period() -> None:
    """Open the current period of every recurring measure of an issued plan; repeating changes nothing."""
    for jurisdiction in open_jurisdictions():
        rows = PlanItem.objects.unrestricted("the calendar opens the next period").filter(
            jurisdiction=jurisdiction, plan__state=PlanState.ISSUED, dropped_on=None
        )
        rows = rows.exclude(cadence=Cadence.ONCE).select_related("plan")
        for measure in rows.defer("plan__text"):
            period = Period.of(measure.cadence, today())  # type: ignore[arg-type]
            open_period(measure=measure, period=period)


@periodic(every=HOUR, name="work.hand_over")
def notice_hand_overs() -> None:
    """Find open tasks whose holder's post has ended and hand them to who holds a post there now."""
    for jurisdiction in open_jurisdictions():
        hand_over_jurisdiction(jurisdiction, today())


def hand_over_jurisdiction(jurisdiction: int, day: date) -> None:
    """Hand over the orphaned tasks of one jurisdiction; those without a successor wait for one."""
    posts = Post.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day),
        jurisdiction=jurisdiction,
        organization=OuterRef("organization"),
        account=OuterRef("holder_id"),
        started_on__lte=day,
    )
    rows = Assignment.objects.unrestricted("the posts register decides who answers").filter(
        ~Exists(posts), jurisdiction=jurisdiction, state__in=OPEN, holder_id__gt=0
    )
    orphans = list(rows.select_related("organization", "measure").defer("measure__why"))
    successors = secretaries({row.organization_id for row in orphans}) if orphans else {}
    names = names_by_account(pk for some in successors.values() for pk in some)
    actor = system("工作交接", jurisdiction)
    for row in orphans:
        for account_id in successors.get(row.organization_id, [])[-1:]:
            try:
                hand_over_assignment(
                    actor=actor,
                    assignment=row,
                    successor_id=account_id,
                    successor=names[account_id],
                )
            except Stale:
                continue  # acted on meanwhile; the next round looks again
