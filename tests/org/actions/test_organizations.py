"""Organizations: founding, correcting, moving, closing, covering units."""

import datetime

import pytest

from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.base.errors import NotAllowed, Refused
from niudai.base.models import AuditEntry
from niudai.org import actions
from niudai.org.models import CoveredUnit, Leadership, Organization, Post, Term, Unit

TODAY = today()
DAY = datetime.timedelta(days=1)
NEW_YEAR = TODAY - 120 * DAY


def verbs():
    rows = AuditEntry.objects.unrestricted("test").order_by("pk")
    return list(rows.values_list("verb", flat=True))


def stored(organization):
    return Organization.objects.unrestricted("test").get(pk=organization.pk)


def paths(*organizations):
    return [(stored(row).path, stored(row).party_path) for row in organizations]


def found(cast, **changes):
    facts = {
        "actor": cast.actor(cast.office),
        "line": "league",
        "form": "branch",
        "name": "幸福街道楼宇团支部",
        "division": cast.lake,
        "unit_class": "private",
        "opened_on": NEW_YEAR,
        "parent": cast.lake_league,
    }
    return actions.add_organization(**{**facts, **changes})


def test_add_organization_finds_its_place(cast):
    branch = found(cast)
    assert branch.code == "370102001L0001"
    assert branch.path == cast.lake_league.path + "0002"
    assert branch.party_path == cast.lake_party.path  # inherited from its parent
    assert (branch.short_name, branch.initials) == ("楼宇团支部", "xfjdlytzb")
    assert branch.sort_key.startswith("xing fu jie dao")
    assert not branch.heads_jurisdiction
    assert verbs() == ["org.add_organization"]
    assert found(cast, name="幸福街道第二团支部").code == "370102001L0002"


def test_add_organization_with_leader_pairs_at_once(cast):
    branch = found(cast, leader=cast.factory_party)
    assert branch.party_path == cast.factory_party.path
    pair = Leadership.objects.get(mass=branch)
    assert (pair.party, pair.started_on, pair.line) == (cast.factory_party, NEW_YEAR, "league")
    assert verbs() == ["org.add_organization", "org.set_leader"]


def test_add_organization_party_branch_leads_itself(cast):
    branch = found(cast, line="party", name="楼宇党支部", parent=cast.lake_party)
    assert branch.party_path == branch.path == cast.lake_party.path + "0002"


def test_add_organization_heads_by_set_up_once(cast):
    head = actions.add_organization(
        actor=cast.actor(cast.stranger),
        line="women",
        form="federation",
        name="平安街道妇联",
        division=cast.other_party.division,
        unit_class="community",
        opened_on=NEW_YEAR,
    )
    assert head.heads_jurisdiction
    assert head.path == "0002"
    with pytest.raises(Refused, match="该条线已有街道级组织"):
        actions.add_organization(
            actor=system("建库"),
            line="women",
            form="federation",
            name="平安街道第二妇联",
            division=cast.other_party.division,
            unit_class="community",
            opened_on=NEW_YEAR,
        )


def test_add_organization_head_not_for_another_jurisdiction(cast):
    with pytest.raises(NotAllowed):
        found(
            cast, parent=None, line="women", form="federation", division=cast.other_party.division
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"form": "federation"}, "form"),
        ({"name": "湖滨社区团支部"}, "name"),
        ({"name": "  "}, "name"),
        ({"unit_class": "moon"}, "unit_class"),
        ({"opened_on": TODAY + DAY}, "opened_on"),
        ({"line": "union", "form": "basic_union"}, "parent"),
    ],
)
def test_add_organization_refuses(cast, changes, field):
    before = Organization.objects.unrestricted("test").count()
    with pytest.raises(Refused) as refused:
        found(cast, **changes)
    assert refused.value.field == field
    assert Organization.objects.unrestricted("test").count() == before
    assert verbs() == []


