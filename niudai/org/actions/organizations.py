"""Organizations (组织): founding, correcting, moving and closing them, and the units they cover."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Length

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.errors import NotAllowed, Refused
from niudai.base.fields import PathField, beginning, subtree
from niudai.base.search_keys import initials, pinyin_sort_key
from niudai.org import queries, rules
from niudai.org.actions.leadership import (
    carry_party_paths,
    moved,
    refresh_party_paths,
    set_leader,
)
from niudai.org.actions.saving import change, not_after_today, save_checked
from niudai.org.choices import FORMS_OF_LINE, Line, OrganizationForm
from niudai.org.models import CoveredUnit, Division, Leadership, Organization, Post, Term, Unit

LETTERS = {Line.PARTY: "P", Line.UNION: "U", Line.LEAGUE: "L", Line.WOMEN: "W"}
DEEPEST = PathField().max_length or 64


@transaction.atomic
def add_organization(
    *,
    actor: Actor,
    line: str,
    form: str,
    name: str,
    division: Division,
    unit_class: str,
    opened_on: date,
    short_name: str = "",
    parent: Organization | None = None,
    unit: Unit | None = None,
    leader: Organization | None = None,
    code: str = "",
) -> Organization:
    """Found an organization below `parent`, or as head of its jurisdiction's line without one.

    Without `code` the next free one is given, without `short_name` the name less the division's.
    Audited; then, with `leader`, `set_leader` from the founding day on (its own rule and audit).
    Refused for a form foreign to the line, places outside the jurisdiction, a name in use.
    """
    rules.may_add_organization(actor, line, parent).require()
    jurisdiction = parent.jurisdiction if parent else queries.jurisdiction_of(division)
    _check_roots(actor, line, parent, jurisdiction)
    _check_place(line, form, division, unit, jurisdiction)
    not_after_today(opened_on, "opened_on", "成立日期")
    rows = Organization.objects.unrestricted("the next place in a tree")
    siblings = rows.filter(line=line, parent=parent).order_by("-path")
    last = siblings.values_list("path", flat=True)[:1]
    path = (parent.path if parent else "") + queries.next_step(last)
    if len(path) > DEEPEST:
        raise Refused("组织层级过深，请选择更高一级的上级组织。", field="parent")
    organization = Organization(
        jurisdiction=jurisdiction,
        code=code.strip() or _next_code(jurisdiction, line),
        line=line,
        form=form,
        parent=parent,
        path=path,
        party_path=path if line == Line.PARTY else (parent.party_path if parent else ""),
        heads_jurisdiction=parent is None,
        division=division,
        unit=unit,
        unit_class=unit_class,
        opened_on=opened_on,
    )
    _set_names(organization, name, short_name, jurisdiction)
    save_checked(organization, blame="name")
    audit.record(actor, "org.add_organization", organization)
    if leader is not None:
        set_leader(actor=actor, mass=organization, party=leader, started_on=opened_on)
    return organization


@transaction.atomic
def change_organization(
    *,
    actor: Actor,
    organization: Organization,
    name: str,
    short_name: str,
    form: str,
    division: Division,
    unit: Unit | None,
    unit_class: str,
) -> None:
    """Correct an organization's facts. Audited with what changed, old and new."""
    rules.may_change_organization(actor, organization).require()
    _check_place(organization.line, form, division, unit, organization.jurisdiction)
    changed = change(
        organization,
        {
            "name": name.strip(),
            "short_name": short_name.strip(),
            "form": form,
            "division": division,
            "unit": unit,
            "unit_class": unit_class,
        },
    )
    if not changed:
        return
    _set_names(organization, name, short_name, organization.jurisdiction)
    save_checked(organization, blame="name")
    audit.record(actor, "org.change_organization", organization, detail=changed)


