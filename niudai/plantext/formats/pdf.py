"""PDF files with text: visual lines are joined to paragraphs by their indents and ends.

A scanned PDF holds pictures only and is refused; nothing of the file but its text is looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pypdfium2

from .errors import DAMAGED, LOCKED, TOO_LARGE, PlanUnreadable
from .source import Source

PAGES_MAX = 500
CHARS_MAX = 500_000
MARGIN_SHARE = 20  # one line in so many stands at the left margin of the text
SCANNED = "PDF 中没有文字，可能是扫描件，请安装扫描识别组件，或提供 Word 版本。"
_WIDE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…]"
_GAP = re.compile(rf"(?<={_WIDE}) +(?={_WIDE})|(?<={_WIDE}) +(?=\d)|(?<=\d) +(?={_WIDE})")
_PAGE_NUMBER = re.compile(r"[—–\-－·\s]*\d{1,4}[—–\-－·\s]*|第\s?\d{1,4}\s?页.{0,12}")
_BREAK = re.compile(r"[\r\n]+")


@dataclass(frozen=True)
class Line:
    """One visual line; left, right and size (of a character) in points."""

    text: str
    left: float
    right: float
    size: float


def read(data: bytes) -> Source:
    """Return the text of a PDF file; raises PlanUnreadable, also for a scanned one."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise PlanUnreadable(LOCKED if locked else DAMAGED) from error
    try:
        return Source(_text(document))
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise PlanUnreadable(DAMAGED) from error
    finally:
        document.close()


def _text(document: pypdfium2.PdfDocument) -> str:
    if len(document) > PAGES_MAX:
        raise PlanUnreadable(TOO_LARGE)
    lines: list[Line] = []
    chars = 0
    for index in range(len(document)):
        page = document[index]
        try:
            found = page.get_textpage()
            chars += found.count_chars()
            if chars > CHARS_MAX:
                raise PlanUnreadable(TOO_LARGE)
            lines += _lines(found)
        finally:
            page.close()
    if not lines:
        raise PlanUnreadable(SCANNED)
    return "\n".join(joined(lines)) + "\n"


def _lines(page: pypdfium2.PdfTextPage) -> list[Line]:
    out: list[Line] = []
    boxes: list[tuple[float, float, float, float]] = []
    text = ""
    for index in range(page.count_chars() + 1):
        sign = page.get_text_range(index, 1) if index < page.count_chars() else "\n"
        if _BREAK.search(sign):
            line = text.strip()
            if line and boxes and not _PAGE_NUMBER.fullmatch(line):
                size = max(box[3] - box[1] for box in boxes)
                out.append(Line(_GAP.sub("", line), boxes[0][0], boxes[-1][2], size))
            text, boxes = "", []
            continue
        text += sign
        if sign.strip():
            boxes.append(page.get_charbox(index, loose=True))
    return out


def joined(lines: list[Line]) -> list[str]:
    """Join visual lines to paragraphs: a new one is indented, or follows a line that ends early.

    >>> joined([Line("走访困难", 72, 500, 16), Line("职工。", 40, 90, 16), Line("慰问", 72, 104, 16)])
    ['走访困难职工。', '慰问']
    """
    left = Counter(round(line.left) for line in lines)
    margin = min(x for x, n in left.items() if n * MARGIN_SHARE >= len(lines))
    right = max(line.right for line in lines)
    out: list[str] = []
    before: Line | None = None
    for line in lines:
        fresh = line.left > margin + line.size * 0.8
        if before is None or fresh or before.right < right - before.size * 1.8:
            out.append(line.text)
        else:
            out[-1] += line.text
        before = line
    return out
