"""Divisions and units in sight, and places in a tree."""

import pytest

from niudai.base.errors import Refused, Unseen
from niudai.org import actions, queries
from niudai.org.models import Division, Unit


@pytest.mark.parametrize(
    ("siblings", "step"), [([], "0001"), (["0001", "0009"], "000A"), (["0001000Z"], "0010")]
)
def test_next_step_after_the_last(siblings, step):
    assert queries.next_step(siblings) == step


def test_jurisdiction_of_the_nearest_above(cast):
    grid = Division.objects.create(
        code="9", name="网格", level="grid", parent=cast.lake, path=cast.lake.path + "0001"
    )
    assert queries.jurisdiction_of(grid) == cast.street.pk
    assert queries.jurisdiction_of(cast.street) == cast.street.pk
    alone = Division(code="8", name="孤村", level="village", path="0009")
    with pytest.raises(Refused, match="不属于任何街道"):
        queries.jurisdiction_of(alone)


def test_jurisdictions_of_posts_or_of_the_account(cast):
    assert queries.jurisdictions_of(cast.actor(cast.office)) == {cast.jurisdiction}
    assert queries.jurisdictions_of(cast.actor(cast.audit_admin)) == {cast.jurisdiction}


def test_divisions_of_the_own_jurisdiction(cast):
    office = cast.actor(cast.office)
    assert [row.name for row in queries.divisions(office)] == ["幸福街道", "湖滨社区", "公园社区"]
    assert queries.division(office, cast.lake.code) == cast.lake
    with pytest.raises(Unseen):
        queries.division(office, cast.other_party.division.code)
    assert queries.community_choices(office)[1] == ("370102001001", "湖滨社区")


def test_divisions_with_counts_of_what_is_in_sight(cast, django_assert_num_queries):
    def figures(person):
        rows = queries.divisions_with_counts(cast.actor(person))
        return {row.name: (row.units_open, row.organizations_open) for row in rows}

    assert figures(cast.office) == {
        "幸福街道": (0, 4),
        "湖滨社区": (1, 6),
        "公园社区": (0, 2),
    }
    assert figures(cast.women_officer) == {
        "幸福街道": (0, 1),
        "湖滨社区": (1, 1),
        "公园社区": (0, 0),
    }


def test_units_of_the_own_jurisdiction(cast):
    office = cast.actor(cast.office)
    assert list(queries.units(office)) == [cast.lake_factory]
    assert queries.unit(office, cast.lake_factory.pk) == cast.lake_factory
    with pytest.raises(Unseen):
        queries.unit(cast.actor(cast.stranger), cast.lake_factory.pk)


def test_uncovered_neither_covered_nor_lived_in(cast):
    office = cast.actor(cast.office)
    shop = actions.add_unit(
        actor=office, division=cast.lake, name="小店", kind="enterprise", unit_class="private"
    )
    rows = Unit.objects.filter(queries.uncovered())
    assert list(rows) == [shop]
    actions.cover_unit(
        actor=office,
        organization=cast.lake_league,
        unit=shop,
        started_on=cast.lake_league.opened_on,
    )
    assert list(rows.all()) == []
