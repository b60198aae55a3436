"""API of plans: import, list, read, set measures, issue; the same gates, rules and actions as the pages."""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from niudai.base.actors import Actor
from niudai.base.errors import Refused
from niudai.base.models import Job
from niudai.org.models import Organization
from niudai.work.actions import drafts as draft_actions
from niudai.work.actions import plans as actions
from niudai.work.actions.changes import ItemChange
from niudai.work.actions.revisions import issue_revision
from niudai.work.actions.scans import begin_import
from niudai.work.choices import DISPATCHABLE, PlanState
from niudai.work.forms.plans import ENDINGS
from niudai.work.models import Plan, PlanItem
from niudai.work.queries import plans as queries

router = Router(tags=["方案"])
LARGEST_PAGE = 200


class PlanRow(Schema):
    """A plan in a list."""

    code: UUID = Field(description="方案代码")
    title: str
    state: str = Field(description="draft issued closed discarded merged")
    state_text: str
    issuer: str = Field(description="印发组织代码")
    doc_number: str = Field(description="文号，未印发为空")
    issued_on: datetime.date | None = Field(description="印发日期")
    measures: int = Field(description="举措和目标的条数")


class PlanPage(Schema):
    """One page of plans."""

    items: list[PlanRow]
    next: str | None = Field(description="下一页的 cursor，没有为空")


class ItemOut(Schema):
    """One heading, measure, goal or note of a plan."""

    code: UUID = Field(description="条目代码；举措的代码即举措代码")
    parent: UUID | None = Field(description="上级条目代码")
    kind: str = Field(description="heading measure goal note")
    number_text: str = Field(description="原文序号")
    title: str
    text: str
    char_start: int | None = Field(description="在原文中的起点（字），手工添加的为空")
    char_end: int | None = Field(description="在原文中的终点（不含）")
    lines: list[str] = Field(description="party union league women")
    unit_classes: list[str] = Field(description="单位类别代码")
    rows: list[str] = Field(description="带的内容代码")
    programmes: list[str]
    other_owners: list[str] = Field(description="四条线之外的责任单位")
    lead: str | None = Field(description="牵头组织代码")
    assisting: list[str] = Field(description="配合组织代码")
    leader_name: str = Field(description="责任领导")
    due_on: datetime.date | None = Field(description="完成时限")
    cadence: str = Field(description="once month quarter half year")
    target_value: Decimal | None = Field(description="目标值")
    target_unit: str
    evidence: str = Field(description="须附材料，一般为空")
    why: dict[str, str] = Field(description="各项建议的依据")
    confidence: float = Field(description="把握，0 到 1")
    confirmed: bool = Field(description="是否已由人核对")
    dropped_on: datetime.date | None = Field(description="修订后自这一天起不再要求；仍要求的为空")


class PlanOut(PlanRow):
    """A plan in full; `items` in reading order, parents before children."""

    revision: int = Field(description="草稿的版本号，修改时带上")
    revises: UUID | None = Field(description="修订稿所修订方案的代码；不是修订稿的为空")
    text: str = Field(description="读入的原文")
    warnings: list[str] = Field(description="读文时发现的缺漏，须人工核对")
    frameworks: list[dict[str, Any]] = Field(description="原文写明的框架及其成员")
    themes: dict[str, str] = Field(description="各条线的主题")
    items: list[ItemOut]


class ImportStarted(Schema):
    """The job that reads a scanned plan."""

    job: UUID = Field(description="作业代码，用 jobs_get 查看进度")
    title: str


class PlanFilters(Schema):
    """What to list."""

    state: str = Field("", description="状态；不填则不含已废弃、已并入的")
    limit: int = Field(50, ge=1, le=LARGEST_PAGE, description="每页条数")
    cursor: str = Field("", max_length=80, description="上一页给出的 next")


class MeasureIn(Schema):
    """New values; fields left out are not touched. After the issue only 分工、时限、频次、目标、须附材料."""

    revision: int | None = Field(None, description="所依据的方案版本；不填则按最新版本修改")
    kind: str | None = Field(None, description="heading measure goal note")
    number_text: str | None = None
    title: str | None = None
    text: str | None = None
    lines: list[str] | None = Field(None, description="party union league women")
    unit_classes: list[str] | None = None
    rows: list[str] | None = Field(None, description="带的内容代码，如 league6/thought")
    programmes: list[str] | None = None
    other_owners: list[str] | None = None
    lead: str | None = Field(None, description="牵头组织代码；空值表示没有")
    assisting: list[str] | None = Field(None, description="配合组织代码")
    leader_name: str | None = None
    due_on: datetime.date | None = Field(None, description="完成时限；空值表示没有")
    cadence: str | None = None
    target_value: Decimal | None = Field(None, description="目标值；空值表示没有")
    target_unit: str | None = None
    evidence: str | None = None
    confirmed: bool | None = Field(None, description="true 表示已核对")


