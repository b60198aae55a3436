"""Global search: organizations, members, plans and measures that fit a text, within the actor's view."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from niudai.base.actors import Actor
from niudai.org import queries as org
from niudai.work.choices import DISPATCHABLE
from niudai.work.models import Plan, PlanItem

LIMIT = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its name, where it leads ("" nowhere), and a quiet note beside it."""

    text: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one sort."""

    title: str
    hits: list[Hit]


def search(actor: Actor, text: str) -> list[Group]:
    """Groups with at least one hit, at most ten hits each; five queries at most."""
    found = org.search(actor, text, LIMIT)
    groups = [
        Group("组织", [_organization(hit) for hit in found if not hit.member]),
        Group("成员", [_member(hit) for hit in found if hit.member]),
    ]
    if not text.isascii():
        groups += [
            Group("方案", [_plan(plan) for plan in _plans(actor, text)]),
            Group("举措", [_measure(item) for item in _measures(actor, text)]),
        ]
    return [group for group in groups if group.hits]


def _organization(hit: org.Found) -> Hit:
    return Hit(hit.name, _page(hit.code), f"{hit.line_name} {hit.place} {hit.code}")


def _member(hit: org.Found) -> Hit:
    return Hit(hit.name, _page(hit.code), f"{hit.line_name} {hit.place}")


def _page(code: str) -> str:
    return reverse("org:organization", args=[code])


def _plans(actor: Actor, text: str) -> list[Plan]:
    return list(Plan.objects.visible_to(actor).filter(title__contains=text)[:LIMIT])


def _plan(plan: Plan) -> Hit:
    return Hit(plan.title, reverse("work:plan", args=[plan.code]), plan.get_state_display())


def _measures(actor: Actor, text: str) -> list[PlanItem]:
    rows = PlanItem.objects.visible_to(actor).filter(
        title__contains=text, kind__in=DISPATCHABLE, plan__state__in=("issued", "closed")
    )
    return list(rows.select_related("plan")[:LIMIT])


def _measure(item: PlanItem) -> Hit:
    return Hit(item.title, reverse("work:measure", args=[item.code]), item.plan.title)
