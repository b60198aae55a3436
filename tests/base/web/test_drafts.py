"""Drafts save what was typed for its own account only."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from niudai.base.models import Draft
from tests.base.web.conftest import person

NOTHING = {"values": {}, "saved_at": ""}


def save(client: Client, body: object) -> tuple[int, dict]:
    """POST a draft; status and JSON."""
    answer = client.post("/drafts/", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def test_draft_is_kept_for_its_account_only(li: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 5, 2, 32, tzinfo=UTC), tick=False):
        answer = save(li, {"form": "f1", "values": {"note": ["甲"], "password": ["x"]}})
        assert answer == (200, {"values": {"note": ["甲"]}, "saved_at": "10:32"})
        assert li.get("/drafts/?form=f1").json() == answer[1]
        assert person(2).get("/drafts/?form=f1").json() == NOTHING
        assert li.get("/drafts/?form=f2").json() == NOTHING
    with time_machine.travel(datetime(2026, 3, 6, 2, 32, tzinfo=UTC), tick=False):
        assert li.get("/drafts/?form=f1").json()["saved_at"] == "3月5日 10:32"


def test_draft_is_replaced_and_dropped_when_emptied(li: Client) -> None:
    save(li, {"form": "f1", "values": {"note": ["甲"]}})
    save(li, {"form": "f1", "values": {"note": ["乙"]}})
    assert [draft.values for draft in Draft.objects.all()] == [{"note": ["乙"]}]
    assert save(li, {"form": "f1", "values": {}}) == (200, NOTHING)
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"form": "", "values": {"a": ["b"]}},
        {"form": "f", "values": 3},
        {"form": "f" * 121, "values": {"a": ["b"]}},
        {"form": "f", "values": {"a": ["字" * 70_000]}},
    ],
)
def test_draft_that_makes_no_sense_is_refused(li: Client, body: object) -> None:
    assert save(li, body) == (400, {"detail": "草稿没有保存：内容无法识别。"})
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_draft_needs_somebody_signed_in(anonymous: Client) -> None:
    assert anonymous.get("/drafts/?form=f1").status_code == 303
