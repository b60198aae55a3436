"""Who may record, correct and void entries."""

from __future__ import annotations

from niudai.base.actors import Actor, Scope
from niudai.base.calendar import today
from niudai.base.decisions import YES, Decision, no
from niudai.ledger.models import Entry
from niudai.org.choices import Line, Role
from niudai.org.models import Organization

OFFICES = (Role.PARTY_OFFICE, Role.LINE_OFFICER)


def reaches(scope: Scope, organization: Organization) -> bool:
    """Whether a post reaches an organization: `org.models.organizations_in` for one row in hand."""
    if scope.whole:
        same = scope.jurisdiction == organization.jurisdiction
        return same and scope.line in (Line.PARTY, organization.line)
    if scope.line == Line.PARTY:
        return organization.party_path.startswith(scope.path)
    if scope.role == Role.GRASSROOTS_SECRETARY:
        return scope.organization_id == organization.pk
    return scope.line == organization.line and organization.path.startswith(scope.path)


def in_reach(actor: Actor, organization: Organization) -> bool:
    """Whether one of the actor's posts reaches the organization."""
    return any(reaches(scope, organization) for scope in actor.scopes)


def may_record(actor: Actor, organization: Organization) -> Decision:
    """Facts are recorded where they happen: by whoever holds a post at the organization."""
    if organization.pk not in actor.organization_ids():
        return no(f"只有{organization.short_name}的任职人员可以记这条台账，请由其本组织登记。")
    return _open(organization)


def may_record_jointly(actor: Actor, organization: Organization) -> Decision:
    """A joint occasion: also for the mass organizations that the actor's own Party organization leads."""
    if organization.pk in actor.organization_ids():
        return _open(organization)
    led = organization.line != Line.PARTY and any(
        scope.line == Line.PARTY and scope.path == organization.party_path for scope in actor.scopes
    )
    if not led:
        return no(f"{organization.short_name}不是您所在党组织带建的组织，请由其本组织登记。")
    return _open(organization)


def may_record_from_act(actor: Actor, organization: Organization) -> Decision:
    """A fact that an act in a room above brings about; that room's own rule has allowed the act."""
    if actor.account_id == 0 or in_reach(actor, organization):
        return YES
    return no(f"{organization.short_name}不在您的工作范围内。")


def may_change(actor: Actor, entry: Entry) -> Decision:
    """Correct or void: the organization itself, whoever recorded it, or the office above it."""
    place = entry.organization
    if place.pk in actor.organization_ids():
        return YES
    mine = entry.recorded_by_id == actor.account_id and in_reach(actor, place)
    above = any(scope.role in OFFICES and reaches(scope, place) for scope in actor.scopes)
    if mine or above:
        return YES
    return no("只有本组织、登记人或上级条线干部、党建办可以更正或作废这条台账。")


def _open(organization: Organization) -> Decision:
    if organization.closed_on is not None and organization.closed_on <= today():
        return no(f"{organization.short_name}已于{organization.closed_on}撤销，不能再记台账。")
    return YES