class IssueIn(Schema):
    """Number and day of the issue."""

    doc_number: str = Field(description="文号")
    issued_on: datetime.date = Field(description="印发日期，不能晚于今天")
    let_run: list[UUID] = Field(
        [], description="仅修订稿：取消的举措中任务仍要办完的举措代码；其余在办任务撤回"
    )


@router.post(
    "plans",
    response={200: PlanOut, 202: ImportStarted},
    operation_id="plans_import",
    summary="导入方案",
    description="用 multipart 上传 file，或以 multipart、JSON 提交 text；title 选填。"
    "填写 revises 时读成那份方案的修订稿，与原方案的对照用 plans_comparison 查看。"
    "扫描件和图片由后台作业逐页识别，返回 202 和作业代码；作业完成后，其 result.plan 是方案代码。",
)
def plans_import(
    request: HttpRequest,
    file: UploadedFile | None = File(None, description=f"方案文件（{'、'.join(ENDINGS)}）"),  # noqa: B008 — how ninja declares
    text: str = Form("", description="方案全文，与 file 二选一"),
    title: str = Form("", description="标题，不填用原文的"),
    revises: str = Form("", description="所修订方案的代码；填写时读成它的修订稿"),
) -> Status:
    """Read a plan into a draft, a scanned one by way of a job."""
    if request.content_type == "application/json":
        text, title, revises = _pasted(request)
    begun = begin_import(
        actor=_actor(request),
        uploaded=file,
        text=text,
        title=title,
        revises=_revised(_actor(request), revises),
    )
    if isinstance(begun, Job):
        return Status(202, {"job": begun.code, "title": begun.title})
    return Status(200, _full(_actor(request), begun.code))


def _pasted(request: HttpRequest) -> tuple[str, str, str]:
    try:
        body = json.loads(request.body)
        given = tuple(body.get(name, "") for name in ("text", "title", "revises"))
    except (ValueError, AttributeError):
        raise Refused("请求内容不是有效的 JSON，请核对后重试。") from None
    if not all(isinstance(one, str) for one in given):
        raise Refused("text、title 和 revises 应为文字。", field="text")
    return given  # type: ignore[return-value]


def _revised(actor: Actor, code: str) -> Plan | None:
    if not code:
        return None
    try:
        return queries.plan(actor, UUID(code))
    except ValueError:
        raise Refused("revises 应为方案代码。", field="revises") from None


@router.get("plans", response=PlanPage, operation_id="plans_list", summary="查看方案")
def plans_list(request: HttpRequest, filters: Query[PlanFilters]) -> dict[str, Any]:
    """Plans the caller may see, newest first."""
    rows = queries.plans(_actor(request)).order_by("-pk")
    if filters.state:
        rows = rows.filter(state=filters.state)
    else:
        rows = rows.exclude(state__in=(PlanState.DISCARDED, PlanState.MERGED))
    if filters.cursor:
        rows = rows.filter(pk__lt=_place(filters.cursor))
    found = list(rows[: filters.limit + 1])
    shown = found[: filters.limit]
    more = _cursor(shown[-1].pk) if len(found) > filters.limit else None
    return {"items": [_row(plan, plan.measure_count) for plan in shown], "next": more}


