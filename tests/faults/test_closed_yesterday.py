"""An organization closed yesterday receives nothing, records nothing and does nothing; its past stays."""

from __future__ import annotations

import pytest

from niudai.ledger.models import Entry
from niudai.org.actions import close_organization
from niudai.work.models import Assignment
from tests.factories.ledger import fact
from tests.factories.work import a_measure, a_plan, dispatched, in_days

pytestmark = [pytest.mark.page, pytest.mark.django_db]


@pytest.fixture
def task(cast):
    """A task of 湖滨社区团支部, which was then closed as of yesterday."""
    measure = a_measure(a_plan(cast.party), "league", due_on=in_days(30))
    found = dispatched(cast.actor(cast.office), measure, cast.lake_league)[0]
    fact(cast.lake_league, "activity", str(in_days(-3)), title="撤销前的活动")
    factory = cast.factory_league
    close_organization(actor=cast.actor(cast.office), organization=factory, closed_on=in_days(-1))
    close_organization(
        actor=cast.actor(cast.office), organization=cast.lake_league, closed_on=in_days(-1)
    )
    return found


def test_dispatch_skips_it_and_says_why(cast, task, as_):
    office = as_("office")
    measure = a_measure(task.measure.plan, "league", title="开展志愿服务", due_on=in_days(30))
    preview = office.get(f"/measures/{measure.code}/dispatch/").content.decode()
    assert "公园社区团支部" in preview
    codes = [cast.lake_league.code, cast.park_league.code]
    answer = office.post(f"/measures/{measure.code}/dispatch/", {"organization": codes})
    assert "新下达 1 项" in answer.content.decode()
    rows = Assignment.objects.unrestricted("test").filter(measure=measure)
    assert [row.organization for row in rows] == [cast.park_league]


def test_its_secretary_has_no_rights_left(cast, task, as_):
    secretary = as_("lake_league_secretary")
    assert secretary.get(f"/assignments/{task.code}/").status_code == 404
    assert secretary.post(f"/assignments/{task.code}/acknowledge/").status_code == 404
    values = {"kind": "activity", "title": "补记", "occurred_on": str(in_days(-2))}
    assert secretary.post("/ledger/record/", values).status_code == 403
    assert Entry.objects.unrestricted("test").filter(title="补记").count() == 0
    assert secretary.get("/").status_code == 200


def test_office_still_reads_its_past_and_may_recall(cast, task, as_):
    office = as_("office")
    assert "撤销前的活动" in office.get("/ledger/").content.decode()
    assert "已撤销" in office.get(f"/organizations/{cast.lake_league.code}/").content.decode()
    values = {"recall-reason": "组织已撤销"}
    assert office.post(f"/assignments/{task.code}/recall/", values).status_code == 302
    assert Assignment.objects.unrestricted("test").get().state == "recalled"
