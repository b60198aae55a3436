"""API of dispatch and assignments: the same gates, rules and actions as the pages."""

from __future__ import annotations

import base64
import datetime
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.org.models import Organization
from niudai.org.queries import organization
from niudai.work import actions, queries
from niudai.work.choices import WITH_BODY
from niudai.work.models import Assignment

router = Router(tags=["任务"])
LARGEST_PAGE = 200


class DispatchIn(Schema):
    """To whom a measure goes."""

    organizations: list[str] | None = Field(
        None, description="组织代码；不填则按条线、单位类别和范围自动选定"
    )
    lines: list[str] | None = Field(None, description="条线：party union league women；不填按举措")
    unit_classes: list[str] | None = Field(None, description="单位类别；不填按举措")
    subtree: str = Field("", description="只下达给这个组织（代码）和它的下级")
    due_on: datetime.date | None = Field(None, description="完成时限，不填按举措或周期末日")
    period: str | None = Field(None, description="周期，例如 2026Q1；一次性举措不填")


class SkippedOut(Schema):
    """An organization that got nothing, and why."""

    name: str
    reason: str


class DispatchOut(Schema):
    """What a dispatch did."""

    created: int = Field(description="新下达的任务数（项）")
    skipped: list[SkippedOut]


class AssignmentRow(Schema):
    """A task in a list."""

    code: UUID = Field(description="任务代码")
    title: str
    organization: str = Field(description="承办组织代码")
    organization_name: str
    line: str
    measure: UUID = Field(description="举措代码")
    period: str = Field(description="周期，一次性任务为空")
    state: str = Field(
        description="dispatched refused acknowledged in_progress reported sent_back accepted "
        "closed recalled"
    )
    due_on: datetime.date | None = Field(description="时限")
    done_on: datetime.date | None = Field(description="完成日期")


class AssignmentPage(Schema):
    """One page of tasks."""

    items: list[AssignmentRow]
    next: str | None = Field(description="下一页的 cursor，没有为空")


class EventOut(Schema):
    """One line of the timeline."""

    at: datetime.datetime
    kind: str
    by: str
    text: str


class AssignmentOut(AssignmentRow):
    """A task in full."""

    text: str = Field(description="方案原文")
    plan: UUID = Field(description="方案代码")
    plan_title: str
    first_due_on: datetime.date | None = Field(description="原定时限")
    why: str = Field(description="下达依据")
    said: str = Field(description="最近的退回、补正或撤回理由")
    agreed_target: Decimal | None
    report: str
    facts: list[UUID] = Field(description="报告引用的台账代码")
    citable: list[UUID] = Field(description="本组织可引用的台账代码，承办人报完成时选用")
    extension: UUID | None = Field(description="待审批的延期申请代码")
    timeline: list[EventOut]


@router.post(
    "measures/{code}/dispatch",
    response=DispatchOut,
    operation_id="measures_dispatch",
    summary="下达一条举措",
)
def measures_dispatch(request: HttpRequest, code: UUID, body: DispatchIn) -> dict[str, Any]:
    """Dispatch to the named organizations, or to all that fit; repeating creates nothing twice."""
    actor = request.actor  # type: ignore[attr-defined]
    measure = queries.measure(actor, code)
    if body.organizations is None:
        subtree = organization(actor, body.subtree) if body.subtree else None
        rows = queries.dispatch_preview(
            actor,
            measure,
            lines=body.lines,
            unit_classes=body.unit_classes,
            subtree=subtree,
            period=body.period,
        )
        ids = [row.organization.pk for row in rows if row.chosen or row.skip]
    else:
        places = Organization.objects.visible_to(actor).filter(code__in=body.organizations)
        found = dict(places.values_list("code", "pk"))
        if unknown := sorted(set(body.organizations) - set(found)):
            raise Refused(f"没有找到组织“{unknown[0]}”，或者您无权查看。", field="organizations")
        ids = list(found.values())
    result = actions.dispatch_measure(
        actor=actor,
        measure=measure,
        organization_ids=ids,
        due_on=body.due_on,
        period=body.period,
    )
    skipped = [{"name": one.name, "reason": one.reason} for one in result.skipped]
    return {"created": result.created, "skipped": skipped}


