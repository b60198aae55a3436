"""Edits of a draft plan: each one act, saved at once, undone in one step; two editors collide, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from niudai.base import audit
from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.errors import Refused, Stale
from niudai.org.choices import Line
from niudai.work.actions.changes import AFTER_ISSUE, ItemChange
from niudai.work.actions.items import Tree, is_leaf
from niudai.work.actions.reading import label
from niudai.work.choices import DISPATCHABLE, ItemKind, PlanState
from niudai.work.models import Assignment, DraftStep, Plan, PlanItem
from niudai.work.rules import plans as rules

COLLIDED: Final = "这份草稿刚被他人改动，您的这一步没有保存。请刷新后对照再改。"


@transaction.atomic
def change_plan(
    *, actor: Actor, plan: Plan, revision: int, title: str, themes: Mapping[str, str] | None = None
) -> None:
    """Change the draft's own title and themes (line → theme); see `change_item` for errors and effects."""
    title = " ".join(title.split())
    if not title:
        raise Refused("请填写方案标题。", field="title")
    if len(title) > 200:
        raise Refused("标题请控制在200字以内。", field="title")
    if themes is not None and not set(themes) <= set(Line.values):
        raise Refused("主题的条线不在名单中，请从列表中选择。", field="themes")
    with edit(actor, plan, revision, "修改标题"):
        plan.title = title
        if themes is not None:
            plan.themes = {line: said.strip()[:80] for line, said in themes.items() if said.strip()}


@transaction.atomic
def change_item(*, actor: Actor, item: PlanItem, revision: int, change: ItemChange) -> PlanItem:
    """Change fields of one item of a draft; the reader's reason for a changed field goes.

    `revision` is the plan's as the editor saw it. Raises NotAllowed; Refused (with field) for a wrong
    value or a plan no longer a draft; Stale when somebody else edited the draft first: nothing changed.
    Effects in order: the plan's revision, the item, an undo step, audit "work.edit_draft".
    """
    values = change.checked(item.jurisdiction)
    with edit(actor, item.plan, revision, f"修改“{item.title[:30]}”") as tree:
        found = tree.item(item.pk)
        _apply(tree, found, values)
    return found


@transaction.atomic
def change_items(
    *, actor: Actor, plan: Plan, items: Sequence[PlanItem], revision: int, change: ItemChange
) -> int:
    """Change the same fields of several items of one draft; returns how many. See `change_item`."""
    if not items:
        raise Refused("请先选择条目。")
    values = change.checked(plan.jurisdiction)
    if not values:
        raise Refused("请先选择要改成什么。")
    with edit(actor, plan, revision, f"批量修改{len(items)}条") as tree:
        for item in items:
            _apply(tree, tree.item(item.pk), values)
    return len(items)


def confirm_items(*, actor: Actor, plan: Plan, items: Sequence[PlanItem], revision: int) -> int:
    """Say that an officer has checked these items (接受); returns how many. See `change_item`."""
    return change_items(
        actor=actor, plan=plan, items=items, revision=revision, change=ItemChange(confirmed=True)
    )


@transaction.atomic
def merge_items(*, actor: Actor, item: PlanItem, revision: int) -> PlanItem:
    """Join an item to the one before it, which keeps number and title and takes the rest over.

    Refused unless both are neighbours under the same heading with nothing below them. Owners, classes,
    rows and programmes are united; deadline and target are the first one's, else the second one's;
    the result wants checking again. Errors and effects as `change_item`.
    """
    with edit(actor, item.plan, revision, f"合并“{item.title[:30]}”到上一条") as tree:
        second = tree.item(item.pk)
        at = tree.items.index(second)
        first = tree.items[at - 1] if at else None
        if first is None or first.parent_id != second.parent_id:
            raise Refused("这一条前面没有同级条目，不能合并。")
        if not is_leaf(tree, first) or not is_leaf(tree, second):
            raise Refused("标题或含有下级的条目不能合并，请先移动下级条目。")
        join(tree, first, second)
        tree.remove([second])
    return first


@transaction.atomic
def split_item(*, actor: Actor, item: PlanItem, revision: int, at: int) -> PlanItem:
    """Cut an item's text at character `at` into two neighbours; returns the new second one.

    Both keep owners, classes and rows; a deadline, target or programme stays with the part whose
    text names it. Refused at the ends of the text or for an item with others below it. Errors and
    effects as `change_item`.
    """
    with edit(actor, item.plan, revision, f"拆分“{item.title[:30]}”") as tree:
        first = tree.item(item.pk)
        if not is_leaf(tree, first):
            raise Refused("标题或含有下级的条目不能拆分。")
        head, tail = first.text[:at], first.text[at:]
        if at <= 0 or not head.strip() or not tail.strip():
            raise Refused("请在内容中间选择拆分的位置。", field="at")
        second = second_part(tree.plan, first, at)
        tree.add(second, tree.items.index(first) + 1)
        tree.assisting[second.pk] = list(tree.assisting[first.pk])
        keep_part(first, head)
    return second


