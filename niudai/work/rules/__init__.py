"""Permissions of the work room, split by noun."""

from niudai.work.rules.assignments import (
    RULES,
    holds,
    may_accept,
    may_acknowledge,
    may_ask_extension,
    may_close,
    may_decide_extension,
    may_recall,
    may_redispatch,
    may_refuse,
    may_remind,
    may_report,
    may_send_back,
    may_start,
    offered,
    oversees,
)
from niudai.work.rules.dispatch import (
    dispatch_reach,
    may_dispatch,
    may_dispatch_plan,
)

__all__ = [
    "RULES",
    "dispatch_reach",
    "holds",
    "may_accept",
    "may_acknowledge",
    "may_ask_extension",
    "may_close",
    "may_decide_extension",
    "may_dispatch",
    "may_dispatch_plan",
    "may_recall",
    "may_redispatch",
    "may_refuse",
    "may_remind",
    "may_report",
    "may_send_back",
    "may_start",
    "offered",
    "oversees",
]
