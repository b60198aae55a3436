"""Scanned pages and photos (.png .jpg .bmp .tif), recognized by the optional extra `scan`.

RapidOCR and ONNX Runtime work with models inside the wheel, nothing is fetched; they are loaded for
one file and let go after it. The notes say that a text was recognized, and where it is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from itertools import islice, pairwise
from math import atan2, cos, hypot, sin
from statistics import fmean, median
from typing import Any, NamedTuple

from .errors import PlanUnreadable
from .layout import Line, aligned, joined
from .source import Progress, Source

PAGES_MAX = 60
PIXELS_MAX = 50_000_000  # an A4 page at 700 dpi
SIDE_MAX = 2000  # pixels of the longer side as recognized: A4 at 170 dpi
SIGHTED = 0.5  # least score of a line that is kept
SURE = 0.85  # least score of a line that no note names
NAMED_MAX = 20
PROBED = 12  # lines that show which way up a page lies
PAGE_WIDTH = 595.0  # points of A4, the unit of Line
PAGE_EDGE = 0.12  # part of the height in which page numbers stand
WITHOUT_EXTRA = (
    "文件是扫描件或图片，请联系管理员安装扫描件识别组件，或提供 Word 版本，也可以直接粘贴正文。"
)
TOO_MANY_PAGES = f"扫描的页超过 {PAGES_MAX} 页，请拆分后分别上传，或提供 Word 版本。"
TOO_MANY_PIXELS = "图片尺寸过大，请缩小到 5000 万像素以内后再上传。"
NO_TEXT = "没有从图片中认出文字，请换一份清晰、端正的扫描件，或提供 Word 版本。"
EVERYTHING = "全文由扫描件识别，请逐条对照原件。"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WIDE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]"
_NARROW_SIGN = re.compile(rf"(?<={_WIDE})[,:;?!]|[,:;?!](?={_WIDE})|[()]")
_WIDE_SIGNS = {ord(narrow): wide for narrow, wide in zip(",:;?!()", "，：；？！（）", strict=True)}
_GAP = re.compile(
    rf"(?<=[.．]) +(?=[（\u4e00-\u9fff])|(?<={_WIDE}) +(?=\d|{_WIDE})|(?<=\d) +(?={_WIDE})"
)
_DASHES = re.compile(r"^一一(?=[\u4e00-\u9fff])")
_SIGN = r"[一—–\-－·.\s]{0,4}"
_PAGE_NUMBER = re.compile(rf"{_SIGN}\d{{1,3}}{_SIGN}|第\s?\d{{1,3}}\s?页.{{0,12}}")


def available() -> bool:
    """Tell whether the extra `scan` is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(data: bytes, progress: Progress | None = None) -> Source:
    """Return the text of an image file; raises PlanUnreadable, also without the extra `scan`.

    `progress(done, pages so far)` is called after each page.
    """
    if not available():
        raise PlanUnreadable(WITHOUT_EXTRA)
    pictures = import_module(".pictures", __package__)
    recognition = Recognition()
    pages = []
    for number, picture in enumerate(pictures.pictures(data), 1):
        pages.append(recognition.page(number, picture))
        if progress is not None:
            progress(number, number)
    lines = joined(aligned(pages), exact=False)
    if not lines:
        raise PlanUnreadable(NO_TEXT)
    return Source.of_lines(lines, (EVERYTHING, *recognition.notes))


