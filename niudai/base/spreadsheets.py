"""Excel and CSV: writing tables that officers can use at once, reading tables that they filled in."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

import python_calamine
from django.utils import timezone

from niudai.base.errors import Refused

MOST_WRITTEN = 1_048_000  # rows; a sheet ends at 1,048,576
MOST_UNPACKED = (
    300_000_000  # bytes of an .xlsx unpacked; 200,000 rows of 20 columns need half of it
)
CELL_LIMIT = 32_767  # characters, of Excel
LONGEST_NUMBER = 15  # digits; Excel rounds longer numbers, so identity numbers go as text
MOST_CELLS = 10_000_000  # between the first and the last one
CELL_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,8})""")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream of a locked .docx or .xlsx
LOCKED = "文件有打开密码，请取消密码、另存后再上传。"
DAMAGED = "表格打不开，可能已损坏，请用 Excel 或 WPS 另存后再上传。"
TOO_LARGE = "表格内容过大，请删去多余的行列或拆成几个文件再上传。"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LOOKED_AT = 200  # rows for column widths
HEADER_SEARCH = 20  # rows among which the header is looked for


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet of a file as text: `rows[i]` is as long as `headers` and stood in line `numbers[i]`.

    Whole numbers have no decimal point, dates read 2026-03-05, empty cells are "". Rows without
    any content are left out.
    """

    headers: list[str]
    rows: list[list[str]]
    numbers: list[int]


def write_table(
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    widths: Sequence[float] | None = None,
    notes: Iterable[str] = (),
) -> bytes:
    """An .xlsx of one table, ready to print on A4; `notes` go line by line onto a second sheet 说明.

    Cells may be text, numbers, dates, times, yes/no or None; anything else is written by str().
    Text is always text: what begins like a formula is quoted. `widths` are in characters, by
    default they follow the content. Rows may come from a generator; memory stays small.
    """
    import xlsxwriter  # noqa: PLC0415 - 17 MB that most processes never need

    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"constant_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet(_sheet_name(title))
    formats = _Formats(book)
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, formats.header)
    seen = [_width(header) for header in headers]
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MOST_WRITTEN:
            raise Refused("内容超过一张表格能放下的行数，请缩小范围后再导出。")
        for column, value in enumerate(row):
            _write_cell(sheet, count, column, value, formats)
            if count <= LOOKED_AT and column < len(seen):
                seen[column] = max(seen[column], _width(value))
    for column, width in enumerate(widths or [min(max(w + 2, 8), 50) for w in seen]):
        sheet.set_column(column, column, width)
    _set_up_print(sheet, title, columns=len(headers), rows=count)
    if lines := list(notes):
        _write_notes(book, lines, formats)
    book.close()
    return output.getvalue()


class _Formats:
    """The few cell styles of our tables."""

    def __init__(self, book: Any) -> None:
        base = {"border": 1, "border_color": "#B8B0A6", "valign": "vcenter"}
        self.header = book.add_format(
            {**base, "bold": True, "bg_color": "#F3E3DF", "align": "center", "text_wrap": True}
        )
        self.text = book.add_format({**base, "text_wrap": True})
        self.quoted = book.add_format({**base, "text_wrap": True, "quote_prefix": True})
        self.number = book.add_format(base)
        self.day = book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "center"})
        self.moment = book.add_format({**base, "num_format": "yyyy-mm-dd hh:mm"})


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: _Formats) -> None:
    match value:
        case None | "":
            sheet.write_blank(row, column, None, formats.text)
        case bool():
            sheet.write_string(row, column, "是" if value else "否", formats.text)
        case int() if abs(value) < 10**LONGEST_NUMBER:
            sheet.write_number(row, column, value, formats.number)
        case float() | Decimal() if isfinite(value):
            sheet.write_number(row, column, value, formats.number)
        case datetime():
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            sheet.write_datetime(row, column, local, formats.moment)
        case date():
            sheet.write_datetime(row, column, value, formats.day)
        case _:
            text = str(value)
            style = formats.quoted if text.startswith(FORMULA_STARTS) else formats.text
            sheet.write_string(row, column, text[:CELL_LIMIT], style)


def _set_up_print(sheet: Any, title: str, *, columns: int, rows: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, max(columns - 1, 0))
    sheet.set_paper(9)  # A4
    if columns > 6:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&C&14" + " " + title.replace("&", "&&")[:100])
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write_notes(book: Any, lines: Sequence[str], formats: _Formats) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 90)
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line[:CELL_LIMIT], formats.quoted)


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters, none of []:*?/\\ and no quote at either end."""
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31].strip(" '")
    return "表格" if name in {"", "说明"} or name.lower() == "history" else name


