"""Pairs (带建关系): who sees which, and whether their summaries are up to date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.org.models import Leadership, Organization
from niudai.sync.models import PairState
from niudai.sync.queries.frameworks import VersionSpec


def visible_pairs(actor: Actor) -> QuerySet[Leadership]:
    """The pairs of which the actor's posts reach the mass or the Party organization."""
    inside = Organization.objects.visible_to(actor).values("pk")
    rows = Leadership.objects.filter(
        Q(mass__in=inside) | Q(party__in=inside),
        jurisdiction__in={scope.jurisdiction for scope in actor.scopes},
    )
    return rows.select_related("mass", "party", "state")


def pairs_of(actor: Actor, code: str) -> list[Leadership]:
    """All pairs the mass organization `code` has or had, the latest first; Unseen when none is seen."""
    found = list(visible_pairs(actor).filter(mass__code=code).order_by("-started_on"))
    if not found:
        raise Unseen("没有找到这一带建关系，或者您无权查看。")
    return found


def pair(actor: Actor, code: str, *, led_since: datetime.date | None = None) -> Leadership:
    """The pair of the mass organization `code`: the one that began on `led_since`, else the latest.

    Raises Unseen.
    """
    for found in pairs_of(actor, code):
        if led_since is None or found.started_on == led_since:
            return found
    raise Unseen("没有找到这一带建关系，或者您无权查看。")


def is_stale(pair: Leadership, versions: Iterable[VersionSpec]) -> bool:
    """Whether the pair's summaries were computed for other dates or other framework versions.

    `pair` must have its `state` selected; `versions` are the current ones of its jurisdiction.
    """
    state: PairState | None = getattr(pair, "state", None)
    return state is None or (state.started_on, state.ended_on, state.versions) != (
        pair.started_on,
        pair.ended_on,
        versions_key(pair.line, versions),
    )


def versions_key(line: str, versions: Iterable[VersionSpec]) -> str:
    """What `PairState.versions` holds: the ids of the line's versions."""
    return ",".join(str(pk) for pk in sorted(v.id for v in versions if v.line == line))


def stale_pairs(jurisdiction: int, versions: Iterable[VersionSpec]) -> list[int]:
    """The ids of the pairs of a jurisdiction whose summaries must be computed anew; one query."""
    versions = list(versions)
    lines = {version.line for version in versions}
    current = Q(pk__in=[])
    for line in lines:
        current |= Q(line=line, state__versions=versions_key(line, versions))
    same_end = Q(state__ended_on=F("ended_on")) | Q(state__ended_on=None, ended_on=None)
    fresh = current & Q(state__started_on=F("started_on")) & same_end
    rows = Leadership.objects.filter(jurisdiction=jurisdiction, line__in=lines)
    fresh_ids = set(rows.filter(fresh).values_list("pk", flat=True))
    return [pk for pk in rows.order_by("pk").values_list("pk", flat=True) if pk not in fresh_ids]


def exists_within(first: datetime.date, last: datetime.date) -> Q:
    """The pairs that exist on at least one day from `first` to `last`."""
    return Q(started_on__lte=last) & (Q(ended_on=None) | Q(ended_on__gt=first))


def open_today() -> Q:
    """The pairs that exist today."""
    return exists_within(today(), today())
