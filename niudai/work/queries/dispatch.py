"""Reads about dispatch: which organizations a measure would go to, why each, and what they already have."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.base.fields import subtree as paths_below
from niudai.base.periods import Period
from niudai.base.web.cells import day as in_words
from niudai.org.choices import Line, UnitClass
from niudai.org.models import Organization
from niudai.org.queries import secretaries
from niudai.work.choices import DISPATCHABLE, AssignmentState, Cadence
from niudai.work.models import Assignment, Plan, PlanItem
from niudai.work.rules.dispatch import dispatch_reach


def measure(actor: Actor, code: uuid.UUID) -> PlanItem:
    """One visible measure or goal with its plan, or Unseen."""
    rows = PlanItem.objects.visible_to(actor).filter(code=code, kind__in=DISPATCHABLE)
    rows = rows.select_related("plan__issuer", "lead")
    found = rows.defer("plan__text", "plan__warnings", "plan__frameworks").first()
    if found is None:
        raise Unseen()
    return found


def plan(actor: Actor, code: uuid.UUID) -> Plan:
    """One visible plan without its text, or Unseen."""
    rows = Plan.objects.visible_to(actor).filter(code=code).select_related("issuer")
    found = rows.defer("text", "warnings", "frameworks").first()
    if found is None:
        raise Unseen()
    return found


def measures_of(plan: Plan) -> list[PlanItem]:
    """The measures and goals in force of a plan that has passed its gate, in order."""
    rows = PlanItem.objects.unrestricted("the plan has passed its gate")
    in_force = rows.filter(plan=plan, kind__in=DISPATCHABLE, dropped_on=None)
    return list(in_force.order_by("position"))


def current_period(measure: PlanItem, day: date | None = None) -> str:
    """The period key a dispatch made on `day` (default today) is for; "" for a one-time measure."""
    if measure.cadence == Cadence.ONCE:
        return ""
    return Period.of(measure.cadence, day or today()).key  # type: ignore[arg-type]


def default_due_on(measure: PlanItem, period: str) -> date | None:
    """The deadline to suggest: the end of the period, never after the measure's own due date."""
    if not period:
        return measure.due_on
    end = Period.parse(period).end
    return min(end, measure.due_on) if measure.due_on else end


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One organization a measure could go to.

    `why` names what matched; `already` what it has of this measure and period; `skip` why it will
    get nothing (closed, already dispatched, street level); `warning` what to know though it will get
    it. `chosen`: it will get the task unless unticked; a row with `skip` is never chosen, one that is
    only not chosen may still be ticked by hand.
    """

    organization: Organization
    why: str
    already: str = ""
    skip: str = ""
    warning: str = ""
    chosen: bool = True


def dispatch_preview(
    actor: Actor,
    measure: PlanItem,
    *,
    lines: Collection[str] | None = None,
    unit_classes: Collection[str] | None = None,
    subtree: Organization | None = None,
    add: Collection[int] = (),
    drop: Collection[int] = (),
    period: str | None = None,
) -> list[PreviewRow]:
    """Every organization within the actor's reach that fits, with the reason for each; three queries.

    `lines` and `unit_classes` default to the measure's own, none meaning all; `subtree` narrows to an
    organization and those below it (for a Party organization also the mass organizations led there);
    `add` and `drop` are ids put in and taken out by hand. Street-level organizations and the issuer
    itself are listed but not chosen. Ordered by line, then place in the tree.
    """
    lines = tuple(measure.lines if lines is None else lines)
    unit_classes = tuple(measure.unit_classes if unit_classes is None else unit_classes)
    fits = Q()
    if lines:
        fits &= Q(line__in=lines)
    if unit_classes:
        fits &= Q(unit_class__in=unit_classes)
    if subtree is not None:
        fits &= _below(subtree)
    rows = Organization.objects.visible_to(actor).filter(dispatch_reach(actor, measure))
    rows = rows.filter(fits | Q(pk__in=list(add))) if add else rows.filter(fits)
    found = list(rows.order_by("path"))
    found.sort(key=lambda row: Line.values.index(row.line))
    key = current_period(measure) if period is None else period
    existing = states_of(measure, key)
    reached = secretaries([row.pk for row in found])
    by_class = bool(unit_classes)
    return [
        _preview_row(row, measure, existing, bool(reached.get(row.pk)), by_class, add, drop)
        for row in found
    ]


def _below(organization: Organization) -> Q:
    if organization.line == Line.PARTY:
        return paths_below(organization.path, "party_path")
    return Q(line=organization.line) & paths_below(organization.path)


def _preview_row(
    row: Organization,
    measure: PlanItem,
    existing: dict[int, str],
    reached: bool,
    by_class: bool,
    add: Collection[int],
    drop: Collection[int],
) -> PreviewRow:
    added = row.pk in add
    already = existing.get(row.pk, "")
    why = "手工添加" if added else why_of(row, by_class=by_class)
    skip = life_reason(row) or already_reason(already)
    own_level = row.heads_jurisdiction and not added
    warning = "" if reached or skip else "还没有可登录的负责人，任务暂时无人签收"
    if own_level and not skip:
        warning = "街道级组织，默认不下达，可勾选"
    return PreviewRow(
        organization=row,
        why=why,
        already=AssignmentState(already).label if already else "",
        skip=skip,
        warning=warning,
        chosen=not (skip or own_level or row.pk in drop),
    )


def why_of(organization: Organization, *, by_class: bool) -> str:
    """Why an organization fits, in words kept on its task: “非公企业·共青团，条线和单位类别相符”."""
    line = Line(organization.line).label
    if not by_class:
        return f"{line}，条线相符"
    return f"{UnitClass(organization.unit_class).label}·{line}，条线和单位类别相符"


def life_reason(organization: Organization, on: date | None = None) -> str:
    """Why an organization can receive nothing today: not yet open, or closed; "" when it can."""
    on = on or today()
    if organization.opened_on > on:
        return f"{in_words(organization.opened_on)}才成立"
    if organization.closed_on is not None and organization.closed_on <= on:
        return f"已于{in_words(organization.closed_on)}撤销"
    return ""


def already_reason(state: str) -> str:
    """Why a second task of the same measure and period is not given; "" when there is none."""
    if not state:
        return ""
    if state == AssignmentState.RECALLED:
        return "本期任务已撤回，可在任务页重新下达"
    return f"已有本期任务：{AssignmentState(state).label}"


def states_of(measure: PlanItem, period: str) -> dict[int, str]:
    """The state of each task of one measure and period, by organization id. One query."""
    rows = Assignment.objects.unrestricted("what the organizations already have of this measure")
    rows = rows.filter(jurisdiction=measure.jurisdiction, measure=measure, period=period)
    return dict(rows.values_list("organization_id", "state"))
