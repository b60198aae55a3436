"""API of the steps of an assignment: sign, refuse, report, accept, send back, extend."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from niudai.work import actions, queries
from niudai.work.api.assignments import AssignmentOut, AssignmentRow, assignments_get, row_of

router = Router(tags=["任务"])


class AcknowledgeIn(Schema):
    """签收."""

    agreed_target: Decimal | None = Field(None, ge=0, description="约定目标，单位同举措")
    note: str = Field("", max_length=400, description="工作安排")


class ReasonIn(Schema):
    """A reason, required by the action."""

    reason: str = Field("", max_length=400, description="理由")


class ReportIn(Schema):
    """报完成."""

    done_on: datetime.date = Field(description="完成日期，不晚于今天")
    entries: list[UUID] = Field(default_factory=list, description="引用的本组织台账代码")
    report: str = Field("", max_length=2000, description="完成情况，可不填；不要求照片")


class NoteIn(Schema):
    """A word if wanted."""

    note: str = Field("", max_length=400, description="意见")


class ExtendIn(Schema):
    """申请延期."""

    due_on: datetime.date = Field(description="申请延至")
    reason: str = Field("", max_length=400, description="延期理由")


class AnswerIn(Schema):
    """审批延期."""

    answer: str = Field("", max_length=400, description="审批意见")


class RedispatchIn(Schema):
    """重新下达."""

    due_on: datetime.date | None = Field(None, description="新的时限，不填沿用原时限")
    note: str = Field("", max_length=400, description="说明")


def _step(
    request: HttpRequest, code: UUID, act: Callable[..., Any], **values: Any
) -> dict[str, Any]:
    """Carry out one act; answers with the task's line in a list, as it stands now."""
    actor = request.actor  # type: ignore[attr-defined]
    assignment = queries.assignment(actor, code)
    act(actor=actor, assignment=assignment, **values)
    return row_of(assignment)


@router.post(
    "assignments/{code}/acknowledge",
    response=AssignmentRow,
    operation_id="assignments_acknowledge",
    summary="签收",
)
def acknowledge(request: HttpRequest, code: UUID, body: AcknowledgeIn) -> dict[str, Any]:
    """已下达 → 已签收."""
    return _step(request, code, actions.acknowledge_assignment, **body.dict())


@router.post(
    "assignments/{code}/refuse",
    response=AssignmentRow,
    operation_id="assignments_refuse",
    summary="退回",
)
def refuse(request: HttpRequest, code: UUID, body: ReasonIn) -> dict[str, Any]:
    """已下达 → 已退回, with the reason."""
    return _step(request, code, actions.refuse_assignment, **body.dict())


@router.post(
    "assignments/{code}/start",
    response=AssignmentRow,
    operation_id="assignments_start",
    summary="开始办理",
)
def start(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """已签收 → 进行中."""
    return _step(request, code, actions.start_assignment)


@router.post(
    "assignments/{code}/report",
    response=AssignmentRow,
    operation_id="assignments_report",
    summary="报完成",
)
def report(request: HttpRequest, code: UUID, body: ReportIn) -> dict[str, Any]:
    """→ 已报完成, citing facts of the own ledger if there are any."""
    values = {"done_on": body.done_on, "entry_codes": body.entries, "report": body.report}
    return _step(request, code, actions.report_assignment, **values)


@router.post(
    "assignments/{code}/accept",
    response=AssignmentRow,
    operation_id="assignments_accept",
    summary="核验",
)
def accept(request: HttpRequest, code: UUID, body: NoteIn) -> dict[str, Any]:
    """已报完成 → 已核验."""
    return _step(request, code, actions.accept_assignment, **body.dict())


@router.post(
    "assignments/{code}/send-back",
    response=AssignmentRow,
    operation_id="assignments_send_back",
    summary="退回补正",
)
def send_back(request: HttpRequest, code: UUID, body: ReasonIn) -> dict[str, Any]:
    """已报完成 → 退回补正, with what is missing."""
    return _step(request, code, actions.send_back_assignment, **body.dict())


@router.post(
    "assignments/{code}/close",
    response=AssignmentRow,
    operation_id="assignments_close",
    summary="办结",
)
def close(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """已核验 → 办结."""
    return _step(request, code, actions.close_assignment)


@router.post(
    "assignments/{code}/recall",
    response=AssignmentRow,
    operation_id="assignments_recall",
    summary="撤回",
)
def recall(request: HttpRequest, code: UUID, body: ReasonIn) -> dict[str, Any]:
    """Before a report → 已撤回, with the reason."""
    return _step(request, code, actions.recall_assignment, **body.dict())


@router.post(
    "assignments/{code}/redispatch",
    response=AssignmentRow,
    operation_id="assignments_redispatch",
    summary="重新下达",
)
def redispatch(request: HttpRequest, code: UUID, body: RedispatchIn) -> dict[str, Any]:
    """已退回 or 已撤回 → 已下达."""
    return _step(request, code, actions.redispatch_assignment, **body.dict())


@router.post(
    "assignments/{code}/extend",
    response=AssignmentOut,
    operation_id="assignments_extend",
    summary="申请延期",
)
def extend(request: HttpRequest, code: UUID, body: ExtendIn) -> dict[str, Any]:
    """Ask for more time; the answer carries the request's code in `extension`."""
    _step(request, code, actions.ask_extension, **body.dict())
    return assignments_get(request, code)


@router.post(
    "extensions/{code}/grant",
    response=AssignmentOut,
    operation_id="extensions_grant",
    summary="同意延期",
)
def grant(request: HttpRequest, code: UUID, body: AnswerIn) -> dict[str, Any]:
    """The task's deadline moves to the day asked for."""
    return _decide(request, code, actions.grant_extension, body.answer)


@router.post(
    "extensions/{code}/deny",
    response=AssignmentOut,
    operation_id="extensions_deny",
    summary="不同意延期",
)
def deny(request: HttpRequest, code: UUID, body: AnswerIn) -> dict[str, Any]:
    """The deadline stays; the answer says why."""
    return _decide(request, code, actions.deny_extension, body.answer)


def _decide(
    request: HttpRequest, code: UUID, act: Callable[..., None], answer: str
) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    extension = queries.extension(actor, code)
    act(actor=actor, extension=extension, answer=answer)
    return assignments_get(request, extension.assignment.code)