@transaction.atomic
def move_item(
    *, actor: Actor, item: PlanItem, revision: int, parent: PlanItem | None, position: int
) -> PlanItem:
    """Put an item with everything below it under `parent` (None: top level) at `position`, 0 first.

    A position past the end means last. Refused below itself or under a measure. Errors and effects as
    `change_item`.
    """
    with edit(actor, item.plan, revision, f"移动“{item.title[:30]}”") as tree:
        found = tree.item(item.pk)
        block = tree.block(found)
        above = tree.item(parent.pk) if parent else None
        if above in block:
            raise Refused("不能移到自己或自己的下级之下，请换一个标题。", field="parent")
        if above is not None and above.kind != ItemKind.HEADING:
            raise Refused("只能移到标题之下，请换一个标题。", field="parent")
        tree.remove(block)
        place = _place(tree, above, position)
        tree.items[place:place] = block
        found.parent_id = above.pk if above else None
    return found


@transaction.atomic
def delete_item(*, actor: Actor, item: PlanItem, revision: int) -> int:
    """Take an item with everything below it out of the draft; returns how many. See `change_item`."""
    with edit(actor, item.plan, revision, f"删除“{item.title[:30]}”") as tree:
        block = tree.block(tree.item(item.pk))
        tree.remove(block)
    return len(block)


@transaction.atomic
def add_item(
    *, actor: Actor, plan: Plan, revision: int, parent: PlanItem | None, change: ItemChange
) -> PlanItem:
    """Add an item by hand, last under `parent` (None: top level); it counts as checked.

    For what the document leaves out, such as a section 党建带工建 with its measures. It has no place in the
    source text. Refused without a title or under a measure. Errors and effects as `change_item`.
    """
    given = {"kind": ItemKind.MEASURE, "title": "", **change.given()}
    values = ItemChange(**given).checked(plan.jurisdiction)
    with edit(actor, plan, revision, f"添加“{values['title'][:30]}”") as tree:
        above = tree.item(parent.pk) if parent else None
        if above is not None and above.kind != ItemKind.HEADING:
            raise Refused("只能加在标题之下，请换一个标题。", field="parent")
        added = PlanItem(parent=above, confirmed=True)
        own = {name: value for name, value in values.items() if name != "assisting"}
        for name, value in own.items():
            setattr(added, name, value)
        tree.add(added, _place(tree, above, len(tree.items)))
        tree.assisting[added.pk] = values.get("assisting", [])
    return added


@transaction.atomic
def undo(*, actor: Actor, plan: Plan, revision: int) -> str:
    """Take the last edit back; returns its words. Undoing to the start gives the tree as imported.

    Raises NotAllowed; Refused when there is nothing to undo; Stale as `change_item`.
    Effects in order: the plan's revision, the tree, the step is gone, audit "work.undo_draft".
    """
    rules.may_edit(actor, plan).require()
    _claim(plan, revision)
    steps = DraftStep.objects.unrestricted("the rule has allowed it").filter(plan=plan)
    step = steps.order_by("-revision").first()
    if step is None:
        raise Refused("没有可以撤销的修改。")
    Tree(plan).restore(step.tree)
    step.delete()
    audit.record(actor, "work.undo_draft", plan, detail={"what": step.what})
    return step.what


@transaction.atomic
def set_measure(*, actor: Actor, item: PlanItem, revision: int, change: ItemChange) -> PlanItem:
    """Settle who does a measure of an issued plan and by when, before it is first dispatched.

    Only lead, assisting bodies, responsible leader, deadline, cadence, target and evidence.
    Raises NotAllowed; Refused for other fields, wrong values, a plan not issued or a measure already
    dispatched; Stale as `change_item`.
    Effects in order: the plan's revision, the item, audit "work.set_measure".
    """
    rules.may_set_measure(actor, item).require()
    values = change.checked(item.jurisdiction)
    if set(values) - AFTER_ISSUE:
        raise Refused("方案已印发，只能改分工、时限、频次、目标和须附材料。")
    if item.kind not in DISPATCHABLE:
        raise Refused("只有举措和目标可以设置分工和时限。")
    if item.dropped_on:
        raise Refused("这条举措修订后不再要求，不能再修改。")
    drafts = Plan.objects.unrestricted("a revision in the making settles its measures itself")
    if drafts.filter(revises=item.plan_id, state=PlanState.DRAFT).exists():
        raise Refused("这份方案的修订稿正在核对，请在修订稿里修改。")
    tasks = Assignment.objects.unrestricted("a count for a rule").filter(
        jurisdiction=item.jurisdiction, measure=item
    )
    if tasks.exists():
        raise Refused("这条举措已经下达，时限请通过延期审批调整。")
    _claim(item.plan, revision, state=PlanState.ISSUED)
    tree = Tree(item.plan)
    found = tree.item(item.pk)
    _apply(tree, found, values)
    tree.write()
    audit.record(actor, "work.set_measure", found, detail={"fields": sorted(values)})
    return found


