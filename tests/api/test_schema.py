"""The API's schema is a promise: it changes only on purpose."""

from __future__ import annotations

import json
from pathlib import Path

from niudai.api.app import api

SNAPSHOT = Path(__file__).with_name("openapi.json")
REDO = "python -m tests.api.redo_schema"
PROMISED = {
    "me",
    "organizations_list",
    "plans_import",
    "plans_get",
    "plans_list",
    "measures_update",
    "plans_issue",
    "measures_dispatch",
    "assignments_list",
    "assignments_acknowledge",
    "assignments_refuse",
    "assignments_report",
    "assignments_accept",
    "assignments_send_back",
    "assignments_extend",
    "ledger_record",
    "ledger_list",
    "sync_matrix",
    "sync_cell",
    "jobs_get",
}


def text() -> str:
    """The schema as the snapshot keeps it."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_schema_is_the_one_in_the_snapshot():
    assert text() == SNAPSHOT.read_text(encoding="utf-8"), f"changed on purpose? Then: {REDO}"


def test_every_promised_operation_is_there():
    operations = [
        operation["operationId"]
        for methods in api.get_openapi_schema()["paths"].values()
        for operation in methods.values()
    ]
    assert set(operations) >= PROMISED
    assert len(operations) == len(set(operations))


def test_every_operation_says_in_chinese_what_it_does():
    for methods in api.get_openapi_schema()["paths"].values():
        for operation in methods.values():
            summary = operation["summary"]
            assert any("\u4e00" <= letter <= "\u9fff" for letter in summary), operation
