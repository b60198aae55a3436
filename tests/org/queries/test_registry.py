"""Organizations in sight, their neighbourhood, terms and trees."""

import datetime

import pytest

from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.org import actions, queries
from niudai.org.models import Leadership, Organization
from tests.cast import organization

TODAY = today()
DAY = datetime.timedelta(days=1)


def codes(rows):
    return {row.code for row in rows}


def test_organization_in_sight_or_unseen(cast):
    actor = cast.actor(cast.lake_secretary)
    assert queries.organization(actor, cast.lake_league.code) == cast.lake_league
    for code in (cast.park_league.code, cast.other_league.code, "nothing", ""):
        with pytest.raises(Unseen):
            queries.organization(actor, code)


def test_organizations_listed_with_leader_head_and_members(cast, django_assert_num_queries):
    rows = [actions.MemberRow("张三", "male", TODAY), actions.MemberRow("李四", "female", TODAY)]
    actions.create_members(actor=cast.actor(cast.office), organization=cast.lake_league, rows=rows)
    office = cast.actor(cast.office)
    with django_assert_num_queries(1):
        found = {row.name: row for row in queries.organizations_listed(office)}
        league = found["湖滨社区团支部"]
        assert (league.leader_name, league.head_name, league.member_count) == (
            "湖滨社区党总支",
            "陈晨",
            2,
        )
        assert league.division.name == "湖滨社区"
    party = found["公园社区党总支"]
    assert (party.leader_name, party.head_name, party.member_count) == (None, None, 0)
    assert len(found) == 12


def test_organizations_narrowed(cast):
    office = cast.actor(cast.office)
    assert codes(queries.organizations_narrowed(office, line="women")) == codes(
        [cast.women, cast.lake_women]
    )
    assert codes(queries.organizations_narrowed(office, unit_class="private")) == codes(
        [cast.factory_party, cast.factory_league]
    )
    assert codes(queries.organizations_narrowed(office, text="hbsqtzb")) == {cast.lake_league.code}
    everything = [row.code for row in queries.organizations_narrowed(office)]
    assert everything == sorted(everything)
    later = queries.organizations_narrowed(office, after=everything[4])
    assert [row.code for row in later] == everything[5:]


def test_organizations_narrowed_to_open_ones(cast):
    office = cast.actor(cast.office)
    Organization.objects.unrestricted("test").filter(pk=cast.factory_league.pk).update(
        closed_on=TODAY - DAY
    )
    assert cast.factory_league.code not in codes(queries.organizations_narrowed(office))
    assert cast.factory_league.code in codes(
        queries.organizations_narrowed(office, open_only=False)
    )


def test_matching_name_initials_and_code(cast):
    rows = Organization.objects.unrestricted("test")
    assert codes(rows.filter(queries.matching("机械厂团"))) == {cast.factory_league.code}
    assert codes(rows.filter(queries.matching("HBJMJXCTZB"))) == {cast.factory_league.code}
    assert codes(rows.filter(queries.matching(cast.park_league.code.lower()))) == {
        cast.park_league.code
    }
    assert codes(rows.filter(queries.matching("%"))) == set()


def test_without_leader_finds_the_gap(cast):
    rows = Organization.objects.unrestricted("test")
    assert codes(rows.filter(queries.without_leader())) == set()
    Leadership.objects.filter(mass=cast.lake_league).update(ended_on=TODAY)
    assert codes(rows.filter(queries.without_leader())) == {cast.lake_league.code}


def test_neighbourhood_of_a_mass_organization(cast):
    around = queries.neighbourhood(cast.actor(cast.office), cast.lake_league)
    assert (around.leader.name, around.leader.code) == ("湖滨社区党总支", cast.lake_party.code)
    assert around.led_since == datetime.date(2020, 1, 1)
    assert around.parent.name == "幸福街道团工委"
    assert [n.name for n in around.children] == ["湖滨精密机械厂团支部"]
    assert (around.children_count, around.led, around.led_count) == (1, (), 0)
    assert [n.line for n in around.beside] == ["union", "women"]


def test_neighbourhood_of_a_party_organization(cast):
    around = queries.neighbourhood(cast.actor(cast.lake_secretary), cast.lake_party)
    assert (around.leader, around.led_since) == (None, None)
    assert (around.parent.name, around.parent.code) == ("幸福街道党工委", "")
    assert [n.name for n in around.led] == ["湖滨社区团支部", "湖滨社区联合工会", "湖滨社区妇联"]
    assert around.led_count == 3
    assert around.beside == ()  # the led ones stand above already


def test_neighbourhood_gives_only_names_out_of_sight(cast):
    around = queries.neighbourhood(cast.actor(cast.lake_league_secretary), cast.lake_league)
    shown = [around.leader, around.parent, *around.children, *around.beside]
    assert len(shown) == 5
    assert {n.code for n in shown} == {""}


