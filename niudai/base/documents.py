"""Word files (.docx) on the page of GB/T 9704-2012, 党政机关公文格式: titles, text and tables.

The files only name their fonts; offices have them installed. Nothing here needs Django.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Twips

SONG_TITLE: Final = "方正小标宋简体"
HEI: Final = "黑体"
KAI: Final = "楷体_GB2312"
FANG_SONG: Final = "仿宋_GB2312"
SONG: Final = "宋体"
LATIN: Final = "Times New Roman"
LINE_PITCH: Final = 580  # twips; 22 lines fill the 225 mm of the type area (5.2.3)
LOOKED_AT: Final = 200  # rows for column widths
COLUMN_LEAST: Final = 2  # widths in Chinese characters
CELL_EDGES: Final = 1
HEADER_MOST: Final = 5  # a longer header or word is broken
CROWDED: Final = 8  # columns; a table of more is set in 五号
WIDE_TABLE: Final = 5  # columns; more of them stand on pages turned on their side
_LATIN_WORD = re.compile("[!-~]+")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of paragraph looks; sizes and distances in points, `indent` in characters."""

    font: str
    size: float
    line: float = LINE_PITCH / 20
    align: str = "both"
    indent: int = 0
    spacing: int = 0  # twentieths of a point between characters


TITLE: Final = Style(SONG_TITLE, 22, line=34, align="center")  # 7.3.1, 二号小标宋
NOTE: Final = Style(KAI, 16, align="center")
# 28 characters of 16 points are wider than 156 mm by a quarter of a point each (5.2.3).
BODY: Final = Style(FANG_SONG, 16, indent=2, spacing=-5)  # 5.2.2, 三号仿宋
HEADINGS: Final = (  # 7.3.3: 一、黑体 （一）楷体 1.（1）仿宋
    Style(HEI, 16, indent=2, spacing=-5),
    Style(KAI, 16, indent=2, spacing=-5),
    BODY,
)
TABLE_HEADER: Final = Style(HEI, 12, line=18, align="center")
TABLE_WORDS: Final = Style(FANG_SONG, 12, line=18, align="left")
TABLE_MARK: Final = Style(FANG_SONG, 12, line=18, align="center")
PAGE_NUMBER: Final = Style(SONG, 14, line=16)  # 7.5, 四号半角宋体


class OfficialDocument:
    """A document written from top to bottom; `to_bytes` gives the file.

    `landscape` turns the page on its side as clause 8 wants for wide tables: the top of the table
    stands at the binding edge. The page number stays at the foot. `made_at` is the only time in the
    file, so that equal content gives equal bytes.
    """

    def __init__(self, title: str, *, made_at: datetime, landscape: bool = False) -> None:
        self._document = docx.Document()
        self._content: list[
            str
        ] = []  # XML of paragraphs and tables; lxml needs minutes to add them
        self._width = _set_up_page(self._document, landscape=landscape)
        _set_up_language(self._document)
        self._name(title, made_at)

    def title(self, text: str, *, new_page: bool = False) -> None:
        """Write a title, on a page of its own if it is a further one; line breaks stay (7.3.1)."""
        for i, line in enumerate(text.split("\n")):
            self._add(_paragraph(line, TITLE, new_page=new_page and i == 0))

    def note(self, text: str) -> None:
        """Write a line in the middle under the title, such as who made the table and when."""
        self._add(_paragraph(text, NOTE))

    def space(self) -> None:
        """Leave one line empty, as between the title and what follows (7.3.2)."""
        self._add(_paragraph("", BODY))

    def heading(self, text: str, level: int) -> None:
        """Write a heading with its printed number; `level` 1 is 一、, 2 （一）, others 1. (7.3.3)."""
        self._add(_paragraph(text, HEADINGS[min(max(level, 1), len(HEADINGS)) - 1]))

    def paragraph(self, text: str) -> None:
        """Write one paragraph of text, its first line indented by two characters (7.3.3)."""
        self._add(_paragraph(text, BODY))

    def table(
        self,
        headers: Sequence[str],
        rows: Iterable[Sequence[Any]],
        widths: Sequence[float] | None = None,
    ) -> None:
        """Write a table: its header is repeated on each page, no row is split by a page.

        Cells may be text, numbers, dates (2026-03-05) or None. `widths` are shares of the page
        width, by default they follow the content.
        """
        words = [[_words(value) for value in row] for row in rows]
        looks = [TABLE_HEADER, TABLE_WORDS, TABLE_MARK]
        if len(headers) > CROWDED:
            looks = [replace(look, size=10.5, line=16) for look in looks]
        shares = widths or _shares(headers, words, self._width / (looks[0].size * 20))
        places = [round(self._width * share / sum(shares)) for share in shares]
        marks = [_is_mark(header, words, i) for i, header in enumerate(headers)]
        styles = [looks[2] if mark else looks[1] for mark in marks]
        grid = "".join(f'<w:gridCol w:w="{place}"/>' for place in places)
        head = _row(headers, places, looks[:1] * len(places), header=True)
        body = "".join(_row(row, places, styles) for row in words)
        self._add(f"<w:tbl>{_TABLE_LOOK}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>")

    def to_bytes(self) -> bytes:
        """Return the .docx file."""
        written = io.BytesIO()
        self._document.save(written)
        return _filled(written.getvalue(), "".join(self._content))

    def _add(self, xml: str) -> None:
        self._content.append(xml)

    def _name(self, title: str, made_at: datetime) -> None:
        about = self._document.core_properties
        about.title, about.language = _clean(title)[:255], "zh-CN"
        about.author = about.last_modified_by = about.comments = about.keywords = ""
        moment = made_at.astimezone(UTC) if made_at.tzinfo else made_at
        about.created = about.modified = moment.replace(tzinfo=None, microsecond=0)
        about.revision = 1


