"""API of the ledger: record a fact, list facts."""

from __future__ import annotations

import base64
import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from niudai.base.errors import Refused
from niudai.ledger import actions, followers, queries
from niudai.ledger.actions import NewEntry
from niudai.ledger.models import Entry
from niudai.org.queries import organization

router = Router(tags=["台账"])
LARGEST_PAGE = 200


class EntryIn(Schema):
    """A fact to record."""

    organization: str = Field(description="登记组织的组织代码，须为本人任职的组织")
    kind: str = Field(
        description="类别：study goal deploy implement activity venue fund inspect "
        "train visit service rights publicity honor"
    )
    occurred_on: datetime.date = Field(description="发生日期，不晚于今天")
    title: str = Field(max_length=120, description="事项，一句话")
    concerns: list[str] = Field(
        default_factory=list, description="涉及条线：union league women；群团组织的事项自动含本条线"
    )
    rows: list[str] = Field(
        default_factory=list, description="带的内容，写成“框架/内容”，例如 league6/thought"
    )
    persons: int | None = Field(None, ge=0, description="人数")
    person_times: int | None = Field(None, ge=0, description="人次，不少于人数")
    note: str = Field("", max_length=2000, description="说明")
    partners: list[str] = Field(
        default_factory=list, description="共同参加的群团组织代码，仅党组织可填，各记一条"
    )
    key: str = Field("", max_length=80, description="防重键：同一组织用过的键不再新增，返回原记录")


class EntryOut(Schema):
    """A fact as recorded."""

    code: UUID = Field(description="台账代码")
    occurred_on: datetime.date
    organization: str = Field(description="组织代码")
    organization_name: str
    line: str
    kind: str
    title: str
    note: str
    rows: list[str]
    concerns: list[str]
    persons: int | None = Field(description="人数")
    person_times: int | None = Field(description="人次")
    occasion: UUID | None = Field(description="同一活动的各条相同")
    plan: UUID | None = Field(description="方案代码")
    measure: UUID | None = Field(description="举措代码")
    measure_title: str
    source: str
    recorded_at: datetime.datetime
    recorded_by: str
    voided_at: datetime.datetime | None
    void_reason: str


class EntryPage(Schema):
    """One page of facts."""

    items: list[EntryOut]
    next: str | None = Field(description="下一页的 cursor，没有为空")


@router.post(
    "ledger/entries",
    response={201: EntryOut},
    operation_id="ledger_record",
    summary="登记一条台账",
)
def ledger_record(request: HttpRequest, body: EntryIn) -> Status:
    """Record a fact, with `partners` one for each of them too; answers the first."""
    actor = request.actor  # type: ignore[attr-defined]
    place = organization(actor, body.organization)
    known = {row.code for row in followers.row_choices(place.jurisdiction)}
    if unknown := sorted(set(body.rows) - known):
        raise Refused(f"没有“{unknown[0]}”这项内容，请用现行框架中的代码。", field="rows")
    new = NewEntry(
        organization=place,
        kind=body.kind,
        occurred_on=body.occurred_on,
        title=body.title,
        concerns=body.concerns,
        rows=body.rows,
        persons=body.persons,
        person_times=body.person_times,
        note=body.note,
        key=f"api:{body.key}" if body.key else None,
    )
    partners = [organization(actor, code) for code in body.partners]
    if partners:
        found = actions.record_occasion(actor=actor, host=new, partners=partners)
    else:
        found = actions.record_entries(actor=actor, entries=[new])
    return Status(201, _shown(found[0]))


class EntryFilters(Schema):
    """What to list."""

    organization: str = Field("", description="组织代码")
    line: str = Field("", description="条线")
    kind: str = Field("", description="类别")
    row: str = Field("", description="带的内容")
    since: datetime.date | None = Field(None, description="发生日期从")
    until: datetime.date | None = Field(None, description="发生日期到")
    voided: bool = Field(False, description="是否含已作废的")
    limit: int = Field(50, ge=1, le=LARGEST_PAGE, description="每页条数")
    cursor: str = Field("", max_length=80, description="上一页给出的 next")


@router.get("ledger/entries", response=EntryPage, operation_id="ledger_list", summary="查看台账")
def ledger_list(request: HttpRequest, filters: Query[EntryFilters]) -> JsonResponse:
    """Facts within the caller's scope, newest first; built by hand because lists are long."""
    rows = _narrowed(queries.entries(request.actor), filters)  # type: ignore[attr-defined]
    if filters.cursor:
        day, pk = _place(filters.cursor)
        rows = rows.filter(Q(occurred_on__lt=day) | Q(occurred_on=day, pk__lt=pk))
    found = list(rows[: filters.limit + 1])
    shown, more = found[: filters.limit], len(found) > filters.limit
    return JsonResponse(
        {
            "items": [_shown(entry) for entry in shown],
            "next": _cursor(shown[-1]) if more else None,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _narrowed(rows: QuerySet[Entry], filters: EntryFilters) -> QuerySet[Entry]:
    wanted = {
        "organization__code": filters.organization,
        "line": filters.line,
        "kind": filters.kind,
        "rows__has": filters.row,
        "occurred_on__gte": filters.since,
        "occurred_on__lte": filters.until,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return rows if filters.voided else rows.filter(voided_at=None)


def _shown(entry: Entry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "occurred_on": entry.occurred_on,
        "organization": entry.organization.code,
        "organization_name": entry.organization.name,
        "line": entry.line,
        "kind": entry.kind,
        "title": entry.title,
        "note": entry.note,
        "rows": list(entry.rows),
        "concerns": list(entry.concerns),
        "persons": entry.persons,
        "person_times": entry.person_times,
        "occasion": entry.occasion,
        "plan": entry.plan_code,
        "measure": entry.measure_code,
        "measure_title": entry.measure_title,
        "source": entry.source_text,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.recorded_by,
        "voided_at": entry.voided_at,
        "void_reason": entry.void_reason,
    }


def _cursor(entry: Entry) -> str:
    text = f"{entry.occurred_on.isoformat()}|{entry.pk}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _place(cursor: str) -> tuple[datetime.date, int]:
    try:
        day, _, pk = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        return datetime.date.fromisoformat(day), int(pk)
    except ValueError:
        raise Refused("cursor 无法识别，请使用上一页给出的 next。", field="cursor") from None
