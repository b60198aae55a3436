"""Reads of the work room, split by noun."""

from niudai.work.queries.assignments import (
    assignment,
    assignments,
    chosen,
    citable_entries,
    cited_entries,
    holder_name,
    office_accounts,
    open_jurisdictions,
    timeline,
)
from niudai.work.queries.dispatch import (
    PreviewRow,
    current_period,
    default_due_on,
    dispatch_preview,
    measure,
    measures_of,
)
from niudai.work.queries.dispatch import plan as dispatched_plan
from niudai.work.queries.extensions import (
    extension,
    extensions,
)
from niudai.work.queries.progress import (
    Progress,
    progress,
    progress_by_measure,
    progress_by_plan,
)
from niudai.work.queries.todo import (
    Counts,
    Todo,
    TodoItem,
    counts,
    todo,
)

__all__ = [
    "Counts",
    "PreviewRow",
    "Progress",
    "Todo",
    "TodoItem",
    "assignment",
    "assignments",
    "chosen",
    "citable_entries",
    "cited_entries",
    "counts",
    "current_period",
    "default_due_on",
    "dispatch_preview",
    "dispatched_plan",
    "extension",
    "extensions",
    "holder_name",
    "measure",
    "measures_of",
    "office_accounts",
    "open_jurisdictions",
    "progress",
    "progress_by_measure",
    "progress_by_plan",
    "timeline",
    "todo",
]
