"""API of the matrix: one pair's cells, and the facts behind one of them."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from niudai.base.calendar import today
from niudai.base.errors import Refused
from niudai.base.periods import Period
from niudai.ledger.models import Entry
from niudai.org.models import Leadership
from niudai.sync import queries

router = Router(tags=["同步"])


class Asked(Schema):
    """Which matrix is meant."""

    period: str = Field("", description="期间：2026-03、2026Q1、2026H1 或 2026，默认本季度")
    as_of: datetime.date | None = Field(None, description="截至日期，默认今天")
    framework: str = Field("", description="框架代号，默认该条线的第一个")
    led_since: datetime.date | None = Field(None, description="带建关系起始日期，默认最近一段")


class CellOut(Schema):
    """One cell."""

    step: str = Field(description="环节代号")
    word: str = Field(description="in_step late missing pending no_party not_due")
    text: str = Field(description="格中的词，例如 缺1/2")
    in_step: int
    late: int
    missing: int
    pending: int
    alone: int = Field(description="群团组织单独开展的件数")
    median_lag: int | None = Field(description="时差中位数（天），群团组织先开展为负")
    party_note: str = Field(description="党组织少于应有次数时的提示")


class RowOut(Schema):
    """One content row."""

    row: str = Field(description="内容代号，全部事项为空")
    name: str
    cells: list[CellOut]


class StepOut(Schema):
    """One step of the framework."""

    key: str
    name: str
    kind: str
    tolerance: int = Field(description="允许相差天数")


class MatrixOut(Schema):
    """A pair's matrix."""

    organization: str = Field(description="群团组织代码")
    party: str = Field(description="带建党组织代码")
    led_since: datetime.date
    framework: str
    version: int
    period: str
    as_of: datetime.date
    steps: list[StepOut]
    rows: list[RowOut]


class FactOut(Schema):
    """One fact."""

    code: UUID
    organization: str
    occurred_on: datetime.date
    title: str


class AnswerOut(Schema):
    """A fact of the Party organization and its answer."""

    party: FactOut
    mass: FactOut | None
    lag: int | None = Field(description="天数，没有回应为空")
    state: str = Field(description="in_step late missing pending")
    due: datetime.date = Field(description="这一天及以前回应算同步")


class CellFactsOut(Schema):
    """The facts behind a cell."""

    cell: CellOut
    row: str
    period: str
    as_of: datetime.date
    answers: list[AnswerOut]
    alone: list[FactOut]


@router.get(
    "sync/pairs/{code}/matrix",
    response=MatrixOut,
    operation_id="sync_matrix",
    summary="查看一个群团组织的同步矩阵",
)
def sync_matrix(request: HttpRequest, code: str, asked: Query[Asked]) -> dict[str, Any]:
    """`code` is the organization code of the mass organization."""
    actor = request.actor  # type: ignore[attr-defined]
    pair = queries.pair(actor, code, led_since=asked.led_since)
    found = queries.pair_matrix(
        actor, pair, period=_period(asked), as_of=asked.as_of, version=_version(pair, asked)
    )
    steps = found.version.steps
    return {
        "organization": pair.mass.code,
        "party": pair.party.code,
        "led_since": pair.started_on,
        "framework": found.version.key,
        "version": found.version.number,
        "period": found.period.key,
        "as_of": found.as_of,
        "steps": [
            {"key": step.key, "name": step.name, "kind": step.kind, "tolerance": step.tolerance}
            for step in steps
        ],
        "rows": [
            {
                "row": line.row.key,
                "name": line.row.name,
                "cells": [
                    _cell(step.key, cell) for step, cell in zip(steps, line.cells, strict=True)
                ],
            }
            for line in found.rows
        ],
    }


@router.get(
    "sync/pairs/{code}/cells/{step}",
    response=CellFactsOut,
    operation_id="sync_cell",
    summary="查看一格背后的台账",
)
def sync_cell(
    request: HttpRequest, code: str, step: str, asked: Query[Asked], row: str = ""
) -> dict[str, Any]:
    """`row` is the key of a content row, empty for all facts."""
    actor = request.actor  # type: ignore[attr-defined]
    pair = queries.pair(actor, code, led_since=asked.led_since)
    found = queries.pair_cell(
        actor,
        pair,
        step=step,
        row=row,
        period=_period(asked),
        as_of=asked.as_of,
        version=_version(pair, asked),
    )
    return {
        "cell": _cell(step, found.cell),
        "row": row,
        "period": found.period.key,
        "as_of": found.as_of,
        "answers": [
            {
                "party": _fact(answer.party),
                "mass": _fact(answer.mass) if answer.mass else None,
                "lag": answer.lag,
                "state": answer.state,
                "due": answer.due,
            }
            for answer in found.answers
        ],
        "alone": [_fact(entry) for entry in found.alone],
    }


def _period(asked: Asked) -> Period:
    if not asked.period:
        return Period.of("quarter", today())
    try:
        return Period.parse(asked.period)
    except ValueError as error:
        raise Refused(str(error), field="period") from None


def _version(pair: Leadership, asked: Asked) -> queries.VersionSpec:
    versions = queries.current_versions(pair.jurisdiction, line=pair.line, on=asked.as_of)
    return queries.first_of(versions, asked.framework)


def _cell(step: str, cell: queries.Cell) -> dict[str, Any]:
    return {
        "step": step,
        "word": cell.word.code.value,
        "text": cell.word.text,
        "in_step": cell.in_step,
        "late": cell.late,
        "missing": cell.missing,
        "pending": cell.pending,
        "alone": cell.alone,
        "median_lag": cell.median_lag,
        "party_note": cell.party_note,
    }


def _fact(entry: Entry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "organization": entry.organization.code,
        "occurred_on": entry.occurred_on,
        "title": entry.title,
    }
