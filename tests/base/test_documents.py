"""Word files: the page of GB/T 9704, tables that print well, harmless text, equal bytes."""

import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from niudai.base.documents import OfficialDocument, table_document
from niudai.plantext import read, read_text

MADE = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
HEADERS = ["序号", "工作任务", "具体措施", "牵头单位", "责任单位", "完成时限", "备注"]
ROW = [1, "服务职工", "走访慰问困难职工。", "工会", "民政办", date(2026, 6, 30), None]


def opened(data: bytes) -> docx.document.Document:
    """The file as python-docx reads it."""
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    """The text of one part of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def official() -> OfficialDocument:
    """An upright document with every kind of paragraph."""
    document = OfficialDocument("方案", made_at=MADE)
    document.title("幸福街道\n工作方案")
    document.note("（2026年3月5日）")
    document.space()
    document.heading("一、总体要求", 1)
    document.heading("（一）组织同建", 2)
    document.heading("1.换届", 3)
    document.paragraph("按期换届。")
    return document


def test_the_page_has_the_measures_of_the_standard() -> None:
    section = opened(official().to_bytes()).sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(x.mm) for x in lengths] == [210, 297, 37, 28]
    assert [round(x.mm) for x in (section.right_margin, section.bottom_margin)] == [26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "580")


def test_a_wide_table_turns_the_page_with_its_head_at_the_binding() -> None:
    section = opened(table_document("表", HEADERS, [ROW], made_at=MADE)).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    lengths = (section.page_width, section.top_margin, section.left_margin, section.right_margin)
    assert [round(x.mm) for x in lengths] == [297, 28, 35, 37]
    narrow = opened(table_document("表", HEADERS[:5], [ROW[:5]], made_at=MADE)).sections[0]
    assert narrow.orientation == WD_ORIENT.PORTRAIT


def test_each_kind_of_paragraph_has_its_font_and_size() -> None:
    looks = [
        (p.text, p.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")), p.runs[0].font.size.pt)
        for p in opened(official().to_bytes()).paragraphs
        if p.text
    ]
    assert looks == [
        ("幸福街道", "方正小标宋简体", 22),
        ("工作方案", "方正小标宋简体", 22),
        ("（2026年3月5日）", "楷体_GB2312", 16),
        ("一、总体要求", "黑体", 16),
        ("（一）组织同建", "楷体_GB2312", 16),
        ("1.换届", "仿宋_GB2312", 16),
        ("按期换届。", "仿宋_GB2312", 16),
    ]


def test_page_numbers_stand_at_the_outer_edge() -> None:
    document = opened(official().to_bytes())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert " PAGE " in paragraph._p.xml
        assert paragraph._p.pPr.ind.get(qn(f"w:{side}Chars")) == "100"


def test_a_table_repeats_its_header_and_splits_no_row() -> None:
    (table,) = opened(table_document("表", HEADERS, [ROW, ROW[:3]], made_at=MADE)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        HEADERS,
        ["1", "服务职工", "走访慰问困难职工。", "工会", "民政办", "2026-06-30", ""],
        ["1", "服务职工", "走访慰问困难职工。", "", "", "", ""],
    ]
    marks = [{child.tag for child in row._tr.trPr} for row in table.rows]
    assert marks == [{qn("w:cantSplit"), qn("w:tblHeader")}] + [{qn("w:cantSplit")}] * 2


def test_a_table_fills_the_page_and_gives_room_to_long_texts() -> None:
    rows = [[*ROW[:2], "走访慰问困难职工，建立台账。" * 9, *ROW[3:]]] * 3
    (table,) = opened(table_document("表", HEADERS, rows, made_at=MADE)).tables
    widths = [round(column.width.mm) for column in table.columns]
    assert sum(widths) == pytest.approx(225, abs=2)
    assert widths.index(max(widths)) == 2
    assert min(widths) >= 11  # 序号 on one line
    assert widths[5] >= 23  # 2026-06-30 on one line
    given = table_document("表", HEADERS[:3], [ROW[:3]], made_at=MADE, widths=[1, 1, 2])
    (table,) = opened(given).tables
    assert [round(column.width.mm) for column in table.columns] == [39, 39, 78]


def test_equal_content_gives_equal_bytes_with_the_given_time_only() -> None:
    first, second = (table_document("表", HEADERS, [ROW], made_at=MADE) for _ in range(2))
    assert first == second
    about = opened(first).core_properties
    times = [moment.replace(tzinfo=UTC) for moment in (about.created, about.modified)]
    assert times == [MADE, MADE]
    assert (about.title, about.author, about.comments) == ("表", "", "")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "=1+1"),
        ("<b>&amp;", "<b>&amp;"),
        ("走访\x00\x07\x0b\ud800职工\ufffe", "走访职工"),
        ("一\r\n二\t三", "一\n二 三"),
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
    ],
)
def test_any_text_is_only_text(text: str, kept: str) -> None:
    data = table_document(text, ["甲"], [[text]], made_at=MADE)
    (table,) = opened(data).tables
    assert table.rows[1].cells[0].text == kept
    assert "hyperlink" not in part(data, "word/document.xml").lower().replace("=hyperlink", "")


def test_the_language_is_chinese_and_no_template_words_are_left() -> None:
    data = official().to_bytes()
    styles = part(data, "word/styles.xml")
    assert 'w:eastAsia="zh-CN"' in styles
    assert 'w:eastAsia="仿宋_GB2312"' in styles.split("</w:docDefaults>")[0]
    assert "python-docx" not in part(data, "docProps/core.xml")


def test_the_table_of_a_plan_reads_back_as_the_same_tasks() -> None:
    plan = read_text(
        "2026年幸福街道工作方案\n一、党建带工建\n"
        "1.走访慰问困难职工200户，6月底前完成。（牵头单位：总工会，配合单位：民政办、妇联）\n"
        "2.开展技能培训不少于4场，12月底前完成。（牵头单位：总工会，配合单位：教体办）\n"
        "2026年3月5日\n"
    )
    headers = ("序号", "工作任务", "具体措施", "牵头单位", "责任单位", "完成时限", "备注")
    data = table_document("2026年幸福街道任务分解表", headers, plan.rows(), made_at=MADE)
    back = read(data, "表.docx")
    assert [t.text for t in back.tasks] == [t.text for t in plan.tasks]
    assert [(t.lines, t.leads) for t in back.tasks] == [(t.lines, t.leads) for t in plan.tasks]
    assert [d.end for t in back.tasks for d in t.deadlines] == ["2026-06-30", "2026-12-31"]
