"""Who gets what at every URL of the sync room.

`kwargs(cast, world)`: the pair of 湖滨社区团支部; persons are the names of `Cast.people()` plus "anonymous".
The Party office of another subdistrict changes frameworks too: its own copies.
"""

from __future__ import annotations

from typing import Any

from niudai.sync.actions import seed_frameworks
from tests.cast import Cast
from tests.matrix.ledger import PERSONS, READ_ONLY, SEES, statuses


def _frameworks(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    seed_frameworks()
    return {}


def _pair(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    seed_frameworks()
    return {"code": cast.lake_league.code}


def _framework(cast: Cast, world: dict[str, Any]) -> dict[str, Any]:
    seed_frameworks()
    return {"key": "league6"}


PARTY_OFFICES = ("office", "stranger")
MATRIX = {
    "sync:rollup": {"kwargs": _frameworks, "get": statuses(*PERSONS), "post": READ_ONLY},
    "sync:matrix": {"kwargs": _pair, "get": statuses(*SEES), "post": READ_ONLY},
    "sync:cell": {
        "kwargs": _pair,
        "query": {"step": "deploy"},
        "get": statuses(*SEES),
        "post": READ_ONLY,
    },
    "sync:frameworks": {"kwargs": _frameworks, "get": statuses(*PERSONS), "post": READ_ONLY},
    "sync:framework": {"kwargs": _framework, "get": statuses(*PERSONS), "post": READ_ONLY},
    "sync:add_framework": {  # an empty form is answered with what is missing
        "kwargs": _frameworks,
        "get": statuses(*PARTY_OFFICES, unseen=403),
        "post": statuses(*PARTY_OFFICES, ok=422, unseen=403),
    },
    "sync:change_framework": {
        "kwargs": _framework,
        "get": statuses(*PARTY_OFFICES, unseen=403),
        "post": statuses(*PARTY_OFFICES, ok=422, unseen=403),
    },
}
