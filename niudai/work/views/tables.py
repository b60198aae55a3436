"""The lists of assignments: columns, filters and bulk acts."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.periods import Period
from niudai.base.web.cells import badge, date_cell, link, two_lines
from niudai.base.web.tables import Bulk, Column, Filter, Table
from niudai.org.choices import OFFICE_ROLES, Line
from niudai.org.models import Organization
from niudai.work.choices import DONE, OPEN, WITH_BODY, WITH_OFFICE, AssignmentState
from niudai.work.deadlines import deadline_tone, deadline_word
from niudai.work.models import Assignment, Plan, PlanItem
from niudai.work.queries.todo import office_condition

STATES = AssignmentState
TONES = {
    STATES.DISPATCHED: "wait",
    STATES.REFUSED: "missing",
    STATES.ACKNOWLEDGED: "info",
    STATES.IN_PROGRESS: "info",
    STATES.REPORTED: "late",
    STATES.SENT_BACK: "missing",
    STATES.ACCEPTED: "ok",
    STATES.CLOSED: "done",
    STATES.RECALLED: "none",
}
VIEWS = (("todo", "待我办理"), ("open", "未办完"), ("done", "已完成"), ("all", "全部"))


def address(row: Assignment) -> str:
    """The page of a task; written out because a list has fifty of them."""
    return f"/assignments/{row.code}/"


BADGES: dict[str, str] = {state: badge(STATES(state).label, TONES[state]) for state in TONES}
LINES: dict[str, str] = dict(Line.choices)


def state_badge(row: Assignment) -> str:
    """The state as word, shape and colour."""
    return BADGES[row.state]


def due_column() -> Column:
    """The deadline, and while the body has the task how many working days are left or over.

    Fifty rows share a few deadlines: the words of each are found once per list.
    """
    known: dict[date, Any] = {}
    day = today()

    def words(due_on: date) -> Any:
        word, tone = deadline_word(due_on, day), deadline_tone(due_on, day)
        return two_lines(date_cell(due_on), word if tone == "none" else badge(word, tone))

    def cell(row: Assignment) -> Any:
        if row.due_on is None or row.state not in WITH_BODY:
            return date_cell(row.due_on)
        if row.due_on not in known:
            known[row.due_on] = words(row.due_on)
        return known[row.due_on]

    return Column("due", "时限", sort="due_on", cell=cell, value=lambda row: row.due_on, width=11)


def period_label(key: str) -> str:
    """The period in words, "" for a one-time task."""
    return Period.parse(key).label if key else ""


TITLE = Column(
    "title",
    "事项",
    sort="title",
    cell=lambda row: link(address(row), row.title),
    value=lambda row: row.title,
)
ORGANIZATION = Column(
    "organization",
    "承办组织",
    sort="organization__path",
    value=lambda row: row.organization.short_name,
    width=16,
)
LINKED_ORGANIZATION = Column(
    "organization",
    "承办组织",
    sort="organization__path",
    cell=lambda row: link(address(row), row.organization.short_name),
    value=lambda row: row.organization.short_name,
)
LINE = Column("line", "条线", sort="line", value=lambda row: LINES[row.line], width=6)
STATE = Column(
    "state",
    "状态",
    sort="state",
    cell=state_badge,
    value=lambda row: row.get_state_display(),
    width=7,
)
PERIOD = Column(
    "period",
    "周期",
    sort="period",
    value=lambda row: period_label(row.period),
    width=10,
    hidden=True,
)
DONE_ON = Column(
    "done", "完成日期", sort="done_on", value=lambda row: row.done_on, width=8, hidden=True
)


class AssignmentTable(Table):
    """The list of tasks as one actor sees it; what narrows it may also come from another page's link."""

    id = "work.assignments"
    title = "任务"
    first = (TITLE, ORGANIZATION)
    order = "due"

    def __init__(self, request: HttpRequest) -> None:
        self.actor: Actor = request.actor  # type: ignore[attr-defined]
        self.today = today()
        self.columns = [*self.first, LINE, STATE, due_column(), PERIOD, DONE_ON]
        self.filters = [*self._fixed_filters(), *self._linked_filters(request)]
        self.bulks = self._bulks()
        is_office = bool(self.actor.roles() & set(OFFICE_ROLES))
        self.empty = (
            (
                "还没有任务",
                "印发方案并下达举措后，任务会出现在这里。",
                reverse("work:plans"),
                "去看方案",
            )
            if is_office
            else ("现在没有任务", "上级下达的任务会出现在这里，到时会有通知。", "", "")
        )
        self.empty_though_filtered = set(request.GET) <= {"view"}
        if request.GET.get("view") == "todo":
            self.empty = (
                "没有等您办理的任务",
                "需要您办的任务会出现在这里。",
                "?view=all",
                "看全部任务",
            )

    def row_url(self, row: Assignment) -> str:
        """The task's page."""
        return address(row)

    def row_key(self, row: Assignment) -> uuid.UUID:
        """The task's code."""
        return row.code

    def row_class(self, row: Assignment) -> str:
        """Overdue rows stand out."""
        late = row.due_on is not None and row.state in WITH_BODY and row.due_on < self.today
        return "nd-row-late" if late else ""

    def _bulks(self) -> list[Bulk]:
        roles = self.actor.roles()
        office = [
            Bulk("核验", "work:bulk_accept", icon="circle-check", primary=True),
            Bulk("办结", "work:bulk_close"),
            Bulk("提醒", "work:bulk_remind", icon="bell"),
        ]
        body = [Bulk("签收", "work:bulk_acknowledge", icon="check", primary=True)]
        if roles <= set(OFFICE_ROLES):
            return [*office, *body] if roles else []
        return [*body, *office] if roles & set(OFFICE_ROLES) else body

    def _fixed_filters(self) -> list[Filter]:
        return [
            Filter.text("q", "事项", lambda rows, text: rows.filter(title__contains=text)),
            Filter.select("view", "范围", VIEWS, self._apply_view),
            Filter.select("state", "状态", STATES),
            Filter.select("line", "条线", Line),
            Filter.dates("due", "时限", "due_on"),
            Filter.check("overdue", "已逾期", _overdue),
        ]

    def _apply_view(self, rows: QuerySet, view: str) -> QuerySet:
        if view == "open":
            return rows.filter(state__in=OPEN)
        if view == "done":
            return rows.filter(state__in=DONE)
        return rows.filter(todo_condition(self.actor)) if view == "todo" else rows

    def _linked_filters(self, request: HttpRequest) -> list[Filter]:
        """Filters for the organization, plan or measure another page linked from, under their names."""
        found = []
        if code := request.GET.get("organization", ""):
            places = Organization.objects.visible_to(self.actor).filter(code=code[:20])
            names = list(places.values_list("code", "short_name"))
            found.append(Filter.select("organization", "组织", names, field="organization__code"))
        if code := _uuid(request.GET.get("measure", "")):
            measures = PlanItem.objects.visible_to(self.actor).filter(code=code)
            titles = list(measures.values_list("code", "title"))
            found.append(Filter.select("measure", "举措", titles, field="measure__code"))
        if code := _uuid(request.GET.get("plan", "")):
            plans = Plan.objects.visible_to(self.actor).filter(code=code)
            titles = list(plans.values_list("code", "title"))
            found.append(Filter.select("plan", "方案", titles, field="measure__plan__code"))
        return found


class MeasureTable(AssignmentTable):
    """The tasks of one measure: the organization comes first, the title stands above."""

    id = "work.measure"
    first = (LINKED_ORGANIZATION,)


def todo_condition(actor: Actor) -> Q:
    """What waits for the actor, as holder or as the dispatching side."""
    body = Q(organization__in=actor.organization_ids(), state__in=WITH_BODY)
    if not actor.roles() & set(OFFICE_ROLES):
        return body
    return body | (office_condition(actor) & Q(state__in=WITH_OFFICE))


def _overdue(rows: QuerySet, _: bool) -> QuerySet:
    return rows.filter(state__in=WITH_BODY, due_on__lt=today())


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
