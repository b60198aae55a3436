"""Who may do what with the base's own objects."""

from __future__ import annotations

from niudai.base.actors import Actor
from niudai.base.choices import OPEN_JOBS, JobState
from niudai.base.decisions import YES, Decision, no
from niudai.base.models import Job


def may_stop_job(actor: Actor, job: Job) -> Decision:
    """Whoever started a job may stop it while it waits or runs."""
    if job.account_id != actor.account_id:
        return no("只有发起人可以停止这项作业。")
    if job.state not in OPEN_JOBS:
        return no("这项作业已经结束，不需要停止。")
    if job.stop_asked:
        return no("已经要求停止，请稍候。")
    return YES


def may_retry_job(actor: Actor, job: Job) -> Decision:
    """Whoever started a job may run it again after it failed."""
    if job.account_id != actor.account_id:
        return no("只有发起人可以重试这项作业。")
    if job.state != JobState.FAILED:
        return no("只有没有完成的作业可以重试。")
    return YES


def may_edit_calendar(actor: Actor) -> Decision:
    """The system administrator keeps the working calendar."""
    if actor.admin_role != "system_admin":
        return no("工作日历由系统管理员维护。")
    return YES


def may_read_audit(actor: Actor) -> Decision:
    """Only the audit administrator reads and verifies the audit log."""
    if actor.admin_role != "audit_admin":
        return no("审计记录只有审计管理员可以查看。")
    return YES
