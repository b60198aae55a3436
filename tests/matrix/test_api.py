"""Every operation of the API asked with everybody's token, as api.py beside this file says."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from niudai.api.app import api
from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.org.actions import issue_token
from tests.factories.work import in_days
from tests.matrix.api import CALLS, NOT_SIGNED_IN, Call
from tests.matrix.persons import ANONYMOUS, SIGNED_IN, everyone
from tests.matrix.world import World

pytestmark = [pytest.mark.api, pytest.mark.django_db]


@pytest.fixture(scope="module")
def tokens(world: World) -> dict[str, str]:
    """Everybody's token, by name; nobody's is empty."""
    found = dict.fromkeys(ANONYMOUS, "")
    for name in SIGNED_IN:
        found[name] = issue_token(actor=system("测试"), account=world.person(name), name="测试")
    return found


def operations() -> dict[str, tuple[str, str]]:
    """operationId → (method, address with {parts})."""
    paths = api.get_openapi_schema()["paths"]
    return {
        operation["operationId"]: (method, address)
        for address, methods in paths.items()
        for method, operation in methods.items()
    }


def filled(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """The body with today's dates and the code of 湖滨社区团支部 put in."""
    words = {"today": today(), "later": in_days(60), "lake": world.cast.lake_league.code}
    return {
        name: value.format(**words) if isinstance(value, str) else value
        for name, value in body.items()
    }


def ask(method: str, url: str, body: dict[str, Any], token: str) -> Any:
    """The answer to one call, whose effects are undone."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with transaction.atomic():
        client = Client(raise_request_exception=False)
        if method == "get":
            response = client.get(url, headers=headers)
        else:
            send = getattr(client, method)
            response = send(url, body, content_type="application/json", headers=headers)
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation)
def test_operation_answers_each_person_as_written(world, tokens, call: Call):
    method, address = operations()[call.operation]
    url = address.format(**world.parts[call.of])
    body, wrong = filled(world, call.body), []
    for person, expected in everyone(call.answers, anonymous=NOT_SIGNED_IN).items():
        answer = ask(method, url, body, tokens[person])
        if answer.status_code != expected:
            wrong.append(f"{person}: {answer.status_code}, not {expected}: {answer.content[:200]}")
    assert not wrong, "\n".join(wrong)


def test_every_operation_has_a_row():
    assert set(operations()) == {call.operation for call in CALLS}


def test_session_of_a_browser_never_opens_the_api(world):
    client = Client()
    client.force_login(world.cast.office, backend="django.contrib.auth.backends.ModelBackend")
    for method, address in operations().values():
        url = address.replace("{code}", world.cast.lake_league.code).replace("{step}", "deploy")
        assert getattr(client, method)(url).status_code == 401, address


def test_schema_without_a_token_tells_no_data(world):
    client = Client()
    assert client.get("/api/v1/openapi.json").status_code == 200
    assert client.get("/api/v1/").status_code in (401, 404)