@transaction.atomic
def move_organization(*, actor: Actor, organization: Organization, parent: Organization) -> None:
    """Put an organization with all below it under another parent of its line. Audited.

    Paths of the whole subtree change; for a Party organization also `party_path` of all who stand
    below it, for a mass organization the inherited ones.
    """
    rules.may_change_organization(actor, organization).require()
    rules.may_change_organization(actor, parent).require()
    _check_move(organization, parent)
    old, former = organization.path, organization.parent
    rows = Organization.objects.unrestricted("moving a subtree with its paths").filter(
        jurisdiction=organization.jurisdiction, line=organization.line
    )
    new = parent.path + queries.next_step(rows.filter(parent=parent).values_list("path", flat=True))
    below = rows.filter(subtree(old))
    deepest = below.aggregate(deepest=Max(Length("path")))["deepest"] or 0
    if deepest - len(old) + len(new) > DEEPEST:
        raise Refused("移动后组织层级过深，请选择更高一级的上级组织。", field="parent")
    below.update(path=moved("path", old, new))
    rows.filter(pk=organization.pk).update(parent=parent)
    organization.path, organization.parent = new, parent
    if organization.line == Line.PARTY:
        carry_party_paths(organization.jurisdiction, old, new)
        organization.party_path = new
    else:
        refresh_party_paths(organization)
    detail = {"parent": [former.name if former else "", parent.name]}
    audit.record(actor, "org.move_organization", organization, detail=detail)


@transaction.atomic
def close_organization(*, actor: Actor, organization: Organization, closed_on: date) -> None:
    """Close an organization; `closed_on` is the first day it no longer exists.

    Ends its leadership, posts, current term and covered units on that day, then audits. Refused
    while open organizations stand below it or are led by it.
    """
    rules.may_close_organization(actor, organization).require()
    not_after_today(closed_on, "closed_on", "撤销日期")
    _check_nothing_hangs_on(organization, closed_on)
    organization.closed_on = closed_on
    save_checked(organization, blame="closed_on")
    mine = {"jurisdiction": organization.jurisdiction, "organization": organization}
    Leadership.objects.filter(
        jurisdiction=organization.jurisdiction, mass=organization, ended_on=None
    ).update(ended_on=closed_on)
    Post.objects.filter(**mine, ended_on=None).update(ended_on=closed_on)
    Term.objects.filter(**mine, ended_on=None).update(ended_on=closed_on)
    CoveredUnit.objects.filter(**mine, ended_on=None).update(ended_on=closed_on)
    detail = {"closed_on": closed_on.isoformat()}
    audit.record(actor, "org.close_organization", organization, detail=detail)


@transaction.atomic
def cover_unit(
    *, actor: Actor, organization: Organization, unit: Unit, started_on: date
) -> CoveredUnit:
    """Note that a unit is covered by the organization from `started_on` on (覆盖). Audited."""
    rules.may_change_organization(actor, organization).require()
    if unit.jurisdiction != organization.jurisdiction:
        raise Refused("只能覆盖本辖区的单位，请重新选择。", field="unit")
    if unit.closed_on is not None:
        raise Refused("该单位已注销，不能再覆盖。", field="unit")
    not_after_today(started_on, "started_on", "覆盖起始日期")
    covered = CoveredUnit(
        jurisdiction=organization.jurisdiction,
        organization=organization,
        unit=unit,
        started_on=started_on,
    )
    save_checked(covered, blame="unit")
    audit.record(actor, "org.cover_unit", organization, detail={"unit": unit.name})
    return covered


@transaction.atomic
def end_cover(*, actor: Actor, covered: CoveredUnit, ended_on: date) -> None:
    """End the coverage of a unit; `ended_on` is the first day it no longer holds. Audited."""
    rules.may_change_organization(actor, covered.organization).require()
    not_after_today(ended_on, "ended_on", "终止日期")
    if ended_on < covered.started_on:
        raise Refused("终止日期不能早于覆盖起始日期，请改正。", field="ended_on")
    covered.ended_on = ended_on
    save_checked(covered, blame="ended_on")
    audit.record(actor, "org.end_cover", covered.organization, detail={"unit": covered.unit.name})


