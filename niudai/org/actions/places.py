"""Divisions (区划) and units (单位): the ground on which organizations stand."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.errors import NotAllowed, Refused
from niudai.base.search_keys import initials
from niudai.org import queries, rules
from niudai.org.actions.saving import change, not_after_today, save_checked
from niudai.org.choices import JURISDICTION_LEVELS, DivisionLevel
from niudai.org.models import CoveredUnit, Division, Organization, Unit

ORDER = (
    DivisionLevel.DISTRICT,
    DivisionLevel.SUBDISTRICT,
    DivisionLevel.COMMUNITY,
    DivisionLevel.VILLAGE,
    DivisionLevel.GRID,
)


@transaction.atomic
def add_division(
    *,
    actor: Actor,
    code: str,
    name: str,
    level: str,
    parent: Division | None = None,
    opened_on: date | None = None,
) -> Division:
    """Add a division below `parent`; districts and subdistricts are added by set-up only. Audited.

    Raises Refused for a level that does not fit below the parent, a name or code already in use.
    """
    if parent is None or level in JURISDICTION_LEVELS:
        if not rules.is_set_up(actor):
            raise NotAllowed("区和街道由系统初始化时建立，请联系系统管理员。")
    else:
        rules.may_keep_places(actor, queries.jurisdiction_of(parent)).require()
    if parent is not None and ORDER.index(level) <= ORDER.index(parent.level):
        raise Refused("下级区划的层级须低于上级，请改正。", field="level")
    siblings = Division.objects.filter(parent=parent).values_list("path", flat=True)
    division = Division(
        code=code.strip(),
        name=name.strip(),
        level=level,
        parent=parent,
        path=(parent.path if parent else "") + queries.next_step(siblings),
        initials=initials(name.strip()),
        opened_on=opened_on,
    )
    save_checked(division, blame="name")
    audit.record(
        actor, "org.add_division", division, jurisdiction=queries.jurisdiction_of(division)
    )
    return division


@transaction.atomic
def add_unit(
    *,
    actor: Actor,
    division: Division,
    name: str,
    kind: str,
    unit_class: str,
    staff: int | None = None,
    opened_on: date | None = None,
) -> Unit:
    """Add a unit in a division; `staff` counts 人. Audited. Refused when the name is taken there."""
    jurisdiction = queries.jurisdiction_of(division)
    rules.may_keep_places(actor, jurisdiction).require()
    unit = Unit(
        jurisdiction=jurisdiction,
        division=division,
        name=name.strip(),
        kind=kind,
        unit_class=unit_class,
        initials=initials(name.strip()),
        staff=staff,
        opened_on=opened_on,
    )
    save_checked(unit, blame="name")
    audit.record(actor, "org.add_unit", unit)
    return unit


@transaction.atomic
def change_unit(
    *, actor: Actor, unit: Unit, name: str, kind: str, unit_class: str, staff: int | None
) -> None:
    """Correct a unit's facts. Audited with what changed."""
    rules.may_keep_places(actor, unit.jurisdiction).require()
    name = name.strip()
    changed = change(unit, {"name": name, "kind": kind, "unit_class": unit_class, "staff": staff})
    unit.initials = initials(name)
    save_checked(unit, blame="name")
    if changed:
        audit.record(actor, "org.change_unit", unit, detail=changed)


@transaction.atomic
def close_unit(*, actor: Actor, unit: Unit, closed_on: date) -> None:
    """Note that a unit exists no longer from `closed_on` on; ends its coverage. Audited.

    Refused while an open organization stands in it.
    """
    rules.may_keep_places(actor, unit.jurisdiction).require()
    not_after_today(closed_on, "closed_on", "注销日期")
    standing = Organization.objects.unrestricted("a unit is closed with nothing in it")
    if standing.filter(jurisdiction=unit.jurisdiction, unit=unit, closed_on=None).exists():
        raise Refused("该单位内还有未撤销的组织，请先撤销或迁出。", field="closed_on")
    unit.closed_on = closed_on
    save_checked(unit, blame="closed_on")
    CoveredUnit.objects.filter(jurisdiction=unit.jurisdiction, unit=unit, ended_on=None).update(
        ended_on=closed_on
    )
    audit.record(actor, "org.close_unit", unit, detail={"closed_on": closed_on.isoformat()})
