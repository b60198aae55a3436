"""A plan's life: imported, issued, discarded or restored, closed or opened again."""

from __future__ import annotations

import datetime
from pathlib import PurePath
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from niudai import plantext
from niudai.base import audit, files
from niudai.base.actors import Actor, Scope
from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.fields import codes
from niudai.base.flow import advance
from niudai.base.models import Attachment
from niudai.base.notices import notify
from niudai.ledger.actions import MeasureRef, SourceRef, record_entry
from niudai.ledger.choices import Kind
from niudai.org.choices import Line
from niudai.work.actions.reading import Sprout, names, sprouts_of, themes_of
from niudai.work.actions.revising import ONE_REVISION, check_revisable, match_draft
from niudai.work.choices import DISPATCHABLE, PlanState
from niudai.work.models import Plan, PlanItem
from niudai.work.queries.plans import plan_readers
from niudai.work.rules import plans as rules

MOST_ITEMS: Final = 2000
FILE_KINDS: Final = ("docx", "doc", "odt", "pdf", "html", "txt", "xlsx", "xls", "csv", "png", "jpg")
UNTITLED: Final = "未命名方案"
NO_MEASURES: Final = "方案里还没有举措，请先在核对页添加，再印发。"
NUMBER_WANTED: Final = "请填写文号，例如“幸街工委发〔2026〕5号”。"


@transaction.atomic
def import_plan(
    *,
    actor: Actor,
    uploaded: UploadedFile | None = None,
    text: str = "",
    title: str = "",
    revises: Plan | None = None,
) -> Plan:
    """Read a plan document into a draft: its tree of headings and measures, with suggestions and warnings.

    Give a file or a text, not both. `title` replaces the one found in the text. What the document
    does not say stays empty. The issuer is the organization of the actor's Party-office post. With
    `revises` the draft is the revision of that issued plan: its items are paired with the plan's, and
    what officers had set stays where the document says nothing else (`match_draft`).
    Raises NotAllowed; Refused (at `file` or `text`) when there is nothing to read, the file is too
    large, no text, or gives more than 2,000 items.
    Effects in order: the file is kept, the plan and its items, audit "work.import_plan".
    """
    text = text.replace("\x00", "")
    check_import(actor, uploaded, text, revises)
    source = files.store(actor, uploaded, allow=FILE_KINDS) if uploaded is not None else None
    read = _read(uploaded, text)
    return draft_plan(actor=actor, read=read, source=source, title=title, revises=revises)


def check_import(
    actor: Actor, uploaded: UploadedFile | None, text: str, revises: Plan | None
) -> None:
    """Raise NotAllowed, or Refused for both a file and a text or neither; see `import_plan`."""
    _office(actor, revises)
    if uploaded is not None and text.strip():
        raise Refused("请只选一种方式：上传文件，或粘贴文字。", field="text")
    if uploaded is None and not text.strip():
        raise Refused("请选择方案文件，或粘贴方案全文。", field="file")


@transaction.atomic
def draft_plan(
    *,
    actor: Actor,
    read: plantext.Plan,
    source: Attachment | None,
    title: str = "",
    revises: Plan | None = None,
) -> Plan:
    """Make a draft of a document as read, the second half of `import_plan`; errors and effects as there."""
    scope = _office(actor, revises)
    sprouts = sprouts_of(read)
    if len(sprouts) > MOST_ITEMS:
        raise Refused(
            f"读出的条目超过{MOST_ITEMS:,}条，请确认是不是方案，或分成几份导入。",
            field="file" if source is not None else "text",
        )
    source_name = source.name if source else ""
    plan = Plan(
        jurisdiction=scope.jurisdiction,
        revises=revises,
        title=(title.strip() or read.title or PurePath(source_name).stem or UNTITLED)[:200],
        issuer_id=revises.issuer_id if revises else scope.organization_id,
        doc_number=(read.doc_number or "")[:60],
        text=read.text,
        source=source,
        source_name=source_name,
        warnings=read.warnings,
        frameworks=[
            {"name": one.name, "members": list(one.members), "line": one.line or ""}
            for one in read.frameworks
        ],
        themes=themes_of(read.tasks),
        programmes=names((name for task in read.tasks for name in task.programmes), limit=1900),
        created_by_id=actor.account_id,
        created_by=actor.name[:80],
    )
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:  # of two imports at once the second
        raise Refused(ONE_REVISION) from None
    _plant(plan, sprouts)
    if revises is not None:
        match_draft(plan)
    audit.record(
        actor, "work.import_plan", plan, detail={"items": len(sprouts), "file": source_name}
    )
    return plan


def _office(actor: Actor, revises: Plan | None) -> Scope:
    """The Party-office post under which the actor imports; NotAllowed without one."""
    rules.may_import(actor).require()
    if revises is not None:
        rules.may_revise(actor, revises).require()
        check_revisable(revises)
    scope = rules.office_scope(actor, revises.jurisdiction if revises else None)
    assert scope is not None  # noqa: S101 — the rule has just found it
    return scope


def _read(uploaded: UploadedFile | None, text: str) -> plantext.Plan:
    try:
        if uploaded is None:
            return plantext.read_text(text)
        uploaded.seek(0)
        return plantext.read(uploaded.read(), uploaded.name or "")
    except plantext.PlanUnreadable as unreadable:
        field = "text" if uploaded is None else "file"
        raise Refused(str(unreadable), field=field) from unreadable


