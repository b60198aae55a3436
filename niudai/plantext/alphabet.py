"""Stage 1, alphabet: one form for every mark and digit, so that the rules need not know them all.

Web pages and typists write the same comma, bracket or digit in half and full width. The rules read
the normal form; every character keeps its place, so what is printed can be given back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape

from .model import Heading, Plan, Task
from .paragraphs import FILLER
from .patterns import lazy

_TABLE = str.maketrans(
    "０１２３４５６７８９;?!()﹑﹐﹕﹔﹙﹚«»〝〞„‟「」『』＂\xa0",
    '0123456789；？！（）、，：；（）“”“”“”“”“”"\x20',
)
_MARK = {",": "，", ":": "："}
_COMMA = lazy(r"(?<!\d),|,(?!\d{3}(?!\d))")
_COLON = lazy(r"(?<!\d):|:(?!\d)")
TITLE_WITHIN = 400
_ENTITY_BLANK = lazy(r"&(?:nbsp|ensp|emsp);")
_ENTITY_END = lazy(r"(&#?[A-Za-z0-9]{1,8})；")
_ENTITY = lazy(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[A-Za-z]{2,8});")
_QUOTED = lazy(r'"([^"\n]{1,60})"')
# A sharer of documents prints line ends as a Cyrillic Р (Chinese texts hold no other Р).
_LOST_LINE_END = lazy(r"(?<![\u0400-\u04ff])\u0420(?![\u0400-\u04ff])")
LOST_LINE_ENDS_MIN = 3
_PAGE = lazy(r"^[ \t\u3000]{0,8}(?P<mark>(?P<n>\d{1,3})、)(?P<text>[^\n]*)$", re.M)
_STOPS = ("。", "；", "：", "！", "？", "）", "”")
# 一、二、三等奖 broken into lines at 一、 by a site that takes it for a heading.
_BROKEN_RANKS = lazy(r"\s{0,20}\n\s{0,20}(?P<first>一、)\s{0,20}\n\s{0,20}(?=二、三)")
PAGE_MIN = 100
PAGE_SLACK = 3


def normal(source: str) -> str:
    """Return `source` in the normal form, character by character (the length is the same).

    >>> normal('(一)开展"三送"活动,１２:00前报1,200份;')
    '（一）开展“三送”活动，12:00前报1,200份；'
    """
    text = source
    if "&" in text:
        text = _ENTITY_BLANK.sub(lambda m: " " * len(m.group()), text)
    text = text.translate(_TABLE)
    if "&" in text:
        text = _ENTITY.sub(_character, _ENTITY_END.sub(r"\1;", text))
    if text.count("\u0420") >= LOST_LINE_ENDS_MIN:
        text = _LOST_LINE_END.sub("\n", text)
    if "," in text:
        text = _COMMA.sub(_MARK[","], text)
    if ":" in text:
        text = _COLON.sub(_MARK[":"], text)
    text = _without_page_marks(text)
    if "二、三" in text:
        text = _BROKEN_RANKS.sub(_on_one_line, text)
    if '"' in text:
        text = _QUOTED.sub(r"“\1”", text)
    return text


def _on_one_line(broken: re.Match[str]) -> str:
    before = broken.start("first") - broken.start()
    return FILLER * before + "一、" + FILLER * (broken.end() - broken.end("first"))


def _without_page_marks(text: str) -> str:
    """Join the pages of a sharer of documents, which prints them as items: 1、…2、….

    They are all of one length and break off in the middle of a sentence.
    """
    pages: list[re.Match[str]] = []
    out, last = [], 0
    for page in (*_PAGE.finditer(text), None):
        follows = page and pages and not text[pages[-1].end() : page.start("n")].strip()
        if page and follows and int(page["n"]) == len(pages) + 1:
            pages.append(page)
            continue
        if _are_pages(pages):
            for before, mark in zip((None, *pages), pages, strict=False):
                start = before.end() if before else mark.start("n")
                out += [text[last:start], FILLER * (mark.end("mark") - start)]
                last = mark.end("mark")
        pages = [page] if page and page["n"] == "1" else []
    return "".join((*out, text[last:])) if out else text


def _are_pages(lines: list[re.Match[str]]) -> bool:
    full = [page["text"].rstrip() for page in lines[:-1]]
    lengths = [len(text) for text in full]
    if not full or min(lengths) < PAGE_MIN or max(lengths) - min(lengths) > PAGE_SLACK:
        return False
    if len(full) == 1:  # one page and the beginning of the next
        return lengths[0] >= 2 * PAGE_MIN and not full[0].endswith(_STOPS)
    return not all(text.endswith(_STOPS) for text in full)


def _character(entity: re.Match[str]) -> str:
    """Return the character an entity stands for, and fillers that keep the length."""
    printed = entity.group()
    character = unescape(printed)
    if len(character) != 1 or not character.isprintable():
        return printed
    return character + FILLER * (len(printed) - 1)


def as_printed(plan: Plan, source: str, places: Sequence[int] | None) -> Plan:
    """Return a plan read from a normal form of `source` with every value as `source` prints it.

    `places` gives the place in `source` of each character of `plan.text`, None if they are the
    same. Why a value was derived stays in the normal form: it explains, it does not quote.
    """
    plain = plan.text
    at = places if places is not None else range(len(plain))

    def value(found: str, start: int = 0, end: int = len(plain)) -> str:
        first = plain.find(found, start, end) if found else -1
        if first < 0:
            return found
        if places is None:
            return source[first : first + len(found)]
        return "".join(character(i) for i in range(first, first + len(found)))

    def character(i: int) -> str:
        return plain[i] if source[at[i]] == "&" else source[at[i]]

    def values(found: Iterable[str], start: int = 0, end: int = len(plain)) -> tuple[str, ...]:
        return tuple(value(name, start, end) for name in found)

    def heading(found: Heading) -> Heading:
        start = found.char_start
        end = start + len(found.number_text) + TITLE_WITHIN
        return replace(
            found,
            number_text=value(found.number_text, start, end),
            title=value(found.title, start, end),
            char_start=at[start],
        )

    def task(found: Task) -> Task:
        start, end = found.char_start, found.char_end
        above = max(0, start - TITLE_WITHIN)  # a governing title stands above the span
        printed_start, printed_end = at[start], at[end - 1] + 1
        if source[printed_end - 1] == "&" != plain[end - 1]:  # &rdquo; ends the span
            printed_end = source.index(";", printed_end) + 1
        return replace(
            found,
            char_start=printed_start,
            char_end=printed_end,
            text=source[printed_start:printed_end],
            path=values(found.path),
            title=value(found.title, start, end),
            programmes=values(found.programmes, above, end),
            deadlines=tuple(replace(d, text=value(d.text, above, end)) for d in found.deadlines),
            targets=tuple(replace(t, text=value(t.text, start, end)) for t in found.targets),
        )

    return replace(
        plan,
        text=source,
        title=value(plan.title) if plan.title else None,
        issuer=value(plan.issuer) if plan.issuer else None,
        doc_number=value(plan.doc_number) if plan.doc_number else None,
        body_start=at[plan.body_start] if plan.body_start < len(at) else plan.body_start,
        headings=[heading(h) for h in plan.headings],
        tasks=[task(t) for t in plan.tasks],
        frameworks=[
            replace(f, name=value(f.name), members=values(f.members)) for f in plan.frameworks
        ],
        phases=[replace(p, name=value(p.name)) for p in plan.phases],
    )
