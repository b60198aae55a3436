"""Who gets what at every URL of the ledger.

`kwargs(cast, world)`: an activity of 湖滨社区团支部; persons are the names of `Cast.people()` plus "anonymous".
"""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.factories.ledger import fact

PERSONS = (
    "office", "union_officer", "league_officer", "women_officer", "lake_secretary",
    "lake_league_secretary", "lake_women_secretary", "park_league_secretary",
    "factory_league_secretary", "stranger", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
ADMINS = ("system_admin", "security_admin", "audit_admin")
WITH_POST = tuple(name for name in PERSONS if name not in ADMINS)
SIGN_IN = 303
SEES = ("office", "league_officer", "lake_secretary", "lake_league_secretary")
CHANGES = ("office", "league_officer", "lake_league_secretary")


def statuses(
    *allowed: str, ok: int = 200, seen: tuple[str, ...] = (), unseen: int = 404
) -> dict[str, int]:
    """`ok` for the allowed, 403 for others who see the object, `unseen` for the rest, sign-in for nobody."""
    found = dict.fromkeys(PERSONS, unseen) | dict.fromkeys(seen, 403) | dict.fromkeys(allowed, ok)
    return found | {"anonymous": SIGN_IN}


def _nothing(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    return {}


def _entry(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    if "entry" not in world:
        world["entry"] = fact(cast.lake_league, "activity", "2026-04-01")
    return {"code": world["entry"].code}


READ_ONLY = dict.fromkeys((*PERSONS, "anonymous"), 405)
MATRIX = {
    "ledger:entries": {
        "kwargs": _nothing,
        "get": statuses(*PERSONS),
        "post": READ_ONLY,
    },
    "ledger:record": {  # an empty form is answered with what is missing
        "kwargs": _nothing,
        "get": statuses(*WITH_POST, unseen=403),
        "post": statuses(*WITH_POST, ok=422, unseen=403),
    },
    "ledger:entry": {
        "kwargs": _entry,
        "get": statuses(*SEES),
        "post": READ_ONLY,
    },
    "ledger:correct": {
        "kwargs": _entry,
        "get": statuses(*CHANGES, seen=SEES),
        "post": statuses(*CHANGES, ok=422, seen=SEES),
    },
    "ledger:void": {
        "kwargs": _entry,
        "get": statuses(*CHANGES, seen=SEES),
        "post": statuses(*CHANGES, ok=422, seen=SEES),
    },
}
