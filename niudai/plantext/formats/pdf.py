"""PDF files: visual lines are joined to paragraphs by their indents and ends.

A page that holds a picture instead of text is a scanned one and goes to `scan.py`; nothing else of
the file but its text is looked at.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_FORM, FPDF_PAGEOBJ_IMAGE, FPDFText_GetUnicode

from . import scan
from .errors import DAMAGED, LOCKED, TOO_LARGE, PlanUnreadable
from .layout import Line, aligned, joined
from .source import Progress, Source

if TYPE_CHECKING:
    from PIL.Image import Image

PAGES_MAX = 500
CHARS_MAX = 500_000
FEW_CHARS = 30  # a stamp of the scanner, a page number; more is the text of the page
SCAN_SHARE = 0.3  # least part of the page that the picture of a scanned one covers
PARTS_MAX = 300  # pictures, lines and texts of a page that may be a scanned one
FORMS_MAX = 8  # depth of what stands inside of what
NO_TEXT = "PDF 中没有文字，请检查文件，或提供 Word 版本。"
_WIDE = r"[\u2460-\u2473\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…]"
_GAP = re.compile(rf"(?<={_WIDE}) +(?={_WIDE})|(?<={_WIDE}) +(?=\d)|(?<=\d) +(?={_WIDE})")
_PAGE_NUMBER = re.compile(r"[—–\-－·\s]*\d{1,4}[—–\-－·\s]*|第\s?\d{1,4}\s?页.{0,12}")
_NO_SIGNS = (0, 0xFFFE, 0xFFFF)


def read(data: bytes, progress: Progress | None = None) -> Source:
    """Return the text of a PDF file; raises PlanUnreadable, also for a scanned one without the extra.

    `progress(done, pages)` is called before the first and after each scanned page.
    """
    with _opened(data) as document:
        pages = _text_pages(document)
        scanned = [index for index, lines in enumerate(pages) if lines is None]
        notes = _recognize(document, pages, scanned, progress) if scanned else ()
    found: list[str] = []
    for is_scan, run in groupby(range(len(pages)), key=set(scanned).__contains__):
        lines = [pages[index] or [] for index in run]
        seen = aligned(lines) if is_scan else [line for page in lines for line in page]
        found += joined(seen, exact=not is_scan)
    if not found:
        raise PlanUnreadable(scan.NO_TEXT if scanned else NO_TEXT)
    return Source.of_lines(found, notes)


def has_scans(data: bytes) -> bool:
    """Tell whether a PDF file has scanned pages; raises PlanUnreadable as `read`."""
    with _opened(data) as document:
        return None in _text_pages(document)


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise PlanUnreadable(LOCKED if locked else DAMAGED) from error
    try:
        yield document
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise PlanUnreadable(DAMAGED) from error
    finally:
        document.close()


def _text_pages(document: pypdfium2.PdfDocument) -> list[list[Line] | None]:
    """Return the lines of each page, None for a scanned one."""
    if len(document) > PAGES_MAX:
        raise PlanUnreadable(TOO_LARGE)
    pages: list[list[Line] | None] = []
    chars = 0
    for index in range(len(document)):
        page = document[index]
        try:
            found = page.get_textpage()
            chars += found.count_chars()
            if chars > CHARS_MAX:
                raise PlanUnreadable(TOO_LARGE)
            lines = _lines(found)
            few = sum(len(line.text) for line in lines) < FEW_CHARS
            pages.append(None if few and _is_picture(page) else lines)
        finally:
            page.close()
    return pages


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Tell whether pictures cover much of the page; raises PlanUnreadable for a huge one.

    A drawing of thousands of parts is no scanned page, and would take minutes to render.
    """
    parts = list(islice(page.get_objects(max_depth=FORMS_MAX), PARTS_MAX + 1))
    if len(parts) > PARTS_MAX:
        return False
    covered = pixels = 0.0
    for part in parts:
        if part.type == FPDF_PAGEOBJ_IMAGE:
            width, height = part.get_px_size()
            pixels += width * height
            left, bottom, right, top = part.get_bounds()
            covered += abs(right - left) * abs(top - bottom)
    if pixels > scan.PIXELS_MAX:
        raise PlanUnreadable(scan.TOO_MANY_PIXELS)
    width, height = page.get_size()
    return covered > SCAN_SHARE * width * height


def _recognize(
    document: pypdfium2.PdfDocument,
    pages: list[list[Line] | None],
    scanned: list[int],
    progress: Progress | None,
) -> tuple[str, ...]:
    """Put the lines of the scanned pages into `pages` and return the notes for the reviewer."""
    numbers = "、".join(str(index + 1) for index in scanned)
    if not scan.available():
        if not any(pages):
            raise PlanUnreadable(scan.WITHOUT_EXTRA)
        return (
            f"第{numbers}页是扫描页，没有读入，请安装扫描件识别组件后重新导入，或对照原件补上。",
        )
    if len(scanned) > scan.PAGES_MAX:
        raise PlanUnreadable(scan.TOO_MANY_PAGES)
    tell = progress or (lambda done, pages: None)
    tell(0, len(scanned))
    recognition = scan.Recognition()
    for done, index in enumerate(scanned, 1):
        pages[index] = recognition.page(index + 1, _rendered(document[index]))
        tell(done, len(scanned))
    whole = (
        scan.EVERYTHING
        if len(scanned) == len(pages)
        else f"第{numbers}页由扫描件识别，请逐条对照原件。"
    )
    return (whole, *recognition.notes)


def _rendered(page: pypdfium2.PdfPage) -> Image:
    """Return the pictures of a page; what else is drawn there only costs time."""
    kept = (FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_FORM)
    try:
        for part in list(page.get_objects(max_depth=1)):
            if part.type not in kept:
                page.remove_obj(part)
        scale = scan.SIDE_MAX / max(page.get_size())
        return page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    finally:
        page.close()


def _lines(page: pypdfium2.PdfTextPage) -> list[Line]:
    out: list[Line] = []
    boxes: list[tuple[float, float, float, float]] = []
    signs: list[str] = []
    for index, sign in enumerate([*_signs(page), "\n"]):
        if sign in "\r\n":
            line = _whole("".join(signs)).strip()
            if line and boxes and not _PAGE_NUMBER.fullmatch(line):
                size = max(box[3] - box[1] for box in boxes)
                out.append(Line(_GAP.sub("", line), boxes[0][0], boxes[-1][2], size))
            signs, boxes = [], []
        elif sign:
            signs.append(sign)
            if not sign.isspace():
                boxes.append(page.get_charbox(index, loose=True))
    return out


def _signs(page: pypdfium2.PdfTextPage) -> list[str]:
    """Return each character of a page, "" for one without a text: forty times as fast as ranges."""
    codes = (FPDFText_GetUnicode(page, i) for i in range(page.count_chars()))
    return ["" if code in _NO_SIGNS or code > sys.maxunicode else chr(code) for code in codes]


def _whole(text: str) -> str:
    """Return the text with its surrogate pairs joined."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
