"""Forms of the work room, split by noun."""

from niudai.work.forms.assignments import (
    AcknowledgeForm,
    AnswerForm,
    ExtensionForm,
    NoteForm,
    ReasonForm,
    RedispatchForm,
    ReportForm,
)
from niudai.work.forms.dispatch import (
    CriteriaForm,
    DispatchForm,
)

__all__ = [
    "AcknowledgeForm",
    "AnswerForm",
    "CriteriaForm",
    "DispatchForm",
    "ExtensionForm",
    "NoteForm",
    "ReasonForm",
    "RedispatchForm",
    "ReportForm",
]
