"""Finding organizations and members by name, pinyin initials or code."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from niudai.base.actors import Actor
from niudai.base.fields import beginning
from niudai.org.models import Member, Organization


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: an organization, or a member (then `member` is the person and the rest the body)."""

    name: str
    code: str  # of the organization, to link to
    line_name: str
    place: str  # division of an organization, short name of a member's organization
    member: bool = False


def search(actor: Actor, text: str, limit: int = 20) -> list[Found]:
    """Organizations first, then members; at most `limit` of each.

    Chinese text matches the beginning of a name before any other part of it; letters and digits
    match the beginning of the pinyin initials, and of an organization's code. Beginnings are ranges
    of an index; other parts are looked for only when beginnings give fewer than `limit`, in members'
    names only when no organization was found.
    """
    key = text.strip()[:40]
    if not key or "\x00" in key:
        return []
    organizations = _organizations(actor, key, limit)
    # A word inside an organization's name is hardly the middle of a person's; looking for it in
    # every member's name costs more than all the rest.
    return [*organizations, *_members(actor, key, limit, anywhere=not organizations)]


def _organizations(actor: Actor, key: str, limit: int) -> list[Found]:
    rows = Organization.objects.visible_to(actor).select_related("division")
    rows = rows.order_by(F("closed_on").asc(nulls_first=True), "sort_key", "pk")
    if key.isascii():
        starts = beginning(key.lower(), "initials") | beginning(key.upper(), "code")
        found = _firsts(rows, starts, Q(initials__contains=key.lower()), limit)
    else:
        found = _firsts(rows, beginning(key, "name"), Q(name__contains=key), limit)
    return [Found(row.name, row.code, row.get_line_display(), row.division.name) for row in found]


def _members(actor: Actor, key: str, limit: int, *, anywhere: bool) -> list[Found]:
    rows = Member.objects.visible_to(actor).filter(left_on=None)
    rows = rows.select_related("organization")
    if key.isascii():
        if not key.isalpha():
            return []
        found = list(rows.filter(beginning(key.lower(), "initials")).order_by("initials")[:limit])
    else:
        rows = rows.order_by("name")
        inside = Q(name__contains=key) if anywhere else None
        found = _firsts(rows, beginning(key, "name"), inside, limit)
    return [
        Found(
            row.name,
            row.organization.code,
            row.get_line_display(),
            row.organization.short_name,
            member=True,
        )
        for row in found
    ]


def _firsts(rows: QuerySet, starts: Q, anywhere: Q | None, limit: int) -> list:
    found = list(rows.filter(starts)[:limit])
    if anywhere is not None and len(found) < limit:
        found += rows.filter(anywhere).exclude(pk__in=[row.pk for row in found])[
            : limit - len(found)
        ]
    return found
