"""Reads of the review screen: source text and tree side by side, with doubts, counts and warnings."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from niudai.org.choices import Line
from niudai.work.choices import DISPATCHABLE, ItemKind
from niudai.work.models import DraftStep, Plan, PlanItem
from niudai.work.queries.plans import (
    class_words,
    depths,
    line_words,
    row_names,
    target_words,
    tree_items,
)
from niudai.work.queries.revisions import label_of

SURE: Final = 0.7  # below this the reader's confidence is shown as a doubt
LONG_TEXT: Final = 300  # characters from which a measure is worth splitting
SHOWN: Final = {  # ways to go through the items: value in the address → words
    "": "按原文",
    "doubts": "存疑在前",
    "unchecked": "未核对",
    "unowned": "无责任方",
    "undated": "无时限",
}
_GAP: Final = re.compile(r"第(.+?)部分没有(党建带[工会团妇]建)内容")
_ASPECTS: Final = {
    "党建带工建": Line.UNION,
    "党建带会建": Line.UNION,
    "党建带团建": Line.LEAGUE,
    "党建带妇建": Line.WOMEN,
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the source text; `code` names the item it belongs to, None for text outside all items."""

    text: str
    code: uuid.UUID | None = None
    heading: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the tree: the item, its depth (0 at the top), and what is doubtful about it."""

    item: PlanItem
    depth: int
    doubts: tuple[str, ...]
    lines: str  # “工会、妇联”
    classes: str  # “机关、事业单位”
    rows: tuple[str, ...]  # the content rows in words
    target: str  # “不少于2,000人次”
    merges: bool  # whether it can be joined to the item before it
    splits: bool  # whether its text can be cut in two
    is_measure: bool
    above: str  # the headings it stands under, “一、目标 · （一）覆盖”

    @property
    def by_hand(self) -> bool:
        """Whether an officer added it, so that the source text does not have it."""
        return self.item.char_start is None


@dataclass(frozen=True, slots=True)
class Warning:
    """One sentence of the reader; with `parent` the heading under which `aspect` of `line` is missing.

    `met` once something of that line stands there.
    """

    text: str
    parent: PlanItem | None = None
    line: str = ""
    aspect: str = ""
    met: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the review screen shows; the counts are of measures and goals (条)."""

    plan: Plan
    nodes: list[Node]
    segments: list[Segment]
    warnings: list[Warning]
    counts: dict[str, int]  # by the keys of SHOWN
    last_step: str  # the edit that undo takes back, “合并两条”; "" when there is none
    show: str = ""  # a key of SHOWN

    @property
    def shown(self) -> list[Node]:
        """The items as asked for: the whole tree, or measures alone in one flat list.

        Doubtful ones stand first by confidence, the least sure at the top, checked ones last.
        """
        if not self.show:
            return self.nodes
        measures = [node for node in self.nodes if node.is_measure]
        if self.show == "doubts":
            return sorted(measures, key=_doubt)
        return [node for node in measures if _CONCERNS[self.show](node)]

    @property
    def measures(self) -> int:
        """How many measures and goals there are."""
        return self.counts[""]

    @property
    def ways(self) -> list[tuple[str, str, int]]:
        """The ways to go through the items: key, words, how many measures each is about."""
        return [(key, words, self.counts[key]) for key, words in SHOWN.items()]

    @property
    def first_doubt(self) -> uuid.UUID | None:
        """The first item that is doubtful."""
        return next((node.item.code for node in self.nodes if node.doubts), None)


def review(plan: Plan, show: str = "") -> Review:
    """The review screen of a draft that has passed its gate; at most six queries, whatever its size.

    `show` is a key of SHOWN; anything else means the whole tree.
    """
    items = tree_items(plan)
    above = _above(items)
    named = row_names(plan.jurisdiction)
    deep = depths(items)
    parents = {item.parent_id for item in items}
    nodes = []
    before: PlanItem | None = None
    for item in items:
        nodes.append(
            Node(
                item=item,
                depth=min(deep[item.pk], 5),
                doubts=doubts(item),
                lines=line_words(item.lines),
                classes=class_words(item.unit_classes),
                rows=tuple(named.get(code, code) for code in item.rows),
                target=target_words(item),
                merges=_joins(before, item, parents),
                splits=item.kind != ItemKind.HEADING
                and item.pk not in parents
                and len(item.text) > 1,
                is_measure=item.kind in DISPATCHABLE,
                above=above[item.pk],
            )
        )
        before = item
    measures = [node for node in nodes if node.is_measure]
    return Review(
        plan=plan,
        nodes=nodes,
        segments=segments(plan.text, nodes),
        warnings=[_warning(text, items) for text in plan.warnings],
        counts={key: sum(map(concerns, measures)) for key, concerns in _CONCERNS.items()},
        last_step=last_step(plan),
        show=show if show in SHOWN else "",
    )


def _above(items: Sequence[PlanItem]) -> dict[int, str]:
    """Item → the headings above it; a parent stands before its children."""
    own: dict[int | None, str] = {None: ""}
    found = {}
    for item in items:
        found[item.pk] = own[item.parent_id]
        name = f"{item.number_text}{item.title}"
        own[item.pk] = f"{found[item.pk]} · {name}" if found[item.pk] else name
    return found


