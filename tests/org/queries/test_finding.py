"""Search by name, initials and code."""

import datetime

import pytest

from niudai.org import actions, queries

JOINED = datetime.date(2024, 5, 4)


@pytest.fixture
def members(cast):
    for place, names in [
        (cast.lake_league, ["单小伟", "李伟", "李伟芳"]),
        (cast.park_league, ["李伟强"]),
        (cast.other_league, ["李伟民"]),
    ]:
        person = cast.stranger if place == cast.other_league else cast.office
        actions.create_members(
            actor=cast.actor(person),
            organization=place,
            rows=[actions.MemberRow(name, "male", JOINED) for name in names],
        )


def names(cast, person, text, limit=20):
    return [found.name for found in queries.search(cast.actor(person), text, limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("湖滨精密", ["湖滨精密机械厂党支部", "湖滨精密机械厂团支部"]),
        ("机械厂", ["湖滨精密机械厂党支部", "湖滨精密机械厂团支部"]),
        ("xfjdf", ["幸福街道妇联"]),
        ("XFJDF", ["幸福街道妇联"]),
        ("sqtzb", ["公园社区团支部", "湖滨社区团支部"]),
        ("李伟", ["李伟", "李伟强", "李伟芳"]),
        ("伟芳", ["李伟芳"]),
        ("sxw", ["单小伟"]),
        ("lw", ["李伟", "李伟芳", "李伟强"]),
        ("", []),
        ("  ", []),
        ("%", []),
        ("没有这个名字", []),
    ],
)
def test_search_finds(cast, members, text, expected):
    assert names(cast, cast.office, text) == expected


def test_search_by_code(cast):
    [found] = queries.search(cast.actor(cast.office), cast.factory_league.code.lower())
    assert found == queries.Found(
        "湖滨精密机械厂团支部", cast.factory_league.code, "共青团", "湖滨社区"
    )


def test_search_stays_within_the_actors_sight(cast, members):
    assert names(cast, cast.lake_league_secretary, "李伟") == ["李伟", "李伟芳"]
    assert names(cast, cast.women_officer, "李伟") == []
    assert names(cast, cast.stranger, "李伟") == ["李伟民"]
    assert names(cast, cast.stranger, "湖滨") == []
    assert names(cast, cast.audit_admin, "湖滨") == []


def test_search_prefers_beginnings_and_keeps_the_limit(cast, members):
    assert names(cast, cast.office, "公园社区", limit=1) == ["公园社区党总支"]
    assert names(cast, cast.office, "李伟", limit=2) == ["李伟", "李伟强"]


def test_search_says_where_a_member_belongs(cast, members):
    [found] = queries.search(cast.actor(cast.office), "李伟强")
    assert found == queries.Found(
        "李伟强", cast.park_league.code, "共青团", "公园社区团支部", member=True
    )


def test_search_looks_inside_members_names_only_when_no_organization_fits(cast, members):
    place = cast.park_league
    row = actions.MemberRow("王公园", "male", JOINED)
    actions.create_members(actor=cast.actor(cast.office), organization=place, rows=[row])
    assert "王公园" not in names(cast, cast.office, "公园")  # organizations begin like this
    assert names(cast, cast.office, "王公") == ["王公园"]
