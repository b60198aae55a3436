"""Who gets what at every URL of dispatch and assignments.

`kwargs(cast, world)`: a task of 湖滨社区团支部 that is only dispatched, its measure and plan; persons are
the names of `Cast.people()` plus "anonymous".
"""

from __future__ import annotations

from typing import Any

from niudai.work import actions
from tests.cast import Cast
from tests.factories.work import a_measure, a_plan, dispatched, in_days

PERSONS = (
    "office", "union_officer", "league_officer", "women_officer", "lake_secretary",
    "lake_league_secretary", "lake_women_secretary", "park_league_secretary",
    "factory_league_secretary", "stranger", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
SIGN_IN = 303
SEES_TASK = ("office", "league_officer", "lake_secretary", "lake_league_secretary")
BODY = ("lake_league_secretary",)
OFFICE = ("office", "league_officer")
SEES_PLAN = tuple(name for name in PERSONS if not name.endswith("_admin") and name != "stranger")


def statuses(
    *allowed: str, ok: int, seen: tuple[str, ...] = (), unseen: int = 404
) -> dict[str, int]:
    """`ok` for the allowed, 403 for others who see the object, `unseen` for the rest, sign-in for nobody."""
    found = dict.fromkeys(PERSONS, unseen) | dict.fromkeys(seen, 403) | dict.fromkeys(allowed, ok)
    return found | {"anonymous": SIGN_IN}


def nobody_gets() -> dict[str, int]:
    """A GET on an act: 405 for everybody, before anything else is asked."""
    return dict.fromkeys((*PERSONS, "anonymous"), 405)


def _task(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    if "task" not in world:
        world["plan"] = a_plan(cast.party)
        world["measure"] = a_measure(world["plan"], "league", due_on=in_days(30))
        office = cast.actor(cast.office)
        world["task"] = dispatched(office, world["measure"], cast.lake_league)[0]
        world["extension"] = actions.ask_extension(
            actor=cast.actor(cast.lake_league_secretary),
            assignment=world["task"],
            due_on=in_days(60),
            reason="场地还在维修",
        )
    return {"code": world["task"].code}


def _of(name: str) -> Any:
    def kwargs(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
        _task(cast, world)
        return {"code": world[name].code}

    return kwargs


def _none(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    return {}


def _act(*allowed: str, ok: int = 302) -> dict[str, Any]:
    """An act on the task; 422 where the form or the state refuses what an allowed person sends empty."""
    post = statuses(*allowed, ok=ok, seen=SEES_TASK)
    return {"kwargs": _task, "get": nobody_gets(), "post": post}


def _everybody(status: int) -> dict[str, int]:
    return dict.fromkeys(PERSONS, status) | {"anonymous": SIGN_IN}


MATRIX: dict[str, dict[str, Any]] = {
    "work:assignments": {"kwargs": _none, "get": _everybody(200), "post": nobody_gets()},
    "work:bulk_acknowledge": {"kwargs": _none, "get": nobody_gets(), "post": _everybody(200)},
    "work:bulk_accept": {"kwargs": _none, "get": nobody_gets(), "post": _everybody(200)},
    "work:bulk_close": {"kwargs": _none, "get": nobody_gets(), "post": _everybody(200)},
    "work:bulk_remind": {"kwargs": _none, "get": nobody_gets(), "post": _everybody(200)},
    "work:assignment": {
        "kwargs": _task,
        "get": statuses(*SEES_TASK, ok=200),
        "post": nobody_gets(),
    },
    "work:acknowledge": _act(*BODY),
    "work:refuse": _act(*BODY, ok=422),
    "work:start": _act(*BODY, ok=422),
    "work:report": _act(*BODY, ok=422),
    "work:accept": _act(*OFFICE, ok=422),
    "work:send_back": _act(*OFFICE, ok=422),
    "work:close": _act(*OFFICE, ok=422),
    "work:recall": _act(*OFFICE, ok=422),
    "work:redispatch": _act(*OFFICE, ok=422),
    "work:remind": _act(*OFFICE),
    "work:ask_extension": _act(*BODY, ok=422),
    "work:grant_extension": {
        "kwargs": _of("extension"),
        "get": nobody_gets(),
        "post": statuses(*OFFICE, ok=302, seen=SEES_TASK),
    },
    "work:deny_extension": {
        "kwargs": _of("extension"),
        "get": nobody_gets(),
        "post": statuses(*OFFICE, ok=422, seen=SEES_TASK),
    },
    "work:measure": {
        "kwargs": _of("measure"),
        "get": statuses(*SEES_PLAN, ok=200),
        "post": nobody_gets(),
    },
    "work:dispatch": {
        "kwargs": _of("measure"),
        "get": statuses(*OFFICE, ok=200, seen=SEES_PLAN),
        "post": statuses(*OFFICE, ok=422, seen=SEES_PLAN),
    },
    "work:dispatch_plan": {
        "kwargs": _of("plan"),
        "get": nobody_gets(),
        "post": statuses("office", ok=302, seen=SEES_PLAN),
    },
}
