"""Reads of the ledger."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import replace

import pytest

from niudai.base.errors import Unseen
from niudai.ledger import actions, queries
from tests.factories.ledger import fact

TODAY = datetime.date(2026, 4, 20)


def test_entries_are_those_within_the_actors_scope(world):
    facts = {
        name: fact(getattr(world, name), "study", "2026-04-01")
        for name in ("party", "league", "lake_party", "lake_league", "lake_women", "other_party")
    }

    def seen(person):
        return {
            name for name, entry in facts.items() if entry in queries.entries(world.actor(person))
        }

    assert seen(world.office) == set(facts) - {"other_party"}
    assert seen(world.league_officer) == {"league", "lake_league"}
    assert seen(world.lake_secretary) == {"lake_party", "lake_league", "lake_women"}
    assert seen(world.lake_league_secretary) == {"lake_league"}
    assert seen(world.stranger) == {"other_party"}
    assert seen(world.audit_admin) == set()


def test_entry_of_another_subdistrict_is_unseen(world):
    entry = fact(world.other_party, "study", "2026-04-01")
    assert queries.entry(world.actor(world.stranger), entry.code) == entry
    with pytest.raises(Unseen):
        queries.entry(world.actor(world.office), entry.code)
    with pytest.raises(Unseen):
        queries.entry(world.actor(world.office), uuid.uuid4())


def test_versions_of_walks_corrections_both_ways(world):
    first = fact(world.lake_league, "study", "2026-04-01")
    actor = world.actor(world.office)
    second = actions.correct_entry(
        actor=actor, entry=first, to=replace(actions.as_new(first), persons=3), reason="漏记人数"
    )
    third = actions.correct_entry(
        actor=actor, entry=second, to=replace(actions.as_new(second), persons=4), reason="又错"
    )
    for entry in (first, second, third):
        assert queries.versions_of(actor, entry) == [first, second, third]


def test_of_occasion_lists_the_other_facts_that_hold_and_are_seen(world):
    occasion = uuid.uuid4()
    party, league, women = (
        fact(place, "activity", "2026-04-01", occasion=occasion)
        for place in (world.lake_party, world.lake_league, world.lake_women)
    )
    assert queries.of_occasion(world.actor(world.lake_secretary), party) == [league, women]
    assert queries.of_occasion(world.actor(world.lake_league_secretary), league) == []
    actions.void_entry(actor=world.actor(world.office), entry=women, reason="没有参加")
    assert queries.of_occasion(world.actor(world.lake_secretary), party) == [league]
    alone = fact(world.lake_party, "study", "2026-04-01")
    assert queries.of_occasion(world.actor(world.lake_secretary), alone) == []


def test_own_organizations_are_the_open_ones_with_a_post(world):
    actor = world.actor(world.lake_league_secretary)
    assert queries.own_organizations(actor) == [world.lake_league]
    assert queries.own_organizations(world.actor(world.system_admin)) == []
    world.lake_league.closed_on = datetime.date(2026, 4, 1)
    world.lake_league.save()
    assert queries.own_organizations(actor) == []


def test_partners_are_the_mass_organizations_led_on_that_day(world):
    actor = world.actor(world.lake_secretary)
    found = queries.partners(actor, world.lake_party, TODAY)
    assert found == [world.lake_union, world.lake_league, world.lake_women]
    world.lake_union.led_by.update(ended_on=TODAY)
    found = queries.partners(actor, world.lake_party, TODAY)
    assert found == [world.lake_league, world.lake_women]
    assert queries.partners(world.actor(world.office), world.lake_league, TODAY) == []
