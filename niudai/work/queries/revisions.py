"""Reads about revisions: a draft beside the plan it revises, what becomes of the tasks, and earlier versions."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Q

from niudai.base.actors import Actor
from niudai.base.calendar import today
from niudai.base.errors import Unseen
from niudai.org.models import Organization
from niudai.plantext.revision import Clause, Piece, likeness, pieces, same_words
from niudai.work.choices import (
    DISPATCHABLE,
    DONE,
    OPEN,
    RECALLABLE,
    Cadence,
    ItemKind,
    PlanState,
)
from niudai.work.models import Assignment, Plan, PlanItem, PlanVersion
from niudai.work.queries.plans import class_words, line_words, row_names, tree_items

KINDS: Final = {"changed": "有改动", "new": "新增", "dropped": "取消", "unchanged": "未变"}
UNLIKE: Final = 0.55  # below this a pair wants a look: perhaps it is not the same clause
# What a pair may differ in besides its text, in the order it is shown.
VALUES: Final = (
    *("title", "kind", "due_on", "cadence", "target_value", "target_unit", "lines", "unit_classes"),
    *("rows", "programmes", "other_owners", "lead_id", "assisting", "leader_name", "evidence"),
)
# What of it the bodies that have a task are told about.
TOLD: Final = ("title", "text", "due_on", "cadence", "target_value", "target_unit", "evidence")


@dataclass(frozen=True, slots=True)
class Side:
    """One item of one version: `path` the titles above, `text` without its number, `assisting` organization ids."""

    item: PlanItem
    path: tuple[str, ...]
    text: str
    assisting: tuple[int, ...]

    def value(self, name: str) -> Any:
        """The value called `name` in VALUES, comparable."""
        if name == "assisting":
            return tuple(sorted(self.assisting))
        found = getattr(self.item, name)
        return tuple(sorted(found)) if isinstance(found, tuple) else found


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value that differs, in words: as it holds now (现用), as the draft has it, and as each document says.

    `document` and `revision` are None where they say nothing more: the old value is the old document's
    and the new one the new document's, or the documents do not differ.
    """

    label: str
    current: str
    draft: str
    document: str | None = None
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Tasks of one measure: open, already done, and of the open ones those the office may still recall."""

    open: int = 0
    done: int = 0
    recallable: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a comparison; `kind` is a key of KINDS, `old` is None for a new item, `new` for a dropped one."""

    kind: str
    old: Side | None
    new: Side | None
    pieces: tuple[Piece, ...] = ()
    values: tuple[ValueChange, ...] = ()
    notes: tuple[str, ...] = ()
    similarity: float = 0.0
    tasks: TaskCounts = TaskCounts()

    @property
    def code(self) -> uuid.UUID:
        """The draft's item, or the plan's where there is none."""
        side = self.new or self.old
        assert side is not None  # noqa: S101 — one of both always stands
        return side.item.code

    @property
    def consequence(self) -> str:
        """What issuing does to the tasks on their way, one sentence; "" without tasks."""
        tasks = self.tasks
        parts = []
        if self.recalls:
            if tasks.recallable:
                parts.append(f"{tasks.recallable}项任务在办，印发后撤回")
            if reported := tasks.open - tasks.recallable:
                parts.append(f"{reported}项已报完成，仍可核验")
        elif tasks.open:
            follows = "按修订稿调整" if self.told else "不受影响"
            parts.append(f"{tasks.open}项任务在办，进度保留，{follows}")
        if tasks.done:
            parts.append(f"{tasks.done}项已完成，保留不变")
        return "；".join(parts) + "。" if parts else ""

    @property
    def recalls(self) -> bool:
        """Whether nobody has to do it any more: dropped, or made a heading or a note."""
        return self.new is None or self.new.item.kind not in DISPATCHABLE

    @property
    def told(self) -> bool:
        """Whether bodies that have a task hear of the change."""
        if self.kind != "changed" or self.old is None or self.new is None:
            return False
        return bool(told_changes(self.old.item, self.new.item))

    @property
    def doubtful(self) -> bool:
        """Whether the words are so different that an officer should look whether it is one item."""
        return self.kind == "changed" and self.similarity < UNLIKE


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side, in the order of the later one; counts are of measures, goals and notes (条)."""

    lines: list[Line]
    counts: Mapping[str, int] = field(default_factory=dict)

    def of(self, kind: str) -> list[Line]:
        """The lines of one kind."""
        return [line for line in self.lines if line.kind == kind]

    @property
    def groups(self) -> list[tuple[str, str, list[Line]]]:
        """(kind, its word, its lines) in the order of the page."""
        return [(kind, word, self.of(kind)) for kind, word in KINDS.items()]

    def tasks(self, kind: str) -> TaskCounts:
        """The tasks of all measures of one kind."""
        counts = [line.tasks for line in self.of(kind)]
        return TaskCounts(
            sum(one.open for one in counts),
            sum(one.done for one in counts),
            sum(one.recallable for one in counts),
        )


def comparison(actor: Actor, draft: Plan) -> Comparison:
    """A revision draft beside its plan; the draft has passed its gate, Unseen when it revises none.

    A number of queries that does not depend on the number of items.
    """
    if draft.revises is None:
        raise Unseen()
    plan = draft.revises
    old = [item for item in tree_items(plan) if item.dropped_on is None]
    new = tree_items(draft)
    partners = {item.pk: item.revises_id for item in new if item.revises_id is not None}
    return _compared(
        _sides(old, _assisting_of(old)),
        _sides(new, _assisting_of(new)),
        partners,
        plan.jurisdiction,
        task_counts(actor, plan),
    )


def version_comparison(plan: Plan, version: PlanVersion) -> Comparison:
    """An earlier version beside the one that replaced it; the plan has passed its gate."""
    later = _version_rows(plan).filter(number=version.number + 1).first()
    old = list(_sides_of_tree(version.tree))
    if later is not None:
        new = list(_sides_of_tree(later.tree))
    else:
        items = [item for item in tree_items(plan) if item.dropped_on is None]
        new = _sides(items, _assisting_of(items))
    return _compared(old, new, _by_code(old, new), plan.jurisdiction, {})


def versions(plan: Plan) -> list[PlanVersion]:
    """The earlier versions of a plan that has passed its gate, oldest first, without text and tree. One query."""
    return list(_version_rows(plan).defer("text", "tree").order_by("number"))


def version(plan: Plan, number: int) -> PlanVersion:
    """One earlier version of a plan that has passed its gate, or Unseen. One query."""
    found = _version_rows(plan).select_related("source").filter(number=number).first()
    if found is None:
        raise Unseen()
    return found


def version_items(version: PlanVersion) -> list[PlanItem]:
    """The items of an earlier version in reading order, unsaved; no query."""
    return [side.item for side in _sides_of_tree(version.tree)]


def marks(plan: Plan) -> dict[int, str]:
    """Item id → "new" or "changed" against the version before, for the plan's page; empty without one. One query."""
    last = _version_rows(plan).order_by("-number").first()
    if last is None:
        return {}
    before = {item.code: item for item in version_items(last)}
    rows = PlanItem.objects.unrestricted("the plan has passed its gate").filter(plan=plan)
    found = {}
    for item in rows.filter(dropped_on=None).exclude(kind=ItemKind.HEADING):
        earlier = before.get(item.code)
        if earlier is None:
            found[item.pk] = "new"
        elif told_changes(earlier, item):
            found[item.pk] = "changed"
    return found