def _plant(plan: Plan, sprouts: list[Sprout]) -> None:
    """Save the items level by level, because a child needs the number of its parent."""
    levels: dict[int, list[PlanItem]] = {}
    for sprout in sprouts:
        sprout.item.plan, sprout.item.jurisdiction = plan, plan.jurisdiction
        levels.setdefault(sprout.depth, []).append(sprout.item)
    above = {id(sprout.item): sprout.above for sprout in sprouts}
    for _, items in sorted(levels.items()):
        for item in items:
            parent = above[id(item)]
            item.parent = parent.item if parent else None
        PlanItem.objects.bulk_create(items)


@transaction.atomic
def issue_plan(
    *, actor: Actor, plan: Plan, doc_number: str, issued_on: datetime.date | None
) -> Plan:
    """Issue a draft (印发): from now on its measures can be dispatched and everybody here reads it.

    Raises NotAllowed; Refused (with field) without number or date, for a future day or a plan without
    measures, and in another state; Stale when somebody was faster.
    Effects in order: state, audit "work.issue_plan", a `deploy` fact of the issuer that concerns the
    lines of its measures (sync: issuing is deploying), a notice to the line officers. Measures nobody has checked do not
    hinder it; the pages warn with their number.
    """
    rules.may_issue(actor, plan).require()
    if plan.revises_id is not None:
        raise Refused("这是修订稿，请在“印发修订稿”页面印发。")
    doc_number, day = check_number(doc_number, issued_on)
    measures = _measures(plan)
    if not measures:
        raise Refused(NO_MEASURES)
    advance(plan, to=PlanState.ISSUED, doc_number=doc_number, issued_on=day)
    unchecked = sum(not measure.confirmed for measure in measures)
    audit.record(
        actor,
        "work.issue_plan",
        plan,
        detail={
            "doc_number": doc_number,
            "issued_on": day.isoformat(),
            "unchecked": unchecked,
        },
    )
    record_deploy(actor, plan, measures, day)
    notify(
        [account for account in plan_readers(plan) if account != actor.account_id],
        jurisdiction=plan.jurisdiction,
        key=f"work.issued:{plan.code}",
        text=f"《{plan.title}》已印发（{doc_number}），可按条线下达举措。",
        url=reverse("work:plan", args=[plan.code]),
    )
    return plan


def check_number(doc_number: str, issued_on: datetime.date | None) -> tuple[str, datetime.date]:
    """Number and day that a draft may be issued with, or Refused (with field); see `issue_plan`."""
    doc_number = " ".join(doc_number.split())
    if not doc_number:
        raise Refused(NUMBER_WANTED, field="doc_number")
    if len(doc_number) > 60:
        raise Refused("文号请控制在60字以内。", field="doc_number")
    if issued_on is None:
        raise Refused("请填写印发日期。", field="issued_on")
    if issued_on > today():
        raise Refused("印发日期不能晚于今天，请在印发当天或之后登记。", field="issued_on")
    return doc_number, issued_on


def record_deploy(
    actor: Actor,
    plan: Plan,
    measures: list[PlanItem],
    issued_on: datetime.date,
    *,
    version: int = 1,
) -> None:
    """The `deploy` fact of an issue: one for the plan, one more for each revision (`version` from 2)."""
    lines = codes(line for measure in measures for line in measure.lines)
    record_entry(
        actor=actor,
        organization=plan.issuer,
        kind=Kind.DEPLOY,
        occurred_on=issued_on,
        title=f"印发{'修订的' if version > 1 else ''}《{plan.title[:105]}》",
        concerns=[line for line in Line.values if line in lines],
        measure=MeasureRef(plan_code=plan.code, plan_title=plan.title),
        source=SourceRef(label="work.plan", code=str(plan.code), text=f"方案 {plan.doc_number}"),
        key=f"plan:{plan.code}:deploy" + (f":{version}" if version > 1 else ""),
    )


@transaction.atomic
def discard_plan(*, actor: Actor, plan: Plan) -> None:
    """Put a draft away (废弃); it can be restored. Effects: state, audit "work.discard_plan"."""
    rules.may_discard(actor, plan).require()
    advance(plan, to=PlanState.DISCARDED)
    audit.record(actor, "work.discard_plan", plan)


@transaction.atomic
def restore_plan(*, actor: Actor, plan: Plan) -> None:
    """Take a discarded draft up again (恢复). Effects: state, audit "work.restore_plan".

    Refused for a revision whose plan has another one open, or has been revised or closed since.
    """
    rules.may_discard(actor, plan).require()
    if plan.revises is not None and plan.state == PlanState.DISCARDED:
        check_revisable(plan.revises, since=plan.created_at)
    try:
        with transaction.atomic():
            advance(plan, to=PlanState.DRAFT)
    except IntegrityError:  # another revision was imported in the same moment
        raise Refused(ONE_REVISION) from None
    audit.record(actor, "work.restore_plan", plan)


@transaction.atomic
def close_plan(*, actor: Actor, plan: Plan) -> None:
    """Declare an issued plan finished (办结); nothing more is dispatched from it.

    Effects: state, audit "work.close_plan". Tasks still open stay with their bodies.
    """
    rules.may_close(actor, plan).require()
    advance(plan, to=PlanState.CLOSED)
    audit.record(actor, "work.close_plan", plan)


@transaction.atomic
def reopen_plan(*, actor: Actor, plan: Plan) -> None:
    """Open a finished plan again (重新打开). Effects: state, audit "work.reopen_plan"."""
    rules.may_close(actor, plan).require()
    advance(plan, to=PlanState.ISSUED, expect=PlanState.CLOSED)
    audit.record(actor, "work.reopen_plan", plan)


def _measures(plan: Plan) -> list[PlanItem]:
    rows = PlanItem.objects.unrestricted("the measures of a plan whose rule has allowed it")
    return list(rows.filter(plan=plan, kind__in=DISPATCHABLE).order_by("position"))
