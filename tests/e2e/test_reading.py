"""Three real documents in three formats come in through the browser; one of them is checked, saved as a table and issued."""

from __future__ import annotations

import html
import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from niudai import plantext
from niudai.base.actions import seed_calendar
from niudai.base.calendar import today
from niudai.sync.actions import seed_frameworks
from niudai.work.models import Plan, PlanItem

PLANS = Path(__file__).resolve().parents[2].parent / "shared" / "plans" / "dev"
pytestmark = pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not here")
MENU = '<div class="menu"><a href="/">首页</a> <a href="/a/">政务公开</a> <a href="/b/">互动交流</a></div>'


@pytest.fixture(autouse=True)
def set_up(transactional_db: None) -> None:
    """What `niudai setup` puts into an empty database."""
    seed_calendar()
    seed_frameworks()


def text_of(name: str) -> str:
    return (PLANS / f"{name}.txt").read_text(encoding="utf-8")


def as_word(name: str) -> bytes:
    """A document as its office would have it in Word: one paragraph per line."""
    document, kept = docx.Document(), io.BytesIO()
    for line in text_of(name).splitlines():
        document.add_paragraph(line)
    document.save(kept)
    return kept.getvalue()


def as_page(name: str) -> bytes:
    """A document as a site shows it: paragraphs under a menu, in an old encoding."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text_of(name).splitlines())
    page = f'<html><head><meta charset="gb18030"></head><body>{MENU}<div>{body}</div></body></html>'
    return page.encode("gb18030")


def as_pdf(name: str, browser: Browser) -> bytes:
    """A document printed by a browser."""
    page = browser.new_page()
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text_of(name).splitlines())
    page.set_content(f'<meta charset="utf-8"><body style="font-size:16pt">{body}')
    data = page.pdf(format="A4")
    page.close()
    return data


def import_file(page: Page, url: str, name: str, data: bytes) -> Plan:
    """Upload one file as an officer does, and return the draft it became."""
    page.goto(f"{url}/plans/import/")
    files = [{"name": name, "mimeType": "application/octet-stream", "buffer": data}]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="读成草稿").click()
    expect(page.locator(".nw-items li").first).to_be_visible()
    return Plan.objects.unrestricted("test").latest("pk")


def measures_of(plan: Plan) -> int:
    rows = PlanItem.objects.unrestricted("test").filter(plan=plan)
    return rows.filter(kind__in=("measure", "goal")).count()


def test_three_documents_in_three_formats_come_in_and_one_is_issued(
    office: Page, live_server, browser: Browser, tmp_path: Path
):
    url = live_server.url
    files = {
        "000": ("方案.docx", as_word("000")),
        "008": ("方案.html", as_page("008")),
        "064": ("方案.pdf", as_pdf("064", browser)),
    }
    drafts = {name: import_file(office, url, *file) for name, file in files.items()}
    expected = {name: len(plantext.read_text(text_of(name)).tasks) for name in files}
    assert {name: measures_of(plan) for name, plan in drafts.items()} == expected

    # The doubtful ones first: look at each, accept it; then the rest at once.
    office.goto(f"{url}/plans/{drafts['000'].code}/review/?show=doubts")
    doubtful = office.locator(".nw-item.nw-doubtful").count()
    assert doubtful
    for left in range(doubtful - 1, -1, -1):
        office.keyboard.press("a")
        expect(office.locator(".nw-ways")).to_contain_text(f"存疑在前 {left}")
    office.locator("summary", has_text="批量").click()
    office.get_by_role("button", name="全选").click()
    office.get_by_role("button", name="接受所选").click()
    expect(office.locator(".nw-ways")).to_contain_text("未核对 0")

    office.locator("summary", has_text="更多").first.click()
    with office.expect_download() as download:
        office.get_by_role("link", name="存为任务分解表").first.click()
    table = tmp_path / "分解表.xlsx"
    download.value.save_as(table)
    sheet = CalamineWorkbook.from_path(str(table)).get_sheet_by_index(0).to_python()
    assert sum(bool(row[0]) for row in sheet) > expected["000"]

    office.goto(f"{url}/plans/{drafts['000'].code}/issue/")
    office.get_by_label("文号").fill("幸福工委〔2026〕9号")
    office.get_by_label("印发日期").fill(today().isoformat())
    office.get_by_role("button", name="印发").click()
    expect(office.locator(".nd-messages")).to_contain_text("已印发")
    drafts["000"].refresh_from_db()
    assert drafts["000"].state == "issued"