@router.get("plans/{code}", response=PlanOut, operation_id="plans_get", summary="查看一份方案")
def plans_get(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """One plan with its tree."""
    return _full(_actor(request), code)


@router.patch(
    "measures/{code}",
    response=ItemOut,
    operation_id="measures_update",
    summary="修改条目",
    description="草稿中可改各项；印发后、下达前只能改分工、时限、频次、目标和须附材料。",
)
def measures_update(request: HttpRequest, code: UUID, body: MeasureIn) -> dict[str, Any]:
    """Change an item of a draft, or settle a measure of an issued plan."""
    actor = _actor(request)
    item = queries.item(actor, code)
    act = (
        draft_actions.change_item
        if item.plan.state == PlanState.DRAFT
        else draft_actions.set_measure
    )
    revision = item.plan.revision if body.revision is None else body.revision
    act(actor=actor, item=item, revision=revision, change=_change(actor, body))
    changed = queries.item(actor, code)
    changed.assisting_bodies = _bodies(changed)  # type: ignore[attr-defined]
    return _item(changed, {changed.parent_id: changed.parent.code if changed.parent else None})


@router.post(
    "plans/{code}/issue",
    response=PlanOut,
    operation_id="plans_issue",
    summary="印发方案",
    description="印发修订稿时，原方案成为下一版，返回的是原方案。",
)
def plans_issue(request: HttpRequest, code: UUID, body: IssueIn) -> dict[str, Any]:
    """Issue a draft, or a revision, which answers the plan it has become part of."""
    actor = _actor(request)
    plan = queries.plan(actor, code)
    if plan.revises is not None:
        issue_revision(
            actor=actor,
            draft=plan,
            doc_number=body.doc_number,
            issued_on=body.issued_on,
            let_run=body.let_run,
        )
        return _full(actor, plan.revises.code)
    actions.issue_plan(actor=actor, plan=plan, doc_number=body.doc_number, issued_on=body.issued_on)
    return _full(actor, code)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _change(actor: Actor, body: MeasureIn) -> ItemChange:
    given = {name: getattr(body, name) for name in body.model_fields_set if name != "revision"}
    nullable = ("lead", "due_on", "target_value")
    if empty := [name for name, value in given.items() if value is None and name not in nullable]:
        raise Refused("这一项不能为空值，不修改时请省略。", field=empty[0])
    if given.get("lead") is not None:
        given["lead"] = _named(actor, [given["lead"]], "lead")[0]
    if "assisting" in given:
        given["assisting"] = _named(actor, given["assisting"], "assisting")
    return ItemChange(**given)


def _named(actor: Actor, codes: Sequence[str], field: str) -> list[Organization]:
    """The organizations with these codes, in the order given; one query."""
    rows = Organization.objects.visible_to(actor).filter(code__in=codes)
    found = {body.code: body for body in rows}
    if unknown := [code for code in codes if code not in found]:
        raise Refused(f"没有找到组织“{unknown[0]}”，或者您无权查看。", field=field)
    return [found[code] for code in codes]


def _bodies(item: PlanItem) -> list[Organization]:
    rows = Organization.objects.unrestricted("named by an item that has passed its gate")
    pairs = item.assisting.through.objects.filter(planitem=item)
    return list(rows.filter(pk__in=pairs.values("organization_id")).order_by("pk"))


def _full(actor: Actor, code: UUID) -> dict[str, Any]:
    plan = queries.plan(actor, code)
    items = queries.tree_items(plan)
    codes = {item.pk: item.code for item in items}
    measures = sum(item.kind in DISPATCHABLE and item.dropped_on is None for item in items)
    return _row(plan, measures) | {
        "revision": plan.revision,
        "revises": plan.revises.code if plan.revises else None,
        "text": plan.text,
        "warnings": plan.warnings,
        "frameworks": plan.frameworks,
        "themes": plan.themes,
        "items": [_item(item, codes) for item in items],
    }


def _row(plan: Plan, measures: int) -> dict[str, Any]:
    return {
        "code": plan.code,
        "title": plan.title,
        "state": plan.state,
        "state_text": plan.get_state_display(),
        "issuer": plan.issuer.code,
        "doc_number": plan.doc_number,
        "issued_on": plan.issued_on,
        "measures": measures,
    }


def _item(item: PlanItem, codes: dict[Any, Any]) -> dict[str, Any]:
    names = (
        *("code", "kind", "number_text", "title", "text", "char_start", "char_end", "leader_name"),
        *("due_on", "cadence", "target_value", "target_unit", "evidence", "why", "confidence"),
        *("confirmed", "lines", "unit_classes", "rows", "programmes", "other_owners", "dropped_on"),
    )
    return {name: getattr(item, name) for name in names} | {
        "parent": codes.get(item.parent_id),
        "lead": item.lead.code if item.lead else None,
        "assisting": [body.code for body in item.assisting_bodies],  # type: ignore[attr-defined]
    }


def _cursor(pk: int) -> str:
    return base64.urlsafe_b64encode(f"plan|{pk}".encode()).decode()


def _place(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor.encode()).decode().removeprefix("plan|"))
    except ValueError:
        raise Refused("cursor 无法识别，请使用上一页给出的 next。", field="cursor") from None
