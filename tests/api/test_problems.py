"""Failures come as problem+json with a Chinese sentence that says what to do."""

from __future__ import annotations

import pytest
from django.test import Client

from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.org.actions import issue_token
from niudai.sync.actions import seed_frameworks
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.api]


@pytest.fixture
def client(cast: Cast) -> Client:
    seed_frameworks()
    token = issue_token(actor=system("test"), account=cast.lake_league_secretary, name="test")
    return Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)


def record(client: Client, **body):
    return client.post("/api/v1/ledger/entries", body, content_type="application/json")


def test_missing_fields_are_named(client: Client):
    problem = record(client, title="活动").json()
    assert problem["status"] == 422
    assert "缺少必填内容" in problem["detail"]
    assert {"kind", "occurred_on", "organization"} == {
        item["field"].rsplit(".", 1)[-1] for item in problem["errors"]
    }


def test_a_date_that_does_not_exist_is_told_at_its_field(client: Client, cast: Cast):
    answer = record(
        client,
        organization=cast.lake_league.code,
        kind="activity",
        occurred_on="2026-02-30",
        title="活动",
    )
    assert answer.status_code == 422
    assert "须确有其日" in answer.json()["detail"]


def test_a_refusal_carries_its_field(client: Client, cast: Cast):
    answer = record(
        client,
        organization=cast.lake_league.code,
        kind="activity",
        occurred_on=today().replace(year=today().year + 1, day=1).isoformat(),
        title="活动",
    )
    problem = answer.json()
    assert (answer.status_code, problem["field"]) == (422, "occurred_on")


def test_what_is_not_json_is_told(client: Client):
    answer = client.post("/api/v1/ledger/entries", "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")


def test_unknown_addresses_and_codes_are_404(client: Client):
    answer = client.get("/api/v1/plans/00000000-0000-4000-8000-000000000000")
    assert answer.status_code == 404
    assert answer.json()["detail"] == "没有找到，或者您无权查看。"


def test_a_fault_of_ours_says_so_without_its_cause(client: Client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret cause")

    monkeypatch.setattr("niudai.ledger.queries.entries", broken)
    answer = client.get("/api/v1/ledger/entries")
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()
    assert answer.json()["title"] == "系统出错"
