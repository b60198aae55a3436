"""Excel and CSV: what is written comes back as text, nothing becomes a formula, bad files get a sentence."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from niudai.base.errors import Refused
from niudai.base.spreadsheets import (
    DAMAGED,
    ENCRYPTED,
    LOCKED,
    MOST_UNPACKED,
    TOO_LARGE,
    Sheet,
    read_table,
    write_table,
)


def part(data: bytes, name: str) -> str:
    """One XML part of an .xlsx."""
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def sheet_xml(data: bytes) -> str:
    return part(data, "xl/worksheets/sheet1.xml")


@pytest.mark.unit
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("张三", "张三"),
        ("<b>粗</b> & “引”", "<b>粗</b> & “引”"),
        (12, "12"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (Decimal("3.0"), "3"),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 2, 30, tzinfo=UTC), "2026-03-05 10:30"),
        (True, "是"),
        (False, "否"),
        (None, ""),
        ("", ""),
        (110101199003074518, "110101199003074518"),
        ("007", "007"),
        (float("nan"), "nan"),
        ("多\n行", "多\n行"),
    ],
)
def test_cell_comes_back_as_an_officer_reads_it(written, read):
    sheet = read_table(write_table("表", ["序号", "值"], [["1", written]]))
    assert sheet.rows == [["1", read]]


@pytest.mark.unit
@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_text_never_becomes_a_formula(text):
    data = write_table("表", ["序号", "值"], [["1", text]])
    assert "<f>" not in sheet_xml(data)
    assert 'quotePrefix="1"' in part(data, "xl/styles.xml")
    assert read_table(data).rows == [["1", text.strip()]]


@pytest.mark.unit
def test_addresses_stay_text():
    data = write_table("表", ["值", "号"], [["http://example.invalid/", "1"]])
    assert "hyperlink" not in sheet_xml(data)


@pytest.mark.unit
def test_table_is_set_up_for_print():
    xml = sheet_xml(write_table("任务表", [f"列{n}" for n in range(8)], [range(8)]))
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in xml
    assert "&amp;C第 &amp;P 页，共 &amp;N 页" in xml
    assert 'state="frozen"' in xml


@pytest.mark.unit
def test_notes_go_onto_their_own_sheet():
    data = write_table("表", ["姓名", "单位"], [["张三", "甲"]], notes=["第一条", "=二"])
    assert 'name="说明"' in part(data, "xl/workbook.xml")
    assert read_table(data) == Sheet(["姓名", "单位"], [["张三", "甲"]], [2])


@pytest.mark.unit
@pytest.mark.parametrize("title", ["", "a/b:c*d?e[f]g\\h", "长" * 60, "'引'", "说明", "History"])
def test_any_title_names_a_sheet(title):
    data = write_table(title, ["姓名", "单位"], [["张三", "甲"]], notes=["说"])
    assert read_table(data).headers == ["姓名", "单位"]


@pytest.mark.unit
def test_rows_may_come_from_a_generator():
    data = write_table("表", ["甲", "乙"], ([n, n * 2] for n in range(3000)))
    sheet = read_table(data)
    assert (len(sheet.rows), sheet.rows[-1], sheet.numbers[-1]) == (3000, ["2999", "5998"], 3001)


@pytest.mark.unit
def test_widths_follow_the_content_unless_given():
    assert '<col min="1" max="1" width="14.7109375"' in sheet_xml(
        write_table("表", ["名"], [["幸福街道总工会"[:6]]])
    )
    assert 'width="30.7109375"' in sheet_xml(write_table("表", ["名"], [["x"]], widths=[30]))


def rows_of(text: str, encoding: str = "utf-8") -> Sheet:
    return read_table(text.encode(encoding))


@pytest.mark.unit
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_both_encodings(encoding):
    sheet = rows_of("姓名,电话\r\n张三, 0571 \r\n\r\n李四,0010\r\n", encoding)
    assert sheet == Sheet(["姓名", "电话"], [["张三", "0571"], ["李四", "0010"]], [2, 4])


@pytest.mark.unit
def test_tabs_separate_too():
    assert rows_of("姓名\t电话\n张三\t1,2\n").rows == [["张三", "1,2"]]


@pytest.mark.unit
def test_title_above_the_header_does_no_harm():
    sheet = rows_of("幸福街道名单,,\n,,\n姓名,电话,\n张三,1,备\n")
    assert sheet == Sheet(["姓名", "电话"], [["张三", "1"]], [4])


@pytest.mark.unit
def test_short_rows_are_filled_up():
    assert rows_of("甲,乙,丙\n1\n").rows == [["1", "", ""]]


@pytest.mark.unit
def test_one_column_is_a_table():
    assert rows_of("姓名\n张三\n") == Sheet(["姓名"], [["张三"]], [2])


@pytest.mark.unit
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "表格是空的，请填写后再上传。"),
        (b" \r\n", "表格是空的，请填写后再上传。"),
        (b",,\n,,\n", "表格里没有内容，请填写后再上传。"),
        (b"PK\x03\x04 broken", DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + ENCRYPTED, LOCKED),
        (b"\xff\xfe\xfd\x81", "表格的文字编码无法识别，请另存为 Excel 文件后再上传。"),
        (b"a\0b,c\n", "这不是表格文件，请另存为 Excel 文件后再上传。"),
    ],
)
def test_bad_file_gets_a_sentence(data, message):
    with pytest.raises(Refused) as refusal:
        read_table(data)
    assert (refusal.value.message, refusal.value.field) == (message, "file")


@pytest.mark.unit
def test_cut_file_gets_a_sentence():
    data = write_table("表", ["甲", "乙"], ([n, n] for n in range(500)))
    with pytest.raises(Refused, match=DAMAGED):
        read_table(data[: len(data) // 2])


@pytest.mark.unit
def test_zip_without_a_table_gets_a_sentence():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(Refused, match=DAMAGED):
        read_table(output.getvalue())


@pytest.mark.unit
def test_too_many_rows_are_refused():
    text = "甲,乙\n" + "1,2\n" * 10
    assert len(read_table(text.encode(), max_rows=10).rows) == 10
    with pytest.raises(Refused, match="表格超过 9 行，请拆成几个文件再上传。"):
        read_table(text.encode(), max_rows=9)


@pytest.mark.unit
def test_file_that_unpacks_into_too_much_is_refused():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "")
        for number in range(MOST_UNPACKED // 10_000_000 + 1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", bytes(10_000_000))
    assert len(output.getvalue()) < 1_000_000
    with pytest.raises(Refused, match=TOO_LARGE):
        read_table(output.getvalue())


def repacked(data: bytes, name: str, change) -> bytes:
    """The .xlsx with one part changed."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w") as new:
        for item in old.namelist():
            content = old.read(item).decode()
            new.writestr(item, change(content) if item == name else content)
    return output.getvalue()


@pytest.mark.unit
@pytest.mark.parametrize("place", ["XFD1048576", "xfd1048576", "CV1000000", "XFD9999"])
def test_two_cells_far_apart_are_refused(place):
    data = write_table("表", ["甲", "乙"], [["1", "2"]])
    far = repacked(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("B2", place))
    with pytest.raises(Refused, match=TOO_LARGE):
        read_table(far)


@pytest.mark.unit
def test_part_that_declares_too_little_is_refused():
    data = bytearray(write_table("表", ["甲", "乙"], ([n, n] for n in range(500))))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    lying = bytes(data).replace(size, (100).to_bytes(4, "little"))
    with pytest.raises(Refused, match=DAMAGED):
        read_table(lying)


@pytest.mark.unit
@pytest.mark.parametrize("name", ["xl/workbook.bin", "content.xml"])
def test_other_formats_in_disguise_are_refused(name):
    output = io.BytesIO(write_table("表", ["甲", "乙"], [["1", "2"]]))
    with zipfile.ZipFile(output, "a") as archive:
        archive.writestr(name, "x")
    with pytest.raises(Refused, match=DAMAGED):
        read_table(output.getvalue())
