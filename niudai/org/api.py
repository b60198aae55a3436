"""The organization room in the JSON API: who am I, which organizations do I see."""

from __future__ import annotations

import base64
import binascii
from datetime import date

from django.http import HttpRequest, JsonResponse
from ninja import Field, Query, Router, Schema

from niudai.base.actors import Actor
from niudai.base.errors import Refused
from niudai.org import queries
from niudai.org.choices import Line, UnitClass
from niudai.org.models import Organization

router = Router(tags=["组织"])
MOST = 200


class PostOut(Schema):
    """One post of the caller."""

    organization: str = Field(description="组织代码，登记台账时填它")
    organization_name: str = Field(description="组织简称")
    line: str = Field(description="条线：party、union、league、women")
    role: str = Field(description="系统角色")
    title: str = Field(description="职务")


class MeOut(Schema):
    """Whose token it is."""

    name: str = Field(description="姓名")
    admin_role: str = Field(description="管理员角色，没有为空")
    posts: list[PostOut] = Field(description="有系统权限的职务，范围最大的在前")


class OrganizationOut(Schema):
    """One organization."""

    code: str = Field(description="组织代码")
    name: str = Field(description="全称")
    short_name: str = Field(description="简称")
    line: str = Field(description="条线：party、union、league、women")
    form: str = Field(description="组织形式")
    unit_class: str = Field(description="单位类别")
    division: str = Field(description="所在区划代码")
    division_name: str = Field(description="所在区划名称")
    unit_name: str = Field(description="所在单位，没有为空")
    parent: str = Field(description="上级组织代码，没有为空")
    opened_on: date = Field(description="成立日期")
    closed_on: date | None = Field(None, description="撤销日期，未撤销为空")


class NeighbourOut(Schema):
    """A neighbour; without a code only its name may be known."""

    code: str = Field(description="组织代码；不在权限范围内为空")
    name: str = Field(description="全称")
    line: str = Field(description="条线")


class OrganizationDetailOut(OrganizationOut):
    """One organization with its neighbourhood and figures."""

    leader: NeighbourOut | None = Field(None, description="带建党组织")
    led_since: date | None = Field(None, description="带建起始日期")
    children: list[NeighbourOut] = Field(description="下级组织，最多60个")
    children_count: int = Field(description="下级组织数（个）")
    led: list[NeighbourOut] = Field(description="带建的群团组织，最多60个")
    led_count: int = Field(description="带建的群团组织数（个）")
    beside: list[NeighbourOut] = Field(description="同单位或同区划其他条线的组织")
    members: int = Field(description="成员数（人）")
    women: int = Field(description="女成员数（人）")
    covered_units: int = Field(description="覆盖单位数（个）")


class OrganizationPage(Schema):
    """One page of organizations."""

    items: list[OrganizationOut]
    next: str | None = Field(None, description="下一页的 cursor，没有为空")


class OrganizationFilters(Schema):
    """What narrows the list."""

    line: Line | None = Field(None, description="条线")
    unit_class: UnitClass | None = Field(None, alias="class", description="单位类别")
    q: str = Field("", max_length=40, description="名称、拼音首字母或代码")
    open_only: bool = Field(True, alias="open", description="只要未撤销的")
    limit: int = Field(50, ge=1, le=MOST, description="每页条数")
    cursor: str = Field("", max_length=80, description="上一页给出的 next")


@router.get("me", operation_id="me", response=MeOut, summary="我是谁")
def me(request: HttpRequest):
    """The caller, with the posts that give it rights."""
    actor: Actor = request.actor
    codes = queries.codes_by_organization(actor)
    return {
        "name": actor.name,
        "admin_role": actor.admin_role,
        "posts": [
            {
                "organization": codes[scope.organization_id],
                "organization_name": scope.organization_name,
                "line": scope.line,
                "role": scope.role,
                "title": scope.post_title,
            }
            for scope in actor.scopes
        ],
    }


@router.get(
    "organizations",
    operation_id="organizations_list",
    response=OrganizationPage,
    summary="权限范围内的组织",
)
def organizations_list(request: HttpRequest, filters: Query[OrganizationFilters]):
    """Organizations in sight by code; built by hand, because lists are asked often."""
    rows = queries.organizations_narrowed(
        request.actor,
        line=filters.line or "",
        unit_class=filters.unit_class or "",
        text=filters.q,
        open_only=filters.open_only,
        after=_after(filters.cursor),
    )
    found = list(rows[: filters.limit + 1])
    more = len(found) > filters.limit
    found = found[: filters.limit]
    return JsonResponse(
        {
            "items": [_fields(row) for row in found],
            "next": _cursor(found[-1].code) if more else None,
        },
        json_dumps_params={"ensure_ascii": False},
    )


@router.get(
    "organizations/{code}",
    operation_id="organizations_get",
    response=OrganizationDetailOut,
    summary="一个组织和它的四线关系",
)
def organizations_get(request: HttpRequest, code: str):
    """One organization in sight with its neighbourhood."""
    row = queries.organization(request.actor, code)
    around = queries.neighbourhood(request.actor, row)
    counts = queries.counts(row)
    return {
        **_fields(row),
        "leader": around.leader and _neighbour(around.leader),
        "led_since": around.led_since,
        "children": [_neighbour(one) for one in around.children],
        "children_count": around.children_count,
        "led": [_neighbour(one) for one in around.led],
        "led_count": around.led_count,
        "beside": [_neighbour(one) for one in around.beside],
        "members": counts.members,
        "women": counts.women,
        "covered_units": counts.units,
    }


def _fields(row: Organization) -> dict[str, object]:
    return {
        "code": row.code,
        "name": row.name,
        "short_name": row.short_name,
        "line": row.line,
        "form": row.form,
        "unit_class": row.unit_class,
        "division": row.division.code,
        "division_name": row.division.name,
        "unit_name": row.unit.name if row.unit else "",
        "parent": row.parent.code if row.parent else "",
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
    }


def _neighbour(one: queries.Neighbour) -> dict[str, str]:
    return {"code": one.code, "name": one.name, "line": one.line}


def _cursor(code: str) -> str:
    return base64.urlsafe_b64encode(code.encode()).decode()


def _after(cursor: str) -> str:
    try:
        return base64.b64decode(cursor, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise Refused("cursor 无效，请从第一页重新取。", field="cursor") from None
