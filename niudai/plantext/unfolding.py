"""Stage 3a, unfolding: numbers that stand inside lines begin paragraphs of their own."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, pairwise

from .formats.counting import numeral
from .numbering import CN, LINE_MAX, RANK, TITLE_MAX, number_of, value_of
from .paragraphs import Paragraph, trimmed
from .patterns import lazy

# …学校操场二、组织机构：… : a section whose title ends with a colon, glued to the text before it.
_GLUED = rf"(?=[{CN}]、(?![{CN}])[\u4e00-\u9fff]{{2,10}}[：:])"
_INLINE = lazy(
    rf"(?:(?<=[。；：:;！？”）)\s])|(?=[（(]一[）)])|{_GLUED})[ \u3000\xa0]{{0,8}}"
    rf"(?P<n>[{CN}]{{1,3}}、|[（(][{CN}]{{1,3}}[）)]|\d{{1,2}}(?:、(?!\d)|[．.](?!\d)))"
)
_SECTION = lazy(rf"(?:(?<=[。；：:;！？”）)\s])|{_GLUED})(?P<n>[{CN}]{{1,3}})、")
_AFTER_SENTENCE = "。；：:;！？”）) \t\u3000\xa0"
FLAT_LINE = 150
REACH = 30
_STOP = r"(?<=[。；：:;！？”）)\s])"
# One pattern per family for a number inside a line; @ is its value as the family writes it.
_MARKS = {
    "cn": (rf"(?:{_STOP}|{_GLUED})@、", "chineseCounting"),
    "cn_paren": ("[（(]@[）)]", "chineseCounting"),
    "digit": (_STOP + r"@(?:[．.](?!\d)|、(?!\d)|、(?=\d{1,2}月))", "decimal"),
    "digit_paren": (_STOP + "[（(]@[）)]", "decimal"),
}
# 1. behind a title needs no mark before it.
_BEHIND_TITLE = {
    "cn_paren": lazy("[（(]一[）)]"),
    "digit": lazy(r"(?<![\d.])1(?:[．.](?!\d)|、(?!\d)|、(?=\d{1,2}月))"),
    "digit_paren": lazy("[（(]1[）)]"),
}
Place = tuple[int, int]  # index of a paragraph, offset in its text


def unfold(source: str, everything: list[Paragraph]) -> list[Paragraph]:
    """Split paragraphs that hold numbers inside their lines, leave all others alone.

    A long paragraph is split where it is (nearly) the whole document or where sections (一、…二、…)
    run inside it; other lines where a list that runs on at the line starts has its missing numbers.
    """
    flat = len(list(islice((p for p in everything if number_of(p)), 3))) < 3
    out: list[Paragraph] = []
    for p in everything:
        whole = len(p.text) >= FLAT_LINE and (flat or _holds_sections(p))
        out += _cut_at_numbers(source, p) if whole else [p]
    return _with_missing_numbers(source, _with_scattered_sections(source, out))


def _with_scattered_sections(source: str, everything: list[Paragraph]) -> list[Paragraph]:
    """Split an excerpt whose sections 七、 八、 九、 all stand inside its long paragraphs."""
    if any((n := number_of(p)) and n.family == "cn" for p in everything):
        return everything
    cuts: dict[int, list[int]] = {}
    last = count = 0
    for i, p in enumerate(everything):
        for match in _SECTION.finditer(p.text) if len(p.text) >= FLAT_LINE else ():
            value = value_of(match["n"])
            if not count or value == last + 1:
                last, count = value, count + 1
                cuts.setdefault(i, []).append(match.start("n"))
    return _split(source, everything, cuts) if count > 2 else everything


def _split(source: str, everything: list[Paragraph], cuts: dict[int, list[int]]) -> list[Paragraph]:
    """Split the paragraphs at the offsets in their texts."""
    out: list[Paragraph] = []
    for i, p in enumerate(everything):
        ends = [0, *sorted(cuts.get(i, ())), len(p.text)]
        spans = [trimmed(source, p.start + a, p.start + b) for a, b in pairwise(ends)]
        out += [q for q in spans if q] if i in cuts else [p]
    return out


def _holds_sections(p: Paragraph) -> bool:
    """Tell whether sections 一、 二、 that follow each other stand inside a paragraph.

    An excerpt may open in the middle (七、八、九、); there it takes three.
    """
    opening = number_of(p)
    last = opening.value if opening and opening.family == "cn" else 0
    count = int(last > 0)
    least = 2
    for match in _SECTION.finditer(p.text):
        value = value_of(match["n"])
        if not count and value > 1:
            least, last, count = 3, value, 1
        elif value == last + 1:
            last, count = value, count + 1
    return count >= least


def _with_missing_numbers(source: str, everything: list[Paragraph]) -> list[Paragraph]:
    """Split lines at the numbers that the lists at the line starts leave out (1. … 2. ⏎ 3.)."""
    cuts: dict[int, list[int]] = {}
    open_: dict[str, tuple[int, int]] = {}  # family: value, index of the paragraph
    for i, p in enumerate(everything):
        number = number_of(p)
        if not number:
            continue
        above = [at for f, (_, at) in open_.items() if RANK[f] < RANK[number.family]]
        value, since = open_.get(number.family, (0, max(above, default=0)))
        if number.value > value + 1 and number.family in _MARKS:
            since = max(since, i - REACH, 0)
            wanted = range(value + 1, number.value)
            for at, offset in _missing(everything, (since, i), number.family, wanted):
                cuts.setdefault(at, []).append(offset)
        open_ = {f: v for f, v in open_.items() if RANK[f] < RANK[number.family]}
        open_[number.family] = number.value, i
    return _split(source, everything, cuts) if cuts else everything


def _missing(
    everything: list[Paragraph], between: tuple[int, int], family: str, wanted: range
) -> list[Place]:
    """Return the places of all wanted numbers in order, none if one of them does not stand there."""
    if len(wanted) > REACH:
        return []
    at, end = between
    opening = number_of(everything[at])
    offset = opening.end - everything[at].start if opening else 0
    found: list[Place] = []
    for value in wanted:
        pattern = _mark(family, value)
        title = _BEHIND_TITLE.get(family)
        match = None
        if value == 1 and opening and title:
            match = title.search(everything[at].text, offset, offset + LINE_MAX)
        while match is None and at < end:
            text = everything[at].text
            match = None if text.startswith("附") else pattern.search(text, offset)
            if match is None:
                at, offset = at + 1, 0
        if match is None:
            return []
        found.append((at, match.start()))
        offset = match.end()
    return found


@lru_cache(maxsize=256)
def _mark(family: str, value: int) -> re.Pattern[str]:
    pattern, form = _MARKS[family]
    return lazy(pattern.replace("@", numeral(value, form)))


def _cut_at_numbers(source: str, p: Paragraph) -> list[Paragraph]:
    """Cut one long paragraph where its numbers run 1, 2, 3 … in each family."""
    opening = number_of(p)
    seen = {opening.family: opening.value} if opening else {}
    first = _SECTION.search(p.text)
    if first and "cn" not in seen and _holds_sections(p):
        seen["cn"] = value_of(first["n"]) - 1
    cuts = [p.start]
    for match in _INLINE.finditer(source, p.start, p.end):
        start = match.start("n")
        piece = Paragraph(start, p.end, match.group("n"), False, False)
        number = number_of(piece)
        opens = source[start - 1] in _AFTER_SENTENCE or start - cuts[-1] <= TITLE_MAX
        if (
            number
            and (opens or number.family == "cn")
            and number.value in (1, seen.get(number.family, 0) + 1)
        ):
            seen[number.family] = number.value
            cuts.append(start)
    if len(cuts) < 3:
        return [p]
    ends = [*cuts[1:], p.end]
    return [q for a, b in zip(cuts, ends, strict=True) if (q := trimmed(source, a, b))]
