"""The lists of the base's pages: audit lines, jobs."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from niudai.base import queries
from niudai.base.choices import JobState
from niudai.base.models import AuditEntry, Job
from niudai.base.web.cells import badge, link, progress, time_cell
from niudai.base.web.tables import Column, Filter, Table

JOB_TONES = {
    JobState.WAITING: "wait",
    JobState.RUNNING: "info",
    JobState.DONE: "done",
    JobState.FAILED: "missing",
    JobState.STOPPED: "none",
}


def _mentions(rows: QuerySet[AuditEntry], text: str) -> QuerySet[AuditEntry]:
    return rows.filter(
        Q(account_name__contains=text) | Q(object_text__contains=text) | Q(object_code=text)
    )


def _in_days(rows: QuerySet[AuditEntry], days: tuple[Any, Any]) -> QuerySet[AuditEntry]:
    return queries.at_days(rows, *days)


class AuditTable(Table):
    """Audit lines, newest first."""

    id = "base.audit"
    title = "审计记录"
    columns = (
        Column("at", "时间", cell=lambda e: time_cell(e.at), value=lambda e: e.at),
        Column("account_name", "操作人"),
        Column("verb", "操作", value=lambda e: queries.verb_label(e.verb)),
        Column("object_text", "对象"),
        Column("ip", "来源地址"),
        Column("detail", "明细", hidden=True),
        Column("seq", "编号", number=True),
    )
    empty = ("没有符合条件的审计记录", "可以减少筛选条件再看。", "", "")

    @property
    def filters(self) -> tuple[Filter, ...]:  # type: ignore[override]
        """The verbs come from all rooms, so they are known only once all are loaded."""
        verbs = sorted(queries.verb_labels().items(), key=lambda pair: pair[0])
        return (
            Filter.text("q", "操作人、对象或编号", _mentions),
            Filter.select("verb", "操作", verbs),
            Filter("dates", "at", "日期", _in_days),
        )


class JobTable(Table):
    """The actor's own background jobs, newest first."""

    id = "base.jobs"
    title = "后台作业"
    columns = (
        Column("title", "作业", cell=lambda j: link(reverse("base:job", args=[j.code]), j.title)),
        Column(
            "state",
            "状态",
            cell=lambda j: badge(j.get_state_display(), JOB_TONES[JobState(j.state)]),
            value=lambda j: j.get_state_display(),
        ),
        Column(
            "done",
            "进度",
            cell=lambda j: progress(j.done, j.total),
            value=lambda j: f"{j.done}/{j.total}",
        ),
        Column("message", "说明"),
        Column("created_at", "提交时间", cell=lambda j: time_cell(j.created_at)),
    )
    filters = (Filter.select("state", "状态", JobState),)
    empty = ("还没有后台作业", "导出、导入、批量下发等较久的处理会列在这里。", "", "")

    def row_url(self, row: Job) -> str:
        """The job's page."""
        return reverse("base:job", args=[row.code])
