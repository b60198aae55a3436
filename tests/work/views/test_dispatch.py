"""The dispatch page: preview, dispatch, what came out; a measure's progress; a whole plan."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niudai.base.models import Job
from niudai.work.models import Assignment
from tests.factories.work import a_measure, a_plan, dispatched, in_days

pytestmark = pytest.mark.page


def address(measure):
    return reverse("work:dispatch", args=[measure.code])


def text(response):
    return response.content.decode()


def test_preview_says_who_and_why(world, sign_in):
    world.cast.park_league.closed_on = in_days(-1)
    world.cast.park_league.save()
    shown = text(sign_in("office").get(address(world.measure)))
    assert "将下达 2 个组织" in shown
    assert "共青团，条线相符" in shown
    assert "街道级组织，默认不下达，可勾选" in shown
    assert "另有 1 个组织不下达" in shown
    shown = text(sign_in("office").get(address(world.measure), {"lines": "women"}))
    assert "湖滨社区妇联" in shown
    assert "将下达 1 个组织" in shown


def test_preview_of_a_subtree(world, sign_in):
    lake = world.cast.lake_party
    shown = text(
        sign_in("office").get(address(world.measure), {"lines": "league", "subtree": lake.code})
    )
    assert "将下达 2 个组织" in shown
    assert "公园社区团支部" not in shown


def test_ticked_organizations_get_the_measure(world, sign_in):
    cast = world.cast
    values = {"organization": [cast.lake_league.code, cast.league.code], "due_on": str(in_days(9))}
    client = sign_in("office")
    shown = text(client.post(address(world.measure), values))
    assert "新下达 2 项。" in shown
    shown = text(
        client.post(address(world.measure), values | {"organization": [cast.lake_league.code]})
    )
    assert "新下达 0 项，略过 1 个组织。" in shown
    assert "已有本期任务：已下达" in shown
    rows = Assignment.objects.unrestricted("test")
    assert {(row.organization_id, row.due_on) for row in rows} == {
        (cast.lake_league.pk, in_days(9)),
        (cast.league.pk, in_days(9)),
    }


def test_refusals_come_back_on_the_page_with_the_ticks(world, sign_in):
    client = sign_in("office")
    place = world.cast.lake_league.code
    answer = client.post(address(world.measure), {"organization": [place], "due_on": "2020-01-01"})
    assert (answer.status_code, "时限2020年1月1日已过" in text(answer)) == (422, True)
    assert "将下达 1 个组织" in text(answer)
    answer = client.post(address(world.measure), {"due_on": str(in_days(5))})
    assert (answer.status_code, "请至少勾选一个组织。" in text(answer)) == (422, True)


def test_recurring_measure_offers_its_periods(world, sign_in):
    measure = a_measure(world.plan, "league", cadence="month")
    shown = text(sign_in("office").get(address(measure)))
    assert "以后各期到时自动下达给同样的组织。" in shown


def test_who_may_dispatch(world, sign_in):
    expected = {
        "office": 200, "league_officer": 200, "union_officer": 403, "lake_secretary": 403,
        "lake_league_secretary": 403, "stranger": 404, "audit_admin": 404,
    }  # fmt: skip
    found = {name: sign_in(name).get(address(world.measure)).status_code for name in expected}
    assert found == expected


def test_draft_is_dispatched_by_nobody(world, sign_in):
    measure = a_measure(a_plan(world.cast.party, state="draft"), "league")
    assert sign_in("league_officer").get(address(measure)).status_code == 404
    values = {"organization": [world.cast.lake_league.code]}
    answer = sign_in("office").post(address(measure), values)
    assert (answer.status_code, "请先印发再下达任务。" in text(answer)) == (422, True)


def test_preview_takes_the_same_queries_for_few_and_many(world, sign_in):
    client = sign_in("office")
    client.get(address(world.measure))
    counts = []
    for lines in (["women"], ["league", "women", "union", "party"]):
        with CaptureQueriesContext(connection) as found:
            client.get(address(world.measure), {"lines": lines})
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_progress_page_shows_three_numbers_and_the_tasks(world, sign_in):
    cast = world.cast
    dispatched(world.actor("office"), world.measure, cast.lake_league, cast.park_league)
    path = reverse("work:measure", args=[world.measure.code])
    shown = text(sign_in("league_officer").get(path))
    assert "<strong>2</strong>应完成（项）" in shown
    assert "<strong>0</strong>已完成（项）" in shown
    assert "共 2 条" in shown
    shown = text(sign_in("lake_league_secretary").get(path))
    assert "<strong>1</strong>应完成（项）" in shown
    assert sign_in("stranger").get(path).status_code == 404


def test_whole_plan_becomes_a_job(world, sign_in):
    path = reverse("work:dispatch_plan", args=[world.plan.code])
    answer = sign_in("office").post(path)
    job = Job.objects.unrestricted("test").get()
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.code}/")
    assert sign_in("league_officer").post(path).status_code == 403
    assert sign_in("stranger").post(path).status_code == 404