def open_revision(plan: Plan) -> Plan | None:
    """The revision draft of a plan that has passed its gate, None when there is none. One query."""
    rows = Plan.objects.unrestricted("the plan has passed its gate")
    return rows.filter(revises=plan, state=PlanState.DRAFT).defer("text").first()


def told_changes(before: PlanItem, now: PlanItem) -> tuple[str, ...]:
    """The names in TOLD whose values differ, whatever numbering and blanks say."""
    return tuple(
        name for name in TOLD if not _same(name, getattr(before, name), getattr(now, name))
    )


def task_counts(actor: Actor, plan: Plan) -> dict[int, TaskCounts]:
    """The tasks the actor sees of each measure of a plan, by the measure's id. One query."""
    rows = Assignment.objects.visible_to(actor).filter(
        jurisdiction=plan.jurisdiction, measure__plan=plan
    )
    counted = rows.order_by().values("measure_id")
    found = counted.annotate(
        open=Count("jurisdiction", filter=Q(state__in=OPEN)),
        done=Count("jurisdiction", filter=Q(state__in=DONE)),
        recallable=Count("jurisdiction", filter=Q(state__in=RECALLABLE)),
    )
    columns = ("measure_id", "open", "done", "recallable")
    return {pk: TaskCounts(*numbers) for pk, *numbers in found.values_list(*columns)}


