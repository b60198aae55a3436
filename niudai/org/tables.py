"""The lists of the organization room: their columns and filters."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from niudai.base.calendar import today
from niudai.base.web.cells import badge, date_cell, link, number, two_lines
from niudai.base.web.tables import Column, Filter, Table
from niudai.org import queries
from niudai.org.choices import AdminRole, Line, OrganizationForm, UnitClass, UnitKind
from niudai.org.models import Organization


def organization_url(code: str) -> str:
    """The page of an organization."""
    return reverse("org:organization", args=[code])


def organization_state(row: Organization) -> Any:
    """正常 or 已撤销, with the day."""
    if row.closed_on is not None and row.closed_on <= today():
        return badge(f"已撤销 {row.closed_on.isoformat()}", "none")
    return badge("正常", "ok")


def _by_state(rows: QuerySet, value: str) -> QuerySet:
    exists = queries.open_on(today())
    return rows.filter(exists) if value == "open" else rows.exclude(exists)


def _by_leader(rows: QuerySet, value: str) -> QuerySet:
    missing = queries.without_leader()
    return rows.filter(missing) if value == "none" else rows.exclude(missing)


class OrganizationTable(Table):
    """Organizations in sight."""

    id = "org.organizations"
    title = "组织"
    columns = [
        Column(
            "name",
            "组织",
            sort="sort_key",
            cell=lambda row: link(organization_url(row.code), row.name),
            value=lambda row: row.name,
        ),
        Column("line", "条线", sort="line", value=lambda row: row.get_line_display(), width=6),
        Column("form", "形式", sort="form", value=lambda row: row.get_form_display(), width=7),
        Column(
            "unit_class",
            "类别",
            sort="unit_class",
            value=lambda row: row.get_unit_class_display(),
            width=7,
        ),
        Column(
            "division", "区划", sort="division__path", value=lambda row: row.division.name, width=8
        ),
        Column("leader", "带建党组织", value=lambda row: row.leader_name, width=11),
        Column("head", "负责人", value=lambda row: row.head_name, width=6),
        Column("members", "成员", value=lambda row: row.member_count, number=True, width=4),
        Column("state", "状态", sort="closed_on", cell=organization_state, width=6),
        Column("code", "组织代码", sort="code", hidden=True, width=10),
        Column(
            "unit",
            "所在单位",
            sort="unit__name",
            value=lambda row: row.unit.name if row.unit else None,
            hidden=True,
        ),
        Column(
            "parent",
            "上级组织",
            value=lambda row: row.parent.name if row.parent else None,
            hidden=True,
        ),
        Column(
            "opened_on",
            "成立日期",
            sort="opened_on",
            cell=lambda row: date_cell(row.opened_on),
            value=lambda row: row.opened_on,
            hidden=True,
            width=7,
        ),
    ]
    order = "name"
    empty = ("没有符合条件的组织", "可去掉部分筛选；新组织在它的上级组织页面上增设。", "", "")

    def __init__(self, communities: list[tuple[str, str]]) -> None:
        self.filters = [
            Filter.text(
                "q", "名称、首字母、代码", lambda rows, text: rows.filter(queries.matching(text))
            ),
            Filter.select("line", "条线", Line),
            Filter.select("form", "形式", OrganizationForm),
            Filter.select("class", "类别", UnitClass, field="unit_class"),
            Filter.select("division", "区划", communities, field="division__code"),
            Filter.select("leader", "带建", [("has", "已建立"), ("none", "未建立")], _by_leader),
            Filter.select("state", "状态", [("open", "正常"), ("closed", "已撤销")], _by_state),
        ]


class UnitTable(Table):
    """Units of the own jurisdictions."""

    id = "org.units"
    title = "单位"
    columns = [
        Column(
            "name",
            "名称",
            sort="name",
            cell=lambda row: link(reverse("org:unit", args=[row.pk]), row.name),
            value=lambda row: row.name,
        ),
        Column("kind", "性质", sort="kind", value=lambda row: row.get_kind_display(), width=7),
        Column(
            "unit_class",
            "类别",
            sort="unit_class",
            value=lambda row: row.get_unit_class_display(),
            width=7,
        ),
        Column(
            "division", "区划", sort="division__path", value=lambda row: row.division.name, width=8
        ),
        Column(
            "staff",
            "从业人数",
            sort="staff",
            cell=lambda row: number(row.staff, "人"),
            value=lambda row: row.staff,
            number=True,
            width=6,
        ),
        Column(
            "state",
            "状态",
            sort="closed_on",
            cell=lambda row: badge("已注销", "none") if row.closed_on else badge("正常", "ok"),
            width=6,
        ),
    ]
    order = "name"
    empty = (
        "没有符合条件的单位",
        "企业、机关、学校等单位登记在这里，组织可以建在单位里或覆盖单位。",
        "",
        "",
    )

    def __init__(self, communities: list[tuple[str, str]]) -> None:
        self.filters = [
            Filter.text("q", "名称", lambda rows, text: rows.filter(name__contains=text)),
            Filter.select("kind", "性质", UnitKind),
            Filter.select("class", "类别", UnitClass, field="unit_class"),
            Filter.select("division", "区划", communities, field="division__code"),
            Filter.check(
                "uncovered",
                "未被任何组织覆盖",
                lambda rows, on: rows.filter(queries.uncovered()),
            ),
        ]


class DivisionTable(Table):
    """Divisions of the own jurisdictions, top down."""

    id = "org.divisions"
    title = "区划"
    columns = [
        Column(
            "name",
            "名称",
            sort="path",
            cell=lambda row: "　" * (len(row.path) // 4 - 1) + row.name,
            value=lambda row: row.name,
        ),
        Column("level", "层级", value=lambda row: row.get_level_display(), width=5),
        Column("code", "区划代码", sort="code", width=10),
        Column(
            "units",
            "单位",
            cell=lambda row: link(f"{reverse('org:units')}?division={row.code}", row.units_open),
            value=lambda row: row.units_open,
            number=True,
            width=5,
        ),
        Column(
            "organizations",
            "组织",
            cell=lambda row: link(
                f"{reverse('org:organizations')}?division={row.code}", row.organizations_open
            ),
            value=lambda row: row.organizations_open,
            number=True,
            width=5,
        ),
    ]
    filters = [Filter.text("q", "名称", lambda rows, text: rows.filter(name__contains=text))]
    order = "name"
    per_page = 200


class TermTable(Table):
    """Terms that are due within half a year, or were."""

    id = "org.terms"
    title = "换届提醒"
    columns = [
        Column(
            "organization",
            "组织",
            sort="organization__sort_key",
            cell=lambda row: link(organization_url(row.organization.code), row.organization.name),
            value=lambda row: row.organization.name,
        ),
        Column("line", "条线", value=lambda row: row.organization.get_line_display(), width=6),
        Column("number", "届次", value=lambda row: f"第{row.number}届", width=5),
        Column("started_on", "本届起始", sort="started_on", width=7),
        Column("due_on", "届满日期", sort="due_on", width=7),
        Column(
            "state",
            "状态",
            cell=lambda row: (
                badge(f"逾期{(today() - row.due_on).days}天", "late")
                if row.due_on < today()
                else badge(f"还有{(row.due_on - today()).days}天", "wait")
            ),
            width=7,
        ),
    ]
    filters = [
        Filter.select("line", "条线", Line, field="organization__line"),
        Filter.check("late", "只看逾期", lambda rows, on: rows.filter(due_on__lt=today())),
    ]
    order = "due_on"
    empty = ("半年内没有需要换届的组织", "届满前半年的组织会自动列在这里。", "", "")


class AccountTable(Table):
    """Accounts the security administrator looks after."""

    id = "org.accounts"
    title = "账号"
    columns = [
        Column(
            "name",
            "姓名",
            sort="name",
            cell=lambda row: link(reverse("org:account_one", args=[row.username]), row.name),
            value=lambda row: row.name,
            width=8,
        ),
        Column("username", "账号", sort="username", width=12),
        Column("posts", "任职", value=lambda row: row.post_count, number=True, width=5),
        Column(
            "admin_role",
            "管理员角色",
            sort="admin_role",
            value=lambda row: row.get_admin_role_display() or None,
            width=10,
        ),
        Column(
            "state",
            "状态",
            cell=lambda row: (
                two_lines(
                    badge("启用", "ok"), "首次登录须改密码" if row.must_change_password else ""
                )
                if row.is_active
                else badge("已停用", "none")
            ),
            width=10,
        ),
        Column("created_at", "建立时间", sort="created_at", hidden=True, width=10),
    ]
    filters = [
        Filter.text(
            "q",
            "姓名或账号",
            lambda rows, text: rows.filter(Q(name__contains=text) | Q(username__contains=text)),
        ),
        Filter.select("admin_role", "管理员角色", AdminRole),
        Filter.select(
            "active",
            "状态",
            [("yes", "启用"), ("no", "已停用")],
            lambda rows, value: rows.filter(is_active=value == "yes"),
        ),
    ]
    order = "name"
    empty = ("没有符合条件的账号", "建立账号后，再为职务开通权限。", "", "")
