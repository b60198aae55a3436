"""Who may record, correct and void entries."""

from __future__ import annotations

from niudai.base.actors import Actor
from niudai.base.decisions import YES, Decision, no
from niudai.ledger.models import Entry
from niudai.org.choices import OFFICE_ROLES, Line
from niudai.org.models import Organization
from niudai.org.rules import is_open, is_set_up, reaches


def may_record(actor: Actor, organization: Organization) -> Decision:
    """Facts are recorded where they happen: by whoever holds a post at the organization."""
    if organization.pk not in actor.organization_ids():
        return no(f"只有{organization.short_name}的任职人员可以记这条台账，请由其本组织登记。")
    return is_open(organization)


def may_record_jointly(actor: Actor, organization: Organization) -> Decision:
    """A joint occasion: also for the mass organizations that the actor's own Party organization leads."""
    if organization.pk in actor.organization_ids():
        return is_open(organization)
    led = organization.line != Line.PARTY and any(
        scope.line == Line.PARTY and scope.path == organization.party_path for scope in actor.scopes
    )
    if not led:
        return no(f"{organization.short_name}不是您所在党组织带建的组织，请由其本组织登记。")
    return is_open(organization)


def may_record_from_act(actor: Actor, organization: Organization) -> Decision:
    """A fact that an act in a room above brings about; that room's own rule has allowed the act."""
    if is_set_up(actor) or reaches(actor, organization):
        return YES
    return no(f"{organization.short_name}不在您的工作范围内。")


def may_change(actor: Actor, entry: Entry) -> Decision:
    """Correct or void: the organization itself, whoever recorded it, or the office above it."""
    place = entry.organization
    if place.pk in actor.organization_ids():
        return YES
    mine = entry.recorded_by_id == actor.account_id and reaches(actor, place)
    above = reaches(actor, place, *OFFICE_ROLES)
    if mine or above:
        return YES
    return no("只有本组织、登记人或上级条线干部、党建办可以更正或作废这条台账。")