def _doubt(node: Node) -> tuple[bool, bool, float]:
    return node.item.confirmed, not node.doubts, node.item.confidence


_CONCERNS: Final[dict[str, Callable[[Node], bool]]] = {  # which measures each way is about
    "": lambda node: True,
    "doubts": lambda node: bool(node.doubts),
    "unchecked": lambda node: not node.item.confirmed,
    "unowned": lambda node: not owned(node.item),
    "undated": lambda node: not timed(node.item),
}


def owned(item: PlanItem) -> bool:
    """Whether somebody is named: a line, a lead body or another owner."""
    return bool(item.lines or item.lead_id or item.other_owners)


def timed(item: PlanItem) -> bool:
    """Whether it is said by when, or how often."""
    return item.due_on is not None or item.cadence != "once"


def doubts(item: PlanItem) -> tuple[str, ...]:
    """What an officer should look at, in sentences; nothing once the item is confirmed."""
    if item.confirmed or item.kind not in DISPATCHABLE:
        return ()
    found = []
    if not owned(item):
        found.append("原文没有写明由谁负责。")
    elif item.confidence < SURE:
        found.append(f"条线由{item.why.get('lines', '上下文')}推定，把握不大。")
    said = item.why.get("due_on", "")
    if item.due_on is None and said:
        found.append(f"{said}，请填写日期。")
    elif "取最晚" in said:
        found.append(f"{said}，请核对。")
    said = item.why.get("target", "")
    if "请核对" in said or "取第一个" in said:
        found.append(f"目标：{said}。")
    if item.revised:
        names = "、".join(dict.fromkeys(label_of(name) for name in item.revised))
        found.append(f"修订件与原件的说法不同：{names}，请核对。")
    if len(item.text) > LONG_TEXT:
        found.append(f"内容有{len(item.text)}字，请看是否需要拆分。")
    return tuple(found)


def segments(text: str, nodes: Sequence[Node]) -> list[Segment]:
    """The source cut at the items' spans; where two overlap the later one begins after the earlier."""
    spans = (
        sorted(
            (node.item.char_start, node.item.char_end, node)
            for node in nodes
            if node.item.char_start is not None and node.item.char_end is not None
        )
        if nodes
        else []
    )
    found: list[Segment] = []
    at = 0
    for start, end, node in spans:
        start, end = max(start, at), min(end, len(text))
        if end <= start:
            continue
        if start > at:
            found.append(Segment(text[at:start]))
        item = node.item
        is_heading = item.kind == ItemKind.HEADING
        found.append(Segment(text[start:end], item.code, is_heading, bool(node.doubts)))
        at = end
    if at < len(text):
        found.append(Segment(text[at:]))
    return found


def last_step(plan: Plan) -> str:
    """The words of the edit that undo would take back, "" when there is none. One query."""
    steps = DraftStep.objects.unrestricted("the plan has passed its gate").filter(plan=plan)
    return steps.order_by("-revision").values_list("what", flat=True).first() or ""


def headings_of(plan: Plan) -> list[PlanItem]:
    """The headings of a plan in reading order; the plan has passed its gate. One query."""
    rows = PlanItem.objects.unrestricted("the plan has passed its gate")
    return list(rows.filter(plan=plan, kind=ItemKind.HEADING).order_by("position"))


def _joins(before: PlanItem | None, item: PlanItem, parents: set[int | None]) -> bool:
    """Whether `item` may be merged into the one before it: two neighbours without anything below."""
    return (
        before is not None
        and before.parent_id == item.parent_id
        and ItemKind.HEADING not in (before.kind, item.kind)
        and before.pk not in parents
        and item.pk not in parents
    )


def _warning(text: str, items: Sequence[PlanItem]) -> Warning:
    said = _GAP.search(text)
    if not said:
        return Warning(text)
    number, aspect = said.groups()
    line = _ASPECTS[aspect]
    part = next((item for item in items if _is_part(item, number)), None)
    if part is None:
        return Warning(text)
    return Warning(text, part, line, aspect, met=_covers(part, line, items))


def _is_part(item: PlanItem, number: str) -> bool:
    plain = re.sub(r"[^一二三四五六七八九十\d]", "", item.number_text)
    return item.parent_id is None and item.kind == ItemKind.HEADING and plain == number


def _covers(part: PlanItem, line: str, items: Sequence[PlanItem]) -> bool:
    """Whether something below the part was added by hand for the line."""
    inside = {part.pk}
    for item in items:
        if item.parent_id in inside:
            inside.add(item.pk)
            if line in item.lines and item.char_start is None:
                return True
    return False


def place_among_siblings(item: PlanItem) -> int:
    """Which child of its parent an item is, 0 first; its plan has passed its gate. One query."""
    rows = PlanItem.objects.unrestricted("the plan has passed its gate")
    same = rows.filter(plan_id=item.plan_id, parent_id=item.parent_id)
    return same.filter(position__lt=item.position).count()