@contextmanager
def edit(actor: Actor, plan: Plan, revision: int, what: str) -> Iterator[Tree]:
    """One edit of a draft: `with edit(…) as tree`, work on the tree, and all of it is saved or nothing.

    Raises NotAllowed; Refused for a plan no longer a draft; Stale when `revision` is not the newest.
    Effects in order: the plan's revision, the tree, an undo step called `what`, audit "work.edit_draft".
    """
    rules.may_edit(actor, plan).require()
    _claim(plan, revision)
    tree = Tree(plan)
    yield tree
    DraftStep.objects.create(
        jurisdiction=plan.jurisdiction,
        plan=plan,
        revision=plan.revision,
        what=what[:60],
        tree=tree.write(),
        at=now(),
    )
    audit.record(actor, "work.edit_draft", plan, detail={"what": what})


def _claim(plan: Plan, revision: int, state: PlanState = PlanState.DRAFT) -> None:
    """Take the next revision if the plan is still in `state` and nobody else took it."""
    if plan.state != state:
        raise Refused(f"方案{plan.get_state_display()}，不能再这样修改，请刷新后再看。")
    rows = Plan.objects.unrestricted("the rule has allowed it")
    rows = rows.filter(pk=plan.pk, revision=revision, state=state)
    if rows.update(revision=F("revision") + 1) != 1:
        raise Stale(COLLIDED)
    plan.revision = revision + 1


def _apply(tree: Tree, item: PlanItem, values: Mapping[str, Any]) -> None:
    """Set the values; the reader's reason for a field goes once the field says something else."""
    settled = set()
    for name, value in values.items():
        if name == "assisting":
            tree.assisting[item.pk] = list(value)
        elif getattr(item, name) != value:
            setattr(item, name, value)
            settled |= {name, "target"} if name.startswith("target_") else {name}
    item.why = {name: said for name, said in item.why.items() if name not in settled}


def _place(tree: Tree, above: PlanItem | None, position: int) -> int:
    """Where in the order the `position`-th child of `above` begins; past the last one when too far."""
    siblings = tree.children(above.pk if above else None)
    if 0 <= position < len(siblings):
        return tree.items.index(siblings[position])
    if above is None:
        return len(tree.items)
    return tree.items.index(tree.block(above)[-1]) + 1


def join(tree: Tree, first: PlanItem, second: PlanItem) -> None:
    """Put the second item's words and values to the first; the caller removes the second."""
    if first.char_start is not None and second.char_start is not None:
        between = tree.plan.text[first.char_end : second.char_start]
        first.text += between if not between.strip() else "\n"
        first.char_end = second.char_end
    else:
        first.text += "\n" if first.text else ""
    first.text += second.text or second.title
    for name in ("lines", "unit_classes", "rows", "programmes", "other_owners"):
        setattr(first, name, tuple(dict.fromkeys((*getattr(first, name), *getattr(second, name)))))
    first.lead_id = first.lead_id or second.lead_id
    first.leader_name = first.leader_name or second.leader_name
    if first.revises_id is None:
        first.revises_id, first.revised = second.revises_id, second.revised
    tree.assisting[first.pk] = list(
        dict.fromkeys(tree.assisting[first.pk] + tree.assisting[second.pk])
    )
    first.due_on = first.due_on or second.due_on
    if first.target_value is None:
        first.target_value, first.target_unit = second.target_value, second.target_unit
    first.why = {**second.why, **first.why}
    first.confidence = min(first.confidence, second.confidence)
    first.confirmed = False


def second_part(plan: Plan, first: PlanItem, at: int) -> PlanItem:
    """The item that takes the text from `at`; its span only where the text is still the source's."""
    tail = first.text[at:]
    second = PlanItem(
        parent_id=first.parent_id,
        kind=first.kind,
        title=label(tail),
        text=tail,
        why=dict(first.why),
        confidence=first.confidence,
        **{name: getattr(first, name) for name in _SHARED},
    )
    start, end = first.char_start, first.char_end
    if start is not None and plan.text[start:end] == first.text:
        second.char_start, second.char_end = start + at, end
        first.char_end = start + at
    keep_part(second, tail)
    return second


_SHARED: Final = (
    *("lines", "unit_classes", "rows", "programmes", "other_owners", "lead_id", "leader_name"),
    *("due_on", "cadence", "target_value", "target_unit", "evidence"),
)


def keep_part(item: PlanItem, text: str) -> None:
    """Give an item one part of its text, and drop what only the other part says."""
    if item.title not in text:
        item.title = label(text)
    item.text = text
    item.confirmed = False
    item.programmes = tuple(name for name in item.programmes if name in text)
    if not _says(item, "due_on", text):
        item.due_on = None
    if not _says(item, "target", text):
        item.target_value, item.target_unit = None, ""
    if not _says(item, "cadence", text):
        item.cadence = "once"
    said = {name: _says(item, name, text) for name in ("due_on", "target", "cadence")}
    item.why = {name: words for name, words in item.why.items() if said.get(name, True)}


def _says(item: PlanItem, name: str, text: str) -> bool:
    """Whether the words that led to a value stand in `text`; a value set by hand stays with both parts."""
    words = item.why.get(name, "")
    quoted = [part.split("”")[0] for part in words.split("“")[1:]]
    return not quoted or any(part in text for part in quoted)
