"""Who may record, correct and void."""

from __future__ import annotations

import datetime

import pytest

from niudai.base.actors import system
from niudai.ledger import rules
from niudai.ledger.models import Entry
from niudai.org.models import Organization
from tests.factories.ledger import fact

PEOPLE = {
    "office": {"party"},
    "union_officer": {"union"},
    "league_officer": {"league"},
    "women_officer": {"women"},
    "lake_secretary": {"lake_party"},
    "lake_league_secretary": {"lake_league"},
    "lake_women_secretary": {"lake_women"},
    "park_league_secretary": {"park_league"},
    "factory_league_secretary": {"factory_league"},
    "stranger": {"other_party"},
    "system_admin": set(),
    "security_admin": set(),
    "audit_admin": set(),
}
JOINTLY = {
    **PEOPLE,
    "office": {"party", "union", "league", "women"},
    "lake_secretary": {"lake_party", "lake_union", "lake_league", "lake_women"},
    "stranger": {"other_party", "other_league"},
}


def places(cast) -> dict[str, Organization]:
    return {name: value for name, value in vars(cast).items() if isinstance(value, Organization)}


@pytest.mark.parametrize("person", PEOPLE)
def test_facts_are_recorded_by_whoever_holds_a_post_there(world, person):
    actor = world.actor(getattr(world, person))
    allowed = {name for name, place in places(world).items() if rules.may_record(actor, place)}
    assert allowed == PEOPLE[person]


@pytest.mark.parametrize("person", PEOPLE)
def test_joint_facts_reach_the_mass_organizations_of_the_own_party_organization(world, person):
    actor = world.actor(getattr(world, person))
    allowed = {
        name for name, place in places(world).items() if rules.may_record_jointly(actor, place)
    }
    assert allowed == JOINTLY[person]


def test_closed_organizations_record_nothing(world):
    place = world.lake_league
    place.closed_on = datetime.date(2026, 4, 20)
    actor = world.actor(world.lake_league_secretary)
    decision = rules.may_record(actor, place)
    assert not decision
    assert decision.reason == "该组织已撤销，不能再办理业务。"
    assert not rules.may_record_jointly(world.actor(world.lake_secretary), place)
    place.closed_on = datetime.date(2026, 4, 21)
    assert rules.may_record(actor, place)


def test_facts_of_acts_need_reach_or_the_system(world):
    assert rules.may_record_from_act(system("任务"), world.lake_league)
    assert rules.may_record_from_act(world.actor(world.league_officer), world.lake_league)
    assert not rules.may_record_from_act(world.actor(world.league_officer), world.lake_women)
    assert not rules.may_record_from_act(world.actor(world.stranger), world.lake_league)


def test_entries_are_changed_by_their_organization_their_recorder_and_the_office_above(world):
    entry = fact(world.lake_league, "activity", "2026-03-01")
    allowed = {
        name
        for name, account in world.people().items()
        if rules.may_change(world.actor(account), entry)
    }
    assert allowed == {"office", "league_officer", "lake_league_secretary"}
    entry.recorded_by_id = world.lake_secretary.pk  # a joint occasion that the Party side recorded
    assert rules.may_change(world.actor(world.lake_secretary), entry)
    entry.recorded_by_id = world.stranger.pk  # moved away: no reach, no right
    assert not rules.may_change(world.actor(world.stranger), entry)


def test_refusals_say_who_may(world):
    entry = Entry(organization=world.lake_league, recorded_by_id=0)
    decision = rules.may_change(world.actor(world.park_league_secretary), entry)
    assert decision.reason == "只有本组织、登记人或上级条线干部、党建办可以更正或作废这条台账。"
