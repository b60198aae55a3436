"""A revision draft against the plan it revises: which item goes on as which, and whose values stand.

A three-way comparison: the old document as the reader reads it today, the items as the officers have set
them since, and the new document. Where both documents say the same, what the officers set stays; where
they differ, the new document is proposed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any, Final

from django.db import transaction

from niudai import plantext
from niudai.base import files
from niudai.base.actors import Actor
from niudai.base.errors import Refused, Unseen
from niudai.plantext.revision import compare, same_words
from niudai.work.actions.cuts import repeat_cuts
from niudai.work.actions.drafts import edit
from niudai.work.actions.items import Tree, plain
from niudai.work.actions.reading import label, sprouts_of, themes_of
from niudai.work.choices import Cadence, ItemKind, PlanState
from niudai.work.models import Plan, PlanItem, PlanVersion
from niudai.work.queries.revisions import clauses_of

# What a document says about an item, and with which empty value it says nothing.
SAID: Final[dict[str, Any]] = {
    "kind": ItemKind.MEASURE,
    "title": "",
    "text": "",
    "lines": (),
    "unit_classes": (),
    "rows": (),
    "programmes": (),
    "other_owners": (),
    "due_on": None,
    "cadence": Cadence.ONCE,
    "target_value": None,
    "target_unit": "",
}
# What only officers set, with the empty value.
SET_BY_OFFICERS: Final[dict[str, Any]] = {"lead_id": None, "leader_name": "", "evidence": ""}
ONE_REVISION: Final = "这份方案已有一份修订稿在核对，请先印发或废弃那一份。"
_AS_PAGES: Final = (".pdf", ".png", ".jpg", ".jpeg")  # recognizing pages again would take minutes


def check_revisable(plan: Plan, since: datetime.datetime | None = None) -> None:
    """Refused unless the plan is issued, no revision of it is being checked, and none was issued `since`."""
    if plan.state != PlanState.ISSUED:
        raise Refused(f"方案{plan.get_state_display()}，只有已印发的方案可以修订。")
    drafts = Plan.objects.unrestricted("the plan has passed its gate")
    if drafts.filter(revises=plan, state=PlanState.DRAFT).exists():
        raise Refused(ONE_REVISION)
    issued = PlanVersion.objects.unrestricted("the plan has passed its gate")
    if since is not None and issued.filter(plan=plan, replaced_at__gte=since).exists():
        raise Refused("原方案在此之后已经修订过，请重新导入修订稿。")


def match_draft(draft: Plan) -> None:
    """Find for each item of a fresh revision draft the item it goes on from, and keep what officers set.

    Cuts and joins of the officers are made again first. What they had added comes along under its heading.
    Effects: the draft's items, its title and themes; no audit line, the import has its own.
    """
    plan = _revised_plan(draft)
    before, document = Tree(plan), Document(plan)
    in_force = [item for item in before.items if item.dropped_on is None]
    repeat_cuts(Tree(draft), plan.text, in_force, document.items)
    tree = Tree(draft)
    goes_on: dict[int, PlanItem] = {}
    sides = clauses_of(in_force, plan.text), clauses_of(tree.items, draft.text)
    theirs, own = ({item.pk: item for item in one} for one in (in_force, tree.items))
    for same_kind, old, new in _rounds(in_force, tree.items, goes_on):
        pairs = compare([sides[0][one.pk] for one in old], [sides[1][one.pk] for one in new])
        for pair in pairs:
            if pair.old and pair.new and (same_kind or pair.kind == "unchanged"):
                earlier, item = theirs[int(pair.old.key)], own[int(pair.new.key)]
                _take_over(tree, item, before, earlier, document)
                goes_on[earlier.pk] = item
    _add_by_hand(tree, before, in_force, goes_on)
    _keep_plan_values(draft, plan, document.read)
    tree.write()


def _rounds(
    old: Sequence[PlanItem], new: Sequence[PlanItem], goes_on: dict[int, PlanItem]
) -> Iterator[tuple[bool, list[PlanItem], list[PlanItem]]]:
    """What is compared with what: headings, then the rest, then whatever is left of both, because an
    officer may have made a heading a measure; there only the same words count."""
    for headings in (True, False):
        here = [one for one in old if _is_heading(one) == headings]
        yield True, here, [one for one in new if _is_heading(one) == headings]
    left = [one for one in new if one.revises_id is None]
    yield False, [one for one in old if one.pk not in goes_on], left


def _is_heading(item: PlanItem) -> bool:
    return item.kind == ItemKind.HEADING


@transaction.atomic
def pair_items(*, actor: Actor, item: PlanItem, earlier: PlanItem, revision: int) -> PlanItem:
    """Say that an item of a revision draft goes on from an item of the revised plan (是同一条).

    What officers had set there comes over as at the import. Raises NotAllowed; Refused when either has a
    partner, or a heading and a measure are paired; Unseen for an item of another plan; Stale when somebody
    edited the draft first. Effects in order: the plan's revision, the item, an undo step, audit "work.edit_draft".
    """
    plan = _revised_plan(item.plan)
    if earlier.plan_id != plan.pk:
        raise Unseen()
    if earlier.dropped_on is not None:
        raise Refused("原方案的这一条早已不再要求，不能对应。")
    if _is_heading(item) != _is_heading(earlier):
        raise Refused("标题只能与标题对应，举措只能与举措对应。")
    with edit(actor, item.plan, revision, f"对应“{item.title[:30]}”") as tree:
        found = tree.item(item.pk)
        if found.revises_id is not None:
            raise Refused("这一条已与原方案的一条对应，请先点“不是同一条”。")
        if any(other.revises_id == earlier.pk for other in tree.items):
            raise Refused("原方案的这一条已与修订稿的另一条对应，请先在那一条上点“不是同一条”。")
        _take_over(tree, found, Tree(plan), earlier, Document(plan))
    return found


@transaction.atomic
def unpair_item(*, actor: Actor, item: PlanItem, revision: int) -> PlanItem:
    """Say that an item of a revision draft is a new one (不是同一条); what it took over goes again.

    Raises NotAllowed; Refused when it has no partner; Stale and effects as `pair_items`.
    """
    plan = _revised_plan(item.plan)
    with edit(actor, item.plan, revision, f"取消对应“{item.title[:30]}”") as tree:
        found = tree.item(item.pk)
        if found.revises_id is None:
            raise Refused("这一条没有与原方案的条目对应。")
        before = Tree(plan)
        _let_go(tree, found, before, before.item(found.revises_id), Document(item.plan))
    return found


class Document:
    """What the reader finds in a plan's document today, by place; nothing officers have changed."""

    def __init__(self, plan: Plan) -> None:
        self.read = _read_again(plan)
        self.items = [sprout.item for sprout in sprouts_of(self.read)]
        self._at = {(item.char_start, _is_heading(item)): item for item in self.items}

    def at(self, item: PlanItem) -> PlanItem | None:
        """The item read where `item` stands, the one that shares most with it; None for one added by hand."""
        if item.char_start is None or item.char_end is None:
            return None
        heading = _is_heading(item)
        for like in (heading, not heading):  # an officer may have made the one the other
            if found := self._at.get((item.char_start, like)):
                return found
        near = [one for one in self.items if _is_heading(one) == heading]
        shared = [
            (_overlap(one, item.char_start, item.char_end), -at) for at, one in enumerate(near)
        ]
        most, place = max(shared, default=(0, 0))
        return near[-place] if most else None

    def said(self, item: PlanItem) -> dict[str, Any]:
        """What the document says about an item, by the names of SAID; nothing for one added by hand.

        Of one that officers cut or joined, the words are those at its own place.
        """
        read = self.at(item)
        if read is None:
            return {**SAID, "kind": item.kind}
        found = {name: getattr(read, name) for name in SAID}
        if (read.char_start, read.char_end) != (item.char_start, item.char_end):
            words = self.read.text[item.char_start : item.char_end]
            found |= {"text": words, "title": label(words)}
        return found