def test_add_organization_refuses_places_elsewhere(cast):
    with pytest.raises(Refused) as division:
        found(cast, division=cast.other_party.division)
    assert division.value.field == "division"
    shop = Unit.objects.create(
        jurisdiction=cast.elsewhere,
        division=cast.other_party.division,
        name="外店",
        kind="enterprise",
        unit_class="private",
    )
    with pytest.raises(Refused) as unit:
        found(cast, unit=shop)
    assert unit.value.field == "unit"


def test_add_organization_not_below_a_closed_one(cast):
    cast.factory_league.closed_on = TODAY - DAY
    cast.factory_league.save()
    with pytest.raises(NotAllowed, match="已撤销"):
        found(cast, parent=cast.factory_league)
    with pytest.raises(Refused, match="已撤销"):
        found(cast, actor=system("作业"), leader=_closed(cast.factory_party))


def _closed(organization):
    organization.closed_on = TODAY - DAY
    organization.save()
    return organization


def test_add_organization_by_line_officer_without_leader_only(cast):
    officer = cast.actor(cast.league_officer)
    assert found(cast, actor=officer).pk
    with pytest.raises(NotAllowed):
        found(cast, actor=officer, name="另一支部", leader=cast.lake_party)
    assert not Organization.objects.unrestricted("test").filter(name="另一支部").exists()
    with pytest.raises(NotAllowed):
        found(cast, actor=cast.actor(cast.women_officer), name="再一支部")


def test_change_organization_keeps_derived_names(cast):
    actions.change_organization(
        actor=cast.actor(cast.office),
        organization=cast.lake_league,
        name="幸福街道湖滨团总支",
        short_name="",
        form="general_branch",
        division=cast.lake,
        unit=None,
        unit_class="community",
    )
    row = stored(cast.lake_league)
    assert (row.name, row.short_name, row.initials, row.form) == (
        "幸福街道湖滨团总支",
        "湖滨团总支",
        "xfjdhbtzz",
        "general_branch",
    )
    line = AuditEntry.objects.unrestricted("test").get()
    assert line.verb == "org.change_organization"
    assert '"form": ["branch", "general_branch"]' in line.detail


def test_change_organization_without_a_change_writes_nothing(cast):
    row = cast.lake_league
    actions.change_organization(
        actor=cast.actor(cast.office),
        organization=row,
        name=row.name,
        short_name=row.short_name,
        form=row.form,
        division=row.division,
        unit=row.unit,
        unit_class=row.unit_class,
    )
    assert verbs() == []


def test_move_organization_takes_everything_below_along(cast):
    actions.move_organization(
        actor=cast.actor(cast.league_officer),
        organization=cast.lake_league,
        parent=cast.park_league,
    )
    new = cast.park_league.path + "0001"
    assert stored(cast.lake_league).parent == cast.park_league
    assert paths(cast.lake_league, cast.factory_league) == [
        (new, cast.lake_party.path),
        (new + "0001", cast.factory_party.path),
    ]
    assert verbs() == ["org.move_organization"]


def test_move_organization_of_the_party_moves_whom_it_leads(cast):
    actions.move_organization(
        actor=cast.actor(cast.office), organization=cast.lake_party, parent=cast.park_party
    )
    new = cast.park_party.path + "0001"
    assert paths(cast.lake_party, cast.factory_party) == [(new, new), (new + "0001", new + "0001")]
    led = [cast.lake_union, cast.lake_league, cast.lake_women, cast.factory_league]
    assert [stored(row).party_path for row in led] == [new, new, new, new + "0001"]
    assert stored(cast.park_league).party_path == cast.park_party.path
    assert stored(cast.lake_union).path == cast.lake_union.path


def test_move_organization_inherits_the_new_parents_leader(cast):
    Leadership.objects.filter(mass=cast.factory_league).delete()
    actions.move_organization(
        actor=cast.actor(cast.office), organization=cast.factory_league, parent=cast.park_league
    )
    assert stored(cast.factory_league).party_path == cast.park_party.path


