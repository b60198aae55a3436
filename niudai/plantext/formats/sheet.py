"""Tables (.xlsx, .xls, .et, .csv): the sheets in their order, a row is one line of cells with tabs.

A merged cell stands in its first row and column; below it stand `MERGED` cells. Formulas give the value they had when the file was saved.
"""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from . import html
from .archive import OLE, PART_MAX, Archive
from .errors import DAMAGED, LOCKED, TOO_LARGE, PlanUnreadable
from .legacy_ole import opened
from .lines import MERGED
from .source import Source
from .text import decoded

ROWS_MAX = 20_000
CELLS_MAX = 400_000  # between the first and the last cell of a sheet
SHEETS_MAX = 60
PARTS_MAX = 4 * PART_MAX
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RECORD = struct.Struct("<HHHH")  # kind, size, then row and column where it is a cell
_FILE_PASS = 0x2F
# blank, number, label, yes/no, formula, number (RK), shared text, rich text, rows of numbers, of blanks
_CELL_RECORDS = frozenset((0x201, 0x203, 0x204, 0x205, 0x6, 0x27E, 0xFD, 0xD6, 0xBD, 0xBE))
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,8})""")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|meta|table)")
TOO_MANY = "表格超过两万行，请只保留任务分解表后再上传。"


def read(data: bytes) -> Source:
    """Return the text of a spreadsheet or a .csv, also when it is a web page; raises PlanUnreadable."""
    if data.startswith((b"PK", OLE)):
        return Source.of_lines(_book_lines(data))
    if _PAGE.match(data[:400].lower()):
        return html.read(data)
    return Source.of_lines(_rows_of(_csv(decoded(data))))


def _book_lines(data: bytes) -> list[str]:
    if data.startswith(b"PK"):
        _check_parts(data)
    else:
        _check_records(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            book.get_sheet_by_name(entry.name)
            for entry in book.sheets_metadata[:SHEETS_MAX]
            if entry.visible == python_calamine.SheetVisibleEnum.Visible
            and entry.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError as error:
        raise PlanUnreadable(LOCKED) from error
    except (python_calamine.CalamineError, OSError, ValueError, LookupError) as error:
        raise PlanUnreadable(DAMAGED) from error
    filled = [(sheet.name, lines) for sheet in sheets if (lines := _rows_of(_cells(sheet)))]
    if sum(len(lines) for _, lines in filled) > ROWS_MAX:
        raise PlanUnreadable(TOO_MANY)
    named = len(filled) > 1
    return [line for name, lines in filled for line in ([_line(name)] if named else []) + lines]


def _cells(sheet: python_calamine.CalamineSheet) -> Iterator[list[str]]:
    """Yield the rows of a sheet as text; cells merged with the one above are `MERGED`."""
    if sheet.total_height * sheet.total_width > CELLS_MAX:
        raise PlanUnreadable(TOO_MANY if sheet.total_height > ROWS_MAX else TOO_LARGE)
    first, left = sheet.start or (0, 0)
    below: set[tuple[int, int]] = set()
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or ():
        below.update((row, column) for row in range(top + 1, min(bottom, ROWS_MAX) + 1))
        if len(below) > CELLS_MAX:
            raise PlanUnreadable(TOO_LARGE)
    for number, row in enumerate(sheet.iter_rows(), first):
        texts = [*[""] * left, *map(_text, row)]
        for column, text in enumerate(texts):
            if not text and (number, column) in below:
                texts[column] = MERGED
        yield texts if any(text.strip(MERGED) for text in texts) else []


def _rows_of(rows: Iterable[list[str]]) -> list[str]:
    """Return the rows that hold something as lines; a lone first cell is a line of its own."""
    out: list[str] = []
    for cells in rows:
        line = "\t".join(map(_line, cells)).rstrip("\t")
        if line:
            out.append(line)
        if len(out) > ROWS_MAX:
            raise PlanUnreadable(TOO_MANY)
    return out


def _line(cell: str) -> str:
    """A cell is one line: its line breaks and tabs become blanks."""
    return " ".join(cell.split())


def _csv(text: str) -> Iterator[list[str]]:
    separator = "\t" if "\t" in text.split("\n", 1)[0] else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise PlanUnreadable(DAMAGED) from error


def _text(value: Any) -> str:
    """Return a cell as an officer reads it.

    >>> _text(3.0), _text(date(2026, 3, 31)), _text(0.95)
    ('3', '2026年3月31日', '0.95')
    """
    match value:
        case str():
            return value
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case date() | datetime():
            return f"{value.year}年{value.month}月{value.day}日"
        case time():
            return value.isoformat("minutes")
        case timedelta():
            return ""
        case _:
            return str(value)


def _check_parts(data: bytes) -> None:
    """Refuse a file that unpacks too large or spans too many cells, before the library meets it.

    The library lays out every cell between the first and the last one.
    """
    archive = Archive(data)
    names = archive.names
    # of two parts with one name the library may read the other
    if "xl/workbook.xml" not in names or len(set(names)) < len(names):
        raise PlanUnreadable(DAMAGED)
    read = 0
    for name in names:
        if name.startswith("xl/media/"):
            continue
        content = archive.part(name) or b""
        read += len(content)
        if read > PARTS_MAX:
            raise PlanUnreadable(TOO_LARGE)
        if name.startswith("xl/worksheets/"):
            _check_extent(content)


def _check_extent(content: bytes) -> None:
    if content.count(b"<row") > ROWS_MAX:
        raise PlanUnreadable(TOO_MANY)
    if content.count(b"<c") > CELLS_MAX:
        raise PlanUnreadable(TOO_LARGE)
    found = set(_PLACE.findall(content))
    rows = max((int(row) for _, row in found), default=0)
    columns = max((_column(name) for name in {name for name, _ in found}), default=0)
    _check_size(rows, columns)


def _check_size(rows: int, columns: int) -> None:
    if rows > ROWS_MAX:
        raise PlanUnreadable(TOO_MANY)
    if rows * columns > CELLS_MAX:
        raise PlanUnreadable(TOO_LARGE)


def _column(name: bytes) -> int:
    """Return the number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number


def _check_records(data: bytes) -> None:
    """Refuse an old workbook that is locked or whose cells lie too far apart ([MS-XLS] 2.1.4)."""
    if _ENCRYPTED in data:
        raise PlanUnreadable(LOCKED)
    try:
        with opened(data) as file:
            stream = file.stream("Workbook") or file.stream("Book")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise PlanUnreadable(DAMAGED) from error
    at, rows, columns = 0, 0, 0
    while at + 8 <= len(stream):
        kind, size, row, column = _RECORD.unpack_from(stream, at)
        if kind == _FILE_PASS:
            raise PlanUnreadable(LOCKED)
        if kind in _CELL_RECORDS and size >= 6:
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        at += 4 + size
    _check_size(rows, columns)