def _overlap(item: PlanItem, start: int, end: int) -> int:
    return max(0, min(item.char_end or 0, end) - max(item.char_start or 0, start))


def _read_again(plan: Plan) -> plantext.Plan:
    """The document as read today: from its file, which may say more than its text, else from the text."""
    if plan.source and PurePath(plan.source_name).suffix.lower() not in _AS_PAGES:
        try:
            found = plantext.read(files.read_bytes(plan.source), plan.source_name)
            if found.text == plan.text:
                return found
        except (plantext.PlanUnreadable, Unseen):
            pass  # the text has been read once and is enough
    return plantext.read_text(plan.text) if plan.text.strip() else _nothing(plan)


def _nothing(plan: Plan) -> plantext.Plan:
    return plantext.Plan(plan.text, None, None, None, None, 0, [], [], [], [], [])


def _revised_plan(draft: Plan) -> Plan:
    if draft.revises is None:
        raise Refused("这份草稿不是修订稿，没有可以对照的方案。")
    return draft.revises


def _take_over(
    tree: Tree, item: PlanItem, before: Tree, earlier: PlanItem, document: Document
) -> None:
    """Let `item` go on from `earlier`: the officers' values where both documents say the same."""
    said = document.said(earlier)
    changed: dict[str, Any] = {}
    for name, was in said.items():
        now, mine = getattr(item, name), getattr(earlier, name)
        if _same(name, was, now):
            if not _same(name, now, mine):
                _reason_of(item, earlier, name)
                setattr(item, name, mine)
        elif name != "text" and not _same(name, now, mine):
            changed[name] = [plain(was), plain(now)]
    for name in SET_BY_OFFICERS:
        setattr(item, name, getattr(earlier, name))
    tree.assisting[item.pk] = list(before.assisting[earlier.pk])
    item.revises_id, item.revised = earlier.pk, changed
    same = same_words(item.text, earlier.text) and not changed
    item.confirmed = _is_heading(item) or (same and earlier.confirmed)


