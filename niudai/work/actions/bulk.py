"""The same act on many assignments, telling truthfully which were skipped and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from niudai.base.actors import Actor
from niudai.base.errors import NotAllowed, Refused, Stale
from niudai.work.actions.assignments import (
    accept_assignment,
    acknowledge_assignment,
    close_assignment,
    remind_assignment,
)
from niudai.work.models import Assignment


@dataclass(frozen=True, slots=True)
class Skipped:
    """One thing a bulk act left alone: its name and the reason, a Chinese sentence."""

    name: str
    reason: str


@dataclass(slots=True)
class BulkResult:
    """What a bulk act did: `done` tasks moved, the others each with its reason."""

    done: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def bulk_acknowledge(*, actor: Actor, assignments: Sequence[Assignment]) -> BulkResult:
    """签收 each; one transaction and one audit line per task."""
    return _each(acknowledge_assignment, actor, assignments)


def bulk_accept(*, actor: Actor, assignments: Sequence[Assignment]) -> BulkResult:
    """核验 each; one transaction and one audit line per task."""
    return _each(accept_assignment, actor, assignments)


def bulk_close(*, actor: Actor, assignments: Sequence[Assignment]) -> BulkResult:
    """办结 each; one transaction and one audit line per task."""
    return _each(close_assignment, actor, assignments)


def bulk_remind(*, actor: Actor, assignments: Sequence[Assignment]) -> BulkResult:
    """提醒 each; one transaction and one audit line per task."""
    return _each(remind_assignment, actor, assignments)


def _each(act: Callable[..., None], actor: Actor, assignments: Sequence[Assignment]) -> BulkResult:
    result = BulkResult()
    for assignment in assignments:
        try:
            act(actor=actor, assignment=assignment)
        except (NotAllowed, Refused, Stale) as error:
            name = f"{assignment.organization.short_name} · {assignment.title}"
            result.skipped.append(Skipped(name, error.message))
        else:
            result.done += 1
    return result
