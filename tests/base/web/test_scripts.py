"""What the scripts add: keys, selection, rows beside the list, drafts; and that nothing needs them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from niudai.base.models import Draft, SentForm
from tests.base.web.gallery import make_rows

pytestmark = pytest.mark.e2e
TITLE = "#id_title"


@pytest.fixture
def site(gallery_server: LiveServer) -> str:
    """The address of the gallery, on 45 rows."""
    make_rows(45)
    return gallery_server.url


@pytest.fixture
def li_page(page: Page, site: str) -> Page:
    """A browser at the desk in which 李红 is signed in."""
    page.context.add_cookies([{"name": "person", "value": "1", "url": site}])
    page.set_viewport_size({"width": 1366, "height": 768})
    return page


def test_filter_swaps_the_list_alone_and_changes_the_address(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/rows/")
    li_page.evaluate("window.stayed = true")
    li_page.locator("select[name=state]").select_option("b")
    expect(li_page.locator(".nd-pill")).to_have_text("状态：迟3天")
    assert li_page.url.endswith("state=b&saved_from=&saved_to=")
    assert li_page.evaluate("window.stayed") is True
    li_page.locator(".nd-pill").click()
    expect(li_page.locator(".nd-pill")).to_have_count(0)
    expect(li_page.locator(".nd-foot")).to_contain_text("共 45 条")


def test_shift_click_selects_a_range_and_the_bar_says_how_many(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/rows/")
    boxes = li_page.locator('input[name="row"]')
    bar = li_page.locator("[data-bulk-bar]")
    expect(bar).to_be_hidden()
    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(bar).to_contain_text("已选 4 条")
    li_page.get_by_label("选择本页全部").click()
    expect(bar).to_contain_text("已选 20 条")
    li_page.get_by_role("button", name="取消选择").click()
    expect(bar).to_be_hidden()


def test_bulk_act_is_asked_about_and_carried_out_once(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/rows/")
    li_page.locator('input[name="row"]').first.click()
    li_page.once("dialog", lambda dialog: dialog.dismiss())
    li_page.get_by_role("button", name="退回").click()
    assert SentForm.objects.count() == 0
    li_page.get_by_role("button", name="签收").dblclick()
    expect(li_page.locator("h1")).to_have_text("任务")
    assert [row.values["done"] for row in Draft.objects.all() if "done" in row.values] == [1]


def test_keys_walk_select_search_and_open(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/rows/")
    li_page.keyboard.press("j")
    li_page.keyboard.press("j")
    li_page.keyboard.press("x")
    expect(li_page.locator("tbody tr").nth(1)).to_have_class(re.compile("nd-now"))
    expect(li_page.locator('input[name="row"]').nth(1)).to_be_checked()
    li_page.keyboard.press("k")
    expect(li_page.locator("tbody tr").nth(0)).to_have_class(re.compile("nd-now"))
    li_page.keyboard.press("Enter")
    expect(li_page.locator("#nd-panel h1")).to_contain_text("任务")
    li_page.keyboard.press("Escape")
    expect(li_page.locator("#nd-panel")).to_be_hidden()
    li_page.keyboard.press("/")
    expect(li_page.get_by_label("关键词")).to_be_focused()
    li_page.keyboard.press("Control+k")
    expect(li_page.locator("[data-search]")).to_be_focused()


TYPE_AT_ONCE = """() => new Promise(function (done) {
  const panel = document.getElementById("nd-panel");
  panel.addEventListener("close", function () { setTimeout(function () { done(document.activeElement.name); }); });
  panel.close();
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
})"""


def test_key_typed_before_the_panel_has_gone_keeps_its_effect(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/rows/")
    li_page.locator("tbody tr").nth(2).locator("td").nth(4).click()
    expect(li_page.locator("#nd-panel h1")).to_contain_text("任务")
    assert li_page.evaluate(TYPE_AT_ONCE) == "q"


def test_row_opens_beside_the_list_on_a_wide_screen_only(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/rows/?page=2")
    row = li_page.locator("tbody tr").nth(2)
    row.locator("td").nth(4).click()
    expect(li_page.locator("#nd-panel h2")).to_have_text("内容")
    assert li_page.url.endswith("/rows/?page=2")
    assert li_page.locator("[data-panel-link]").get_attribute("href") == row.get_attribute(
        "data-href"
    )
    li_page.get_by_role("button", name="关闭").click()
    li_page.set_viewport_size({"width": 390, "height": 844})
    row.locator("td").nth(4).click()
    li_page.wait_for_url(re.compile(r"/rows/\d+/$"))


def test_draft_saves_itself_comes_back_and_goes_when_sent(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/form/")
    li_page.fill(TITLE, "走访慰问")
    li_page.fill("#id_password", "Secret-1")
    li_page.check("#id_way_1")
    expect(li_page.locator(".nd-draft")).to_contain_text("草稿已于")
    assert "password" not in Draft.objects.get(form="gallery.form").values
    li_page.goto(f"{site}/form/")
    expect(li_page.locator(TITLE)).to_have_value("走访慰问")
    expect(li_page.locator("#id_way_1")).to_be_checked()
    expect(li_page.locator(".nd-draft")).to_contain_text("已放回")
    li_page.fill("#id_due", "2026-03-05")
    li_page.press(TITLE, "Control+Enter")
    li_page.wait_for_url(f"{site}/rows/")
    assert not Draft.objects.filter(form="gallery.form").exists()


def test_draft_can_be_left(li_page: Page, site: str) -> None:
    Draft.objects.create(
        account_id=1,
        form="gallery.form",
        values={"title": ["旧稿"]},
        saved_at="2026-03-05T10:00+08:00",
    )
    li_page.goto(f"{site}/form/")
    expect(li_page.locator(TITLE)).to_have_value("旧稿")
    with li_page.expect_response("**/drafts/"):
        li_page.get_by_role("button", name="不用草稿").click()
    expect(li_page.locator(TITLE)).to_have_value("")
    assert not Draft.objects.filter(form="gallery.form").exists()


def test_first_error_has_the_focus(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/form/")
    li_page.evaluate("document.querySelector('form[data-draft]').noValidate = true")
    li_page.get_by_role("button", name="提交").click()
    expect(li_page.locator("[data-errors]")).to_be_focused()
    li_page.get_by_role("link", name="事项名称").click()
    expect(li_page.locator(TITLE)).to_be_focused()


def test_htmx_shows_a_refusal_in_the_page(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/pieces/")
    li_page.evaluate("htmx.ajax('GET', '/fail/409/', {target: '#part'})")
    expect(li_page.locator("#problem")).to_contain_text("他人已处理，请刷新后再看。")
    expect(li_page.locator("#part")).to_contain_text("迟3天")


def test_network_failure_is_told(li_page: Page, site: str) -> None:
    li_page.goto(f"{site}/rows/")
    li_page.context.set_offline(True)
    li_page.locator("select[name=state]").select_option("b")
    expect(li_page.locator("#problem")).to_contain_text("网络不通，没有提交。")
    li_page.context.set_offline(False)


def test_everything_works_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1366, "height": 768}
    )
    context.add_cookies([{"name": "person", "value": "1", "url": site}])
    page = context.new_page()
    page.goto(f"{site}/rows/")
    page.locator("select[name=state]").select_option("b")
    page.get_by_role("button", name="查询").click()
    expect(page.locator(".nd-pill")).to_have_text("状态：迟3天")
    page.get_by_role("link", name="事项", exact=True).click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("事项")
    page.locator('input[name="row"]').first.check()
    page.get_by_role("button", name="签收").click()
    assert [row.values["done"] for row in Draft.objects.all() if "done" in row.values] == [1]
    page.locator(".nd-me summary").click()
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_class("nd-large")
    context.clear_cookies(name="person")
    page.goto(f"{site}/sign-in/")
    context.close()
