"""API of the matrix."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from niudai.org.models import Account
from tests.factories.ledger import fact

pytestmark = pytest.mark.api


@pytest.fixture
def call(world, monkeypatch) -> Callable[[Account], Client]:
    """A client whose bearer token is taken to be the account's; tokens have tests of their own."""
    monkeypatch.setattr(
        "niudai.api.auth.actor_for_token",
        lambda token, ip="": world.actor(Account.objects.get(username=token)),
    )
    return lambda account: Client(headers={"authorization": f"Bearer {account.username}"})


def test_matrix_and_its_cell(call, world):
    party = fact(world.lake_party, "deploy", "2026-01-10", "league", rows=["league6/work"])
    mass = fact(world.lake_league, "deploy", "2026-01-12")
    client = call(world.lake_league_secretary)
    url = f"/api/v1/sync/pairs/{world.lake_league.code}"
    found = client.get(f"{url}/matrix", {"period": "2026Q1"}).json()
    assert (found["framework"], found["party"], found["as_of"]) == (
        "league6", world.lake_party.code, "2026-04-20",
    )  # fmt: skip
    assert [row["row"] for row in found["rows"]][:2] == ["", "thought"]
    deploy = found["rows"][0]["cells"][1]
    assert (deploy["step"], deploy["word"], deploy["text"], deploy["median_lag"]) == (
        "deploy", "in_step", "同步", 2,
    )  # fmt: skip
    work = found["rows"][6]["cells"][1]
    assert (work["word"], work["text"]) == ("missing", "缺1/1")
    opened = client.get(f"{url}/cells/deploy", {"period": "2026Q1"}).json()
    assert opened["cell"] == deploy
    assert [
        (item["party"]["code"], item["mass"]["code"], item["lag"]) for item in opened["answers"]
    ] == [(str(party.code), str(mass.code), 2)]
    by_row = client.get(f"{url}/cells/deploy", {"period": "2026Q1", "row": "work"}).json()
    assert [(item["state"], item["mass"]) for item in by_row["answers"]] == [("missing", None)]


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({"period": "2026Q9"}, 422, "period"),
        ({"as_of": "2026-04-21"}, 422, "as_of"),
        ({"as_of": "2026-02-30"}, 422, None),
        ({"led_since": "2019-01-01"}, 404, None),
        ({"framework": "unknown"}, 422, None),
    ],
)
def test_matrix_problems(call, world, query, status, field):
    url = f"/api/v1/sync/pairs/{world.lake_league.code}/matrix"
    answer = call(world.office).get(url, query)
    assert answer.status_code == status
    assert answer.json().get("field") == field


def test_matrix_of_another_subdistrict_is_404(call, world):
    url = f"/api/v1/sync/pairs/{world.lake_league.code}"
    assert call(world.stranger).get(f"{url}/matrix").status_code == 404
    assert call(world.stranger).get(f"{url}/cells/deploy").status_code == 404
    assert call(world.office).get(f"{url}/cells/nothing").status_code == 404
