"""Who sees which pair."""

from __future__ import annotations

import datetime

import pytest

from niudai.base.errors import Unseen
from niudai.org.models import Leadership
from niudai.sync import queries


@pytest.mark.parametrize(
    ("person", "masses"),
    [
        ("office", {"union", "league", "women", "lake_union", "lake_league", "lake_women", "park_league", "factory_league"}),
        ("league_officer", {"league", "lake_league", "park_league", "factory_league"}),
        ("lake_secretary", {"lake_union", "lake_league", "lake_women", "factory_league"}),
        ("lake_league_secretary", {"lake_league"}),
        ("stranger", {"other_league"}),
        ("system_admin", set()),
    ],
)  # fmt: skip
def test_visible_pairs_reach_as_far_as_the_posts(world, person, masses):
    found = queries.visible_pairs(world.actor(getattr(world, person)))
    assert {pair.mass for pair in found} == {getattr(world, name) for name in masses}


def test_pair_is_the_latest_unless_a_first_day_is_named(world):
    Leadership.objects.filter(mass=world.lake_league).update(ended_on=datetime.date(2026, 1, 1))
    new = Leadership.objects.create(
        jurisdiction=world.jurisdiction, mass=world.lake_league, party=world.party,
        line="league", started_on=datetime.date(2026, 1, 1),
    )  # fmt: skip
    actor = world.actor(world.office)
    assert queries.pair(actor, world.lake_league.code) == new
    old = queries.pair(actor, world.lake_league.code, led_since=datetime.date(2020, 1, 1))
    assert old.party == world.lake_party
    assert queries.pairs_of(actor, world.lake_league.code) == [new, old]
    with pytest.raises(Unseen):
        queries.pair(actor, world.lake_league.code, led_since=datetime.date(2020, 1, 2))
    with pytest.raises(Unseen):
        queries.pair(world.actor(world.stranger), world.lake_league.code)


def test_former_party_organization_keeps_seeing_its_time(world):
    Leadership.objects.filter(mass=world.lake_league).update(ended_on=datetime.date(2026, 1, 1))
    found = queries.visible_pairs(world.actor(world.lake_secretary))
    assert world.lake_league in {pair.mass for pair in found}


def test_stale_pairs_are_those_never_computed_or_changed_since(world):
    from_scratch = queries.current_versions(world.jurisdiction)
    here = Leadership.objects.filter(jurisdiction=world.jurisdiction)
    everyone = sorted(here.values_list("pk", flat=True))
    assert queries.stale_pairs(world.jurisdiction, from_scratch) == everyone
