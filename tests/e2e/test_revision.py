"""A revision in a browser: read against the issued plan, paired by hand, issued, and the progress is still there."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Page, expect

from niudai.work import actions as work
from niudai.work.models import Assignment
from tests.cast import PASSWORD, Cast
from tests.e2e.look import look
from tests.work.revised import NEW, Revision

DUE = datetime.date(2099, 6, 30)


@pytest.fixture
def revision(cast: Cast) -> Revision:
    """An issued plan with three tasks on their way, one of them already begun."""
    found = Revision(cast)
    market = found.task("集市", cast.lake_league, due_on=DUE)
    body = cast.actor(cast.lake_league_secretary)
    work.acknowledge_assignment(actor=body, assignment=market)
    work.start_assignment(actor=body, assignment=market)
    found.task("走访", cast.park_league, due_on=DUE)
    found.task("家长课堂", cast.lake_women, due_on=DUE)
    return found


def states(revision: Revision) -> dict[str, str]:
    """{title: state} of all tasks of the plan."""
    rows = Assignment.objects.unrestricted("test").filter(measure__plan=revision.plan)
    return dict(rows.values_list("title", "state"))


def test_revision_from_import_to_issue_keeps_progress(
    office: Page, live_server, revision: Revision
):
    office.goto(f"{live_server.url}/plans/{revision.plan.code}/")
    office.click("text=导入修订稿")
    office.fill("[name=text]", NEW)
    office.click("text=读成修订稿")
    expect(office.locator("h1")).to_have_text("与原方案对照")
    expect(office.locator(".nr-changed ins").first).to_have_text("9")
    office.wait_for_load_state()
    office.keyboard.press("j")
    expect(office.locator(".nr-line:focus")).to_contain_text("青年集市")
    expect(office.locator(".nr-line:focus .nr-tasks")).to_contain_text("1项任务在办，进度保留")
    office.keyboard.press("j")
    expect(office.locator(".nr-line:focus")).to_contain_text("青年夜校")

    office.locator(".nr-new select").select_option(index=1)
    office.click(".nr-pair button")
    expect(office.locator(".nr-changed .nr-line")).to_have_count(2)
    school = office.locator(".nr-line", has_text="青年夜校")
    expect(school.locator(".nr-doubt")).to_be_visible()
    school.locator("button", has_text="不是同一条").click()
    expect(office.locator(".nr-new .nr-line")).to_have_count(1)
    expect(office.locator(".nr-dropped .nr-tasks")).to_contain_text("印发后撤回")

    office.click("a:has-text('印发修订稿')")
    office.fill("[name=doc_number]", "幸街〔2026〕9号")
    office.fill("[name=issued_on]", "2026-05-15")
    office.click("main button.btn-primary")
    expect(office.locator(".nd-messages")).to_contain_text("1项任务按修订稿调整，1项撤回")
    assert states(revision) == {
        "街道团工委2026年9月底前办好青年集市，不少于8场次": "in_progress",
        "社区团支部走访困难青年，建立联系台账": "dispatched",
        "社区妇联办好家长课堂，做好宣传": "recalled",
    }
    office.click("text=第 1 版")
    expect(office.locator("h1")).to_contain_text("第1版")


def test_revision_pages_look_right(office: Page, live_server, revision: Revision):
    revision.settle("督促检查", due_on=datetime.date(2099, 7, 15))
    revision.read(NEW.replace("加强督促检查", "2026年10月底前加强督促检查"))
    draft, plan = revision.draft, revision.plan
    for name, path in (
        ("revision", f"/plans/{draft.code}/comparison/"),
        ("revision-print", f"/plans/{draft.code}/comparison/print/"),
        ("revision-issue", f"/plans/{draft.code}/issue-revision/"),
        ("revision-draft", f"/plans/{draft.code}/"),
    ):
        tab = office.context.new_page()
        look(tab, f"{live_server.url}{path}", name)
        tab.close()
    office.goto(f"{live_server.url}/plans/{draft.code}/issue-revision/")
    office.fill("[name=doc_number]", "幸街〔2026〕9号")
    office.fill("[name=issued_on]", "2026-05-15")
    office.click("main button.btn-primary")
    expect(office.locator(".nd-messages")).to_contain_text("修订稿已印发")
    for name, path in (
        ("revision-plan", f"/plans/{plan.code}/"),
        ("revision-version", f"/plans/{plan.code}/versions/1/"),
        ("revision-import", f"/plans/{plan.code}/revise/"),
    ):
        tab = office.context.new_page()
        look(tab, f"{live_server.url}{path}", name)
        tab.close()


def test_comparison_works_without_scripts(browser, live_server, cast: Cast, revision: Revision):
    revision.read()
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=username]", cast.office.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.goto(f"{live_server.url}/plans/{revision.draft.code}/comparison/")
    page.locator(".nr-new select").select_option(index=1)
    page.click(".nr-pair button")
    assert revision.item(revision.draft, "夜校").revises is not None
    page.click("a:has-text('取消')")
    expect(page.locator(".nr-line")).to_have_count(0)
