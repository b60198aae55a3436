"""Plans through the JSON API: import, read, change, issue, with the same refusals as the pages."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niudai.base.calendar import today
from niudai.work.models import Plan
from tests.factories.work import a_measure, a_plan, in_days
from tests.plantext.paper import needs_scan, picture

pytestmark = pytest.mark.api
TEXT = "群团工作方案\n一、任务\n1.街道团工委2026年6月底前办好集市。\n2.社区妇联走访家庭。\n2026年1月12日\n"


@pytest.fixture
def office(api):
    return api("office")


def patch(caller, path, body):
    answer = caller.client.patch(
        f"/api/v1/{path}",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {caller.token}"},
    )
    return answer.status_code, answer.json()


def test_import_of_a_text_gives_the_tree(world, office):
    status, plan = office.post("plans", {"text": TEXT})
    assert status == 200
    assert (plan["title"], plan["state"], plan["measures"], plan["revision"]) == (
        "群团工作方案",
        "draft",
        2,
        0,
    )
    heading, first, second = plan["items"]
    assert (heading["kind"], heading["parent"]) == ("heading", None)
    assert (first["parent"], first["due_on"], first["lines"]) == (
        heading["code"],
        "2026-06-30",
        ["league"],
    )
    assert plan["text"][second["char_start"] : second["char_end"]] == second["text"]
    assert office.get(f"plans/{plan['code']}") == (200, plan)


@needs_scan
def test_import_of_a_scan_answers_with_its_job(world, office):
    answer = office.client.post(
        "/api/v1/plans",
        {"file": SimpleUploadedFile("方案.png", picture(TEXT))},
        headers={"Authorization": f"Bearer {office.token}"},
    )
    begun = answer.json()
    assert (answer.status_code, begun["title"]) == (202, "识别扫描件：方案.png")
    status, job = office.get(f"jobs/{begun['job']}")
    assert (status, job["state"]) == (200, "waiting")


def test_import_of_a_file(world, office):
    answer = office.client.post(
        "/api/v1/plans",
        {"file": SimpleUploadedFile("甲.txt", TEXT.encode("gb18030")), "title": "甲方案"},
        headers={"Authorization": f"Bearer {office.token}"},
    )
    assert (answer.status_code, answer.json()["title"]) == (200, "甲方案")


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "file"), ({"text": ""}, "file"), ({"text": 5}, "text"), ({"text": "\x00"}, "file")],
)
def test_import_refuses_in_chinese(world, office, body, field):
    status, problem = office.post("plans", body)
    assert (status, problem["field"]) == (422, field)


def test_import_refuses_broken_json(world, office):
    for text in ("{", "[]", '"x"'):
        answer = office.client.post(
            "/api/v1/plans",
            text,
            content_type="application/json",
            headers={"Authorization": f"Bearer {office.token}"},
        )
        assert (answer.status_code, answer.json()["detail"][:4]) == (422, "请求内容")


def test_list_is_paged_and_in_scope(world, office, api):
    newer = a_plan(world.cast.party, state="draft", title="草稿")
    a_plan(world.cast.party, state="discarded")
    status, body = office.get("plans?limit=1")
    assert (status, [one["code"] for one in body["items"]]) == (200, [str(newer.code)])
    body = office.get(f"plans?limit=1&cursor={body['next']}")[1]
    assert ([one["title"] for one in body["items"]], body["next"]) == (["群团工作方案"], None)
    assert [one["state"] for one in office.get("plans?state=discarded")[1]["items"]] == [
        "discarded"
    ]
    assert [one["state"] for one in api("league_officer").get("plans")[1]["items"]] == ["issued"]
    assert api("stranger").get("plans")[1]["items"] == []
    assert office.get("plans?cursor=zzz")[0] == 422


def test_list_takes_the_same_number_of_queries_for_1_and_3(world, office):
    office.get("plans")
    with CaptureQueriesContext(connection) as one:
        office.get("plans")
    for _ in range(2):
        a_measure(a_plan(world.cast.party), "league")
    with CaptureQueriesContext(connection) as three:
        assert len(office.get("plans")[1]["items"]) == 3
    assert len(one) == len(three)


def test_measure_of_a_draft_is_changed_field_by_field(world, office):
    plan = office.post("plans", {"text": TEXT})[1]
    code = plan["items"][1]["code"]
    body = {
        "revision": 0, "title": "办集市", "lead": world.cast.league.code, "due_on": None,
        "assisting": [world.cast.women.code], "confirmed": True, "target_value": "3.5",
    }  # fmt: skip
    status, item = patch(office, f"measures/{code}", body)
    assert status == 200
    assert (item["title"], item["lead"], item["due_on"], item["assisting"]) == (
        "办集市",
        world.cast.league.code,
        None,
        [world.cast.women.code],
    )
    assert (item["confirmed"], item["lines"], item["parent"]) == (
        True,
        ["league"],
        plan["items"][0]["code"],
    )
    assert patch(office, f"measures/{code}", {"revision": 0, "title": "晚了"})[0] == 409
    assert patch(office, f"measures/{code}", {"title": "最新版本上改"})[0] == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"lines": ["sports"]}, "lines"),
        ({"lead": "nowhere"}, "lead"),
        ({"target_value": "-1"}, "target_value"),
    ],
)
def test_measure_refuses_wrong_values(world, office, body, field):
    code = office.post("plans", {"text": TEXT})[1]["items"][1]["code"]
    status, problem = patch(office, f"measures/{code}", body)
    assert (status, problem["field"]) == (422, field)
    status, problem = patch(office, f"measures/{code}", {"due_on": "2026-02-30"})
    assert (status, "日期" in problem["detail"]) == (422, True)


def test_measure_of_an_issued_plan_takes_only_its_settlement(world, office, api):
    path = f"measures/{world.measure.code}"
    assert patch(office, path, {"due_on": str(in_days(9))})[1]["due_on"] == str(in_days(9))
    assert patch(office, path, {"title": "改名"})[0] == 422
    assert patch(api("league_officer"), path, {"leader_name": "王"})[0] == 403
    assert patch(api("stranger"), path, {"leader_name": "王"})[0] == 404


def test_issue(world, office, api):
    code = office.post("plans", {"text": TEXT})[1]["code"]
    path, body = f"plans/{code}/issue", {"doc_number": "幸街〔2026〕2号", "issued_on": str(today())}
    assert api("league_officer").post(path, body)[0] == 404
    assert office.post(path, {**body, "issued_on": str(in_days(1))})[1]["field"] == "issued_on"
    status, plan = office.post(path, body)
    assert (status, plan["state"], plan["doc_number"]) == (200, "issued", "幸街〔2026〕2号")
    assert Plan.objects.unrestricted("test").get(code=code).state == "issued"
    assert office.post(path, body)[0] == 409
