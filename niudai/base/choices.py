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