def test_neighbourhood_of_a_unit(cast):
    around = queries.neighbourhood(cast.actor(cast.office), cast.factory_league)
    assert around.leader.name == "湖滨精密机械厂党支部"
    assert around.beside == ()
    women = organization(
        "women",
        "women_committee",
        "机械厂妇委会",
        cast.lake,
        cast.jurisdiction,
        parent=cast.lake_women,
        unit=cast.lake_factory,
    )
    around = queries.neighbourhood(cast.actor(cast.office), cast.factory_league)
    assert [n.code for n in around.beside] == [women.code]


def test_neighbourhood_leaves_the_closed_out(cast):
    Organization.objects.unrestricted("test").filter(pk=cast.factory_league.pk).update(
        closed_on=TODAY
    )
    around = queries.neighbourhood(cast.actor(cast.office), cast.lake_league)
    assert (around.children, around.children_count) == ((), 0)


@pytest.mark.parametrize("more", [1, 70])
def test_neighbourhood_queries_do_not_grow(cast, more, django_assert_num_queries):
    for number in range(more):
        organization(
            "league",
            "branch",
            f"第{number}支部",
            cast.lake,
            cast.jurisdiction,
            parent=cast.lake_league,
            party=cast.lake_party,
        )
    lake = (
        Organization.objects.unrestricted("test")
        .select_related("parent")
        .get(pk=cast.lake_league.pk)
    )
    office = cast.actor(cast.office)
    with django_assert_num_queries(5):
        around = queries.neighbourhood(office, lake)
    assert around.children_count == more + 1
    assert len(around.children) == min(more + 1, 60)


def test_counts_of_members_and_units(cast):
    office = cast.actor(cast.office)
    rows = [actions.MemberRow("张三", "male", TODAY), actions.MemberRow("李四", "female", TODAY)]
    actions.create_members(actor=office, organization=cast.lake_league, rows=rows)
    actions.cover_unit(
        actor=office, organization=cast.lake_league, unit=cast.lake_factory, started_on=TODAY
    )
    assert queries.counts(cast.lake_league) == queries.Counts(members=2, women=1, units=1)
    assert queries.counts(cast.park_league) == queries.Counts(members=0, women=0, units=0)


def test_posts_now_and_before(cast):
    office = cast.actor(cast.office)
    [post] = queries.posts(cast.lake_league)
    assert (post.holder, queries.past_posts(cast.lake_league)) == ("陈晨", [])
    actions.end_post(actor=office, post=post, ended_on=TODAY)
    assert queries.posts(cast.lake_league) == []
    assert queries.past_posts(cast.lake_league) == [post]
    assert queries.post(cast.lake_league, post.pk) == post
    with pytest.raises(Unseen):
        queries.post(cast.park_league, post.pk)


def test_terms_due_within_half_a_year(cast):
    office = cast.actor(cast.office)
    for place, due in [
        (cast.lake_league, TODAY + 30 * DAY),
        (cast.park_league, TODAY + 300 * DAY),
        (cast.lake_women, TODAY - DAY),
    ]:
        actions.open_term(
            actor=office,
            organization=place,
            number=1,
            started_on=TODAY - 900 * DAY,
            due_on=due,
        )
    names = [term.organization.name for term in queries.terms_due(office)]
    assert names == ["湖滨社区妇联", "湖滨社区团支部"]
    assert queries.terms_due(office, by=TODAY + 400 * DAY).count() == 3
    league = queries.terms_due(cast.actor(cast.league_officer))
    assert [term.organization for term in league] == [cast.lake_league]
    assert queries.current_term(cast.lake_women).number == 1
    assert queries.current_term(cast.lake_union) is None


def test_covered_unit_of_another_is_unseen(cast):
    office = cast.actor(cast.office)
    covered = actions.cover_unit(
        actor=office, organization=cast.lake_league, unit=cast.lake_factory, started_on=TODAY
    )
    assert queries.covered_units(cast.lake_league) == [covered]
    assert queries.covered_unit(cast.lake_league, covered.pk) == covered
    with pytest.raises(Unseen):
        queries.covered_unit(cast.park_league, covered.pk)


def test_tree_after_each_parent(cast):
    rows = queries.tree(cast.actor(cast.office), "league")
    assert [row.name for row in rows] == [
        "幸福街道团工委",
        "湖滨社区团支部",
        "湖滨精密机械厂团支部",
        "公园社区团支部",
    ]
    assert queries.tree(cast.actor(cast.union_officer), "league") == []


def test_by_division_from_the_top(cast):
    rows = queries.by_division(cast.actor(cast.office))
    assert [row.division for row in rows] == ["幸福街道"] * 4 + ["湖滨社区"] * 6 + ["公园社区"] * 2


def test_possible_parents_never_itself_or_below(cast):
    found = queries.possible_parents(cast.actor(cast.office), cast.lake_league)
    assert codes(found) == codes([cast.league, cast.park_league])


def test_possible_leaders_of_the_own_jurisdiction(cast):
    found = queries.possible_leaders(cast.actor(cast.office), cast.jurisdiction)
    assert [row.short_name for row in found] == [
        "党工委",
        "湖滨社区党总支",
        "湖滨精密机械厂党支部",
        "公园社区党总支",
    ]
    assert not queries.possible_leaders(cast.actor(cast.stranger), cast.jurisdiction).exists()
