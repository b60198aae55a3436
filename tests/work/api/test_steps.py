"""A task's whole life through the JSON API alone."""

import pytest

from niudai.base.calendar import today
from tests.factories.ledger import fact
from tests.factories.work import in_days

pytestmark = pytest.mark.api


def step(client, task, verb, **values):
    status, body = client.post(f"assignments/{task.code}/{verb}", values)
    return status, body.get("state") or body.get("detail")


def test_from_signature_to_the_end(world, api):
    task = world.task()
    body, office = api("lake_league_secretary"), api("league_officer")
    assert step(body, task, "acknowledge", note="已分工") == (200, "acknowledged")
    assert step(body, task, "start") == (200, "in_progress")
    proof = fact(world.cast.lake_league, "activity", str(today()), "league")
    citable = body.get(f"assignments/{task.code}")[1]["citable"]
    assert citable == [str(proof.code)]
    values = {"done_on": str(today()), "entries": citable, "report": "30人参加"}
    assert step(body, task, "report", **values) == (200, "reported")
    assert step(office, task, "send-back", reason="请补照片以外的说明") == (200, "sent_back")
    assert step(body, task, "report", **values) == (200, "reported")
    assert step(office, task, "accept") == (200, "accepted")
    assert step(office, task, "accept")[0] == 409
    assert step(office, task, "close") == (200, "closed")
    assert office.get(f"assignments/{task.code}")[1]["facts"] == citable


def test_refuse_redispatch_recall(world, api):
    task = world.task()
    body, office = api("lake_league_secretary"), api("league_officer")
    assert step(body, task, "refuse") == (422, "请写明退回理由，便于下达单位处理。")
    assert step(body, task, "refuse", reason="时间太紧") == (200, "refused")
    assert step(office, task, "redispatch", due_on=str(in_days(50))) == (200, "dispatched")
    assert step(office, task, "recall", reason="下达有误") == (200, "recalled")


def test_extension_asked_granted_and_denied(world, api):
    task = world.task()
    body, office = api("lake_league_secretary"), api("league_officer")
    path = f"assignments/{task.code}"
    values = {"due_on": str(in_days(60)), "reason": "场地还在维修"}
    _, found = body.post(f"{path}/extend", values)
    assert office.post(f"extensions/{found['extension']}/deny", {"answer": ""})[0] == 422
    assert office.post(f"extensions/{found['extension']}/deny", {"answer": "不行"})[0] == 200
    _, found = body.post(f"{path}/extend", values)
    assert body.post(f"extensions/{found['extension']}/grant", {})[0] == 403
    status, found = office.post(f"extensions/{found['extension']}/grant", {})
    assert (status, found["due_on"], found["first_due_on"]) == (
        200,
        str(in_days(60)),
        str(in_days(30)),
    )


def test_errors_are_problem_documents(world, api):
    task = world.task()
    status, body = api("league_officer").post(f"assignments/{task.code}/acknowledge", {})
    assert (status, body["detail"]) == (
        403,
        "只有承办组织“湖滨社区团支部”的任职人员可以签收。",
    )
    status, body = api("lake_league_secretary").post(
        f"assignments/{task.code}/report", {"done_on": "2026-02-30"}
    )
    assert (status, body["errors"][0]["field"]) == (422, "body.done_on")
