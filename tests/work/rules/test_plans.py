"""Plans belong to the Party office of their jurisdiction."""

import pytest

from niudai.work.models import Plan, PlanItem
from niudai.work.rules import plans as rules

OFFICE_ONLY = ("may_edit", "may_issue", "may_revise", "may_discard", "may_close")


@pytest.mark.parametrize("rule", OFFICE_ONLY)
def test_plan_rules_allow_the_office_of_the_jurisdiction_only(cast, rule):
    plan = Plan(jurisdiction=cast.jurisdiction)
    allowed = {
        name
        for name, person in cast.people().items()
        if getattr(rules, rule)(cast.actor(person), plan)
    }
    assert allowed == {"office"}
    assert "党建办" in getattr(rules, rule)(cast.actor(cast.union_officer), plan).reason


def test_set_measure_allows_the_office_of_the_jurisdiction_only(cast):
    item = PlanItem(jurisdiction=cast.jurisdiction)
    people = cast.people().items()
    allowed = {name for name, one in people if rules.may_set_measure(cast.actor(one), item)}
    assert allowed == {"office"}


def test_import_allows_every_office_and_nobody_else(cast):
    allowed = {name for name, one in cast.people().items() if rules.may_import(cast.actor(one))}
    assert allowed == {"office", "stranger"}


def test_office_scope_names_the_post(cast):
    office = cast.actor(cast.office)
    assert rules.office_scope(office).organization_id == cast.party.pk
    assert rules.office_scope(office, cast.elsewhere) is None
