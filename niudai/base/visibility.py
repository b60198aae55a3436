"""Gate one, “seen?”: a queryset that refuses to reach the database before somebody said who is looking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.db import models
from django.db.models import sql

from niudai.base.actors import Actor

_lifted: ContextVar[str] = ContextVar("lifted", default="")


class GateClosed(RuntimeError):
    """A query on a gated table was about to run although nobody said who is looking: a fault in our code."""


@contextmanager
def lifted(reason: str) -> Iterator[None]:
    """Open every gate inside the block; only for the framework's own uniqueness checks."""
    token = _lifted.set(reason)
    try:
        yield
    finally:
        _lifted.reset(token)


class GatedQuery(sql.Query):
    """SQL query that hands out no compiler while its gate is closed."""

    gate_open = False

    def _check_gate(self) -> None:
        if not (self.gate_open or _lifted.get() or self.is_empty()):
            name = self.model.__name__ if self.model else "?"
            raise GateClosed(f"{name}: call visible_to(actor) or unrestricted(reason) first")

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to compile behind a closed gate."""
        self._check_gate()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        """Refuse to become an UPDATE, DELETE or aggregate query behind a closed gate."""
        if klass is not None:
            self._check_gate()
        return super().chain(klass)


class GatedQuerySet(models.QuerySet):
    """QuerySet of a gated table; closed until `visible_to` or `unrestricted` opens it."""

    def __init__(
        self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None
    ) -> None:
        if query is None and model is not None:
            query = GatedQuery(model)
        super().__init__(model, query, using, hints)

    def _opened(self) -> Self:
        opened = self._chain()  # type: ignore[attr-defined]  # the stubs leave it out
        opened.query.gate_open = True
        return opened

    def visible_to(self, actor: Actor) -> Self:
        """Only the rows this actor may see, as the model's `visibility(actor)` says."""
        return self._opened().filter(self.model.visibility(actor))  # type: ignore[attr-defined]

    def unrestricted(self, reason: str) -> Self:
        """All rows; `reason` tells the reviewer why nobody's view applies (a job, a constraint, a total)."""
        if not reason:
            raise GateClosed("unrestricted() needs a reason")
        return self._opened()


class GatedModel(models.Model):
    """A table whose rows not everybody may see; declares `visibility(actor) -> Q`."""

    objects = GatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, actor: Actor) -> models.Q:
        """The condition under which `actor` sees a row."""
        raise NotImplementedError(cls.__name__)

    def validate_unique(self, exclude: Any = None) -> None:
        """Django's own check looks at all rows, whoever asks."""
        with lifted("uniqueness"):
            super().validate_unique(exclude)

    def validate_constraints(self, exclude: Any = None) -> None:
        """Django's own check looks at all rows, whoever asks."""
        with lifted("constraints"):
            super().validate_constraints(exclude)