class AssignmentFilters(Schema):
    """What to list."""

    state: str = Field("", description="状态")
    line: str = Field("", description="条线")
    organization: str = Field("", description="承办组织代码")
    measure: UUID | None = Field(None, description="举措代码")
    plan: UUID | None = Field(None, description="方案代码")
    due_since: datetime.date | None = Field(None, description="时限从")
    due_until: datetime.date | None = Field(None, description="时限到")
    overdue: bool = Field(False, description="只看已逾期的")
    limit: int = Field(50, ge=1, le=LARGEST_PAGE, description="每页条数")
    cursor: str = Field("", max_length=80, description="上一页给出的 next")


COLUMNS = (
    *("pk", "code", "title", "organization__code", "organization__name", "line"),
    *("measure__code", "period", "state", "due_on", "done_on"),
)


@router.get(
    "assignments",
    response=AssignmentPage,
    operation_id="assignments_list",
    summary="查看任务",
)
def assignments_list(request: HttpRequest, filters: Query[AssignmentFilters]) -> HttpResponse:
    """Tasks within the caller's scope, newest first; one query, no count, built by hand."""
    rows = _narrowed(Assignment.objects.visible_to(request.actor), filters)  # type: ignore[attr-defined]
    found = list(rows.order_by("-pk").values_list(*COLUMNS)[: filters.limit + 1])
    shown = found[: filters.limit]
    more = _cursor(shown[-1][0]) if len(found) > filters.limit else None
    body = json.dumps({"items": [_row(*row) for row in shown], "next": more}, ensure_ascii=False)
    return HttpResponse(body, content_type="application/json; charset=utf-8")


def _narrowed(rows: QuerySet[Assignment], filters: AssignmentFilters) -> QuerySet[Assignment]:
    wanted = {
        "state": filters.state,
        "line": filters.line,
        "organization__code": filters.organization,
        "measure__code": filters.measure,
        "measure__plan__code": filters.plan,
        "due_on__gte": filters.due_since,
        "due_on__lte": filters.due_until,
    }
    if filters.cursor:
        wanted["pk__lt"] = _place(filters.cursor)
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return rows.filter(state__in=WITH_BODY, due_on__lt=today()) if filters.overdue else rows


def _row(
    _: int,
    code: UUID,
    title: str,
    place: str,
    place_name: str,
    line: str,
    measure: UUID,
    period: str,
    state: str,
    due_on: datetime.date | None,
    done_on: datetime.date | None,
) -> dict[str, Any]:
    return {
        "code": str(code),
        "title": title,
        "organization": place,
        "organization_name": place_name,
        "line": line,
        "measure": str(measure),
        "period": period,
        "state": state,
        "due_on": due_on and due_on.isoformat(),
        "done_on": done_on and done_on.isoformat(),
    }


def row_of(task: Assignment) -> dict[str, Any]:
    """The line of a task in hand, with its organization and measure loaded."""
    place, measure = task.organization, task.measure
    return _row(
        task.pk, task.code, task.title, place.code, place.name, task.line, measure.code,
        task.period, task.state, task.due_on, task.done_on,
    )  # fmt: skip


def _cursor(pk: int) -> str:
    return base64.urlsafe_b64encode(f"assignment|{pk}".encode()).decode()


def _place(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor.encode()).decode().removeprefix("assignment|"))
    except ValueError:
        raise Refused("cursor 无法识别，请使用上一页给出的 next。", field="cursor") from None


@router.get(
    "assignments/{code}",
    response=AssignmentOut,
    operation_id="assignments_get",
    summary="查看一项任务",
)
def assignments_get(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """One task with its timeline and what its report cites or may cite."""
    return _full(request, code)


def _full(request: HttpRequest, code: UUID) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    task = queries.assignment(actor, code)
    measure = task.measure
    asked = next((one for one in queries.extensions(task) if one.state == "asked"), None)
    return row_of(task) | {
        "text": measure.text,
        "plan": measure.plan.code,
        "plan_title": measure.plan.title,
        "first_due_on": task.first_due_on,
        "why": task.why,
        "said": task.said,
        "agreed_target": task.agreed_target,
        "report": task.report,
        "facts": [entry.code for entry in queries.cited_entries(task)],
        "citable": [entry.code for entry in queries.citable_entries(actor, task)],
        "extension": asked.code if asked else None,
        "timeline": [
            {"at": one.at, "kind": one.kind, "by": one.account_name, "text": one.text}
            for one in queries.timeline(task)
        ],
    }
