"""Gate three, “now?”: every state moves through `advance`, a compare-and-set that is the same on every database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from niudai.base.errors import Refused, Stale


@dataclass(frozen=True)
class Flow:
    """The allowed moves of one state field: from-state → the states it may go to."""

    states: type[models.TextChoices]
    moves: Mapping[str, frozenset[str]]
    field: str = "state"

    def allows(self, old: str, new: str) -> bool:
        """Whether the table has the move old → new."""
        return new in self.moves.get(old, frozenset())

    def passed(self, old: str, new: str) -> bool:
        """Whether an object in state `old` is already in `new` or one move past it: somebody was first."""
        return old == new or self.allows(new, old)

    def label(self, state: str) -> str:
        """The Chinese word of a state."""
        return str(self.states(state).label)


def flow(states: type[models.TextChoices], moves: Mapping[str, Iterable[str]]) -> Flow:
    """A Flow from a plain table; every state must have a line, a final one an empty line."""
    missing = set(states.values) - set(moves)
    if missing:
        raise ValueError(f"states without a line in the flow table: {sorted(missing)}")
    return Flow(states, {old: frozenset(targets) for old, targets in moves.items()})


def advance(obj: models.Model, *, to: str, expect: str | None = None, **changes: Any) -> None:
    """Move `obj` (whose model has `FLOW`) to state `to` and set `changes` with it, in one UPDATE.

    `expect` is the state the caller saw, default the state on `obj`. Raises Refused when the table
    has no such move; Stale when somebody was first: the row is no longer in the expected state, or
    has already passed `to`. Then nothing changed.
    On success `obj` carries the new values.
    """
    table: Flow = obj.FLOW  # type: ignore[attr-defined]
    old = expect if expect is not None else getattr(obj, table.field)
    if table.passed(old, to) and not table.allows(old, to):
        raise Stale
    _check(table, old, to)
    where: dict[str, Any] = {"pk": obj.pk, table.field: old}
    if hasattr(obj, "jurisdiction"):
        where["jurisdiction"] = obj.jurisdiction
    rows = type(obj)._base_manager.all()
    if hasattr(rows, "unrestricted"):
        rows = rows.unrestricted("flow: the caller has passed gates one and two")
    if rows.filter(**where).update(**{table.field: to}, **changes) != 1:
        raise Stale
    for name, value in {table.field: to, **changes}.items():
        setattr(obj, name, value)


def advance_many(
    rows: models.QuerySet[Any], count: int, *, to: str, expect: Iterable[str], **changes: Any
) -> None:
    """Move all `rows` to state `to` and set `changes`, in one UPDATE; `count` is how many were seen.

    Raises Refused when the table lacks a move from one of the states `expect`; Stale when not
    exactly `count` rows are still in one of them. The caller's transaction then takes back what moved.
    """
    table: Flow = rows.model.FLOW
    states = list(expect)
    for old in states:
        _check(table, old, to)
    if (
        rows.filter(**{f"{table.field}__in": states}).update(**{table.field: to}, **changes)
        != count
    ):
        raise Stale


def _check(table: Flow, old: str, to: str) -> None:
    if not table.allows(old, to):
        raise Refused(
            f"当前状态为“{table.label(old)}”，不能变为“{table.label(to)}”，请刷新后再看。"
        )