def _set_names(organization: Organization, name: str, short_name: str, jurisdiction: int) -> None:
    """The name with everything that is derived from it."""
    name, short_name = name.strip(), short_name.strip()
    if not short_name:
        place = Division.objects.filter(pk=jurisdiction).values_list("name", flat=True).first()
        short_name = name.removeprefix(place or "") or name
    organization.name, organization.short_name = name, short_name[:40]
    organization.initials = initials(name)[:100]
    organization.sort_key = pinyin_sort_key(name)[:200]


def _next_code(jurisdiction: int, line: str) -> str:
    """Division code, letter of the line and a running number: 370102001L0007."""
    place = Division.objects.get(pk=jurisdiction)
    start = f"{place.code}{LETTERS[Line(line)]}"
    rows = Organization.objects.unrestricted("the next free code")
    taken = rows.filter(beginning(start, "code"), jurisdiction=jurisdiction, line=line)
    longest_last = taken.order_by(Length("code").desc(), "-code")
    last = longest_last.values_list("code", flat=True).first() or ""
    tail = last.removeprefix(start)
    return f"{start}{int(tail) + 1 if tail.isdecimal() else 1:04d}"


def _check_roots(actor: Actor, line: str, parent: Organization | None, jurisdiction: int) -> None:
    if parent is None:
        own = {scope.jurisdiction for scope in actor.scopes}
        if not rules.is_set_up(actor) and jurisdiction not in own:
            raise NotAllowed(rules.NOT_OFFICE)
    elif parent.line != line:
        raise Refused("上级组织须属于同一条线，请重新选择。", field="parent")
    elif not (decision := rules.is_open(parent)):
        raise Refused(decision.reason, field="parent")


def _check_place(
    line: str, form: str, division: Division, unit: Unit | None, jurisdiction: int
) -> None:
    if line not in Line.values:
        raise Refused("请选择条线。", field="line")
    if form not in FORMS_OF_LINE[Line(line)]:
        word = dict(OrganizationForm.choices).get(form, form)
        raise Refused(f"{Line(line).label}没有“{word}”这种组织形式，请重新选择。", field="form")
    if queries.jurisdiction_of(division) != jurisdiction:
        raise Refused("所在区划不属于本辖区，请重新选择。", field="division")
    if unit is not None and unit.jurisdiction != jurisdiction:
        raise Refused("所在单位不属于本辖区，请重新选择。", field="unit")


def _check_move(organization: Organization, parent: Organization) -> None:
    if organization.heads_jurisdiction:
        raise Refused("街道级组织没有本辖区内的上级，不能移动。", field="parent")
    if parent.line != organization.line or parent.jurisdiction != organization.jurisdiction:
        raise Refused("上级组织须是本辖区同一条线的组织，请重新选择。", field="parent")
    if parent.path.startswith(organization.path):
        raise Refused("不能移到自己或自己的下级之下，请重新选择。", field="parent")
    if organization.parent_id == parent.pk:
        raise Refused("它已经在这个上级之下，不需要移动。", field="parent")


def _check_nothing_hangs_on(organization: Organization, closed_on: date) -> None:
    below = Organization.objects.unrestricted("closing with nothing below").filter(
        jurisdiction=organization.jurisdiction, parent=organization, closed_on=None
    )
    if count := below.count():
        raise Refused(f"还有{count}个下级组织未撤销，请先撤销或移走。")
    led = Leadership.objects.filter(
        jurisdiction=organization.jurisdiction, party=organization, ended_on=None
    )
    if count := led.count():
        raise Refused(f"还带建着{count}个群团组织，请先为它们更换带建党组织。")
    later = Post.objects.filter(
        jurisdiction=organization.jurisdiction,
        organization=organization,
        ended_on=None,
        started_on__gt=closed_on,
    )
    pairs = Leadership.objects.filter(
        jurisdiction=organization.jurisdiction,
        mass=organization,
        ended_on=None,
        started_on__gte=closed_on,
    )
    if later.exists() or pairs.exists():
        raise Refused("撤销日期早于现有任职或带建的起始日期，请改正。", field="closed_on")
