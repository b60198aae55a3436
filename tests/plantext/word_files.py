"""Writes Word files from the lines of a plan: with typed numbers, or with automatic ones.

A line with tabs becomes a table row; lines of one table stand together. An automatic number is one
whose sign is not in the text: one multi-level list of the document, as Word makes it, whose levels
are the number styles in the order they first occur; where the printed number is not the one that
would come by itself, the paragraph names a list that starts there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from niudai.plantext.formats.numbered_lists import Counter, Level, List
from niudai.plantext.numbering import value_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MOST_LEVELS = 9
_CN = "一二三四五六七八九十"
# what Word offers as a number style: the signs around the number, and the form of the number
PATTERNS: tuple[tuple[str, str, str], ...] = (
    (rf"第[{_CN}]{{1,3}}部分", "第%部分", "chineseCountingThousand"),
    (rf"第[{_CN}]{{1,3}}章", "第%章", "chineseCountingThousand"),
    (rf"第[{_CN}]{{1,3}}条", "第%条", "chineseCountingThousand"),
    (rf"[{_CN}]{{1,3}}、", "%、", "chineseCounting"),
    (rf"（[{_CN}]{{1,3}}）", "（%）", "chineseCountingThousand"),
    (rf"\([{_CN}]{{1,3}}\)", "(%)", "chineseCountingThousand"),
    (r"[0-9]{1,2}\.(?!\d)", "%.", "decimal"),
    (r"[0-9]{1,2}．(?!\d)", "%．", "decimal"),
    (r"[0-9]{1,2}、(?!\d)", "%、", "decimal"),
    (r"（[0-9]{1,2}）", "（%）", "decimal"),
    (r"\([0-9]{1,2}\)", "(%)", "decimal"),
    (r"[①-⑩]", "%", "decimalEnclosedCircle"),
)


def docx(lines: Iterable[str], *, automatic: bool = False) -> bytes:
    """The bytes of a .docx file with these lines, their numbers typed or automatic."""
    lists = _Lists() if automatic else None
    body = "".join(
        _table(rows) if is_row else "".join(_paragraph(line, lists) for line in rows)
        for is_row, group in groupby(lines, key=lambda line: "\t" in line)
        for rows in [list(group)]
    )
    parts = {
        "[Content_Types].xml": _types("document", "numbering", "styles"),
        "_rels/.rels": _relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": _relations(numbering="numbering.xml", styles="styles.xml"),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}{_PAGE}</w:body></w:document>",
        "word/styles.xml": _STYLES,
        "word/numbering.xml": lists.xml() if lists else f"<w:numbering {_SPACES}/>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return out.getvalue()


_SPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" '
    'w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)
# 三号字, lines of 28 pt, first lines indented by two characters: GB/T 9704. Punctuation shall not
# hang over the margin, where LibreOffice 7.4 does not print it; it takes w:overflowPunct for the
# opposite of what it says.
_STYLES = (
    f'<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Noto Sans CJK SC" '
    'w:hAnsi="Noto Sans CJK SC" w:eastAsia="Noto Sans CJK SC"/><w:sz w:val="32"/><w:lang '
    'w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:overflowPunct w:val="1"/>'
    '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640"/><w:jc w:val="both"/>'
    "</w:pPr></w:style></w:styles>"
)


class _Lists:
    """The lists of one document, and what each would print next."""

    def __init__(self) -> None:
        self._depths: dict[tuple[str, str], int] = {}
        self._levels: dict[int, Level] = {}
        self._counter = Counter()
        self._starts: list[tuple[int, int]] = []

    def take(self, line: str) -> tuple[str, str]:
        """Return the w:numPr of a line and its text without the number; the line itself if none."""
        found = next((m for m in (re.match(sign, line) for sign, *_ in PATTERNS) if m), None)
        if not found:
            return "", line
        _, around, form = next(p for p in PATTERNS if re.fullmatch(p[0], found.group()))
        depth = self._depths.setdefault((around, form), len(self._depths))
        if depth >= MOST_LEVELS:
            return "", line
        self._levels[depth] = Level(form=form, text=around.replace("%", f"%{depth + 1}"))
        if self._ahead(depth) != found.group():
            self._starts.append((depth, value_of(found.group())))
        number = len(self._starts) + 1
        shown = self._counter.label(str(number), self._list(), depth)
        assert shown == found.group(), (shown, line[:20])
        place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
        return f"<w:numPr>{place}</w:numPr>", line[found.end() :]

    def _list(self) -> List:
        """The list in force: the one that last started."""
        return List("0", self._levels, dict(self._starts[-1:]))

    def _ahead(self, depth: int) -> str:
        """What the list in force would print next, counted on a copy."""
        return deepcopy(self._counter).label(str(len(self._starts) + 1), self._list(), depth)

    def xml(self) -> str:
        """numbering.xml."""
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{level.form}"/>'
            f'<w:suff w:val="nothing"/><w:lvlText w:val={quoteattr(level.text)}/></w:lvl>'
            for depth, level in self._levels.items()
        )
        nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/><w:lvlOverride '
            f'w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for number, (depth, start) in enumerate(self._starts, 2)
        )
        return (
            f'<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType '
            f'w:val="multilevel"/>{levels}</w:abstractNum>{nums}</w:numbering>'
        )


def _paragraph(line: str, lists: _Lists | None) -> str:
    number, text = lists.take(line) if lists else ("", line)
    properties = f"<w:pPr>{number}</w:pPr>" if number else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: list[str]) -> str:
    width = max(row.count("\t") + 1 for row in rows)
    cells = [row.split("\t") + [""] * (width - 1 - row.count("\t")) for row in rows]
    grid = "<w:tblGrid>" + f'<w:gridCol w:w="{8800 // width}"/>' * width + "</w:tblGrid>"
    shown = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell, None)}</w:tc>" for cell in row) + "</w:tr>"
        for row in cells
    )
    return f"<w:tbl><w:tblPr/>{grid}{shown}</w:tbl>"


def _types(*parts: str) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{OFFICE}.'
        f'{part}{".main" if part == "document" else ""}+xml"/>'
        for part in parts
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(**targets: str) -> str:
    found = "".join(
        f'<Relationship Id="r{i}" Type="{R}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'
