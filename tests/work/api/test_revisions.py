"""Revisions through the JSON API: import against a plan, compare, pair, issue."""

import pytest

from niudai.work.models import Assignment
from tests.factories.work import in_days
from tests.work.revised import NEW, Revision

pytestmark = pytest.mark.api
ISSUE = {"doc_number": "幸街〔2026〕9号", "issued_on": "2026-05-15"}


@pytest.fixture
def office(api):
    return api("office")


@pytest.fixture
def revision(world):
    return Revision(world.cast)


def imported(office, revision):
    body = {"text": NEW, "revises": str(revision.plan.code)}
    status, draft = office.post("plans", body)
    assert status == 200
    return draft


def test_revision_is_imported_compared_and_issued(revision, office):
    cast = revision.cast
    revision.task("走访", cast.lake_league, due_on=in_days(30))
    class_ = revision.task("家长课堂", cast.lake_women, due_on=in_days(30))
    draft = imported(office, revision)
    assert draft["revises"] == str(revision.plan.code)
    status, found = office.get(f"plans/{draft['code']}/comparison")
    assert (status, found["counts"]) == (
        200,
        {"changed": 1, "new": 1, "dropped": 1, "unchanged": 2},
    )
    visit, dropped, market, school, _ = found["lines"]
    assert (visit["kind"], visit["similarity"], visit["notes"]) == (
        "unchanged",
        1.0,
        ["序号由“2.”改为“1.”"],
    )
    assert visit["tasks"] == {"open": 1, "done": 0, "recallable": 1}
    assert market["values"][0] == {
        "label": "完成时限",
        "current": "2026-06-30",
        "draft": "2026-09-30",
        "document": None,
        "revision": None,
    }
    assert (school["old"], dropped["new"]) == (None, None)
    assert dropped["consequence"] == "1项任务在办，印发后撤回。"
    measure = dropped["old"]["code"]
    body = ISSUE | {"let_run": [measure]}
    status, plan = office.post(f"plans/{draft['code']}/issue", body)
    assert (status, plan["code"], plan["state"]) == (200, str(revision.plan.code), "issued")
    assert [(item["code"], item["dropped_on"]) for item in plan["items"]][-1] == (
        measure,
        "2026-05-15",
    )
    assert plan["measures"] == 4
    assert Assignment.objects.unrestricted("test").get(pk=class_.pk).state == "dispatched"
    assert office.post(f"plans/{draft['code']}/issue", ISSUE)[0] == 409


def test_items_are_paired_and_parted(revision, office):
    draft = imported(office, revision)
    _, found = office.get(f"plans/{draft['code']}/comparison")
    school, dropped = found["lines"][3]["new"]["code"], found["lines"][1]["old"]["code"]
    body = {"revision": found["revision"], "earlier": dropped}
    status, found = office.post(f"items/{school}/pair", body)
    assert (status, found["counts"]["new"], found["counts"]["dropped"]) == (200, 0, 0)
    assert office.post(f"items/{school}/pair", body)[0] == 409
    body = {"revision": found["revision"], "earlier": None}
    status, found = office.post(f"items/{school}/pair", body)
    assert (status, found["counts"]["new"], found["counts"]["dropped"]) == (200, 1, 1)


def test_wrong_plans_are_refused(revision, office, api):
    status, problem = office.post("plans", {"text": NEW, "revises": "x"})
    assert (status, problem["field"]) == (422, "revises")
    assert office.post("plans", {"text": NEW, "revises": 3})[0] == 422
    unknown = "00000000-0000-4000-8000-000000000000"
    assert office.post("plans", {"text": NEW, "revises": unknown})[0] == 404
    assert office.get(f"plans/{revision.plan.code}/comparison")[0] == 404
    officer = api("league_officer")
    assert officer.post("plans", {"text": NEW, "revises": str(revision.plan.code)})[0] == 403