def table_document(
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    made_at: datetime,
    note: str = "",
    widths: Sequence[float] | None = None,
) -> bytes:
    """Return a .docx of one titled table, such as a 任务分解表, to be printed as it is.

    Tables of more than five columns stand on pages turned on their side. See `OfficialDocument`.
    """
    document = OfficialDocument(title, made_at=made_at, landscape=len(headers) > WIDE_TABLE)
    document.title(title)
    if note:
        document.note(note)
    document.space()
    document.table(headers, rows, widths)
    return document.to_bytes()


def _set_up_page(document: Any, *, landscape: bool) -> int:
    """Set paper (5.1), margins (5.2.1), lines (5.2.3) and page numbers; return the width in twips."""
    section = document.sections[0]
    top, left, right, bottom = (28, 35, 37, 26) if landscape else (37, 28, 26, 35)
    width, height = (297, 210) if landscape else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(bottom - 7 - 5)  # the dash stands 7 mm below the type area (7.5)
    section.header_distance = Mm(15)
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(
        parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{LINE_PITCH}"/>')
    )
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(section.footer, odd=True)
    _number_pages(section.even_page_footer, odd=False)
    return int(Mm(width - left - right) / Twips(1))


def _number_pages(footer: Any, *, odd: bool) -> None:
    """Write “— 1 —” one character from the outer edge, right on odd pages (7.5)."""
    side = "right" if odd else "left"
    run = _run_look(PAGE_NUMBER)
    field = "".join(
        f"<w:r>{run}{part}</w:r>"
        for part in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    look = f'<w:pPr><w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
    footer.is_linked_to_previous = False
    old = footer.paragraphs[0]._p
    old.getparent().replace(old, parse_xml(f"<w:p {nsdecls('w')}>{look}{field}</w:p>"))


def _set_up_language(document: Any) -> None:
    """Chinese by default: without it the marks stand in the middle of their square."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    defaults.clear()
    defaults.append(
        parse_xml(
            f"<w:rPr {nsdecls('w')}>{_fonts(FANG_SONG)}"
            '<w:sz w:val="32"/><w:szCs w:val="32"/>'
            '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        )
    )
    normal = document.styles.element.find(f"{qn('w:style')}[@{qn('w:styleId')}='Normal']")
    for look in (*normal.findall(qn("w:rPr")), *normal.findall(qn("w:pPr"))):
        normal.remove(look)
    settings = document.settings.element
    for old in settings.findall(qn("w:themeFontLang")):
        old.set(qn("w:val"), "zh-CN")
        old.set(qn("w:eastAsia"), "zh-CN")


def _paragraph(text: str, style: Style, *, new_page: bool = False) -> str:
    """Return the XML of a paragraph; lines inside the text stay lines."""
    lines = _clean(text).split("\n")
    indent = f'<w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{round(style.indent * style.size * 20)}"/>'
    look = (
        f"<w:pPr>{'<w:pageBreakBefore/>' if new_page else ''}"
        f"{_FLAT if style.line < LINE_PITCH / 20 else ''}"
        f'<w:spacing w:before="0" w:after="0" w:line="{round(style.line * 20)}" w:lineRule="exact"/>'
        f'{indent if style.indent else ""}<w:jc w:val="{style.align}"/></w:pPr>'
    )
    run = _run_look(style)
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:p>{look}<w:r>{run}{words}</w:r></w:p>"


def _run_look(style: Style) -> str:
    half = round(style.size * 2)
    apart = f'<w:spacing w:val="{style.spacing}"/>' if style.spacing else ""
    return (
        f'<w:rPr>{_fonts(style.font)}{apart}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr>'
    )


def _fonts(name: str) -> str:
    latin = SONG if name == SONG else LATIN
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}"'
        ' w:hint="eastAsia"/>'
    )


_FLAT = '<w:snapToGrid w:val="0"/>'  # small type would take two lines of the grid
_TABLE_LOOK = (
    '<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
    '<w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)


def _row(
    cells: Sequence[str], places: Sequence[int], styles: Sequence[Style], *, header: bool = False
) -> str:
    filled = [*cells, *[""] * (len(places) - len(cells))]
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{place}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(text, style)}</w:tc>"
        for text, place, style in zip(filled, places, styles, strict=False)
    )
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{inside}</w:tr>"


def _is_mark(header: str, rows: list[list[str]], column: int) -> bool:
    """Tell whether a column holds short marks (numbers, days, names), which stand in the middle."""
    most = max(_width(header), 6)
    return all(_width(row[column]) <= most for row in rows[:LOOKED_AT] if column < len(row))


def _shares(headers: Sequence[str], rows: list[list[str]], most: float) -> list[float]:
    """Return column widths in characters, `most` in all: room for the header, the rest for long texts.

    The rest goes by length, damped so that the rows stay low.
    """
    least, wants = [], []
    for i, header in enumerate(headers):
        whole = max((_whole(row[i]) for row in rows[:LOOKED_AT] if i < len(row)), default=0)
        own = min(max(_width(header), whole, COLUMN_LEAST), HEADER_MOST) + CELL_EDGES
        least.append(own)
        widths = sorted(_width(row[i]) for row in rows[:LOOKED_AT] if i < len(row))
        typical = widths[len(widths) * 9 // 10] if widths else 0
        wants.append(max(0.0, typical - own) ** 0.7)
    rest = max(0.0, most - sum(least))
    return [
        own + rest * (want or 1e-9) / (sum(wants) or 1)
        for own, want in zip(least, wants, strict=True)
    ]


def _whole(text: str) -> float:
    """Return the width of the longest word that should not be broken, such as 2026-06-30."""
    return max((len(word) / 2 for word in _LATIN_WORD.findall(text)), default=0)


def _width(text: str) -> float:
    """Return how many Chinese characters wide the widest line of a text is."""
    wide = (
        sum(1 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in line)
        for line in text.split("\n")
    )
    return max(wide, default=0)


def _words(value: Any) -> str:
    """Return a cell as it is printed; a time loses its seconds."""
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(" ", "minutes")[:16]
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _clean(text: str) -> str:
    """Drop what XML cannot hold; a tab becomes a blank."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _filled(data: bytes, content: str) -> bytes:
    """Put the content before the page set-up of an empty document; all parts get one fixed time."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _ZIP_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            text = old.read(name)
            if name == "word/document.xml":
                text = text.replace(b"<w:sectPr", content.encode() + b"<w:sectPr", 1)
            new.writestr(part, text)
    return written.getvalue()
