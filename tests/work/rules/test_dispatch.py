"""Who may dispatch which measure, and to whom."""

import pytest

from niudai.org.models import Organization
from niudai.work import rules
from tests.factories.work import a_measure


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("league",), {"office", "league_officer"}),
        (("union", "league"), {"office", "union_officer", "league_officer"}),
        ((), {"office"}),
        (("party",), {"office"}),
    ],
)
def test_dispatch_is_for_the_office_and_the_measures_lines(world, lines, expected):
    measure = a_measure(world.plan, *lines)
    allowed = {
        name
        for name, person in world.cast.people().items()
        if rules.may_dispatch(world.cast.actor(person), measure)
    }
    assert allowed == expected


def test_refusals_say_whose_turn_it_is(world):
    foreign = rules.may_dispatch(world.actor("union_officer"), world.measure)
    assert foreign.reason == "本条举措的条线为共青团，不属于您的条线，请由党建办下达。"
    body = rules.may_dispatch(world.actor("lake_league_secretary"), world.measure)
    assert body.reason == "只有党建办或本条线干部可以下达任务。"


def test_whole_plan_is_for_the_party_office(world):
    assert rules.may_dispatch_plan(world.actor("office"), world.plan).allowed
    refused = rules.may_dispatch_plan(world.actor("league_officer"), world.plan)
    assert refused.reason == "只有党建办可以整案下达，条线干部请逐条下达本条线的举措。"
    assert not rules.may_dispatch_plan(world.actor("stranger"), world.plan)


def test_reach_is_the_own_line_or_the_whole_street(world):
    def reached(name):
        rows = Organization.objects.unrestricted("test")
        found = rows.filter(rules.dispatch_reach(world.actor(name), world.measure))
        return set(found.values_list("line", flat=True)), found.count()

    assert reached("league_officer") == ({"league"}, 4)
    assert reached("office") == ({"party", "union", "league", "women"}, 12)
    assert reached("lake_secretary") == (set(), 0)
    assert reached("stranger") == (set(), 0)
