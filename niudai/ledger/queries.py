"""Reads of the ledger."""

from __future__ import annotations

import datetime
import uuid

from django.db.models import QuerySet

from niudai.base.actors import Actor
from niudai.base.errors import Unseen
from niudai.ledger import rules
from niudai.ledger.models import Entry
from niudai.org.choices import MASS_LINES, Line
from niudai.org.models import Leadership, Organization

NEWEST_FIRST = ("-occurred_on", "-id")


def entries(actor: Actor) -> QuerySet[Entry]:
    """The entries the actor may see, voided ones too, newest first, with their organizations."""
    rows = Entry.objects.visible_to(actor).select_related("organization")
    return rows.order_by(*NEWEST_FIRST)


def entry(actor: Actor, code: uuid.UUID) -> Entry:
    """One entry; raises Unseen."""
    found = entries(actor).filter(code=code).first()
    if found is None:
        raise Unseen("没有找到这条台账，或者您无权查看。")
    return found


def versions_of(actor: Actor, entry: Entry) -> list[Entry]:
    """The entry with everything it corrected and everything that corrected it, oldest first."""
    rows = entries(actor).filter(jurisdiction=entry.jurisdiction).order_by("id")
    found = {entry.pk: entry}
    older = entry
    while older.corrects_id and older.corrects_id not in found:
        before = rows.filter(pk=older.corrects_id).first()
        if before is None:
            break
        found[before.pk] = older = before
    newer: Entry | None = entry
    while newer is not None:
        newer = rows.filter(corrects=newer.pk).first()
        if newer is not None:
            found[newer.pk] = newer
    return [found[pk] for pk in sorted(found)]


def of_occasion(actor: Actor, entry: Entry) -> list[Entry]:
    """The other entries of the same occasion that hold and that the actor may see."""
    if entry.occasion is None:
        return []
    rows = entries(actor).filter(jurisdiction=entry.jurisdiction, occasion=entry.occasion)
    return list(rows.filter(voided_at=None).exclude(pk=entry.pk).order_by("line", "id"))


def own_organizations(actor: Actor) -> list[Organization]:
    """The organizations at which the actor may record facts, in the order of its posts."""
    rows = Organization.objects.visible_to(actor).filter(pk__in=actor.organization_ids())
    order = [scope.organization_id for scope in actor.scopes]
    allowed = [place for place in rows if rules.may_record(actor, place)]
    return sorted(allowed, key=lambda place: order.index(place.pk))


def partners(actor: Actor, place: Organization, day: datetime.date) -> list[Organization]:
    """The mass organizations led by the Party organization `place` on `day`, for a joint occasion.

    Empty for a mass organization: others record their own part of a joint occasion themselves.
    """
    if place.line != Line.PARTY:
        return []
    led = Leadership.objects.filter(
        jurisdiction=place.jurisdiction, party=place, started_on__lte=day
    ).exclude(ended_on__lte=day)
    rows = Organization.objects.visible_to(actor).filter(pk__in=led.values("mass"))
    allowed = [mass for mass in rows if rules.may_record_jointly(actor, mass)]
    return sorted(allowed, key=lambda mass: (MASS_LINES.index(Line(mass.line)), mass.path))
