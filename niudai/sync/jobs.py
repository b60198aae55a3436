"""Background work of the sync room: computing summaries anew, and noticing where that is needed."""

from __future__ import annotations

from datetime import timedelta

from niudai.base.actors import system
from niudai.base.jobs import Run, job, periodic
from niudai.org.models import Leadership
from niudai.sync import actions

MOST_AT_ONCE = 100  # pairs per jurisdiction and minute


@job("sync.rebuild", title="重新计算同步统计")
def rebuild(run: Run, *, line: str = "") -> None:
    """Compute the summaries of the job's jurisdiction (of one line) anew; may be repeated freely."""
    count = actions.rebuild(
        actor=system("重新计算同步统计", run.jurisdiction),
        jurisdiction=run.jurisdiction,
        line=line,
        progress=lambda done, total: run.progress(done, total, f"已计算{done}对，共{total}对"),
    )
    run.finish(url="/sync/", message=f"已重新计算{count}对带建关系。")


@periodic(every=timedelta(minutes=1), name="sync.refresh_stale")
def refresh_stale() -> None:
    """Refresh pairs that were formed, ended or given a new framework version since the last look."""
    rows = Leadership.objects.order_by("jurisdiction").values_list("jurisdiction", flat=True)
    for jurisdiction in rows.distinct():
        actions.refresh_stale(jurisdiction=jurisdiction, most=MOST_AT_ONCE)