def _let_go(
    tree: Tree, item: PlanItem, before: Tree, earlier: PlanItem, document: Document
) -> None:
    """Give `item` back what its own document says wherever it had taken over a value."""
    read = document.at(item)
    for name in SAID if read else ():
        if getattr(item, name) == getattr(earlier, name) and name not in ("kind", "text"):
            setattr(item, name, getattr(read, name))
            _reason_of(item, read, name)
    for name, empty in SET_BY_OFFICERS.items():
        if getattr(item, name) == getattr(earlier, name):
            setattr(item, name, empty)
    if tree.assisting[item.pk] == before.assisting[earlier.pk]:
        tree.assisting[item.pk] = []
    item.revises_id, item.revised = None, {}
    item.confirmed = _is_heading(item)


def _same(name: str, one: Any, other: Any) -> bool:
    if name in ("title", "text"):
        return same_words(one, other)
    if isinstance(one, tuple):
        return set(one) == set(other)
    return bool(one == other)


def _reason_of(item: PlanItem, other: PlanItem | None, name: str) -> None:
    """The reason for a value comes from where the value comes; one set by hand has none."""
    key = "target" if name.startswith("target_") else name
    item.why = {one: words for one, words in item.why.items() if one != key}
    if other is not None and key in other.why:
        item.why[key] = other.why[key]


def _add_by_hand(
    tree: Tree, before: Tree, in_force: Sequence[PlanItem], goes_on: dict[int, PlanItem]
) -> None:
    """Bring along what officers had added, last under the heading it stood under; without it, at the end
    and to be checked."""
    for earlier in in_force:
        if earlier.char_start is not None or earlier.pk in goes_on:
            continue
        above = goes_on.get(earlier.parent_id or 0)
        added = PlanItem(revises_id=earlier.pk, parent_id=above.pk if above else None)
        for name in (*SAID, *SET_BY_OFFICERS, "number_text", "why", "confidence"):
            setattr(added, name, getattr(earlier, name))
        added.confirmed = earlier.confirmed and (above is not None or earlier.parent_id is None)
        at = tree.items.index(tree.block(above)[-1]) + 1 if above else len(tree.items)
        tree.add(added, at)
        tree.assisting[added.pk] = list(before.assisting[earlier.pk])
        goes_on[earlier.pk] = added


def _keep_plan_values(draft: Plan, plan: Plan, read: plantext.Plan) -> None:
    """Title and themes, by the same rule as an item's values."""
    if read.title and same_words(read.title, draft.title):
        draft.title = plan.title
    themes = themes_of(read.tasks)
    for line in {*themes, *draft.themes, *plan.themes}:
        if draft.themes.get(line) == themes.get(line):
            _set_theme(draft.themes, line, plan.themes.get(line))
    draft.save(update_fields=["title", "themes"])


def _set_theme(themes: dict[str, str], line: str, said: str | None) -> None:
    if said:
        themes[line] = said
    else:
        themes.pop(line, None)
