"""Who gets what at every operation of the API; nobody without a token gets past 401."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from tests.matrix.persons import (
    BODY,
    HERE,
    KEEPERS,
    OFFICE,
    OFFICES,
    SEE,
    SIGNED_IN,
    Answers,
)

NOT_SIGNED_IN: Final = 401
ALL: Final[Answers] = {200: SIGNED_IN}
ISSUE: Final = {"doc_number": "幸街工委〔2026〕9号", "issued_on": "2026-01-05"}
ENTRY: Final = {"kind": "activity", "occurred_on": "2026-01-05", "title": "志愿服务"}
REASON: Final = {"reason": "与换届时间冲突"}


@dataclass(frozen=True, slots=True)
class Call:
    """What one operation answers whom; `of` names an entry of `World.parts`, `body` is sent as JSON."""

    operation: str
    answers: Answers
    of: str = ""
    body: dict[str, Any] = field(default_factory=dict)


def act(operation: str, may: frozenset[str], of: str, **body: Any) -> Call:
    """An act on something that SEE sees."""
    return Call(operation, {200: may, 403: SEE - may}, of, body)


CALLS = [
    Call("me", ALL),
    Call("organizations_list", ALL),
    Call("organizations_get", {200: SEE}, "lake"),
    Call("plans_import", {422: OFFICES, 403: SIGNED_IN - OFFICES}),
    Call("plans_list", ALL),
    Call("plans_get", {200: HERE}, "issued"),
    Call("measures_update", {200: OFFICE, 403: HERE - OFFICE}, "measure", {"leader_name": "周敏"}),
    Call("plans_issue", {200: OFFICE}, "draft", ISSUE),
    Call("plans_comparison", {200: OFFICE}, "revision"),
    Call("items_pair", {200: OFFICE}, "kept_item", {"revision": 0, "earlier": None}),
    Call("measures_dispatch", {200: KEEPERS, 403: HERE - KEEPERS}, "measure"),
    Call("assignments_list", ALL),
    Call("assignments_get", {200: SEE}, "new_task"),
    act("assignments_acknowledge", BODY, "new_task"),
    act("assignments_refuse", BODY, "new_task", **REASON),
    act("assignments_start", BODY, "signed_task"),
    act("assignments_report", BODY, "signed_task", done_on="{today}", report="30人参加"),
    act("assignments_accept", KEEPERS, "reported_task"),
    act("assignments_send_back", KEEPERS, "reported_task", **REASON),
    act("assignments_close", KEEPERS, "accepted_task"),
    act("assignments_recall", KEEPERS, "new_task", **REASON),
    act("assignments_redispatch", KEEPERS, "refused_task"),
    act("assignments_extend", BODY, "signed_task", due_on="{later}", **REASON),
    act("extensions_grant", KEEPERS, "extension"),
    act("extensions_deny", KEEPERS, "extension", answer="不宜再延"),
    Call("ledger_record", {201: BODY, 403: SEE - BODY}, body={"organization": "{lake}", **ENTRY}),
    Call("ledger_list", ALL),
    Call("sync_matrix", {200: SEE}, "lake"),
    Call("sync_cell", {200: SEE}, "lake_cell"),
    Call("jobs_get", {200: OFFICE}, "job"),
]
