"""Spreadsheets: sheets in order, merged cells, dates and numbers as officers read them, limits."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from niudai.plantext import PlanUnreadable, read
from niudai.plantext.formats import sheet, to_text
from niudai.plantext.formats.errors import DAMAGED, LOCKED, TOO_LARGE
from niudai.plantext.formats.lines import MERGED

DOCUMENTS = Path(__file__).parent / "documents"
HEADER = ["序号", "工作任务", "具体措施", "牵头单位", "完成时限"]
ROWS = [
    [1, "服务职工", "走访慰问困难职工。", "总工会", datetime(2026, 6, 30)],  # noqa: DTZ001
    [2, "服务职工", "开展培训，\n每季度一次。", "妇联", "12月底前"],
]


def book(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The bytes of a workbook that `fill` writes."""
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written)
    fill(workbook)
    workbook.close()
    return written.getvalue()


def one_table(workbook: xlsxwriter.Workbook, name: str = "任务") -> None:
    """A title over a header over two rows, the task merged over both."""
    page = workbook.add_worksheet(name)
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    page.merge_range(0, 0, 0, 4, "2026年重点任务分解表")
    page.write_row(1, 0, HEADER)
    for number, row in enumerate(ROWS, 2):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                page.write_datetime(number, column, value, day)
            elif column != 1:
                page.write(number, column, value)
    page.merge_range(2, 1, 3, 1, "服务职工")


def test_rows_are_lines_with_tabs_and_merged_cells_are_marked() -> None:
    assert to_text(book(one_table), "表.xlsx") == (
        "2026年重点任务分解表\n"
        "序号\t工作任务\t具体措施\t牵头单位\t完成时限\n"
        "1\t服务职工\t走访慰问困难职工。\t总工会\t2026年6月30日\n"
        f"2\t{MERGED}\t开展培训， 每季度一次。\t妇联\t12月底前\n"
    )


def test_the_table_becomes_tasks() -> None:
    plan = read(book(one_table), "表.XLSX")
    assert [(t.text, t.lines) for t in plan.tasks] == [
        ("走访慰问困难职工。", ("union",)),
        ("开展培训， 每季度一次。", ("women",)),
    ]
    assert [h.title for h in plan.headings] == ["服务职工"]
    assert [d.end for t in plan.tasks for d in t.deadlines] == ["2026-06-30", "2026-12-31"]


def test_several_sheets_are_named_hidden_and_empty_ones_are_not_read() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        one_table(workbook, "工会")
        workbook.add_worksheet("空表")
        hidden = workbook.add_worksheet("旧表")
        hidden.write(0, 0, "去年的任务")
        hidden.hide()
        one_table(workbook, "妇联")

    lines = to_text(book(fill), "表.xlsx").splitlines()
    assert [line for line in lines if "\t" not in line] == [
        *("工会", "2026年重点任务分解表"),
        *("妇联", "2026年重点任务分解表"),
    ]


def test_formulas_show_the_value_they_had_and_numbers_no_point() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["数量", 3.0, 0.95, True])
        page.write_formula(1, 1, "=1+1", None, 2)
        page.write(1, 0, "合计")

    assert to_text(book(fill), "表.xlsx") == "数量\t3\t0.95\t是\n合计\t2\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_with_quoted_cells(encoding: str) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([HEADER, [1, "服务职工", "走访，\n慰问。", "总工会", "6月"]])
    text = to_text(written.getvalue().encode(encoding), "表.csv")
    assert text.splitlines()[1] == "1\t服务职工\t走访， 慰问。\t总工会\t6月"


def test_a_web_page_saved_as_xls_is_read_as_a_page() -> None:
    page = (
        "<html><meta charset=utf-8><table><tr><td>任务<td>单位<tr><td>走访<td>工会</table></html>"
    )
    assert to_text(page.encode(), "导出.xls") == "任务\t单位\n走访\t工会\n"


def test_an_old_workbook_gives_the_same_text() -> None:
    old = (DOCUMENTS / "table.xls").read_bytes()
    assert to_text(old, "表.xls") == to_text(book(one_table), "表.xlsx")
    assert to_text(old, "表.et") == to_text(book(one_table), "表.xlsx")


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """The zip with one part replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", 8) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return written.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 no zip", DAMAGED),
        (book(one_table)[:900], DAMAGED),
        (changed(book(one_table), "xl/workbook.xml", b"<workbook"), DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (changed(book(one_table), SHEET, b" " * 26_000_000), TOO_LARGE),
        (changed(book(one_table), SHEET, b'<c r="A1"/><c r="ZZZ900"/>'), TOO_LARGE),
        (changed(book(one_table), SHEET, b'<c r="A1"/><c r="B1048576"/>'), sheet.TOO_MANY),
        (("走访\n" * 20_002).encode(), sheet.TOO_MANY),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, sentence: str) -> None:
    with pytest.raises(PlanUnreadable) as refused:
        read(data, "表.csv" if data[:2] == "走".encode()[:2] else "表.xlsx")
    assert str(refused.value) == sentence


def test_a_workbook_that_holds_a_part_twice_is_damaged() -> None:
    written = io.BytesIO(book(one_table))
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(written, "a") as file,
    ):
        file.writestr(SHEET, "<worksheet/>")
    with pytest.raises(PlanUnreadable) as refused:
        read(written.getvalue(), "表.xlsx")
    assert str(refused.value) == DAMAGED