@pytest.mark.parametrize(
    ("which", "where"),
    [
        ("league", "lake_league"),
        ("lake_league", "lake_league"),
        ("lake_league", "factory_league"),
        ("lake_league", "league"),
        ("lake_league", "lake_women"),
    ],
)
def test_move_organization_refuses(cast, which, where):
    with pytest.raises(Refused) as refused:
        actions.move_organization(
            actor=cast.actor(cast.office),
            organization=getattr(cast, which),
            parent=getattr(cast, where),
        )
    assert refused.value.field == "parent"
    assert verbs() == []


def test_move_organization_needs_both_ends(cast):
    with pytest.raises(NotAllowed):
        actions.move_organization(
            actor=cast.actor(cast.office),
            organization=cast.lake_league,
            parent=cast.other_league,
        )


def test_close_organization_ends_what_hangs_on_it(cast):
    office = cast.actor(cast.office)
    row = cast.factory_league
    actions.open_term(
        actor=office,
        organization=row,
        number=1,
        started_on=datetime.date(2024, 1, 1),
        due_on=datetime.date(2027, 1, 1),
    )
    actions.cover_unit(actor=office, organization=row, unit=cast.lake_factory, started_on=NEW_YEAR)
    assert cast.actor(cast.factory_league_secretary).scopes
    actions.close_organization(actor=office, organization=row, closed_on=TODAY)
    assert stored(row).closed_on == TODAY
    assert Leadership.objects.get(mass=row).ended_on == TODAY
    assert Post.objects.get(organization=row).ended_on == TODAY
    assert Term.objects.get(organization=row).ended_on == TODAY
    assert CoveredUnit.objects.get(organization=row).ended_on == TODAY
    assert cast.actor(cast.factory_league_secretary).scopes == ()
    assert verbs()[-1] == "org.close_organization"


@pytest.mark.parametrize(
    ("which", "sentence"),
    [("lake_league", "1个下级组织"), ("park_party", "带建着1个群团组织")],
)
def test_close_organization_refuses_while_others_depend(cast, which, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.close_organization(
            actor=cast.actor(cast.office), organization=getattr(cast, which), closed_on=TODAY
        )


def test_close_organization_not_before_its_posts_nor_after_today(cast):
    office = cast.actor(cast.office)
    for day in (TODAY + DAY, datetime.date(2019, 1, 1), datetime.date(1900, 1, 1)):
        with pytest.raises(Refused) as refused:
            actions.close_organization(
                actor=office, organization=cast.factory_league, closed_on=day
            )
        assert refused.value.field == "closed_on"
    assert stored(cast.factory_league).closed_on is None


def test_cover_unit_once_until_it_ends(cast):
    office = cast.actor(cast.office)
    covered = actions.cover_unit(
        actor=office, organization=cast.lake_league, unit=cast.lake_factory, started_on=NEW_YEAR
    )
    with pytest.raises(Refused):
        actions.cover_unit(
            actor=office, organization=cast.lake_league, unit=cast.lake_factory, started_on=TODAY
        )
    with pytest.raises(Refused, match="不能早于"):
        actions.end_cover(actor=office, covered=covered, ended_on=NEW_YEAR - DAY)
    actions.end_cover(actor=office, covered=covered, ended_on=TODAY)
    actions.cover_unit(
        actor=office, organization=cast.lake_league, unit=cast.lake_factory, started_on=TODAY
    )
    assert CoveredUnit.objects.filter(organization=cast.lake_league).count() == 2
    assert verbs() == ["org.cover_unit", "org.end_cover", "org.cover_unit"]


def test_cover_unit_only_open_ones_of_the_jurisdiction(cast):
    office = cast.actor(cast.office)
    shop = Unit.objects.create(
        jurisdiction=cast.elsewhere,
        division=cast.other_party.division,
        name="外店",
        kind="enterprise",
        unit_class="private",
    )
    with pytest.raises(Refused, match="本辖区"):
        actions.cover_unit(actor=office, organization=cast.lake_league, unit=shop, started_on=TODAY)
    cast.lake_factory.closed_on = TODAY
    with pytest.raises(Refused, match="已注销"):
        actions.cover_unit(
            actor=office, organization=cast.lake_league, unit=cast.lake_factory, started_on=TODAY
        )
