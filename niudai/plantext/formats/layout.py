"""Visual lines of a page, from a PDF or from a recognized picture, joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

MARGIN_SHARE = 20  # one line in so many stands at the left margin of the text
ALIGNED_SHARE = 10  # one line in so many of a recognized page stands at each of its margins
FEW = 6  # lines of a page that is too short to show its own margins
_CLOSED = ("。", "；", "：", "！", "？")
_NUMBERED = re.compile(
    r"(?P<cn>[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))"
    r"|(?P<cn_paren>[（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(?P<digit>\d{1,2}(?:[．.](?!\d)|、))"
    r"|(?P<digit_paren>[（(]\d{1,2}[）)])"
    r"|(?P<circle>[①-⑳])"
    r"|(?P<part>第[一二三四五六七八九十]{1,3}(?:部分|[章节条]))"
)
TITLE_SHARE = 1.3  # 二号 of a title over 三号 of the text is 1.375
_FIRST = ("一、", "（一）", "(一)", "1.", "1．", "1、", "第一")
WIDTH = 450.0  # points between the margins of A4


@dataclass(frozen=True)
class Line:
    """One visual line; left, right and size (of a character) in points."""

    text: str
    left: float
    right: float
    size: float


def joined(lines: Sequence[Line], *, exact: bool = True) -> list[str]:
    """Join visual lines to paragraphs: a new one is indented, or follows a line that ends early.

    A number at the margin opens a paragraph too where it cannot stand inside a sentence: lists are
    often printed without an indent. Where sizes are `exact`, not recognized, so does a line in
    clearly smaller or larger letters: the title is no part of the first sentence.

    >>> joined([Line("走访困难", 72, 500, 16), Line("职工。", 40, 90, 16), Line("慰问", 72, 104, 16)])
    ['走访困难职工。', '慰问']
    """
    if not lines:
        return []
    left = Counter(round(line.left) for line in lines)
    margin = min((x for x, n in left.items() if n * MARGIN_SHARE >= len(lines)), default=min(left))
    right = max(line.right for line in lines)
    out: list[str] = []
    before: Line | None = None
    seen: set[str] = set()
    for line in lines:
        fresh = line.left > margin + line.size * 0.8 or _opens(line, before, seen, right)
        if (
            before is None
            or fresh
            or _ends_early(before, right)
            or (exact and _other_size(before, line))
        ):
            out.append(line.text)
            if number := _NUMBERED.match(line.text):
                seen.add(number.lastgroup or "")
        else:
            out[-1] += line.text
        before = line
    return out


def _opens(line: Line, before: Line | None, seen: set[str], right: float) -> bool:
    """Tell whether a line after a full one begins with a number of its own.

    `seen` are the kinds of numbers that began a paragraph so far: ② of a list that runs inside its
    sentence opens none. A heading (三、) also shows by its short line.
    """
    number = _NUMBERED.match(line.text)
    if before is None or number is None or before.text.endswith(("、", "，", ",")):
        return False
    begun = number.lastgroup in seen or line.text.startswith(_FIRST)
    if number.lastgroup == "cn":
        return begun or _ends_early(line, right)
    return begun and before.text.endswith(_CLOSED)


def _other_size(before: Line, line: Line) -> bool:
    return not 1 / TITLE_SHARE < line.size / max(before.size, 1.0) < TITLE_SHARE


def _ends_early(line: Line, right: float) -> bool:
    return line.right < right - line.size * 1.8


def aligned(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of pictures on common margins, 0 and WIDTH: no two lay alike on the glass.

    A page with few lines takes the margins of the page before it.
    """
    full = [_margins(page) for page in pages if len(page) >= FEW]
    margins = full[0] if full else _margins([line for page in pages for line in page])
    out: list[Line] = []
    for page in pages:
        margins = _margins(page) if len(page) >= FEW else margins
        out += [_placed(line, *margins) for line in page]
    return out


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the outermost places left and right where more than a stray line begins and ends."""
    if not lines:
        return 0.0, WIDTH
    near = 0.6 * median(line.size for line in lines)
    enough = max(1, len(lines) // ALIGNED_SHARE)
    lefts = sorted(line.left for line in lines)
    rights = sorted((line.right for line in lines), reverse=True)
    left = next((x for i, x in enumerate(lefts[enough:]) if x - lefts[i] < near), lefts[0])
    right = next((x for i, x in enumerate(rights[enough:]) if rights[i] - x < near), rights[0])
    return left, max(right, left + near)


def _placed(line: Line, left: float, right: float) -> Line:
    near = 0.6 * line.size
    scale = WIDTH / (right - left)
    begin = 0.0 if line.left < left + near else (line.left - left) * scale
    end = WIDTH if line.right > right - near else (line.right - left) * scale
    return replace(line, left=begin, right=end, size=line.size * scale)
