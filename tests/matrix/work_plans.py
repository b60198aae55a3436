"""Who gets what at every URL of plans and the review screen.

`kwargs(cast, world)`: a draft with one measure, and an issued plan with one
measure; posts are empty, so an allowed person gets 422 where the act needs values.
"""

from __future__ import annotations

from typing import Any

from niudai.work.actions import plans
from niudai.work.models import PlanItem
from tests.cast import Cast
from tests.factories.work import a_measure, a_plan
from tests.matrix.work_assignments import PERSONS, SEES_PLAN, SIGN_IN, nobody_gets, statuses

TEXT = "群团工作方案\n一、任务\n1.街道团工委要办好集市。\n2026年1月12日\n"
OFFICES = ("office", "stranger")  # each the Party office of its own subdistrict


def _world(cast: Cast, world: dict[str, Any]) -> None:
    if "draft" in world:
        return
    office = cast.actor(cast.office)
    world["draft"] = plans.import_plan(actor=office, text=TEXT)
    items = PlanItem.objects.unrestricted("test").filter(plan=world["draft"])
    world["item"] = items.get(kind="measure")
    world["discarded"] = a_plan(cast.party, state="discarded")
    world["issued"] = a_plan(cast.party)
    world["measure"] = a_measure(world["issued"], "league")
    world["closed"] = a_plan(cast.party, state="closed")


def _of(name: str) -> Any:
    def kwargs(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
        _world(cast, world)
        return {"code": world[name].code}

    return kwargs


def _none(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    return {}


def _page(name: str, *allowed: str, ok: int = 200) -> dict[str, Any]:
    """A page only to be read."""
    return {"kwargs": _of(name), "get": statuses(*allowed, ok=ok), "post": nobody_gets()}


def _form(name: str, seen: tuple[str, ...] = ()) -> dict[str, Any]:
    """A form of the Party office: 200 to read, 422 when sent empty."""
    return {
        "kwargs": _of(name),
        "get": statuses("office", ok=200, seen=seen),
        "post": statuses("office", ok=422, seen=seen),
    }


def _act(name: str, ok: int, seen: tuple[str, ...] = ()) -> dict[str, Any]:
    """An act of the Party office."""
    post = statuses("office", ok=ok, seen=seen)
    return {"kwargs": _of(name), "get": nobody_gets(), "post": post}


MATRIX: dict[str, dict[str, Any]] = {
    "work:plans": {
        "kwargs": _none,
        "get": dict.fromkeys(PERSONS, 200) | {"anonymous": SIGN_IN},
        "post": nobody_gets(),
    },
    "work:plan_import": {
        "kwargs": _none,
        "get": statuses(*OFFICES, ok=200, unseen=403),
        "post": statuses(*OFFICES, ok=422, unseen=403),
    },
    "work:plan": _page("issued", *SEES_PLAN),
    "work:plan_source": _page("issued"),  # was not uploaded: there is no file
    "work:plan_table": _page("issued", *SEES_PLAN),
    "work:plan_print": _page("issued", *SEES_PLAN),
    "work:plan_issue": _form("draft"),
    "work:plan_discard": _act("draft", 302),
    "work:plan_restore": _act("discarded", 302),
    "work:plan_close": _act("issued", 302, seen=SEES_PLAN),
    "work:plan_reopen": _act("closed", 302, seen=SEES_PLAN),
    "work:review": _page("draft", "office"),
    "work:review_selection": _act("draft", 422),
    "work:review_undo": _act("draft", 422),
    "work:review_title": _form("draft"),
    "work:review_add": _form("draft"),
    "work:item": _form("item"),
    "work:item_confirm": _act("item", 422),
    "work:item_merge": _act("item", 422),
    "work:item_split": _form("item"),
    "work:item_move": _form("item"),
    "work:item_up": _act("item", 422),
    "work:item_down": _act("item", 422),
    "work:item_delete": _act("item", 422),
    "work:measure_set": _form("measure", seen=SEES_PLAN),
}
