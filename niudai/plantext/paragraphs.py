"""Stage 2, paragraphs: the text becomes trimmed paragraphs that keep their character span."""

from __future__ import annotations

import re
from dataclasses import dataclass

BLANKS = " \t\r\n\v\f\u3000\xa0\ufeff\u200b\u2002\u2003"
_ENTITY_BLANK = re.compile(r"(?:&(?:nbsp|ensp|emsp);|[ \t\u3000\xa0\ufeff\u200b\u2002\u2003])+")
_SENTENCE_END = tuple("。；：！？!?;:”’》）)】〕|")
_OPEN_END = tuple("，、,")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NEW_START = re.compile(
    r"[（(]?[一二三四五六七八九十百\d]{1,4}\s?[）)、．.]|[①-⑳]|第[一二三四五六七八九十百]+[部章节条阶]"
    r"|[一二三四五六七八九十]是|附件|附[:：]|主办|承办|联系|[—\-•·●◆■▲]"
)
WRAP_MIN = 18


@dataclass(frozen=True)
class Paragraph:
    """One trimmed, non-empty paragraph: `source[start:end] == text`.

    `cells` tells that a tab stands inside or before it (a flattened table), `indent` that it
    began with blanks.
    """

    start: int
    end: int
    text: str
    cells: bool
    indent: bool


def paragraphs(source: str) -> list[Paragraph]:
    """Return the paragraphs of `source` in order; hard line wraps are joined.

    >>> [p.text for p in paragraphs(" 一、学习\\n\\n内容，\\n继续。")]
    ['一、学习', '内容，\\n继续。']
    """
    lines = [p for m in _LINE.finditer(source) if (p := trimmed(source, m.start(), m.end()))]
    return _joined(source, lines)


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
    run_start = 0
    for i, line in enumerate(lines):
        if i and _continues(lines[i - 1], line, width):
            previous = out[-1]
            out[-1] = Paragraph(
                previous.start, line.end, "", previous.cells or line.cells, previous.indent
            )
            continue
        if out and i - run_start > 1:
            out[-1] = _with_text(source, out[-1])
        out.append(line)
        run_start = i
    if out and len(lines) - run_start > 1:
        out[-1] = _with_text(source, out[-1])
    return out


def _with_text(source: str, p: Paragraph) -> Paragraph:
    return Paragraph(p.start, p.end, source[p.start : p.end], p.cells, p.indent)


def _wrap_width(lines: list[Paragraph]) -> int:
    """Return the column at which the document is hard-wrapped, 0 if it is not."""
    lengths = sorted((len(x.text) for x in lines if len(x.text) >= WRAP_MIN), reverse=True)
    if len(lengths) < 4 or lengths[0] > 90:
        return 0
    near = sum(1 for length in lengths if length >= lengths[len(lengths) // 20] - 3)
    return lengths[len(lengths) // 20] if near * 2 >= len(lengths) else 0


def _continues(line: Paragraph, following: Paragraph, width: int) -> bool:
    """Tell whether `following` is the rest of the sentence of `line`."""
    if line.cells or following.cells or _NEW_START.match(following.text):
        return False
    if line.text.endswith(_OPEN_END) and len(line.text) > 6:
        return True
    if line.text.endswith(_SENTENCE_END):
        return False
    if width and len(line.text) >= width - 3:
        return not (following.indent and not line.indent)
    return len(line.text) > 60 and not following.indent
