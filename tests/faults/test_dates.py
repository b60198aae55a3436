"""Days that do not exist: told at the field, and what was typed stays."""

from __future__ import annotations

import pytest

from niudai.base.actors import system
from niudai.ledger.models import Entry
from niudai.org.actions import issue_token
from niudai.work.actions import plans
from niudai.work.models import Extension, Plan
from tests.factories.work import a_measure, a_plan, dispatched, in_days

pytestmark = [pytest.mark.page, pytest.mark.django_db]
NO_SUCH_DAY = "2026-02-30"


def test_issue_on_a_day_that_does_not_exist(cast, as_):
    plan = plans.import_plan(actor=cast.actor(cast.office), text="一、街道团工委要办好集市。")
    values = {"doc_number": "幸街工委〔2026〕1号", "issued_on": NO_SUCH_DAY}
    answer = as_("office").post(f"/plans/{plan.code}/issue/", values)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "日期不存在" in shown
    assert "幸街工委〔2026〕1号" in shown
    assert Plan.objects.unrestricted("test").get().state == "draft"


def test_fact_on_a_day_that_does_not_exist(as_):
    values = {"kind": "activity", "title": "清理步道", "occurred_on": NO_SUCH_DAY}
    answer = as_("lake_league_secretary").post("/ledger/record/", values)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "日期" in shown
    assert "清理步道" in shown
    assert Entry.objects.unrestricted("test").count() == 0


def test_extension_to_a_day_that_does_not_exist(cast, as_):
    measure = a_measure(a_plan(cast.party), "league", due_on=in_days(30))
    task = dispatched(cast.actor(cast.office), measure, cast.lake_league)[0]
    values = {"ask_extension-due_on": NO_SUCH_DAY, "ask_extension-reason": "场地还在维修"}
    answer = as_("lake_league_secretary").post(f"/assignments/{task.code}/extension/", values)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "这个日期不存在，请写成 2026-03-05。" in shown
    assert "场地还在维修" in shown
    assert Extension.objects.unrestricted("test").count() == 0


@pytest.mark.parametrize("address", ["/ledger/?day_from=2026-02-30", "/audit/?at_from=2026-13-01"])
def test_list_narrowed_to_such_a_day_is_no_accident(as_, address):
    assert as_("audit_admin").get(address).status_code == 200


@pytest.mark.parametrize("period", ["2026Q9", "2026-13", "nonsense", "0000"])
def test_matrix_of_a_period_that_does_not_exist_is_no_accident(cast, as_, period):
    for address in ("/sync/", f"/sync/pairs/{cast.lake_league.code}/"):
        assert as_("office").get(f"{address}?period={period}").status_code < 500


def test_api_names_the_field(cast, client):
    token = issue_token(actor=system("测试"), account=cast.lake_league_secretary, name="测试")
    body = {
        "organization": cast.lake_league.code,
        "kind": "activity",
        "title": "清理步道",
        "occurred_on": NO_SUCH_DAY,
    }
    answer = client.post(
        "/api/v1/ledger/entries",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "body.occurred_on", "detail": "日期应写成 2026-03-05，且须确有其日"}
    ]
