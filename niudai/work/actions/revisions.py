"""Issuing a revision: the plan moves on to its next version, what stays keeps its tasks and its progress."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.errors import Refused, Stale
from niudai.base.flow import advance
from niudai.base.notices import notify
from niudai.work.actions.carrying import Consequences, carry_or_enqueue
from niudai.work.actions.items import FIELDS, Tree
from niudai.work.actions.plans import NO_MEASURES, check_number, record_deploy
from niudai.work.choices import DISPATCHABLE, PlanState
from niudai.work.models import Assignment, Plan, PlanItem, PlanVersion
from niudai.work.queries.plans import plan_readers
from niudai.work.rules import plans as rules

TAKEN_OVER = (
    *("title", "doc_number", "issued_on", "text", "source", "source_name"),
    *("warnings", "frameworks", "themes", "programmes"),
)


@transaction.atomic
def issue_revision(
    *,
    actor: Actor,
    draft: Plan,
    doc_number: str,
    issued_on: datetime.date | None,
    let_run: Collection[uuid.UUID] = (),
) -> Consequences:
    """Issue a revision draft (印发修订稿): its plan becomes the next version of itself.

    An item that goes on keeps its row and code, so that tasks, ledger and matrix stay with it; a new one
    joins the plan; one dropped goes, or stays marked `dropped_on` for the tasks it has. Open tasks follow
    changed titles and deadlines; those of dropped measures are recalled, except of the measures whose codes
    are in `let_run`. More than 2,000 tasks are carried by a job.
    Raises NotAllowed; Refused (with field) as `issue_plan`, for a day before the plan's own, and for a plan
    that is no longer issued; Stale when somebody issued or changed either first: nothing happened.
    Effects in order: the draft's state, the version before (PlanVersion), the items, the plan, a `deploy`
    fact of the issuer, the tasks with their timelines and one notice per body (or the job), audit
    "work.issue_revision", a notice to the line officers.
    """
    rules.may_issue(actor, draft).require()
    doc_number, day = check_number(doc_number, issued_on)
    plan = _claimed_plan(draft)
    if plan.issued_on is not None and day < plan.issued_on:
        raise Refused("修订稿的印发日期不能早于原方案的印发日期。", field="issued_on")
    advance(draft, to=PlanState.MERGED)
    tree, coming = Tree(plan), Tree(draft)
    measures = [item for item in coming.items if item.kind in DISPATCHABLE]
    if not measures:
        raise Refused(NO_MEASURES)
    version = _keep_version(actor, plan, tree)
    _carry_items(tree, coming, day)
    for name in TAKEN_OVER:
        setattr(plan, name, getattr(draft, name))
    plan.doc_number, plan.issued_on = doc_number, day
    plan.save(update_fields=TAKEN_OVER)
    record_deploy(actor, plan, measures, day, version=version.number + 1)
    done = carry_or_enqueue(actor, plan, version, [str(code) for code in let_run])
    detail = {
        "doc_number": doc_number,
        "issued_on": day.isoformat(),
        "version": version.number + 1,
        **done.detail(),
    }
    audit.record(actor, "work.issue_revision", plan, detail=detail)
    notify(
        [account for account in plan_readers(plan) if account != actor.account_id],
        jurisdiction=plan.jurisdiction,
        key=f"work.issued:{plan.code}:{version.number + 1}",
        text=f"《{plan.title}》的修订稿已印发（{doc_number}），请查看有改动和新增的举措。",
        url=reverse("work:plan", args=[plan.code]),
    )
    return done


def _claimed_plan(draft: Plan) -> Plan:
    """The plan of a revision draft, its next revision taken, so that nobody changes it meanwhile."""
    if draft.revises_id is None:
        raise Refused("这份草稿不是修订稿，请直接印发。")
    rows = Plan.objects.unrestricted("the rule has allowed it").filter(pk=draft.revises_id)
    plan = rows.select_related("issuer", "source").get()
    if plan.state != PlanState.ISSUED:
        raise Refused(f"原方案{plan.get_state_display()}，请先重新打开原方案，再印发修订稿。")
    mine = rows.filter(state=PlanState.ISSUED, revision=plan.revision)
    if mine.update(revision=F("revision") + 1) != 1:
        raise Stale
    plan.revision += 1
    return plan


def _keep_version(actor: Actor, plan: Plan, tree: Tree) -> PlanVersion:
    """The plan as it stood, for ever."""
    rows = PlanVersion.objects.unrestricted("the rule has allowed it")
    values: list[dict[str, Any]] = [
        {"pk": item.pk, **tree.values(item)} for item in tree.items if item.dropped_on is None
    ]
    return PlanVersion.objects.create(
        jurisdiction=plan.jurisdiction,
        plan=plan,
        number=rows.filter(plan=plan).count() + 1,
        title=plan.title,
        doc_number=plan.doc_number,
        issued_on=plan.issued_on or plan.created_at.date(),
        text=plan.text,
        tree=values,
        source=plan.source,
        source_name=plan.source_name,
        replaced_at=now(),
        replaced_by=actor.name[:80],
    )


def _carry_items(tree: Tree, coming: Tree, day: datetime.date) -> None:
    """Bring the plan's tree to the draft's: kept rows take the new values, new rows move over, the rest goes.

    The parents are set before anything is deleted, because a row takes those below it along.
    """
    before = {item.pk: item for item in tree.items}
    becomes = {item.pk: item.revises_id or item.pk for item in coming.items}
    joined: list[PlanItem] = []
    order: list[PlanItem] = []
    for item in coming.items:
        above = becomes[item.parent_id] if item.parent_id else None
        assisting = coming.assisting[item.pk]
        if item.revises_id is not None:
            kept = before[item.revises_id]
            for name in FIELDS:
                if name not in ("code", "parent_id", "revises_id", "revised"):
                    setattr(kept, name, getattr(item, name))
        else:
            kept = item
            kept.plan, kept.revised = tree.plan, {}
            joined.append(kept)
        kept.parent_id = above
        tree.assisting[kept.pk] = assisting
        order.append(kept)
    rows = PlanItem.objects.unrestricted("the rule has allowed it")
    rows.bulk_update(joined, ["plan", "parent", "revised"])
    ids = {item.pk for item in order}
    gone = [item for item in tree.items if item.pk not in ids]
    tree.items = order + _still_needed(gone, day)
    tree.write()
    rows.filter(plan=coming.plan).delete()


def _still_needed(gone: list[PlanItem], day: datetime.date) -> list[PlanItem]:
    """Of the items that go, those that have tasks: marked, and put at the end of the plan."""
    tasks = Assignment.objects.unrestricted("the rule has allowed it").filter(
        jurisdiction__in={item.jurisdiction for item in gone}, measure__in=gone
    )
    with_tasks = set(tasks.values_list("measure_id", flat=True).distinct())
    kept = [item for item in gone if item.pk in with_tasks]
    for item in kept:
        item.parent_id = None
    rows = PlanItem.objects.unrestricted("the rule has allowed it")
    rows.filter(pk__in=[item.pk for item in kept], dropped_on=None).update(dropped_on=day)
    return kept
