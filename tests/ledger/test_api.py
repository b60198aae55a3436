"""API of the ledger: the same gates, rules and actions as the pages."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from niudai.ledger.models import Entry
from niudai.org.models import Account
from tests.factories.ledger import fact

URL = "/api/v1/ledger/entries"
pytestmark = pytest.mark.api


@pytest.fixture
def call(world, monkeypatch) -> Callable[[Account], Client]:
    """A client whose bearer token is taken to be the account's; tokens have tests of their own."""
    monkeypatch.setattr(
        "niudai.api.auth.actor_for_token",
        lambda token, ip="": world.actor(Account.objects.get(username=token)),
    )
    return lambda account: Client(headers={"authorization": f"Bearer {account.username}"})


def post(client, **body):
    values = {"kind": "activity", "occurred_on": "2026-04-04", "title": "清明祭扫", **body}
    return client.post(URL, json.dumps(values), content_type="application/json")


def test_record_answers_the_entry(call, world):
    answer = post(
        call(world.lake_league_secretary), organization=world.lake_league.code,
        rows=["league6/thought"], persons=3, key="甲1",
    )  # fmt: skip
    assert answer.status_code == 201
    found = answer.json()
    entry = Entry.objects.unrestricted("test").get()
    assert found["code"] == str(entry.code)
    assert (found["concerns"], found["rows"], found["persons"]) == (
        ["league"], ["league6/thought"], 3,
    )  # fmt: skip
    again = post(call(world.lake_league_secretary), organization=world.lake_league.code, key="甲1")
    assert again.json()["code"] == found["code"]


def test_record_with_partners(call, world):
    answer = post(
        call(world.lake_secretary), organization=world.lake_party.code,
        partners=[world.lake_league.code],
    )  # fmt: skip
    assert answer.status_code == 201
    assert answer.json()["concerns"] == ["league"]
    assert Entry.objects.unrestricted("test").count() == 2


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"occurred_on": "2026-04-21"}, 422, "occurred_on"),
        ({"kind": "unknown"}, 422, "kind"),
        ({"rows": ["league6/unknown"]}, 422, "rows"),
        ({"organization": "没有"}, 404, None),
        ({"occurred_on": "2026-02-30"}, 422, None),
    ],
)
def test_record_problems(call, world, changes, status, field):
    body = {"organization": world.lake_league.code, **changes}
    answer = post(call(world.lake_league_secretary), **body)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json().get("field") == field


def test_record_elsewhere_is_404_and_without_a_post_403(call, world):
    assert post(call(world.stranger), organization=world.lake_league.code).status_code == 404
    assert post(call(world.office), organization=world.lake_league.code).status_code == 403


def test_list_pages_through_everything_once(call, world):
    for day in (1, 2, 2, 3, 4):
        fact(world.lake_league, "study", f"2026-04-0{day}")
    fact(world.other_party, "study", "2026-04-01")
    client = call(world.office)
    seen, cursor = [], ""
    while True:
        found = client.get(URL, {"limit": 2, "cursor": cursor}).json()
        seen += [item["occurred_on"] for item in found["items"]]
        cursor = found["next"]
        if cursor is None:
            break
    assert seen == ["2026-04-04", "2026-04-03", "2026-04-02", "2026-04-02", "2026-04-01"]
    assert client.get(URL, {"cursor": "乱"}).status_code == 422


def test_list_filters(call, world):
    fact(world.lake_league, "study", "2026-03-01", rows=["league6/work"])
    fact(world.lake_party, "deploy", "2026-04-01")
    client = call(world.office)

    def kinds(**query):
        return [item["kind"] for item in client.get(URL, query).json()["items"]]

    assert kinds() == ["deploy", "study"]
    assert kinds(organization=world.lake_league.code) == ["study"]
    assert kinds(row="league6/work") == ["study"]
    assert kinds(since="2026-04-01") == ["deploy"]
    assert kinds(line="party", kind="study") == []


def test_list_is_one_query(call, world, django_assert_num_queries):
    fact(world.lake_league, "study", "2026-04-01")
    actor = world.actor(world.office)
    client = call(world.office)
    client.get(URL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("niudai.api.auth.actor_for_token", lambda token, ip="": actor)
        with django_assert_num_queries(1):
            client.get(URL)
