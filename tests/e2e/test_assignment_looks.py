"""Every page of dispatch and assignments, looked at in a browser at both widths."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Page

from niudai.base.calendar import today
from niudai.work import actions
from tests.cast import PASSWORD, make_cast
from tests.e2e.look import look
from tests.factories.ledger import fact
from tests.factories.work import a_measure, a_plan, dispatched, in_days

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread


def sign_in(page: Page, server: str, username: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server}/sign-in/")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit], form button[type=submit]").last.click()
    page.wait_for_load_state("networkidle")


@pytest.mark.django_db(transaction=True)
def test_pages_of_dispatch_and_assignments(page: Page, live_server):
    cast, server = make_cast(), live_server.url
    office, body = cast.actor(cast.office), cast.actor(cast.lake_league_secretary)
    plan = a_plan(
        cast.party,
        title="关于加强新形势下党建带群团工作的实施方案",
        themes={"league": "青春建功新时代"},
    )
    text = "深化“团员示范岗”创建，每季度至少组织一次主题团日活动，引导团员青年立足岗位作贡献。"
    measure = a_measure(
        plan, "league", text=text, due_on=in_days(2), target_value=4, target_unit="场次"
    )
    other = a_measure(plan, "league", title="开展青年志愿服务", cadence="quarter")
    lake, park, _ = dispatched(
        office, measure, cast.lake_league, cast.park_league, cast.factory_league
    )
    dispatched(office, other, cast.lake_league)
    actions.refuse_assignment(
        actor=cast.actor(cast.park_league_secretary), assignment=park, reason="与社区换届时间冲突"
    )
    sign_in(page, server, "lake-league")
    look(page, f"{server}/assignments/", "assignments-body")
    look(page, f"{server}/assignments/{lake.code}/", "assignment-dispatched")
    actions.acknowledge_assignment(actor=body, assignment=lake)
    fact(cast.lake_league, "activity", str(today()), "league", title="“五四”主题团日")
    fact(cast.lake_league, "train", str(today()), "league", title="团干部培训")
    actions.ask_extension(actor=body, assignment=lake, due_on=in_days(20), reason="场地还在维修")
    look(page, f"{server}/assignments/{lake.code}/", "assignment-report")
    sign_in(page, server, "league")
    look(page, f"{server}/assignments/?view=open", "assignments-office")
    look(page, f"{server}/assignments/{lake.code}/", "assignment-extension")
    look(page, f"{server}/assignments/{park.code}/", "assignment-refused")
    actions.report_assignment(actor=body, assignment=lake, done_on=today(), report="30名团员参加")
    look(page, f"{server}/assignments/{lake.code}/", "assignment-reported")
    look(page, f"{server}/measures/{measure.code}/?view=all", "measure")
    look(page, f"{server}/measures/{other.code}/dispatch/", "dispatch")
    page.locator("button:has-text('下达给勾选的组织')").click()
    page.wait_for_load_state("networkidle")
    page.set_viewport_size({"width": 390, "height": 844})
    page.screenshot(path="var/looks/dispatch-result-390.png", full_page=True)
    assert "新下达 2 项" in page.content()
