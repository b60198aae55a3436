"""Leadership: pairs over time, and party_path true everywhere below."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niudai.base.calendar import today
from niudai.base.errors import NotAllowed, Refused
from niudai.base.models import AuditEntry
from niudai.org import actions
from niudai.org.models import Leadership, Organization

TODAY = today()
DAY = datetime.timedelta(days=1)
MARCH = TODAY - 60 * DAY


def party_path(organization):
    return Organization.objects.unrestricted("test").get(pk=organization.pk).party_path


def test_set_leader_ends_the_one_before(cast):
    pair = actions.set_leader(
        actor=cast.actor(cast.office),
        mass=cast.lake_league,
        party=cast.park_party,
        started_on=MARCH,
    )
    before = Leadership.objects.get(mass=cast.lake_league, party=cast.lake_party)
    assert before.ended_on == MARCH
    assert (pair.started_on, pair.ended_on, pair.line) == (MARCH, None, "league")
    assert party_path(cast.lake_league) == cast.park_party.path
    assert party_path(cast.factory_league) == cast.factory_party.path  # has its own leader
    line = AuditEntry.objects.unrestricted("test").get()
    assert line.verb == "org.set_leader"
    assert '"before": "湖滨社区党总支"' in line.detail
    assert cast.actor(cast.lake_secretary) is not None
    seen = Organization.objects.visible_to(cast.actor(cast.lake_secretary))
    assert cast.lake_league not in seen


def test_set_leader_reaches_those_who_inherit(cast):
    Leadership.objects.filter(mass=cast.factory_league).delete()
    actions.set_leader(
        actor=cast.actor(cast.office),
        mass=cast.lake_league,
        party=cast.park_party,
        started_on=MARCH,
    )
    assert party_path(cast.factory_league) == cast.park_party.path


def test_end_leadership_falls_back_to_the_parents_leader(cast):
    actions.end_leadership(actor=cast.actor(cast.office), mass=cast.factory_league, ended_on=TODAY)
    assert Leadership.objects.get(mass=cast.factory_league).ended_on == TODAY
    assert party_path(cast.factory_league) == cast.lake_party.path
    with pytest.raises(Refused, match="没有带建党组织"):
        actions.end_leadership(
            actor=cast.actor(cast.office), mass=cast.factory_league, ended_on=TODAY
        )


def test_set_leader_again_after_a_gap_only(cast):
    office = cast.actor(cast.office)
    actions.end_leadership(actor=office, mass=cast.lake_league, ended_on=MARCH)
    with pytest.raises(Refused, match="原带建关系期间"):
        actions.set_leader(
            actor=office, mass=cast.lake_league, party=cast.lake_party, started_on=MARCH - DAY
        )
    actions.set_leader(actor=office, mass=cast.lake_league, party=cast.lake_party, started_on=MARCH)
    assert Leadership.objects.filter(mass=cast.lake_league).count() == 2


@pytest.mark.parametrize(
    ("party", "day", "field"),
    [
        ("lake_party", MARCH, "party"),  # leads already
        ("lake_women", MARCH, "party"),  # no Party organization
        ("park_party", TODAY + DAY, "started_on"),
        ("park_party", datetime.date(2020, 1, 1), "started_on"),  # the day the other began
        ("park_party", datetime.date(2019, 1, 1), "started_on"),  # before either existed
    ],
)
def test_set_leader_refuses(cast, party, day, field):
    with pytest.raises(Refused) as refused:
        actions.set_leader(
            actor=cast.actor(cast.office),
            mass=cast.lake_league,
            party=getattr(cast, party),
            started_on=day,
        )
    assert refused.value.field == field
    assert Leadership.objects.get(mass=cast.lake_league).ended_on is None


def test_set_leader_refuses_a_closed_party_organization(cast):
    cast.park_party.closed_on = TODAY - DAY
    with pytest.raises(Refused, match="已撤销"):
        actions.set_leader(
            actor=cast.actor(cast.office),
            mass=cast.lake_league,
            party=cast.park_party,
            started_on=MARCH,
        )


def test_set_leader_not_across_jurisdictions_nor_by_others(cast):
    for person in (cast.league_officer, cast.lake_secretary, cast.stranger):
        with pytest.raises(NotAllowed):
            actions.set_leader(
                actor=cast.actor(person),
                mass=cast.lake_league,
                party=cast.park_party,
                started_on=MARCH,
            )
    with pytest.raises(NotAllowed):
        actions.set_leader(
            actor=cast.actor(cast.office),
            mass=cast.lake_league,
            party=cast.other_party,
            started_on=MARCH,
        )


def expected_paths():
    """party_path as its definition says, organization by organization."""
    rows = {row.pk: row for row in Organization.objects.unrestricted("oracle")}
    leaders = dict(Leadership.objects.filter(ended_on=None).values_list("mass_id", "party_id"))

    def path(row):
        if row.line == "party":
            return row.path
        if row.pk in leaders:
            return rows[leaders[row.pk]].path
        return path(rows[row.parent_id]) if row.parent_id else ""

    return {row.name: path(row) for row in rows.values()}


MASS = ["lake_union", "lake_league", "lake_women", "park_league", "factory_league", "league"]
PARTY = ["party", "lake_party", "park_party", "factory_party"]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("lead"), st.sampled_from(MASS), st.sampled_from(PARTY)),
        st.tuples(st.just("end"), st.sampled_from(MASS), st.just("")),
        st.tuples(st.just("move"), st.sampled_from(MASS + PARTY), st.sampled_from(MASS + PARTY)),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_party_path_stays_true_whatever_happens(cast, steps):
    office = cast.actor(cast.office)
    rows = Organization.objects.unrestricted("test")
    with transaction.atomic():
        for number, (verb, which, where) in enumerate(steps):
            one = rows.select_related("parent").get(pk=getattr(cast, which).pk)
            other = rows.get(pk=getattr(cast, where).pk) if where else None
            day = MARCH + number * DAY
            try:
                if verb == "lead":
                    actions.set_leader(actor=office, mass=one, party=other, started_on=day)
                elif verb == "end":
                    actions.end_leadership(actor=office, mass=one, ended_on=day)
                else:
                    actions.move_organization(actor=office, organization=one, parent=other)
            except Refused:
                pass
            assert dict(rows.values_list("name", "party_path")) == expected_paths()
        transaction.set_rollback(True)
