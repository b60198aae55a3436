"""Divisions and units: what is written, what is refused."""

import datetime

import pytest

from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.base.errors import NotAllowed, Refused
from niudai.base.models import AuditEntry
from niudai.org import actions
from niudai.org.models import CoveredUnit, Division, Unit

TODAY = today()


def last_audit():
    return AuditEntry.objects.unrestricted("test").order_by("-pk").first()


def test_add_division_below_the_subdistrict(cast):
    office = cast.actor(cast.office)
    village = actions.add_division(
        actor=office, code="370102001201", name="莲花村", level="village", parent=cast.street
    )
    assert (village.path, village.initials) == ("00010003", "lhc")
    grid = actions.add_division(
        actor=office, code="37010200120101", name="第一网格", level="grid", parent=village
    )
    assert grid.path == "000100030001"
    line = last_audit()
    assert (line.verb, line.object_text, line.jurisdiction) == (
        "org.add_division",
        "第一网格",
        cast.jurisdiction,
    )


def test_add_division_subdistrict_only_by_set_up(cast):
    with pytest.raises(NotAllowed, match="系统初始化"):
        actions.add_division(
            actor=cast.actor(cast.office), code="370102009", name="新街道", level="subdistrict"
        )
    made = actions.add_division(
        actor=system("建库"), code="370102009", name="新街道", level="subdistrict"
    )
    assert made.path == "0003"


def test_add_division_refuses_wrong_levels_and_names(cast):
    office = cast.actor(cast.office)
    with pytest.raises(Refused) as wrong_level:
        actions.add_division(
            actor=office, code="1", name="湖滨村", level="community", parent=cast.lake
        )
    assert wrong_level.value.field == "level"
    with pytest.raises(Refused, match="同一上级下已有同名区划"):
        actions.add_division(
            actor=office, code="2", name="湖滨社区", level="community", parent=cast.street
        )
    with pytest.raises(Refused) as taken:
        actions.add_division(
            actor=office, code=cast.lake.code, name="新社区", level="community", parent=cast.street
        )
    assert taken.value.field == "code"
    assert Division.objects.count() == 4


def test_add_division_not_by_a_secretary_nor_elsewhere(cast):
    for person in (cast.lake_secretary, cast.stranger):
        with pytest.raises(NotAllowed):
            actions.add_division(
                actor=cast.actor(person), code="3", name="甲", level="grid", parent=cast.lake
            )


def test_add_unit_keeps_jurisdiction_and_initials(cast):
    unit = actions.add_unit(
        actor=cast.actor(cast.league_officer),
        division=cast.lake,
        name=" 湖滨小学 ",
        kind="school",
        unit_class="institution",
        staff=80,
    )
    assert (unit.name, unit.jurisdiction, unit.initials, unit.staff) == (
        "湖滨小学",
        cast.jurisdiction,
        "hbxx",
        80,
    )
    assert last_audit().verb == "org.add_unit"
    with pytest.raises(Refused, match="已有同名单位") as twice:
        actions.add_unit(
            actor=cast.actor(cast.office),
            division=cast.lake,
            name="湖滨小学",
            kind="school",
            unit_class="institution",
        )
    assert twice.value.field == "name"


def test_add_unit_refuses_unknown_words(cast):
    with pytest.raises(Refused) as unknown:
        actions.add_unit(
            actor=cast.actor(cast.office),
            division=cast.lake,
            name="某处",
            kind="castle",
            unit_class="private",
        )
    assert unknown.value.field == "kind"


def test_change_unit_records_what_changed(cast):
    actions.change_unit(
        actor=cast.actor(cast.office),
        unit=cast.lake_factory,
        name="湖滨机械厂",
        kind="enterprise",
        unit_class="private",
        staff=120,
    )
    unit = Unit.objects.get(pk=cast.lake_factory.pk)
    assert (unit.name, unit.initials, unit.staff) == ("湖滨机械厂", "hbjxc", 120)
    assert last_audit().detail == (
        '{"name": ["湖滨精密机械厂", "湖滨机械厂"], "staff": ["", "120"]}'
    )


def test_close_unit_waits_for_its_organizations(cast):
    office = cast.actor(cast.office)
    with pytest.raises(Refused, match="还有未撤销的组织"):
        actions.close_unit(actor=office, unit=cast.lake_factory, closed_on=TODAY)
    shop = actions.add_unit(
        actor=office, division=cast.lake, name="小店", kind="enterprise", unit_class="private"
    )
    actions.cover_unit(
        actor=office, organization=cast.lake_league, unit=shop, started_on=datetime.date(2024, 1, 1)
    )
    actions.close_unit(actor=office, unit=shop, closed_on=TODAY)
    assert Unit.objects.get(pk=shop.pk).closed_on == TODAY
    assert CoveredUnit.objects.get(unit=shop).ended_on == TODAY
