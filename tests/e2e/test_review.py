"""The review screen in a browser: keys, both sides in step, an edit, a cut, undo, two editors, and the issue."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from niudai.work.actions import plans
from niudai.work.models import Plan, PlanItem
from tests.cast import PASSWORD, Cast
from tests.e2e.look import look

TEXT = """幸福街道党建带群建方案
一、总体要求
1.街道团工委2026年6月底前办好集市，要做好宣传。
2.社区妇联走访家庭。
3.发布消息，做到家喻户晓。
二、主要任务
（一）党建带团建
1.社区团支部办好主题团日。
（二）党建带妇建
1.社区妇联办好课堂。工会支持。
2026年1月12日
"""


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A draft of the Party office."""
    return plans.import_plan(actor=cast.actor(cast.office), text=TEXT)


def rows(plan: Plan):
    return PlanItem.objects.unrestricted("test").filter(plan=plan)


def current(page: Page):
    return page.locator(".nw-item.nw-on .nw-name")


def test_review_by_keyboard_from_first_look_to_issue(office: Page, live_server, plan: Plan):
    office.goto(f"{live_server.url}/plans/{plan.code}/review/")
    office.locator(".nw-text mark", has_text="集市").click()
    expect(current(office)).to_have_text("街道团工委2026年6月底前办好集市，要做好宣传")
    office.keyboard.press("a")
    expect(office.locator(".nw-said")).to_contain_text("已接受")
    expect(current(office)).to_have_text("社区妇联走访家庭")  # the next one to check
    office.keyboard.press("m")
    expect(office.locator(".nw-said")).to_contain_text("已合并")
    office.keyboard.press("u")
    expect(office.locator(".nw-said")).to_contain_text("已撤销：合并")
    office.locator(".nw-name", has_text="走访家庭").click()
    office.keyboard.press("3")
    expect(office.locator(".nw-item.nw-on .nw-c-line")).to_have_text("共青团")
    office.keyboard.press("e")
    office.fill(".nw-edit [name=title]", "走访困难家庭")
    office.click(".nw-edit button.btn-primary")
    expect(current(office)).to_have_text("走访困难家庭")
    office.locator(".nw-name", has_text="集市").click()
    office.keyboard.press("s")
    expect(office.locator(".nw-cut").first).to_be_focused()
    office.keyboard.press("Escape")
    office.click("text=手工添加")
    expect(office.locator(".nw-met")).to_have_count(1)
    office.click("a:has-text('印发')")
    office.fill("[name=doc_number]", "幸街工委发〔2026〕5号")
    office.fill("[name=issued_on]", "2026-01-20")
    office.click("main button.btn-primary")
    expect(office.locator("h1")).to_have_text("幸福街道党建带群建方案")
    expect(office.locator(".nd-messages")).to_contain_text("已印发")
    assert rows(plan).filter(title="走访困难家庭", confirmed=True).exists()


def test_second_editor_is_told_and_keeps_what_was_typed(office: Page, live_server, plan: Plan):
    url = f"{live_server.url}/plans/{plan.code}/review/"
    other = office.context.new_page()
    for page in (office, other):
        page.goto(url)
        page.locator(".nw-name", has_text="走访家庭").click()
        page.keyboard.press("e")
        page.fill(".nw-edit [name=title]", "先到" if page is office else "后到")
    office.click(".nw-edit button.btn-primary")
    expect(current(office)).to_have_text("先到")
    other.click(".nw-edit button.btn-primary")
    expect(other.locator("#problem")).to_contain_text("刚被他人改动")
    assert other.input_value(".nw-edit [name=title]") == "后到"
    assert set(rows(plan).filter(text__contains="走访").values_list("title", flat=True)) == {"先到"}


def test_review_works_without_scripts(browser, live_server, cast: Cast, plan: Plan):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=username]", cast.office.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.goto(f"{live_server.url}/plans/{plan.code}/review/")
    page.locator(".nw-open button", has_text="接受").first.click()
    expect(page).to_have_url(re.compile(r"/review/#item-"))
    assert rows(plan).filter(kind="measure", confirmed=True).count() == 1
    page.locator(".nw-open a", has_text="修改").first.click()
    page.fill("[name=title]", "不用脚本")
    page.click("main button.btn-primary")
    assert rows(plan).filter(title="不用脚本").exists()


def test_plan_pages_look_right(office: Page, live_server, cast: Cast, plan: Plan):
    issued = plans.import_plan(actor=cast.actor(cast.office), text=TEXT)
    plans.issue_plan(
        actor=cast.actor(cast.office),
        plan=issued,
        doc_number="幸街工委发〔2026〕5号",
        issued_on=issued.created_at.date(),
    )
    item = rows(plan).get(text__contains="走访")
    measure = rows(issued).get(text__contains="走访")
    for name, path in (
        ("plans", "/plans/"),
        ("plan-import", "/plans/import/"),
        ("plan-review", f"/plans/{plan.code}/review/"),
        ("plan-issue", f"/plans/{plan.code}/issue/"),
        ("plan-issued", f"/plans/{issued.code}/"),
        ("plan-print", f"/plans/{issued.code}/print/"),
        ("plan-item", f"/items/{item.code}/"),
        ("plan-split", f"/items/{item.code}/split/"),
        ("plan-move", f"/items/{item.code}/move/"),
        ("plan-add", f"/plans/{plan.code}/review/add/"),
        ("plan-title", f"/plans/{plan.code}/review/title/"),
        ("plan-measure", f"/measures/{measure.code}/set/"),
    ):
        tab = office.context.new_page()
        look(tab, f"{live_server.url}{path}", name)
        tab.close()