def _width(value: Any) -> int:
    """Columns of text a value takes; a Chinese character takes two."""
    lines = str("" if value is None else value).split("\n")
    return max(sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line) for line in lines)


def read_table(data: bytes, *, max_rows: int = 200_000) -> Sheet:
    """The first sheet of an .xlsx, .xls or .et file, or a .csv in UTF-8 or GB18030.

    The header is the first row filled at least half as wide as the table, so that a title above it
    does no harm. Raises Refused with what to do for a file that is empty, damaged, locked by a
    password, too large when unpacked, or longer than `max_rows`.
    """
    if not data.strip():
        raise Refused("表格是空的，请填写后再上传。", field="file")
    lines = _read_book(data) if data[:2] in (b"PK", b"\xd0\xcf") else _read_csv(data)
    table: list[list[str]] = []
    numbers: list[int] = []
    for number, cells in enumerate(lines, start=1):
        if not any(cells):
            continue
        if len(table) > max_rows + HEADER_SEARCH:
            raise Refused(f"表格超过 {max_rows} 行，请拆成几个文件再上传。", field="file")
        table.append(cells)
        numbers.append(number)
    if not table:
        raise Refused("表格里没有内容，请填写后再上传。", field="file")
    return _with_headers(table, numbers, max_rows)


def _with_headers(table: list[list[str]], numbers: list[int], max_rows: int) -> Sheet:
    filled = [sum(map(bool, row)) for row in table[:HEADER_SEARCH]]
    at = next(i for i, count in enumerate(filled) if count * 2 >= max(filled))
    headers = [" ".join(cell.split()) for cell in table[at]]
    while not headers[-1]:
        headers.pop()
    width = len(headers)
    rows = [(row + [""] * width)[:width] for row in table[at + 1 :]]
    if len(rows) > max_rows:
        raise Refused(f"表格超过 {max_rows} 行，请拆成几个文件再上传。", field="file")
    return Sheet(headers, rows, numbers[at + 1 :])


def _read_book(data: bytes) -> Iterator[list[str]]:
    if data[:2] == b"PK":
        _check_unpacked(data)
    elif ENCRYPTED in data:
        raise Refused(LOCKED, field="file")
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
    except python_calamine.PasswordError:
        raise Refused(LOCKED, field="file") from None
    except (python_calamine.CalamineError, IndexError, OSError, ValueError):
        raise Refused(DAMAGED, field="file") from None
    first = sheet.start[0] if sheet.start else 0
    yield from ([] for _ in range(first))
    for row in sheet.iter_rows():
        yield [_text(value) for value in row]


def _check_unpacked(data: bytes) -> None:
    """Refuse a small file that grows into gigabytes, before the library meets it.

    The library lays out every cell between the first and the last one, so two cells far apart would
    end the process; and a part may hold more than it declares, which reading it to its end reveals.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names or names & {"xl/workbook.bin", "content.xml"}:
            raise Refused(DAMAGED, field="file")
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise Refused(TOO_LARGE, field="file")
        for part in archive.infolist():
            rows, columns = _extent(archive, part)
            if rows * columns > MOST_CELLS:
                raise Refused(TOO_LARGE, field="file")
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        raise Refused(DAMAGED, field="file") from None


def _extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and the last column that any cell of a part names."""
    rows, columns, rest = 0, 0, b""
    with archive.open(part) as file:
        while chunk := file.read(1 << 20):
            found = CELL_PLACE.findall(rest + chunk)
            rest = chunk[-20:]
            if found:
                rows = max(rows, max(int(row) for _, row in found))
                columns = max(columns, max(_column(name) for name in {name for name, _ in found}))
    return rows, columns


def _column(name: bytes) -> int:
    """The number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number


def _read_csv(data: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused("表格的文字编码无法识别，请另存为 Excel 文件后再上传。", field="file")
    if "\0" in text:
        raise Refused("这不是表格文件，请另存为 Excel 文件后再上传。", field="file")
    separator = "\t" if "\t" in text.split("\n", 1)[0] else ","
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False):
            yield [cell.strip() for cell in row]
    except csv.Error:
        raise Refused("表格的格式有误，请另存为 Excel 文件后再上传。", field="file") from None


def _text(value: Any) -> str:
    """A cell as an officer reads it."""
    match value:
        case str():
            return value.strip()
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case time():
            return value.isoformat("minutes")
        case _:
            return str(value)