def clauses_of(items: Sequence[PlanItem], text: str) -> dict[int, Clause]:
    """All items of a plan as clauses to compare, by id; `text` is the plan's document.

    An item counts with its words in the document, so that an officer's wording does not make it another;
    one added by hand with its own, a heading of which only the number is marked with its title.
    """
    paths = _paths(items)
    found = {}
    for item in items:
        words = item.text
        if item.char_start is not None:
            words = text[item.char_start : item.char_end]
        if item.kind == ItemKind.HEADING and len(words.strip()) <= len(item.number_text):
            words = ""
        found[item.pk] = Clause(item.pk, item.number_text, paths[item.pk], item.title, words)
    return found


def _version_rows(plan: Plan) -> Any:
    return PlanVersion.objects.unrestricted("the plan has passed its gate").filter(plan=plan)


def _paths(items: Sequence[PlanItem]) -> dict[int, tuple[str, ...]]:
    """The titles above each item; items come parents first. “共3条” is no title."""
    found: dict[int, tuple[str, ...]] = {}
    titles: dict[int, tuple[str, ...]] = {0: ()}
    for item in items:
        found[item.pk] = titles.get(item.parent_id or 0, ())
        own = () if item.title.startswith("共") and item.title.endswith("条") else (item.title,)
        titles[item.pk] = found[item.pk] + own
    return found


def _sides(items: Sequence[PlanItem], assisting: Mapping[int, tuple[int, ...]]) -> list[Side]:
    paths = _paths(items)
    return [Side(item, paths[item.pk], _unnumbered(item), assisting[item.pk]) for item in items]


def _assisting_of(items: Sequence[PlanItem]) -> dict[int, tuple[int, ...]]:
    return {item.pk: tuple(body.pk for body in item.assisting_bodies) for item in items}  # type: ignore[attr-defined]


def _sides_of_tree(tree: Sequence[Mapping[str, Any]]) -> Iterator[Side]:
    items = []
    for values in tree:
        item = PlanItem(pk=values["pk"])
        for name, value in values.items():
            if name not in ("pk", "assisting"):
                column: Any = PlanItem._meta.get_field(name.removesuffix("_id"))
                setattr(item, name, column.to_python(value))
        items.append(item)
    yield from _sides(items, {values["pk"]: tuple(values["assisting"]) for values in tree})


def _unnumbered(item: PlanItem) -> str:
    text = item.text.strip()
    return text.removeprefix(item.number_text).lstrip() if item.number_text else text


def _by_code(old: Sequence[Side], new: Sequence[Side]) -> dict[int, int]:
    """Item id of the later version → of the earlier one: an item keeps its code."""
    before = {side.item.code: side.item.pk for side in old}
    return {side.item.pk: before[side.item.code] for side in new if side.item.code in before}


def _compared(
    old: Sequence[Side],
    new: Sequence[Side],
    partners: Mapping[int, int],
    jurisdiction: int,
    tasks: Mapping[int, TaskCounts],
) -> Comparison:
    """Put the sides together: in the order of the new ones, a dropped item behind the one it followed."""
    words = Words(jurisdiction, [*old, *new])
    before = {side.item.pk: side for side in old if side.item.kind != ItemKind.HEADING}
    kept = {partners[side.item.pk] for side in new if side.item.pk in partners}
    behind: dict[int, list[Side]] = {}
    last = 0
    for pk, side in before.items():
        if pk in kept:
            last = pk
        else:
            behind.setdefault(last, []).append(side)
    lines = [_dropped(side, tasks) for side in behind.get(0, [])]
    for side in new:
        if side.item.kind == ItemKind.HEADING:
            continue
        earlier = before.get(partners.get(side.item.pk, 0))
        if earlier is None:
            lines.append(Line("new", None, side))
            continue
        lines.append(_pair(earlier, side, words, tasks.get(earlier.item.pk, TaskCounts())))
        lines += [_dropped(one, tasks) for one in behind.get(earlier.item.pk, [])]
    counts = Counter(line.kind for line in lines)
    return Comparison(lines, {kind: counts[kind] for kind in KINDS})


