"""Stage 2, paragraphs: the text becomes trimmed paragraphs that keep their character span."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from .patterns import lazy

FILLER = "\u2060"  # holds the place of what is not read: the rest of an entity, a page mark
BLANKS = " \t\r\n\v\f\u3000\xa0\ufeff\u200b\u2002\u2003" + FILLER
_ENTITY_BLANK = lazy(rf"(?:&(?:nbsp|ensp|emsp);|[ \t\u3000\xa0\ufeff\u200b\u2002\u2003{FILLER}])+")
_SENTENCE_END = tuple("。；：！？!?;:”’》）)】〕|")
_OPEN_END = tuple("，、,")
_LINE = lazy(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NEW_START = lazy(
    r"[（(]?[一二三四五六七八九十百\d]{1,4}\s?[）)、．.]|[①-⑳]|第[一二三四五六七八九十百]+[部章节条阶]"
    r"|[一二三四五六七八九十]是|附件|附[:：]|主办|承办|联系|[—\-•·●◆■▲【]"
)
_WRAP = lazy(rf"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*|{FILLER}+")
_BREAKS = f"\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029{FILLER}"
_COMMA = lazy("[，。；]")
_NEVER_FIRST = tuple("，,、。；;：:）)”%％！？")
_NUMBER_ALONE = lazy(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[．.、]"
)
_PAGE_NUMBER = lazy(
    r"[—–\-－·]+(?:\s*[—–\-－·])*\s*\d{1,3}\s*[—–\-－·]*(?:\s*[—–\-－·])*|第\s?\d{1,3}\s?页(?:\s?共\s?\d{1,3}\s?页)?"
)
PAGE_NUMBER_MAX = 24
# …有关事宜如下： 一、活动时间 6月 二、活动范围: the line ends with a title, not in a sentence.
_TITLE_AT_END = lazy(r"(?<=[\s。；])[（(]?[一二三四五六七八九十]{1,3}[、）)]\s?[^，。；\s]{2,12}$")
TITLE_WITHIN = 20
WRAP_MIN = 18
WRAP_MAX = 90
WRAP_SLACK = 6
INDENT = 4
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


def without_wraps(
    source: str, everything: list[Paragraph]
) -> tuple[str, list[Paragraph], list[int] | None]:
    """Return text and paragraphs without the line wraps inside them, and the place of each character.

    A wrap may stand in the middle of a word, where no rule would see the word. The third value
    gives, for each character of the text returned, its place in `source`; None if nothing changed.

    >>> lines = [Paragraph(0, 6, "党\\n委要走访", False, False)]
    >>> text, found, places = without_wraps("党\\n委要走访", lines)
    >>> text, found[0].text, places
    ('党委要走访', '党委要走访', [0, 2, 3, 4, 5])
    """
    breaks = [c for c in _BREAKS if c in source]
    if not any(c in p.text for p in everything for c in breaks):
        return source, everything, None
    parts: list[str] = []
    places: list[int] = []
    spans: list[tuple[Paragraph, int, int]] = []
    last = 0

    def keep(start: int, end: int) -> None:
        parts.append(source[start:end])
        places.extend(range(start, end))

    for p in everything:
        keep(last, p.start)
        start = len(places)
        at = p.start
        for wrap in _WRAP.finditer(source, p.start, p.end):
            keep(at, _end_before(source, wrap))
            at = wrap.end()
        keep(at, p.end)
        last = p.end
        spans.append((p, start, len(places)))
    keep(last, len(source))
    plain = "".join(parts)
    out = [Paragraph(a, b, plain[a:b], p.cells, p.indent, p.style) for p, a, b in spans]
    return plain, out, places


def _end_before(source: str, wrap: re.Match[str]) -> int:
    """Return the end of the text before a wrap; one blank stays between two Latin words."""
    end = wrap.start()
    if source[end] == FILLER:
        return end
    while source[end - 1] in BLANKS:
        end -= 1
    latin = wrap.end() < len(source) and source[wrap.end()].isascii()
    return end + (source[end - 1].isascii() and latin)


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
    wrap = _wrap_of(lines)
    out: list[Paragraph] = []
    run = 0  # index of the first line of the paragraph being joined
    for i, line in enumerate(lines):
        if i and _continues(lines[run], lines[i - 1], line, wrap):
            continue
        if i:
            out.append(_span(source, lines[run], lines[i - 1]))
        run = i
    return [*out, _span(source, lines[run], lines[-1])] if lines else []


def _span(source: str, first: Paragraph, last: Paragraph) -> Paragraph:
    if first is last:
        return first
    return replace(first, end=last.end, text=source[first.start : last.end])


@dataclass(frozen=True)
class _Wrap:
    """Where the lines of a document break, 0 for nowhere.

    `width` counts columns (two for a Chinese character), `length` characters; some programs break
    by the one, some by the other. `indents` tells that only first lines of paragraphs are indented.
    """

    width: int = 0
    length: int = 0
    indents: bool = False

    def fills(self, line: Paragraph, slack: int) -> bool:
        """Tell whether a line reaches the break but for `slack` columns."""
        return bool(self.width) and (
            _columns(line) >= self.width - slack or len(_shown(line)) >= self.length
        )


def _columns(line: Paragraph) -> int:
    return len(_shown(line).encode("gb18030", "replace")) + (INDENT if line.indent else 0)


def _shown(line: Paragraph) -> str:
    return line.text.replace(FILLER, "")


def _wrap_of(lines: list[Paragraph]) -> _Wrap:
    """Find the column where the lines break: few go past it, and many reach it."""
    long = [x for x in lines if len(x.text) >= WRAP_MIN and not x.cells]
    if len(long) < 4 or sum(len(x.text) > WRAP_MAX for x in long) * 20 > len(long):
        return _Wrap()
    lengths = sorted(len(_shown(x)) for x in long if len(x.text) <= WRAP_MAX)
    columns = sorted(_columns(x) for x in long if len(x.text) <= WRAP_MAX)
    few = len(columns) // 20
    indented = sum(x.indent for x in lines)
    wrap = _Wrap(columns[-1 - few], lengths[-1 - few], 0.05 < indented / len(lines) < 0.8)
    full = [x for x in long if wrap.fills(x, WRAP_SLACK)]
    midst = sum(not x.text.endswith(_SENTENCE_END) for x in full)  # broken in a sentence
    if midst >= 3 and midst * 2 >= len(full) and len(full) * 3 >= len(long):
        return wrap
    # Menus and one-line paragraphs hide the wraps of a short text; its broken sentences tell.
    broken = [x for x in long if _COMMA.search(x.text) and not x.text.endswith(_SENTENCE_END)]
    reach = sum(wrap.fills(x, WRAP_SLACK) for x in broken)
    return wrap if reach >= 3 and reach * 3 >= len(broken) * 2 else _Wrap()


def _continues(first: Paragraph, line: Paragraph, following: Paragraph, wrap: _Wrap) -> bool:
    """Tell whether `following` is the rest of the sentence of `line`; `first` began it."""
    if line.cells or following.cells or line.style is not None or following.style is not None:
        return False
    if following.text.startswith(_NEVER_FIRST):
        return True
    if _NUMBER_ALONE.fullmatch(line.text):
        return not _NEW_START.match(following.text)
    if _NEW_START.match(following.text):
        return False
    if wrap.width and wrap.indents and len(line.text) >= WRAP_MIN:
        ends = line.text.endswith(_SENTENCE_END) and not wrap.fills(line, WRAP_SLACK)
        return not (following.indent or ends)
    if wrap.fills(line, WRAP_SLACK):
        return not line.text.endswith(_SENTENCE_END) or wrap.fills(line, 2)
    if line.text.endswith(_SENTENCE_END):
        return False
    if following.text.startswith("（") and following.text.endswith("）。"):
        return len(line.text) >= WRAP_MIN
    if line.text.endswith(_OPEN_END) and len(line.text) > 6:
        return True
    if wrap.width or _TITLE_AT_END.search(line.text, max(0, len(line.text) - TITLE_WITHIN)):
        return False
    return line.end - first.start > LONG and (not following.indent or _breaks_off(line, following))


def _breaks_off(line: Paragraph, following: Paragraph) -> bool:
    """Tell whether a long line stops inside a sentence, as at the foot of a printed page."""
    if line.text.count("（") > line.text.count("）"):
        return True
    ends = following.text.endswith(("。", "；")) or len(following.text) > LONG
    return "。" in line.text and ends
