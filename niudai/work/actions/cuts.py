"""What officers had cut in two or joined in a plan, done again in its revision where the words are the same."""

from __future__ import annotations

from collections.abc import Sequence

from niudai.plantext.revision import plain
from niudai.work.actions.drafts import join, keep_part, second_part
from niudai.work.actions.items import Tree
from niudai.work.choices import ItemKind
from niudai.work.models import PlanItem


def repeat_cuts(
    tree: Tree, text: str, items: Sequence[PlanItem], document: Sequence[PlanItem]
) -> None:
    """Cut and join the items of a fresh draft as the plan's `items` differ from its `document` as read.

    `text` is the plan's; spans of `items` and `document` point into it. An item whose words the revision has
    changed, or has twice, is left whole. Effects: the draft's items.
    """
    found: dict[str, list[PlanItem]] = {}
    for item in tree.items:
        if item.kind != ItemKind.HEADING:
            found.setdefault(plain(item.text), []).append(item)

    def only(one: PlanItem) -> PlanItem | None:
        places = found.get(plain(one.text), [])
        return places[0] if len(places) == 1 else None

    ours, theirs = _elsewhere(items, document), _elsewhere(document, items)
    for one in theirs:
        first, parts = only(one), _within(ours, one)
        if first is not None and parts:
            _cut_again(tree, text, first, parts)
    for item in ours:
        ones = [only(one) for one in _within(theirs, item)]
        if ones and None not in ones:
            _join_again(tree, [one for one in ones if one is not None])
    tree.write()


def _elsewhere(items: Sequence[PlanItem], others: Sequence[PlanItem]) -> list[PlanItem]:
    """The items, headings excepted, whose place in the text none of the others has."""
    spans = {(other.char_start, other.char_end) for other in others}
    return [
        item
        for item in items
        if item.kind != ItemKind.HEADING
        and item.char_start is not None
        and (item.char_start, item.char_end) not in spans
    ]


def _within(parts: Sequence[PlanItem], whole: PlanItem) -> list[PlanItem]:
    """The parts, two or more, that begin and end with the whole and lie inside it; else nothing."""
    start, end = whole.char_start or 0, whole.char_end or 0
    inside = [
        part for part in parts if start <= (part.char_start or 0) and (part.char_end or 0) <= end
    ]
    covers = len(inside) > 1 and (inside[0].char_start, inside[-1].char_end) == (start, end)
    return inside if covers else []


def _cut_again(tree: Tree, text: str, first: PlanItem, parts: Sequence[PlanItem]) -> None:
    """Cut `first` where the parts meet, from the end, because only numbers in front may differ."""
    for part in reversed(parts[1:]):
        tail = text[part.char_start : part.char_end]
        if not first.text.endswith(tail) or len(tail) >= len(first.text):
            return
        at = len(first.text) - len(tail)
        second = second_part(tree.plan, first, at)
        tree.add(second, tree.items.index(first) + 1)
        tree.assisting[second.pk] = list(tree.assisting[first.pk])
        keep_part(first, first.text[:at])


def _join_again(tree: Tree, ones: Sequence[PlanItem]) -> None:
    """Join neighbours under one heading."""
    at = tree.items.index(ones[0])
    first = ones[0]
    together = list(ones) == tree.items[at : at + len(ones)]
    if not together or any(one.parent_id != first.parent_id for one in ones):
        return
    for one in ones[1:]:
        join(tree, first, one)
    tree.remove(ones[1:])
