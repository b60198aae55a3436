"""What each role's home shows."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niudai.base.calendar import today
from niudai.desk import queries
from niudai.ledger.actions import record_entry
from niudai.sync.actions import seed_frameworks
from niudai.sync.models import FrameworkVersion
from tests.cast import Cast
from tests.factories.work import a_measure, a_plan, dispatched


def give(cast: Cast, title: str) -> None:
    """A new task of this title for the lake branch."""
    measure = a_measure(a_plan(cast.party), "league", title=title)
    dispatched(cast.actor(cast.office), measure, cast.lake_league)


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _frameworks(cast: Cast) -> None:
    seed_frameworks()


def test_home_of_the_party_office_shows_all_three_lines(cast: Cast):
    home = queries.home(cast.actor(cast.office))
    assert home.kind == "office"
    assert [row.title for row in home.sync] == ["工会", "共青团", "妇联"]
    assert [len(row.cells) for row in home.sync] == [4, 6, 4]
    assert home.period.key == str(today().year)


def test_home_of_a_line_officer_shows_the_own_line(cast: Cast):
    home = queries.home(cast.actor(cast.league_officer))
    assert [row.line for row in home.sync] == ["league"]


def test_home_of_a_community_secretary_counts_only_its_own_bodies(cast: Cast):
    for branch, party in ((cast.lake_league, cast.lake_party), (cast.park_league, cast.park_party)):
        assert branch.party_path == party.path
    day = today() - datetime.timedelta(days=30)
    secretary = cast.actor(cast.lake_secretary)
    record_entry(
        actor=secretary,
        organization=cast.lake_party,
        kind="deploy",
        occurred_on=day,
        title="部署团的工作",
        concerns=["league"],
    )
    home = queries.home(secretary)
    league = next(row for row in home.sync if row.line == "league")
    words = {step.key: cell.word.text for step, cell in league.cells if cell}
    assert home.kind == "community"
    assert words["deploy"] == "缺1/1"


def test_home_of_the_grassroots_shows_at_most_three_things_and_the_own_pair(cast: Cast):
    for number in range(4):
        give(cast, f"任务{number}")
    home = queries.home(cast.actor(cast.lake_league_secretary))
    assert home.kind == "grassroots"
    assert len(home.things) == 3
    assert home.todo.body_more
    assert [row.pair.mass for row in home.sync] == [cast.lake_league]


def test_home_needs_as_many_queries_for_three_tasks_as_for_one(cast: Cast):
    actor = cast.actor(cast.lake_league_secretary)
    give(cast, "任务甲")
    with CaptureQueriesContext(connection) as one:
        assert len(queries.home(actor).things) == 1
    for title in ("任务乙", "任务丙"):
        give(cast, title)
    with CaptureQueriesContext(connection) as three:
        assert len(queries.home(actor).things) == 3
    assert len(one) == len(three)


def test_audit_home_counts_the_lines_of_the_chains(cast: Cast):
    home = queries.audit_home(cast.actor(cast.audit_admin))
    assert home.lines == len(home.latest) == 0
    record_entry(
        actor=cast.actor(cast.lake_secretary),
        organization=cast.lake_party,
        kind="study",
        occurred_on=today(),
        title="研究党费",
    )
    home = queries.audit_home(cast.actor(cast.audit_admin))
    assert (home.lines, [line.verb for line in home.latest]) == (1, ["ledger.record"])


def test_security_home_counts_accounts_of_the_own_jurisdiction(cast: Cast):
    home = queries.security_home(cast.actor(cast.security_admin))
    assert (home.active, home.waiting, home.disabled) == (12, 0, 0)  # the stranger is elsewhere


def test_home_opens_before_any_framework_holds(cast: Cast):
    FrameworkVersion.objects.update(effective_on=today() + datetime.timedelta(days=1))
    for person in (cast.office, cast.lake_secretary, cast.lake_league_secretary):
        assert queries.home(cast.actor(person)).sync == []
