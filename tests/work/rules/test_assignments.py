"""Who may do what with an assignment: the whole cast against every rule."""

import pytest

from niudai.work import rules
from niudai.work.rules.assignments import OFFERS, RULES
from tests.factories.work import dispatched

BODY = ("acknowledge", "refuse", "start", "report", "ask_extension")
OFFICE = ("accept", "send_back", "close", "recall", "redispatch", "remind")


def allowed(world, verb, task):
    return {
        name
        for name, person in world.cast.people().items()
        if RULES[verb](world.cast.actor(person), task)
    }


@pytest.mark.parametrize("verb", BODY)
def test_body_acts_are_for_the_bodys_own_posts(world, verb):
    assert allowed(world, verb, world.task()) == {"lake_league_secretary"}


@pytest.mark.parametrize("verb", OFFICE)
def test_office_acts_are_for_the_party_office_and_the_lines_officer(world, verb):
    assert allowed(world, verb, world.task()) == {"office", "league_officer"}


def test_every_rule_is_tested_and_offered():
    assert set(RULES) == {*BODY, *OFFICE}
    assert {verb for verbs in OFFERS.values() for verb in verbs} == set(RULES)


def test_extension_is_decided_by_the_office(world):
    task = world.task()
    assert rules.may_decide_extension(world.actor("league_officer"), task).allowed
    assert rules.may_decide_extension(world.actor("lake_league_secretary"), task).reason == (
        "只有党建办或共青团线条干部可以审批延期。"
    )


def test_officer_may_not_accept_the_report_of_the_own_organization(world):
    task = dispatched(world.actor("office"), world.measure, world.cast.league)[0]
    own = rules.may_accept(world.actor("league_officer"), task)
    assert own.reason == "您在承办组织任职，不能核验本组织的任务，请由他人办理。"
    assert rules.may_accept(world.actor("office"), task).allowed


def test_closed_body_can_do_nothing_but_the_office_can_recall(world):
    task = world.task()
    task.organization.closed_on = task.dispatched_at.date()
    assert rules.may_report(world.actor("lake_league_secretary"), task).reason == (
        "该组织已撤销，不能再办理业务。"
    )
    assert rules.may_recall(world.actor("league_officer"), task).allowed


def test_offered_follows_the_state(world):
    task = world.task()
    body, office = world.actor("lake_league_secretary"), world.actor("office")
    assert [verb for verb, may in rules.offered(body, task).items() if may] == [
        "acknowledge",
        "refuse",
        "ask_extension",
    ]
    assert [verb for verb, may in rules.offered(office, task).items() if may] == [
        "remind",
        "recall",
    ]
    task.state = "reported"
    assert [verb for verb, may in rules.offered(office, task).items() if may] == [
        "accept",
        "send_back",
    ]
    task.state = "closed"
    assert rules.offered(office, task) == {}


def test_offered_has_no_extension_without_a_deadline(world):
    task = world.task()
    task.due_on = None
    assert "ask_extension" not in rules.offered(world.actor("lake_league_secretary"), task)
