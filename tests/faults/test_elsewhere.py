"""Codes of another subdistrict, or of another body, inside what is sent: they count as not there."""

from __future__ import annotations

import pytest

from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.ledger.models import Entry
from niudai.org.actions import issue_token
from niudai.org.models import Leadership
from niudai.work import actions
from niudai.work.models import Assignment, PlanItem, ReportFact
from tests.factories.ledger import fact
from tests.factories.work import a_measure, a_plan, dispatched, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(cast, client):
    """`call("office", path, body)`: a POST to the API; (status, answer)."""

    def post(name, path, body):
        token = issue_token(actor=system("测试"), account=cast.people()[name], name="测试")
        answer = client.post(
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        return answer.status_code, answer.json()

    return post


@pytest.fixture
def measure(cast) -> PlanItem:
    """A League measure of 幸福街道."""
    return a_measure(a_plan(cast.party), "league", due_on=in_days(30))


def tasks() -> list[Assignment]:
    return list(Assignment.objects.unrestricted("test"))


def test_dispatch_to_another_subdistrict_creates_nothing(cast, call, as_, measure):
    codes = [cast.other_league.code]
    status, _ = call("office", f"measures/{measure.code}/dispatch", {"organizations": codes})
    assert status < 500
    page = as_("office").post(f"/measures/{measure.code}/dispatch/", {"organization": codes})
    assert page.status_code < 500
    assert tasks() == []


def test_fact_of_another_organization_is_not_recorded(cast, call):
    body = {"kind": "activity", "occurred_on": str(today()), "title": "冒名的活动"}
    for place, expected in (
        (cast.other_league, 404),
        (cast.park_league, 404),
        (cast.lake_party, 404),
    ):
        status, _ = call(
            "lake_league_secretary", "ledger/entries", body | {"organization": place.code}
        )
        assert status == expected, place
    joint = body | {"organization": cast.lake_party.code, "partners": [cast.other_league.code]}
    assert call("lake_secretary", "ledger/entries", joint)[0] == 404
    assert Entry.objects.unrestricted("test").count() == 0


def test_report_cites_only_facts_of_the_own_organization(cast, call, measure):
    task = dispatched(cast.actor(cast.office), measure, cast.lake_league)[0]
    actions.acknowledge_assignment(actor=cast.actor(cast.lake_league_secretary), assignment=task)
    foreign = [
        fact(place, "activity", str(today())) for place in (cast.park_league, cast.other_league)
    ]
    for entry in foreign:
        body = {"done_on": str(today()), "entries": [str(entry.code)], "report": "已办"}
        status, _ = call("lake_league_secretary", f"assignments/{task.code}/report", body)
        assert status == 422
    assert ReportFact.objects.unrestricted("test").count() == 0
    assert tasks()[0].state == "acknowledged"


def test_bulk_act_skips_what_one_does_not_see(cast, as_, measure):
    task = dispatched(cast.actor(cast.office), measure, cast.lake_league)[0]
    for name in ("stranger", "park_league_secretary", "security_admin"):
        page = as_(name).post("/assignments/bulk/acknowledge/", {"row": [str(task.code)]})
        assert page.status_code == 200
        assert measure.title not in page.content.decode()
    assert tasks()[0].state == "dispatched"


def test_leader_from_another_subdistrict_is_no_choice(cast, as_):
    values = {"party": cast.other_party.code, "started_on": str(today())}
    page = as_("office").post(f"/organizations/{cast.lake_league.code}/leader/", values)
    assert page.status_code == 422
    assert Leadership.objects.filter(party=cast.other_party, mass=cast.lake_league).count() == 0


def test_parent_from_another_subdistrict_is_no_choice(cast, as_):
    values = {"parent": cast.other_league.code}
    page = as_("office").post(f"/organizations/{cast.lake_league.code}/move/", values)
    assert page.status_code == 422
    cast.lake_league.refresh_from_db()
    assert cast.lake_league.parent == cast.league


def test_list_narrowed_by_another_subdistricts_code_tells_no_name(cast, as_):
    for path in ("/assignments/", "/ledger/"):
        page = as_("office").get(f"{path}?organization={cast.other_league.code}")
        assert page.status_code == 200
        assert cast.other_league.name not in page.content.decode()
