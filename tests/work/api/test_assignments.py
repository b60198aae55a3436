"""Dispatch and the list of tasks through the JSON API."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.work import dispatched, in_days

pytestmark = pytest.mark.api


def test_dispatch_to_all_that_fit_tells_what_was_skipped(world, api):
    world.cast.park_league.closed_on = in_days(-1)
    world.cast.park_league.save()
    path = f"measures/{world.measure.code}/dispatch"
    status, body = api("league_officer").post(path, {})
    assert (status, body["created"]) == (200, 2)
    assert [one["name"] for one in body["skipped"]] == ["公园社区团支部"]
    status, body = api("league_officer").post(path, {})
    assert (body["created"], len(body["skipped"])) == (0, 3)


def test_dispatch_to_named_organizations(world, api):
    path = f"measures/{world.measure.code}/dispatch"
    place = world.cast.lake_league.code
    status, body = api("office").post(path, {"organizations": [place], "due_on": str(in_days(3))})
    assert (status, body) == (200, {"created": 1, "skipped": []})
    status, body = api("office").post(path, {"organizations": ["nowhere"]})
    assert (status, body["field"]) == (422, "organizations")
    status, body = api("union_officer").post(path, {"organizations": []})
    assert (status, body["title"]) == (403, "无权办理")
    assert api("stranger").post(path, {})[0] == 404


def test_list_is_paged_filtered_and_in_scope(world, api):
    cast = world.cast
    rows = dispatched(
        world.actor("office"), world.measure, cast.lake_league, cast.park_league, cast.league
    )
    office = api("office")
    status, body = office.get("assignments?limit=2")
    assert (status, len(body["items"])) == (200, 2)
    rest = office.get(f"assignments?limit=2&cursor={body['next']}")[1]
    assert rest["next"] is None
    codes = [one["code"] for one in body["items"] + rest["items"]]
    assert codes == [str(row.code) for row in sorted(rows, key=lambda row: -row.pk)]
    own = api("lake_league_secretary").get("assignments")[1]["items"]
    assert own == [
        {
            "code": str(rows[0].code), "title": "开展主题团日活动",
            "organization": cast.lake_league.code, "organization_name": "湖滨社区团支部",
            "line": "league", "measure": str(world.measure.code), "period": "",
            "state": "dispatched", "due_on": str(in_days(30)), "done_on": None,
        }
    ]  # fmt: skip
    for query, count in (
        (f"organization={cast.park_league.code}", 1),
        (f"measure={world.measure.code}&line=league", 3),
        (f"plan={world.plan.code}&state=closed", 0),
        ("overdue=true", 0),
        (f"due_since={in_days(31)}", 0),
    ):
        assert len(office.get(f"assignments?{query}")[1]["items"]) == count
    assert office.get("assignments?cursor=%20x")[0] == 422


def test_list_takes_one_query_beside_the_token(world, api):
    cast = world.cast
    office = api("office")
    dispatched(world.actor("office"), world.measure, cast.lake_league)
    with CaptureQueriesContext(connection) as one:
        assert len(office.get("assignments")[1]["items"]) == 1
    dispatched(world.actor("office"), world.measure, cast.park_league, cast.league)
    with CaptureQueriesContext(connection) as three:
        assert len(office.get("assignments")[1]["items"]) == 3
    assert len(one) == len(three)
    assert [q["sql"] for q in three if "work_assignment" in q["sql"]].__len__() == 1


def test_one_task_in_full(world, api):
    task = world.task()
    status, body = api("lake_league_secretary").get(f"assignments/{task.code}")
    assert (status, body["text"]) == (200, "每季度组织一次主题团日活动。")
    assert [one["kind"] for one in body["timeline"]] == ["dispatched"]
    assert json.dumps(body["facts"]) == "[]"
    assert api("park_league_secretary").get(f"assignments/{task.code}")[0] == 404
