"""Writes of the work room, split by noun."""

from niudai.work.actions.assignments import (
    accept_assignment,
    acknowledge_assignment,
    close_assignment,
    hand_over_assignment,
    recall_assignment,
    redispatch_assignment,
    refuse_assignment,
    remind_assignment,
    report_assignment,
    send_back_assignment,
    start_assignment,
)
from niudai.work.actions.bulk import (
    BulkResult,
    Skipped,
    bulk_accept,
    bulk_acknowledge,
    bulk_close,
    bulk_remind,
)
from niudai.work.actions.dispatch import (
    DispatchResult,
    dispatch_measure,
    dispatch_plan,
    open_period,
    start_plan_dispatch,
)
from niudai.work.actions.extensions import (
    ask_extension,
    deny_extension,
    grant_extension,
)

__all__ = [
    "BulkResult",
    "DispatchResult",
    "Skipped",
    "accept_assignment",
    "acknowledge_assignment",
    "ask_extension",
    "bulk_accept",
    "bulk_acknowledge",
    "bulk_close",
    "bulk_remind",
    "close_assignment",
    "deny_extension",
    "dispatch_measure",
    "dispatch_plan",
    "grant_extension",
    "hand_over_assignment",
    "open_period",
    "recall_assignment",
    "redispatch_assignment",
    "refuse_assignment",
    "remind_assignment",
    "report_assignment",
    "send_back_assignment",
    "start_assignment",
    "start_plan_dispatch",
]
