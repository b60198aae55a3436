"""The list of entries: the columns officers keep on paper, and the ways to narrow it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from niudai.base.calendar import today
from niudai.base.periods import Period
from niudai.base.web.cells import badge, date_cell, link
from niudai.base.web.tables import Column, Filter, Table
from niudai.ledger.choices import Kind
from niudai.ledger.followers import RowChoice
from niudai.ledger.models import Entry
from niudai.org.choices import Line

LINES: Mapping[str, str] = {line.value: line.label for line in Line}


class EntryTable(Table):
    """Entries with their organizations; `rows` are the content rows of the actor's jurisdiction."""

    id = "ledger.entries"
    title = "台账"
    order = "-day"
    empty = (
        "还没有台账",
        "做了的事登记一次，同步矩阵、统计和报表都从这里来。",
        "/ledger/record/",
        "登记一件事",
    )

    def __init__(self, rows: Iterable[RowChoice]) -> None:
        rows = list(rows)
        self.row_names = {row.code: row.name for row in rows}
        self.columns = self._columns()
        self.filters = self._filters(rows)

    def row_url(self, row: Entry) -> str:
        """The entry's page."""
        return reverse("ledger:entry", args=[row.code])

    def _columns(self) -> list[Column]:
        return [
            Column(
                "day",
                "日期",
                sort=("occurred_on", "id"),
                cell=lambda row: date_cell(row.occurred_on),
                value=lambda row: row.occurred_on,
                width=7,
            ),
            Column(
                "organization",
                "组织",
                sort="organization__sort_key",
                value=lambda row: row.organization.short_name,
            ),
            Column(
                "line", "条线", sort="line", value=lambda row: LINES[row.line], hidden=True, width=5
            ),
            Column("kind", "类别", sort="kind", value=lambda row: row.get_kind_display(), width=6),
            Column(
                "title",
                "事项",
                cell=lambda row: link(self.row_url(row), row.title),
                value=lambda row: row.title,
            ),
            Column("rows", "内容", value=self._rows_of),
            Column("concerns", "涉及条线", value=lines_of, hidden=True),
            Column("persons", "人数", sort="persons", number=True, width=5),
            Column("person_times", "人次", sort="person_times", number=True, width=5),
            Column("measure", "方案/举措", value=measure_of, hidden=True),
            Column("occasion", "同一活动", value=lambda row: row.occasion_title, hidden=True),
            Column("source", "来源", value=lambda row: row.source_text, hidden=True),
            Column("recorded_by", "记录人", width=8),
            Column("recorded_at", "记录时间", sort="recorded_at", hidden=True),
            Column(
                "state",
                "状态",
                cell=state_badge,
                value=lambda row: f"已作废：{row.void_reason}" if row.voided_at else "有效",
                width=6,
            ),
        ]

    def _filters(self, rows: list[RowChoice]) -> list[Filter]:
        return [
            Filter.select("period", "期间", period_choices(today()), within_period),
            Filter.dates("day", "日期", "occurred_on"),
            Filter.text("organization", "组织", of_organization),
            Filter.select("line", "条线", Line),
            Filter.select("kind", "类别", Kind),
            Filter.select(
                "row",
                "内容",
                [(row.code, f"{row.framework}·{row.name}") for row in rows],
                lambda found, code: found.filter(rows__has=code),
            ),
            Filter.text("measure", "方案/举措", of_measure),
            Filter.text("q", "事项", lambda found, text: found.filter(title__icontains=text)),
            Filter.check("voided", "含已作废", lambda found, on: found),
        ]

    def _rows_of(self, row: Entry) -> str:
        return "、".join(self.row_names.get(code, code) for code in row.rows)


def lines_of(row: Entry) -> str:
    """The lines an entry concerns, in words."""
    return "、".join(LINES.get(line, line) for line in row.concerns)


def measure_of(row: Entry) -> str:
    """The measure an entry belongs to, else the plan, else ""."""
    return row.measure_title or row.plan_title


def state_badge(row: Entry) -> SafeString:
    """Whether the entry holds."""
    if row.voided_at:
        return badge("已作废", "none", "missing")
    return badge("更正件", "info") if row.corrects_id else badge("有效", "ok")


def period_choices(day: date) -> list[tuple[str, str]]:
    """This and last year, this year's quarters so far, the last six months."""
    year = Period.of("year", day)
    quarters = [Period.of("quarter", day)]
    while quarters[-1].index > 1:
        quarters.append(quarters[-1].previous())
    months = [Period.of("month", day)]
    for _ in range(5):
        months.append(months[-1].previous())
    found = [year, year.previous(), *quarters, *months]
    return [(period.key, period.label) for period in found]


def within_period(found: QuerySet, key: str) -> QuerySet:
    """Entries dated in the period."""
    period = Period.parse(key)
    return found.filter(occurred_on__gte=period.start, occurred_on__lte=period.end)


def of_organization(found: QuerySet, text: str) -> QuerySet:
    """Entries of the organization with this code, else of those with this in their name or initials."""
    named = Q(organization__name__icontains=text) | Q(organization__initials=text.lower())
    return found.filter(Q(organization__code=text) | named)


def of_measure(found: QuerySet, text: str) -> QuerySet:
    """Entries of the plan or measure with this code, else with this in the titles."""
    try:
        code = UUID(text)
    except ValueError:
        return found.filter(Q(measure_title__icontains=text) | Q(plan_title__icontains=text))
    return found.filter(Q(measure_code=code) | Q(plan_code=code))
