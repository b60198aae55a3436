"""A small issued plan with one League measure, dispatched where a test asks for it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from niudai.base.actors import Actor
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
