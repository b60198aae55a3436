"""Pictures and scanned PDF pages: what is recognized is the text; without the extra, one sentence."""

import io
import socket
from pathlib import Path

import pypdfium2
import pytest

from niudai.plantext import PlanUnreadable, read, read_text, takes_long
from niudai.plantext.formats import scan, to_source, to_text
from tests.plantext.paper import (
    INDENT,
    PER_PAGE,
    needs_scan,
    pages,
    pdf_of,
    picture,
    rows,
    scanned_pdf,
)
from tests.plantext.test_formats_pdf import pdf

REAL = Path(__file__).resolve().parents[3] / "shared" / "plans" / "dev" / "000.txt"
PLAN = """幸福街道党建带群建工作方案
为做好2026年党建带群建工作，根据区委部署，结合街道实际，制定本方案。
一、总体要求
坚持党的领导，服务中心大局，做到同研究、同部署、同检查、同落实。
二、重点任务
（一）党建带工建
1.走访困难职工。街道工会每季度走访困难职工不少于50户，2026年6月底前建立帮扶台账，做到一户一档，及时掌握需要。
2.开展技能培训。街道工会举办家政培训5场次，覆盖职工300人次。
（二）党建带团建
1.街道团工委要以“青春有为”为主题，每月开展1次主题团日。
三、保障措施
——加强领导。各社区党组织要把群团工作纳入年度计划。
幸福街道党工委
2026年1月12日
"""
WITHOUT = "请联系管理员安装扫描件识别组件"


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection fails the test."""

    def refused(*_: object) -> None:
        raise AssertionError("the reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refused)


@needs_scan
def test_a_picture_gives_the_text_it_shows(offline: None) -> None:
    found = to_source(picture(PLAN), "方案.png")
    assert found.text == PLAN
    assert found.notes == ("全文由扫描件识别，请逐条对照原件。",)


@needs_scan
@pytest.mark.parametrize("angle", [-1.2, 1.2])
def test_a_crooked_photo_gives_the_same_text(angle: float) -> None:
    assert to_text(picture(PLAN, "JPEG", angle=angle), "方案.jpg") == PLAN


@needs_scan
@pytest.mark.parametrize("angle", [90, 180])
def test_a_page_on_its_side_or_its_head_is_turned(angle: int) -> None:
    out = io.BytesIO()
    pages(PLAN)[0].rotate(angle, expand=True).save(out, "PNG")
    assert to_text(out.getvalue(), "方案.png") == PLAN


@needs_scan
def test_a_scanned_pdf_gives_the_plan_of_the_text() -> None:
    seen: list[tuple[int, int]] = []
    plan = read(scanned_pdf(PLAN), "方案.pdf", lambda done, pages: seen.append((done, pages)))
    wanted = read_text(PLAN).to_json("000")
    assert plan.to_json("000") == wanted
    assert plan.warnings[0] == "全文由扫描件识别，请逐条对照原件。"
    assert seen == [(0, 1), (1, 1)]


@needs_scan
@pytest.mark.skipif(not REAL.exists(), reason="the real plans are not beside this checkout")
def test_a_real_plan_on_paper_has_the_headings_and_tasks_of_its_text() -> None:
    text = "\n".join(line.strip() for line in REAL.read_text("utf-8-sig").splitlines())
    paper = pages(text)[:2]
    shown = _shown(text, len(paper))
    plan, wanted = read(pdf_of(paper), "a.pdf"), read_text(shown)
    assert [_plain(h.title) for h in plan.headings] == [_plain(h.title) for h in wanted.headings]
    assert [_plain(t.text) for t in plan.tasks] == [_plain(t.text) for t in wanted.tasks]
    assert [t.lines for t in plan.tasks] == [t.lines for t in wanted.tasks]


@needs_scan
def test_a_pdf_with_both_kinds_of_pages_gives_both() -> None:
    data = _both()
    found = to_source(data, "a.pdf")
    assert found.text == "一、走访\n工会要走访困难职工。\n二、培训\n工会要举办培训班。\n"
    assert found.notes == ("第2页由扫描件识别，请逐条对照原件。",)
    assert takes_long(data, "a.pdf")


def test_without_the_extra_scanned_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL", reason="the pictures of this test are drawn with pillow")
    data = _both()
    monkeypatch.setattr(scan, "available", lambda: False)
    found = to_source(data, "a.pdf")
    assert found.text == "一、走访\n工会要走访困难职工。\n"
    assert found.notes[0].startswith("第2页是扫描页，没有读入")
    assert not takes_long(data, "a.pdf")


def test_without_the_extra_a_scan_is_refused_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("PIL", reason="the pictures of this test are drawn with pillow")
    monkeypatch.setattr(scan, "available", lambda: False)
    for data, name in ((picture("一、走访"), "a.png"), (scanned_pdf("一、走访"), "a.pdf")):
        with pytest.raises(PlanUnreadable, match=WITHOUT):
            to_text(data, name)
        assert not takes_long(data, name)


@needs_scan
def test_a_picture_without_text_is_refused() -> None:
    with pytest.raises(PlanUnreadable, match="没有从图片中认出文字"):
        to_text(picture(" "), "a.png")


@needs_scan
def test_too_many_scanned_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "PAGES_MAX", 1)
    with pytest.raises(PlanUnreadable, match="请拆分后分别上传"):
        to_text(scanned_pdf("一、走访\n" * 30), "a.pdf")


def test_what_takes_long() -> None:
    assert takes_long(b"", "a.png") is scan.available()
    assert not takes_long(pdf("一、走访"), "a.pdf")
    assert not takes_long(b"%PDF-1.7 broken", "a.pdf")
    assert not takes_long(b"", "a.docx")


def _both() -> bytes:
    """A PDF of one page with text and one with a picture of text."""
    document = pypdfium2.PdfDocument(pdf("一、走访\n工会要走访困难职工。"))
    document.import_pages(pypdfium2.PdfDocument(scanned_pdf("二、培训\n工会要举办培训班。")))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _shown(text: str, count: int) -> str:
    """The paragraphs of a text as far as they stand on the first `count` pages."""
    lines = rows(text)[: count * PER_PAGE]
    return "".join("\n" + line.strip() if line.startswith(INDENT) else line for line in lines)


def _plain(text: str) -> str:
    """A text with the signs that look alike made equal, and without spaces."""
    return "".join(text.translate(str.maketrans(",:;?!()", "，：；？！（）")).split())
