"""The whole story through the API alone, with nothing but tokens."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.org.actions import issue_token
from niudai.org.models import Account
from niudai.sync.actions import seed_frameworks
from tests.cast import Cast
from tests.plans import texts


class Api:
    """A program that acts for one account."""

    def __init__(self, account: Account) -> None:
        token = issue_token(actor=system("test"), account=account, name="test")
        self.client = Client(headers={"Authorization": f"Bearer {token}"})

    def get(self, path: str, expect: int = 200, **query: Any) -> Any:
        """GET, checked for its status."""
        return self._json(self.client.get(f"/api/v1/{path}", query), expect)

    def send(self, method: str, path: str, expect: int = 200, **body: Any) -> Any:
        """Send JSON, checked for its status."""
        ask = getattr(self.client, method)
        answer = ask(f"/api/v1/{path}", body, content_type="application/json")
        return self._json(answer, expect)

    def record(self, **body: Any) -> Any:
        """Record one fact."""
        return self.send("post", "ledger/entries", expect=201, **body)

    def upload(self, path: str, **form: Any) -> Any:
        """Send a form with a file."""
        return self._json(self.client.post(f"/api/v1/{path}", form), 200)

    @staticmethod
    def _json(answer: Any, expect: int) -> Any:
        assert answer.status_code == expect, (answer.status_code, answer.content.decode()[:600])
        return answer.json()


@pytest.fixture
def apis(cast: Cast) -> dict[str, Api]:
    """A token for everybody who takes part."""
    seed_frameworks()
    names = ("office", "league_officer", "lake_league_secretary", "lake_secretary", "stranger")
    return {name: Api(getattr(cast, name)) for name in names}


@pytest.mark.api
@pytest.mark.parametrize("text", texts())
def test_a_plan_document_becomes_work_in_step(cast: Cast, apis: dict[str, Api], text: str):
    office, officer = apis["office"], apis["league_officer"]
    branch, community = apis["lake_league_secretary"], apis["lake_secretary"]
    day = today()

    assert office.get("me")["name"] == "周敏"
    assert branch.get("me")["posts"][0]["organization"] == cast.lake_league.code
    plan = office.upload("plans", file=SimpleUploadedFile("方案.txt", text.encode()))
    draft = office.get(f"plans/{plan['code']}")
    measures = [item for item in draft["items"] if item["kind"] in ("measure", "goal")]
    assert len(measures) > 15
    league = next(
        item for item in measures if item["lines"] == ["league"] and not item["unit_classes"]
    )
    due = (day + datetime.timedelta(days=20)).isoformat()
    changed = office.send("patch", f"measures/{league['code']}", due_on=due, confirmed=True)
    assert changed["due_on"] == due
    issued = office.send(
        "post",
        f"plans/{plan['code']}/issue",
        doc_number="幸福工委〔2026〕8号",
        issued_on=day.isoformat(),
    )
    assert issued["state"] == "issued"

    community.record(
        organization=cast.lake_party.code,
        kind="deploy",
        occurred_on=day.isoformat(),
        title="部署团的工作",
        concerns=["league"],
    )
    told = office.send(
        "post", f"measures/{league['code']}/dispatch", organizations=[cast.lake_league.code]
    )
    assert told == {"created": 1, "skipped": []}

    (task,) = branch.get("assignments")["items"]
    assert task["title"] == league["title"]
    apis["stranger"].get(f"assignments/{task['code']}", expect=404)
    officer.send("post", f"assignments/{task['code']}/acknowledge", expect=403)
    branch.send("post", f"assignments/{task['code']}/acknowledge")
    branch.send("post", f"assignments/{task['code']}/acknowledge", expect=409)

    fact = branch.record(
        organization=cast.lake_league.code,
        kind="activity",
        occurred_on=day.isoformat(),
        title="清理湖边步道",
        persons=12,
        person_times=12,
    )
    branch.send(
        "post",
        f"assignments/{task['code']}/report",
        done_on=day.isoformat(),
        entries=[fact["code"]],
    )
    accepted = officer.send("post", f"assignments/{task['code']}/accept")
    assert accepted["state"] == "accepted"

    matrix = office.get(f"sync/pairs/{cast.lake_league.code}/matrix", period=str(day.year))
    deploy = next(cell for cell in matrix["rows"][0]["cells"] if cell["step"] == "deploy")
    assert (deploy["word"], deploy["text"]) == ("in_step", "同步")
    facts = office.get(f"sync/pairs/{cast.lake_league.code}/cells/deploy", period=str(day.year))
    assert [answer["party"]["title"] for answer in facts["answers"]] == ["部署团的工作"]
    assert facts["answers"][0]["lag"] == 0
