"""Figures kept until somebody acts: what was counted at one head of the audit chain is true until the chain grows."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Final, TypeVar

from django.core.cache import cache

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.models import AuditChain

Figures = TypeVar("Figures")
KEPT: Final = 3600  # seconds, so that figures nobody asks for any more do not fill the memory


def remembered(actor: Actor, name: str, count: Callable[[], Figures]) -> Figures:
    """What `count` gives for these posts today, from memory where nothing was done since; one query.

    Every act writes an audit line in its own transaction, so the digest at the head of a jurisdiction's
    chain names the state its data are in. The heads are read before counting: figures can be newer
    than the head they are kept under, never older. `name` and the actor's posts must determine the
    figures; `count` returns plain values. Nothing is kept for a jurisdiction without a single act.
    """
    jurisdictions = sorted({scope.jurisdiction for scope in actor.scopes})
    heads = list(
        AuditChain.objects.filter(jurisdiction__in=jurisdictions)
        .order_by("jurisdiction")
        .values_list("digest", flat=True)
    )
    if not jurisdictions or len(heads) < len(jurisdictions):
        return count()
    key = sha256(repr((name, today(), actor.scopes, heads)).encode()).hexdigest()
    figures: Figures | None = cache.get(key)
    if figures is None:
        figures = count()
        cache.set(key, figures, KEPT)
    return figures
