"""Leadership (带建): which Party organization leads which mass organization, and since when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.errors import NotAllowed, Refused
from niudai.base.fields import subtree
from niudai.org import rules
from niudai.org.actions.saving import not_after_today, save_checked
from niudai.org.choices import Line, Role
from niudai.org.models import Leadership, Organization


@transaction.atomic
def set_leader(
    *, actor: Actor, mass: Organization, party: Organization, started_on: date
) -> Leadership:
    """Let `party` lead `mass` from `started_on` on; the leader before ends on that day.

    Then `party_path` of the mass organization and of all below it that inherit it is set anew, and
    the act is audited. Refused when the same leader already leads, when a day does not fit, or when
    the two do not belong together.
    """
    rules.may_lead(actor, mass).require()
    if not (rules.is_set_up(actor) or rules.reaches(actor, party, Role.PARTY_OFFICE)):
        raise NotAllowed(rules.NOT_OFFICE)
    _check_pair(mass, party, started_on)
    before = open_leadership(mass)
    if before is not None:
        if before.party_id == party.pk:
            raise Refused("该组织已由这个党组织带建，不需要再设置。", field="party")
        _end(before, started_on, field="started_on")
    elif _overlaps(mass, started_on):
        raise Refused("该日期还在原带建关系期间，请改为其终止日期或以后。", field="started_on")
    pair = Leadership(
        jurisdiction=mass.jurisdiction,
        mass=mass,
        party=party,
        line=mass.line,
        started_on=started_on,
    )
    save_checked(pair, blame="party")
    refresh_party_paths(mass)
    detail = {"party": party.name, "started_on": started_on.isoformat()}
    if before is not None:
        detail["before"] = before.party.name
    audit.record(actor, "org.set_leader", mass, detail=detail)
    return pair


@transaction.atomic
def end_leadership(*, actor: Actor, mass: Organization, ended_on: date) -> None:
    """End the open leadership of `mass`; `ended_on` is the first day it no longer holds.

    Then `party_path` there and below is set anew, and the act is audited.
    """
    rules.may_lead(actor, mass).require()
    not_after_today(ended_on, "ended_on", "终止日期")
    pair = open_leadership(mass)
    if pair is None:
        raise Refused("该组织目前没有带建党组织，不需要终止。")
    _end(pair, ended_on, field="ended_on")
    refresh_party_paths(mass)
    detail = {"party": pair.party.name, "ended_on": ended_on.isoformat()}
    audit.record(actor, "org.end_leadership", mass, detail=detail)


def open_leadership(mass: Organization) -> Leadership | None:
    """The leadership of a mass organization that has no end, with its Party organization."""
    pairs = Leadership.objects.filter(jurisdiction=mass.jurisdiction, mass=mass, ended_on=None)
    return pairs.select_related("party").first()


def refresh_party_paths(top: Organization) -> None:
    """Set `party_path` of the mass organization `top` and of all below it.

    An organization has the path of the Party organization that leads it, else that of its parent.
    """
    rows = Organization.objects.unrestricted("keeping party_path true").filter(
        subtree(top.path), jurisdiction=top.jurisdiction, line=top.line
    )
    leaders = dict(
        Leadership.objects.filter(
            subtree(top.path, "mass__path"),
            jurisdiction=top.jurisdiction,
            line=top.line,
            ended_on=None,
        ).values_list("mass_id", "party__path")
    )
    inherited = {top.parent_id: top.parent.party_path if top.parent else ""}
    changed = []
    for row in rows.order_by("path").only("pk", "parent_id", "party_path"):
        path = leaders.get(row.pk) or inherited.get(row.parent_id, "")
        inherited[row.pk] = path
        if path != row.party_path:
            row.party_path = path
            changed.append(row)
    rows.bulk_update(changed, ["party_path"], batch_size=500)
    top.party_path = inherited.get(top.pk, top.party_path)


def carry_party_paths(jurisdiction: int, old: str, new: str) -> None:
    """A Party organization moved from path `old` to `new`: whoever stands below it follows."""
    rows = Organization.objects.unrestricted("keeping party_path true").filter(
        subtree(old, "party_path"), jurisdiction=jurisdiction
    )
    rows.update(party_path=moved("party_path", old, new))


def moved(field: str, old: str, new: str) -> Concat:
    """The value of path column `field` after its first part `old` became `new`."""
    return Concat(Value(new), Substr(F(field), len(old) + 1))


def _check_pair(mass: Organization, party: Organization, started_on: date) -> None:
    if party.line != Line.PARTY or party.jurisdiction != mass.jurisdiction:
        raise Refused("带建的须是本辖区的党组织，请重新选择。", field="party")
    if not (decision := rules.is_open(party)):
        raise Refused(decision.reason, field="party")
    not_after_today(started_on, "started_on", "起始日期")
    if started_on < max(mass.opened_on, party.opened_on):
        raise Refused("起始日期不能早于双方的成立日期，请改正。", field="started_on")


def _overlaps(mass: Organization, day: date) -> bool:
    pairs = Leadership.objects.filter(jurisdiction=mass.jurisdiction, mass=mass)
    return pairs.filter(ended_on__gt=day).exists()


def _end(pair: Leadership, day: date, field: str) -> None:
    if day <= pair.started_on:
        raise Refused(
            f"日期须晚于原带建关系的起始日期{pair.started_on.isoformat()}，请改正。", field=field
        )
    pair.ended_on = day
    save_checked(pair, blame=field)