def _dropped(side: Side, tasks: Mapping[int, TaskCounts]) -> Line:
    return Line("dropped", side, None, tasks=tasks.get(side.item.pk, TaskCounts()))


def _pair(old: Side, new: Side, words: Words, tasks: TaskCounts) -> Line:
    same_text = same_words(old.text, new.text)
    values = tuple(words.changes(old, new))
    return Line(
        kind="unchanged" if same_text and not values else "changed",
        old=old,
        new=new,
        pieces=() if same_text else tuple(pieces(old.text, new.text)),
        values=values,
        notes=(*_notes(old, new), *(_task_notes(old.item, new.item) if tasks.open else ())),
        similarity=1.0 if same_text else likeness(old.text, new.text),
        tasks=tasks,
    )


def _notes(old: Side, new: Side) -> Iterator[str]:
    before, now = old.item.number_text, new.item.number_text
    if before != now and before and now:
        yield f"序号由“{before}”改为“{now}”"
    if old.path != new.path and [*map(_bare, old.path)] != [*map(_bare, new.path)]:
        yield f"移到“{new.path[-1]}”之下" if new.path else "移到最上层"
    if new.item.char_start is None and old.item.char_start is None:
        yield "手工添加的，原样保留"


def _task_notes(old: PlanItem, new: PlanItem) -> Iterator[str]:
    """What an officer should know about the tasks on their way."""
    if new.due_on is not None and new.due_on != old.due_on and new.due_on < today():
        yield "新的时限已过，请核对"
    if set(old.lines) != set(new.lines) or set(old.unit_classes) != set(new.unit_classes):
        yield "条线或单位类别有改动，已下达的任务不撤回，需要时请在任务页处理"


def _bare(title: str) -> str:
    return "".join(title.split())


def _same(name: str, one: Any, other: Any) -> bool:
    if name in ("title", "text"):
        return same_words(one, other)
    return bool(one == other)


class Words:
    """Values of items in words; three queries for any number of items."""

    def __init__(self, jurisdiction: int, sides: Iterable[Side]) -> None:
        self._rows = row_names(jurisdiction)
        wanted = {pk for side in sides for pk in (side.item.lead_id, *side.assisting) if pk}
        bodies = Organization.objects.unrestricted("named by plans that have passed their gate")
        self._bodies = dict(bodies.filter(pk__in=wanted).values_list("pk", "short_name"))

    def changes(self, old: Side, new: Side) -> Iterator[ValueChange]:
        """What differs between two sides besides the text, each value in words."""
        for name in VALUES:
            before, now = old.value(name), new.value(name)
            if _same(name, before, now):
                continue
            if name == "title" and _only_text(old, new):
                continue
            current, draft = self.say(name, before), self.say(name, now)
            documents = [
                self.say(name, _python(name, one)) for one in new.item.revised.get(name, ())
            ]
            if documents == [current, draft]:  # the officers had left it as the document said
                documents = []
            yield ValueChange(label_of(name), current, draft, *documents)

    def say(self, name: str, value: Any) -> str:
        """One value in words, “无” for an empty one."""
        if value is None or value in ("", ()):
            return "无"
        match name:
            case "lines":
                return line_words(value)
            case "unit_classes":
                return class_words(value)
            case "rows":
                return "、".join(self._rows.get(code, code) for code in value)
            case "assisting":
                return "、".join(self._bodies.get(pk, "") for pk in value)
            case "lead_id":
                return self._bodies.get(value, "")
            case "kind":
                return str(ItemKind(value).label)
            case "cadence":
                return str(Cadence(value).label)
            case "target_value":
                return f"{value.normalize():,f}"
            case _:
                return "、".join(value) if isinstance(value, tuple) else str(value)


def _only_text(old: Side, new: Side) -> bool:
    """Whether both titles are just words of their texts, so that the texts already show the difference."""
    return not same_words(old.text, new.text) and all(
        side.item.title.rstrip("…") in side.item.text for side in (old, new)
    )


def label_of(name: str) -> str:
    """The word for a value of an item, “完成时限”."""
    column: Any = PlanItem._meta.get_field(name.removesuffix("_id"))
    return str(column.verbose_name)


def _python(name: str, value: Any) -> Any:
    column: Any = PlanItem._meta.get_field(name)
    return column.to_python(value)
