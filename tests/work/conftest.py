"""A small issued plan with one League measure, dispatched where a test asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from niudai.base.actors import Actor, system
from niudai.org.actions import issue_token
from niudai.org.models import Account, Organization
from niudai.work import queries
from niudai.work.models import Assignment, Plan, PlanItem
from tests.cast import Cast
from tests.factories.work import a_measure, a_plan, dispatched, in_days


@dataclass
class World:
    """The cast, an issued plan of the street's Party committee and its League measure, due in 30 days."""

    cast: Cast
    plan: Plan
    measure: PlanItem

    def actor(self, name: str) -> Actor:
        """Who `name` of the cast is when acting."""
        person: Account = getattr(self.cast, name)
        return self.cast.actor(person)

    def task(
        self, organization: Organization | None = None, by: str = "league_officer"
    ) -> Assignment:
        """The measure's task at `organization` (default 湖滨社区团支部), dispatched by `by`."""
        place = organization or self.cast.lake_league
        return dispatched(self.actor(by), self.measure, place)[0]

    def again(self, task: Assignment) -> Assignment:
        """The task as the database has it now."""
        return queries.assignment(self.actor("office"), task.code)


@pytest.fixture
def world(cast: Cast) -> World:
    """See World."""
    plan = a_plan(cast.party)
    measure = a_measure(plan, "league", due_on=in_days(30), rows=("league6/thought",))
    return World(cast, plan, measure)


@pytest.fixture
def sign_in(world: World, client: Client) -> Callable[[str], Client]:
    """`sign_in("office")`: the test client as that person of the cast."""

    def as_person(name: str) -> Client:
        client.force_login(
            getattr(world.cast, name), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return as_person


@dataclass
class Caller:
    """One account's JSON client: `get`/`post` answer (status, body)."""

    client: Client
    token: str

    def _answer(self, response: Any) -> tuple[int, Any]:
        return response.status_code, response.json()

    def get(self, path: str) -> tuple[int, Any]:
        """GET /api/v1/<path>."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self._answer(self.client.get(f"/api/v1/{path}", headers=headers))

    def post(self, path: str, body: dict) -> tuple[int, Any]:
        """POST /api/v1/<path> with a JSON body."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self._answer(
            self.client.post(
                f"/api/v1/{path}", body, content_type="application/json", headers=headers
            )
        )


@pytest.fixture
def api(world: World) -> Callable[[str], Caller]:
    """`api("office")`: the API as that person of the cast."""

    def as_person(name: str) -> Caller:
        account = getattr(world.cast, name)
        token = issue_token(actor=system("测试"), account=account, name="测试")
        return Caller(Client(), token)

    return as_person