class Recognition:
    """The recognition of one file, page by page; `notes` fill with what is doubtful."""

    def __init__(self) -> None:
        self._recognizer = import_module(".recognizer", __package__).Recognizer()
        self._named = 0
        self.notes: list[str] = []

    def page(self, number: int, picture: Any) -> list[Line]:
        """Return the visual lines of page `number`, a PIL image; raises PlanUnreadable."""
        picture, found = self._upright(picture)
        kept = [one for one in found if one.score >= SIGHTED]
        if len(found) > len(kept):
            self._doubt(
                f"第{number}页有{len(found) - len(kept)}处无法辨认，已略去，请对照原件补上。"
            )
        for one in kept:
            if one.score < SURE:
                self._doubt(f"第{number}页的“{one.text[:30]}”识别没有把握，请对照原件核对。")
        return _lines(kept, PAGE_WIDTH / picture.width, picture.height)

    def _upright(self, picture: Any) -> tuple[Any, list[Any]]:
        """Return the page as its lines run level and not on their heads, with what stands on it."""
        found = self._recognizer.found(picture)
        first = list(islice(found, PROBED))
        angles = _turns(first)
        if not angles:
            return picture, [*first, *found]
        turned = [picture.rotate(angle, expand=True) for angle in angles]
        probed = [list(islice(self._recognizer.found(page), PROBED)) for page in turned]
        tries = zip([picture, *turned], map(_legible, [first, *probed]), strict=True)
        best, _ = max(tries, key=lambda page: page[1])
        return best, list(self._recognizer.found(best))

    def _doubt(self, note: str) -> None:
        self._named += 1
        if self._named <= NAMED_MAX:
            self.notes.append(note)


def _turns(found: list[Any]) -> tuple[int, ...]:
    """Return the angles by which a page may have to be turned: on its side, on its head, or none."""
    if not found:
        return ()
    tall = sum(not _is_level(one) for one in found)
    if tall * 2 > len(found):
        return (90, 270)
    return (180,) if fmean(one.score for one in found) < SURE else ()


def _legible(found: list[Any]) -> float:
    return sum(len(one.text) * one.score for one in found if _is_level(one))


def _is_level(one: Any) -> bool:
    along, down = one.corners[1] - one.corners[0], one.corners[3] - one.corners[0]
    return bool(hypot(*along) * 1.5 > hypot(*down))


class _Box(NamedTuple):
    """Where a stretch of text stands, in pixels of the page as it lies straight."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def _lines(found: Iterable[Any], scale: float, height: float) -> list[Line]:
    """Return the lines of a page from top to bottom; `scale` is points a pixel."""
    out = []
    for row in _rows(_straight(list(found))):
        text = _row_text(row)
        at_edge = not PAGE_EDGE < row[0].middle / height < 1 - PAGE_EDGE
        if text and not (at_edge and _PAGE_NUMBER.fullmatch(text)):
            size = median(box.size for box in row)
            out.append(Line(text, row[0].left * scale, row[-1].right * scale, size * scale))
    return out


def _straight(found: list[Any]) -> list[_Box]:
    """Turn the page so that its lines run level: on a crooked one the left margin wanders."""
    if not found:
        return []
    edges = [(one.corners[1] - one.corners[0]) for one in found]
    angle = median(atan2(edge[1], edge[0]) for edge in edges)
    out = []
    for one in found:
        xs = [float(x * cos(angle) + y * sin(angle)) for x, y in one.corners]
        ys = [float(y * cos(angle) - x * sin(angle)) for x, y in one.corners]
        out.append(_Box(min(xs), min(ys), max(xs), max(ys), one.text))
    return out


def _rows(boxes: list[_Box]) -> list[list[_Box]]:
    """Put what stands at one height together, from left to right."""
    rows: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda box: box.middle):
        last = rows[-1][-1] if rows else None
        if last and box.middle - last.middle < min(box.size, last.size) / 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row) for row in rows]


def _row_text(row: list[_Box]) -> str:
    text = row[0].text
    for before, box in pairwise(row):
        text += ("\u3000" if box.left - before.right > box.size else "") + box.text
    return _mended(text.strip())


def _mended(text: str) -> str:
    """Give Chinese text its own signs: the models often write narrow ones, and 一一 for ——.

    >>> _mended("1. (一)学习,每月 1,000 人"), _mended("一一坚持")
    ('1.（一）学习，每月1,000人', '——坚持')
    """
    if not _HAN.search(text):
        return text
    text = _NARROW_SIGN.sub(lambda sign: sign.group().translate(_WIDE_SIGNS), text)
    return _DASHES.sub("——", _GAP.sub("", text))
