"""Stage 2, paragraphs: the text becomes trimmed paragraphs that keep their character span."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

BLANKS = " \t\r\n\v\f\u3000\xa0\ufeff\u200b\u2002\u2003"
_ENTITY_BLANK = re.compile(r"(?:&(?:nbsp|ensp|emsp);|[ \t\u3000\xa0\ufeff\u200b\u2002\u2003])+")
_SENTENCE_END = tuple("。；：！？!?;:”’》）)】〕|")
_OPEN_END = tuple("，、,")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NEW_START = re.compile(
    r"[（(]?[一二三四五六七八九十百\d]{1,4}\s?[）)、．.]|[①-⑳]|第[一二三四五六七八九十百]+[部章节条阶]"
    r"|[一二三四五六七八九十]是|附件|附[:：]|主办|承办|联系|[—\-•·●◆■▲]"
)
_NEVER_FIRST = tuple("，,、。；;：:）)”%％！？")
_NUMBER_ALONE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[．.、]"
)
_PAGE_NUMBER = re.compile(
    r"[—–\-－·]+(?:\s*[—–\-－·])*\s*\d{1,3}\s*[—–\-－·]*(?:\s*[—–\-－·])*|第\s?\d{1,3}\s?页(?:\s?共\s?\d{1,3}\s?页)?"
)
PAGE_NUMBER_MAX = 24
WRAP_MIN = 18
LONG = 60


@dataclass(frozen=True)
class Paragraph:
    """One trimmed, non-empty paragraph: `source[start:end] == text`.

    `cells` tells that a tab stands inside or before it (a flattened table), `indent` that it
    began with blanks, `style` the outline level a style of the file gives its line: 1 (top) to 9,
    0 for the title of the document, None for plain text.
    """

    start: int
    end: int
    text: str
    cells: bool
    indent: bool
    style: int | None = None


def paragraphs(source: str, styled: Mapping[int, int] | None = None) -> list[Paragraph]:
    """Return the paragraphs of `source` in order; hard line wraps are joined.

    `styled` gives the outline level of the line that starts at an offset (`formats.Source`).

    >>> [p.text for p in paragraphs(" 一、学习\\n\\n工会要走访职工，\\n了解需要。")]
    ['一、学习', '工会要走访职工，\\n了解需要。']
    """
    lines = []
    for m in _LINE.finditer(source):
        p = trimmed(source, m.start(), m.end())
        if p and not _is_page_number(p.text):
            level = styled.get(m.start()) if styled else None
            lines.append(p if level is None else replace(p, style=level))
    return _joined(source, lines)


def _is_page_number(text: str) -> bool:
    return len(text) <= PAGE_NUMBER_MAX and bool(_PAGE_NUMBER.fullmatch(text))


def trimmed(source: str, start: int, end: int) -> Paragraph | None:
    """Return the paragraph between two offsets without outer blanks, None if nothing is left."""
    raw_start = start
    match = _ENTITY_BLANK.match(source, start, end)
    if match:
        start = match.end()
    while end > start and source[end - 1] in BLANKS:
        end -= 1
    while end > start and source.endswith(("&nbsp;", "&ensp;", "&emsp;"), start, end):
        end -= 6
        while end > start and source[end - 1] in BLANKS:
            end -= 1
    if start >= end:
        return None
    text = source[start:end]
    cells = "\t" in text or "\t" in source[raw_start:start]
    return Paragraph(start, end, text, cells, start > raw_start)


def _joined(source: str, lines: list[Paragraph]) -> list[Paragraph]:
    width = _wrap_width(lines)
    out: list[Paragraph] = []
    run = 0  # index of the first line of the paragraph being joined
    for i, line in enumerate(lines):
        if i and _continues(lines[run], lines[i - 1], line, width):
            continue
        if i:
            out.append(_span(source, lines[run], lines[i - 1]))
        run = i
    return [*out, _span(source, lines[run], lines[-1])] if lines else []


def _span(source: str, first: Paragraph, last: Paragraph) -> Paragraph:
    if first is last:
        return first
    return replace(first, end=last.end, text=source[first.start : last.end])


def _wrap_width(lines: list[Paragraph]) -> int:
    """Return the column at which the document is hard-wrapped, 0 if it is not."""
    lengths = sorted((len(x.text) for x in lines if len(x.text) >= WRAP_MIN), reverse=True)
    if len(lengths) < 4 or lengths[0] > 90:
        return 0
    near = sum(1 for length in lengths if length >= lengths[len(lengths) // 20] - 3)
    return lengths[len(lengths) // 20] if near * 2 >= len(lengths) else 0


def _continues(first: Paragraph, line: Paragraph, following: Paragraph, width: int) -> bool:
    """Tell whether `following` is the rest of the sentence of `line`; `first` began it."""
    if line.cells or following.cells or line.style is not None or following.style is not None:
        return False
    if following.text.startswith(_NEVER_FIRST):
        return True
    if _NUMBER_ALONE.fullmatch(line.text):
        return not _NEW_START.match(following.text)
    if _NEW_START.match(following.text) or line.text.endswith(_SENTENCE_END):
        return False
    if line.text.endswith(_OPEN_END) and len(line.text) > 6:
        return True
    if width and len(line.text) >= width - 3:
        return not (following.indent and not first.indent)
    return line.end - first.start > LONG and not following.indent
