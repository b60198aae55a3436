"""Stage 5b, pieces: one task paragraph is split at 一是…, inline （1）… or at changes of owner."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .numbering import TITLE_MAX, number_of, value_of
from .owners import annotation_at_end
from .paragraphs import Paragraph
from .patterns import lazy
from .subjects import Subject, sentences, subject_of

_POINT = lazy(
    r"(?:(?<=[。；;：:，,、！\s”）).．])|^)要?(?P<mark>[一二三四五六七八九十]{1,2}是)(?!否)"
)
_INLINE_MARKS = (
    lazy(r"[（(](?P<n>\d{1,2})[）)]"),
    lazy(r"(?P<n>[①-⑳])"),
    lazy(r"(?<![\d（(])(?P<n>\d{1,2})(?:[．、](?!\d)|\.(?!\d)|[）)])"),
    lazy(r"[（(](?P<n>[一二三四五六七八九十]{1,3})[）)]"),
)
_CLAUSE_BREAK = "。；;：:，,、！ \u3000\xa0\n”）)"
# 清明节是…的重要节日。 tells nobody to do anything, so it cannot be a piece of its own.
_BACKGROUND = lazy(r"[^，。]{1,24}(?:是|事关)(?:(?!，要|必须|应当|切实|加强)[^。])*。$")
# 加强思想教育工作，是党的工作的重要组成部分，也是共青团的政治重任。
_MATTERS = lazy(
    r"(?!.*(?:(?<![重主必需])要(?!求)|必须|应当|切实))[^。]{1,40}是[^。]*(?:部分|内容|保证|保障|基础|前提|关键|举措|途径|重任|责任|使命|体现|抓手|环节)。$"
)
_FOUNDS = lazy("成立|组建|设立|下设|组成")
TOPIC_MAX = 25
FOUNDED_WITHIN = 400


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph: offsets in it, and the mark (一是, （1）) that opens it or None."""

    start: int
    end: int
    mark: str | None


def split(text: str, inherited: tuple[str, ...]) -> list[Piece]:
    """Return the task pieces of one paragraph; `inherited` are the lines its heading names.

    >>> [p.mark for p in split("服务。一是走访职工。二是开展培训。", ())]
    ['一是', '二是']
    >>> len(split("工会要走访职工。团委要组织服务。", ()))
    2
    """
    marks = _points(text) or _inline(text)
    if marks:
        ends = [*(at for at, _ in marks[1:]), len(text)]
        pieces = [Piece(at, end, mark) for (at, mark), end in zip(marks, ends, strict=True)]
        lead = text[_number_length(text) : marks[0][0]]
        if value_of(marks[0][1]) > 1 and len(lead) > TOPIC_MAX:
            return [Piece(0, marks[0][0], None), *pieces]
        return pieces
    cuts = [0, *_owner_cuts(text, inherited), len(text)]
    return [Piece(a, b, None) for a, b in pairwise(cuts)]


def _points(text: str) -> list[tuple[int, str]]:
    marks = [(m.start("mark"), m["mark"]) for m in _POINT.finditer(text)]
    return marks if len(marks) >= 2 or (marks and marks[0][0] <= 1) else []


def _inline(text: str) -> list[tuple[int, str]]:
    """Return the marks (1)(2)… of a paragraph if they run from 1 upwards.

    The list may open with the paragraph's own number (①…②…) or stand behind it.
    """
    behind = _number_length(text)
    for begin in dict.fromkeys((behind, 0)):
        for pattern in _INLINE_MARKS if begin == behind else _INLINE_MARKS[:2]:
            marks: list[tuple[int, str]] = []
            for match in pattern.finditer(text, begin):
                at = match.start()
                if value_of(match["n"]) == len(marks) + 1 and _opens_clause(text, at):
                    marks.append((at, match.group()))
            if len(marks) >= 2:
                return marks
    return []


def _opens_clause(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _CLAUSE_BREAK


def _number_length(text: str) -> int:
    number = number_of(Paragraph(0, len(text), text, False, False))
    return number.end if number else 0


def _owner_cuts(text: str, inherited: tuple[str, ...]) -> list[int]:
    """Return the offsets where a sentence turns to other owners or another class of bodies.

    The title sentence and background sentences never stand alone: the first owner joins them.
    """
    parts = sentences(text)
    closed = [annotation_at_end(part) is not None for part in parts]
    if any(closed):
        return _annotation_cuts(parts, closed)
    cuts: list[int] = []
    owners, sectors = set(inherited), set[str]()
    real, named, told, at = False, False, bool(inherited), 0
    topic_max = TITLE_MAX if _number_length(text) else TOPIC_MAX
    for i, part in enumerate(parts):
        plain = part if i else part[_number_length(part) :]
        subject = subject_of(plain)
        if subject and (subject.owners or subject.sectors):
            turns = _turns(owners, sectors, subject.owners, subject.sectors)
            before = text[max(cuts[-1] if cuts else 0, at - FOUNDED_WITHIN) : at]
            if (
                real
                and turns
                and _speaks_to(subject, owners, told)
                and not _was_founded(before, subject.owners)
            ):
                cuts.append(at)
                owners, sectors = set(), set()
            if subject.owners and not named:
                owners, named = set(), True  # a named doer takes the place of the heading's
            owners |= set(subject.owners)
            sectors |= set(subject.sectors)
            told = told or bool(subject.owners)
            real = True
        elif (i or len(plain) > topic_max) and not _is_background(plain):
            real = True
        at += len(part)
    return cuts


def _is_background(sentence: str) -> bool:
    """Tell whether a sentence says how weighty a matter is and nothing to do."""
    return bool(_BACKGROUND.match(sentence) or _MATTERS.match(sentence))


def _was_founded(before: str, owners: tuple[str, ...]) -> bool:
    """Tell whether the doers are bodies that the same piece sets up (成立领导小组。领导小组将…)."""
    founds = _FOUNDS.search(before)
    if not founds or not owners:
        return False
    return all(before.find(owner, founds.end()) >= 0 for owner in owners)


def _speaks_to(subject: Subject, owners: set[str], told: bool) -> bool:
    """Tell whether a sentence with another doer is addressed to it.

    Where nobody is named before, only a doer at the head of its sentence opens a piece: the
    owner named in passing (12月底前，各支部提交…) is the owner of the whole paragraph.
    """
    if not subject.owners:
        return subject.at == 0 and subject.modal
    if not owners:
        return subject.at == 0 and subject.modal
    return subject.modal or (told and subject.at == 0)


def _turns(
    owners: set[str], sectors: set[str], new_owners: tuple[str, ...], new_sectors: tuple[str, ...]
) -> bool:
    """Tell whether a sentence addresses somebody else than the sentences before it."""
    if new_sectors and sectors and set(new_sectors) != sectors:
        return True
    if new_sectors and not new_owners and owners and not sectors:
        return True
    return bool(new_owners) and not owners & set(new_owners)


def _annotation_cuts(parts: list[str], closed: list[bool]) -> list[int]:
    """Cut after each owner annotation when there are several; a single one covers everything."""
    if sum(closed) < 2:
        return []
    cuts, at = [], 0
    for part, is_closed in zip(parts, closed, strict=True):
        at += len(part)
        if is_closed:
            cuts.append(at)
    return [cut for cut in cuts if cut < at]
