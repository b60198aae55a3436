"""States of the base's own objects."""

from django.db.models import TextChoices

from niudai.base.flow import flow


class JobState(TextChoices):
    """Where a background job stands."""

    WAITING = "waiting", "等待中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    STOPPED = "stopped", "已停止"


JOB_FLOW = flow(
    JobState,
    {
        JobState.WAITING: {JobState.RUNNING, JobState.STOPPED},
        JobState.RUNNING: {JobState.DONE, JobState.FAILED, JobState.STOPPED, JobState.WAITING},
        JobState.DONE: set(),
        JobState.FAILED: {JobState.WAITING},
        JobState.STOPPED: set(),
    },
)
OPEN_JOBS = (JobState.WAITING, JobState.RUNNING)


# Words of the base's audit lines; every room names its own verbs in its choices.AUDIT_VERBS.
AUDIT_VERBS = {
    "base.stop_job": "停止作业",
    "base.retry_job": "重试作业",
    "base.verify_audit": "核验审计记录",
    "base.set_calendar_day": "修改工作日历",
    "base.clear_calendar_day": "恢复日历的一天",
    "base.set_calendar_year": "修改年度放假安排",
}
