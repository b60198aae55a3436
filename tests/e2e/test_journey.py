"""The whole story in a browser: a plan document becomes work, and the matrix shows who keeps step."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from niudai.base.actions import seed_calendar
from niudai.base.calendar import today
from niudai.sync.actions import seed_frameworks
from tests.cast import PASSWORD, Cast, make_cast
from tests.plans import texts

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast in a database that the server thread sees, set up as `niudai setup` does."""
    seed_calendar()
    seed_frameworks()
    return make_cast()


def sign_in(page: Page, url: str, username: str) -> None:
    """Type the name and the password, as people do."""
    page.context.clear_cookies()
    page.goto(f"{url}/")
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(f"{url}/")


@pytest.mark.parametrize("text", texts())
def test_a_plan_document_becomes_work_in_step(
    page: Page, live_server, cast: Cast, tmp_path, text: str
):
    url = live_server.url
    page.set_viewport_size(DESK)

    # The Party office uploads the document, checks the draft and issues it.
    sign_in(page, url, "office")
    page.get_by_role("link", name="方案", exact=True).first.click()
    page.get_by_role("link", name="导入方案").first.click()
    document = tmp_path / "方案.txt"
    document.write_bytes(text.encode())
    page.locator("input[type=file]").set_input_files(document)
    page.get_by_role("button", name="读成草稿").click()
    expect(page.locator(".nw-items li").first).to_be_visible()
    measures = page.locator(".nw-item.nw-open")
    assert measures.count() > 15
    page.locator("summary", has_text="批量").click()
    page.get_by_role("button", name="全选").click()
    page.get_by_role("button", name="接受所选").click()
    expect(page.locator(".nw-ways")).to_contain_text("未核对 0")
    page.get_by_role("link", name="印发").or_(page.get_by_role("button", name="印发")).first.click()
    page.get_by_label("文号").fill("幸福工委〔2026〕8号")
    page.get_by_label("印发日期").fill(today().isoformat())
    page.get_by_role("button", name="印发").click()
    expect(page.get_by_text("幸福工委〔2026〕8号").first).to_be_visible()

    # It dispatches a League measure to the community branches.
    from niudai.work.models import PlanItem  # noqa: PLC0415 — after the database is set up

    league = next(
        item
        for item in PlanItem.objects.unrestricted("journey").filter(kind="measure")
        if item.lines == ("league",) and not item.unit_classes
    )
    page.goto(f"{url}/measures/{league.code}/dispatch/")
    expect(page.get_by_text("湖滨社区团支部").first).to_be_visible()
    due = today() + timedelta(days=30)
    page.get_by_label("时限").fill(due.isoformat())
    page.get_by_role("button", name="下达给勾选的组织").click()
    expect(page.get_by_text(re.compile("新下达 [1-9]"))).to_be_visible()

    # The branch secretary, on a phone, signs for it, records what was done once, and reports.
    page.set_viewport_size(PHONE)
    sign_in(page, url, "lake-league")
    expect(page.get_by_role("heading", name="今天要办的事")).to_be_visible()
    page.locator(".nd-things a").first.click()
    page.get_by_role("button", name="签收").click()
    expect(page.get_by_text("已签收").first).to_be_visible()
    task = page.url
    page.goto(f"{url}/ledger/record/")
    page.get_by_label("类别").select_option("activity")
    page.locator("#id_title").fill("组织青年志愿者清理湖边步道")
    page.get_by_role("button", name=re.compile("保存|登记|记")).first.click()
    page.goto(task)
    page.get_by_label(re.compile("清理湖边步道")).check()
    page.get_by_role("button", name="报完成").click()
    expect(page.get_by_text("已报完成").first).to_be_visible()

    # The League officer accepts it.
    page.set_viewport_size(DESK)
    sign_in(page, url, "league")
    page.locator(".nd-todo a", has_text="核验").first.click()
    expect(page.get_by_text("清理湖边步道").first).to_be_visible()
    page.get_by_role("button", name="核验通过").click()
    expect(page.get_by_text("已核验").first).to_be_visible()

    # The Party office sees who keeps step, and opens a figure down to its facts.
    sign_in(page, url, "office")
    page.goto(f"{url}/sync/?line=league&period={today().year}")
    row = page.get_by_role("row", name=re.compile("街道团工委|湖滨社区团支部")).first
    expect(row).to_be_visible()
    page.goto(f"{url}/sync/pairs/{cast.lake_league.code}/?period={today().year}")
    page.locator("table a", has_text=re.compile("单独|未到期|同步|缺")).first.click()
    page.goto(
        f"{url}/sync/pairs/{cast.lake_league.code}/facts/?period={today().year}&step=deploy&row="
    )
    expect(page.get_by_text(re.compile(today().isoformat())).first).to_be_visible()
    expect(page.get_by_text(league.title).first).to_be_visible()
