"""Stage 5, leaves: the leaf rule turns headings and paragraphs into task spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import owners, words
from .masthead import is_contact
from .numbering import Item, number_of, title_of, value_of
from .paragraphs import Paragraph, trimmed

_POINTS = re.compile(
    r"(?:(?<=[。；;：:，,、！\s”）)])|^)(?:[要]?)(?P<mark>[一二三四五六七八九十]{1,2}是)(?!否)"
)
_INLINE_MARKS = (
    re.compile(r"[（(](?P<n>\d{1,2})[）)]"),
    re.compile(r"(?P<n>[①-⑳])"),
    re.compile(r"(?<![\d（(])(?P<n>\d{1,2})(?:[．、](?!\d)|\.(?!\d)|[）)])"),
    re.compile(r"[（(](?P<n>[一二三四五六七八九十]{1,3})[）)]"),
)
_ANNOUNCES = re.compile(
    r"(?:如下|以下|下列)[^。]{0,20}[。：:]?$|[：:]$|[一二两三四五六七八九十\d]+个?方面的?(?:工作|任务|内容|措施|要求)?。?$"
)
_EXHORTS = re.compile(
    r"(?:而|努力|不懈)(?:努力)?(?:工作|奋斗|努力|献礼|贡献)。?$|(?:作出|做出)[^，。]{0,12}(?:贡献|业绩)。$|献礼[。！]$"
)
_EXHORT_START = re.compile(r"^(?:在新的一年|让我们|新的一年|同志们|站在新的|面对新)")
_PHASE_LABEL = re.compile(r"^第[一二三四五六七八九十]+阶段")
_GOAL_LABEL = re.compile(r"^[^。，；]{0,8}目标(?:是|为)?[：:]")
_LABEL = re.compile(r"^([^：:，。；]{1,12})[：:]")
REAL_TEXT = 15
TOPIC_MAX = 25


@dataclass(frozen=True)
class Leaf:
    """One task span before its attributes: `item` is the index of its numbered item or None.

    `mark` is the 一是 / （1） piece of the path, `title_inside` tells that the item's own title
    line is part of the span.
    """

    start: int
    end: int
    item: int | None
    mark: str | None
    kind: str
    title_inside: bool


@dataclass(frozen=True)
class Block:
    """A numbered item with the unnumbered paragraphs that follow it before the next number."""

    index: int
    item: Item
    following: list[Paragraph]
    children: bool


def find_leaves(source: str, items: list[Item], body: list[Paragraph]) -> list[Leaf]:
    """Return the task spans of the body in order, following the leaf rule of the README."""
    if not items:
        return [
            leaf
            for p in body
            if _is_duty(p.text)
            for leaf in _pieces(source, p.start, p.end, None, "action", False, ())
        ]
    leaves: list[Leaf] = []
    silent: set[int] = set()
    for block in _blocks(items, body):
        leaves += _block_leaves(source, items, block, silent)
    return leaves


def _blocks(items: list[Item], body: list[Paragraph]) -> Iterator[Block]:
    starts = {item.paragraph.start: i for i, item in enumerate(items)}
    parents = {item.parent for item in items}
    current: int | None = None
    following: list[Paragraph] = []
    for p in body:
        if p.start in starts:
            if current is not None:
                yield Block(current, items[current], following, current in parents)
            current, following = starts[p.start], []
        elif current is not None:
            following.append(p)
    if current is not None:
        yield Block(current, items[current], following, current in parents)


def _block_leaves(source: str, items: list[Item], block: Block, silent: set[int]) -> Iterator[Leaf]:
    """Yield the leaves of one block; `silent` collects the items whose subtree has no tasks."""
    item = block.item
    title, title_end = title_of(item.paragraph, item.number)
    goal = any(word in title for word in words.GOAL_TITLE)
    if item.parent in silent and not goal:
        silent.add(block.index)
        return
    quiet = is_descriptive(title)
    if quiet and not goal:
        if not _mixed(title):
            silent.add(block.index)
        if _silences_children(title) or not block.children:
            yield from _goal_paragraphs(source, block)
            return
        silent.discard(block.index)
        return
    kind = "goal" if goal else "action"
    inherited = inherited_lines(items, block.index)
    own_text = source[title_end : item.paragraph.end].strip()
    alone = not own_text and bool(title)
    if not alone:
        if _own_is_task(own_text, item, block):
            yield from _pieces(
                source, item.paragraph.start, item.paragraph.end, block.index, kind, True, inherited
            )
    elif not block.children and not any(_is_duty(p.text) for p in block.following):
        if _is_duty(item.paragraph.text[len(item.number.text) :].strip()) and len(title) > 4:
            yield from _pieces(
                source, item.paragraph.start, item.paragraph.end, block.index, kind, True, inherited
            )
        return
    if block.children:
        return
    current = kind
    for position, p in enumerate(block.following):
        last = position == len(block.following) - 1
        if not last and _ANNOUNCES.search(p.text):
            continue
        if last and _EXHORT_START.match(p.text) and _EXHORTS.search(p.text):
            continue
        label = _LABEL.match(p.text)
        if _GOAL_LABEL.match(p.text):
            current = "goal"
        elif label and label.group(1) in words.LABEL_NOT_TASK:
            current = kind
            continue
        if _is_duty(p.text):
            yield from _pieces(source, p.start, p.end, block.index, current, False, inherited)


def _own_is_task(own_text: str, item: Item, block: Block) -> bool:
    """Tell whether the text on the numbered line itself is a task."""
    text = own_text or item.paragraph.text[len(item.number.text) :].strip()
    if not block.children and not block.following:
        return _is_duty(text)
    if _ANNOUNCES.search(text):
        return False
    if block.children and len(own_text) < REAL_TEXT:
        return False
    return _is_duty(text)


def _goal_paragraphs(source: str, block: Block) -> Iterator[Leaf]:
    """Yield the goal paragraphs (工作目标：…) inside a descriptive section."""
    for p in block.following:
        if _GOAL_LABEL.match(p.text):
            yield Leaf(p.start, p.end, block.index, None, "goal", False)


def is_descriptive(title: str) -> bool:
    """Tell whether a section title says that its text gives nobody anything to do.

    >>> is_descriptive("明确指导思想"), is_descriptive("选树条件"), is_descriptive("主要任务")
    (True, True, False)
    """
    plain = re.sub(r"[（(].*?[）)]|[。：:]", "", title).strip()
    if any(word in plain for word in ("任务", "措施", "要求")) and "总体要求" not in plain:
        return False
    return plain.endswith(words.NOT_TASK_TITLE) or (
        len(plain) <= 14
        and any(
            w in plain
            for w in ("指导思想", "总体要求", "活动主题", "活动时间", "意义和", "指导原则")
        )
    )


def _mixed(title: str) -> bool:
    return "总体要求" in title


def _silences_children(title: str) -> bool:
    return not _mixed(title)


def inherited_lines(items: list[Item], index: int) -> tuple[str, ...]:
    """Return the line named by the nearest heading, from the item itself upwards."""
    current: int | None = index
    while current is not None:
        item = items[current]
        title, _ = title_of(item.paragraph, item.number)
        found = owners.heading_lines(title) if current != index or len(title) < 30 else ()
        if found:
            return found
        current = item.parent
    return ()


def _is_duty(text: str) -> bool:
    """Tell whether a paragraph can say what somebody has to do."""
    label = _LABEL.match(text)
    if label and label.group(1).strip() in words.LABEL_NOT_TASK:
        return False
    if is_contact(text) or text.endswith(("：", ":")) or text.startswith(words.IDEOLOGY_START):
        return False
    if len(text) < 60 and any(word in text for word in words.NOT_INSTRUCTION):
        return False
    if re.fullmatch(r"[（(].*[）)]", text) or re.fullmatch(r"[*\w.\-（）()]+\.\w{3,4}", text):
        return False
    return len(text) > 12 or (bool(re.search("[。；;，,]", text)) and len(text) > 5)


def _pieces(
    source: str,
    start: int,
    end: int,
    index: int | None,
    kind: str,
    title_inside: bool,
    inherited: tuple[str, ...],
) -> Iterator[Leaf]:
    """Split one task paragraph at 一是…, inline （1）… or at sentences of different owners."""
    text = source[start:end]
    for find in (_points, _inline):
        marks = find(text)
        if marks:
            ends = [*(at for at, _ in marks[1:]), len(text)]
            for (at, mark), stop in zip(marks, ends, strict=True):
                piece = trimmed(source, start + at, start + stop)
                if piece:
                    yield Leaf(piece.start, piece.end, index, mark, kind, False)
            return
    cuts = [0, *_owner_cuts(text, inherited)]
    for at, stop in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = trimmed(source, start + at, start + stop)
        if piece:
            yield Leaf(piece.start, piece.end, index, None, kind, title_inside and at == 0)


def _points(text: str) -> list[tuple[int, str]]:
    marks = [(m.start("mark"), m["mark"]) for m in _POINTS.finditer(text)]
    if len(marks) >= 2 or (marks and marks[0][0] <= 1):
        return marks
    return []


def _inline(text: str) -> list[tuple[int, str]]:
    """Return the marks (1)(2)… of a paragraph if they run from 1 upwards."""
    from_ = _head_length(text)
    for pattern in _INLINE_MARKS:
        wanted, marks = 1, []
        for match in pattern.finditer(text, from_):
            if value_of(match["n"]) == wanted and _at_clause(text, match.start()):
                marks.append((match.start(), match.group()))
                wanted += 1
        if len(marks) >= 2:
            return marks
    return []


def _head_length(text: str) -> int:
    number = number_of(Paragraph(0, len(text), text, False, False))
    return number.end if number else 0


def _at_clause(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "。；;：:，,、！ \u3000\xa0\n”）)"


def _owner_cuts(text: str, inherited: tuple[str, ...]) -> list[int]:
    """Return the offsets where a sentence turns to other owners or another class of bodies."""
    sentence_list = owners.sentences(text)
    closings = [bool(owners.annotation_at_end(s)) for s in sentence_list]
    if any(closings):
        return _annotation_cuts(sentence_list, closings)
    cuts: list[int] = []
    current_owners, current_sectors = set(inherited), set[str]()
    real, told = False, bool(inherited)
    at = 0
    for i, sentence in enumerate(sentence_list):
        plain = sentence if i else sentence[_head_length(sentence) :]
        subject = owners.subject_of(plain)
        if subject and (subject.owners or subject.sectors):
            differs = not current_owners & set(subject.owners) if subject.owners else True
            if subject.sectors and current_sectors and set(subject.sectors) != current_sectors:
                differs = True
            elif subject.sectors and not subject.owners and not current_sectors:
                differs = False
            if real and differs and (subject.modal or told) and (subject.modal or subject.at == 0):
                cuts.append(at)
                current_owners, current_sectors = set(), set()
            current_owners |= set(subject.owners)
            current_sectors |= set(subject.sectors)
            told = told or bool(subject.owners)
            real = True
        elif i or len(plain) > TOPIC_MAX:
            real = True
        at += len(sentence)
    return cuts


def _annotation_cuts(sentence_list: list[str], closings: list[bool]) -> list[int]:
    cuts, at = [], 0
    for sentence, closing in zip(sentence_list, closings, strict=True):
        at += len(sentence)
        if closing:
            cuts.append(at)
    if sum(closings) < 2:
        return []
    total = at
    return [cut for cut in cuts if cut < total]
