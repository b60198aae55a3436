"""The document model: what the reader knows about one plan, as plain frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Scalar = int | float
TABLE_COLUMNS = (
    "序号",
    "工作任务",
    "具体措施",
    "牵头单位",
    "责任单位",
    "完成时限",
    "备注",
)
LINE_NAMES = {"union": "工会", "league": "共青团", "women": "妇联", "party": "党组织"}


@dataclass(frozen=True)
class Heading:
    """One explicitly numbered line, or a line that its style in the file makes a heading.

    `level` is the depth in this document's own tree (1 = top), `number_text` the number as
    printed (`（一）`, `1．`), "" for a heading by style alone, `title` "" for an item whose text is
    a whole sentence, and `char_start` the index of its first character in `Plan.text`.
    """

    level: int
    number_text: str
    title: str
    char_start: int


@dataclass(frozen=True)
class Deadline:
    """A date limit or window: `text` as printed, ISO `start`/`end` or None if not derivable."""

    text: str
    start: str | None
    end: str | None


@dataclass(frozen=True)
class Target:
    """A quantity to reach or keep to: `comparator` is one of `>=` `<=` `=` `range`.

    `value` is a number in plain units (2万 → 20000), for `range` a `(low, high)` pair;
    `unit` is as printed (`场`, `%`).
    """

    text: str
    comparator: str
    value: Scalar | tuple[Scalar, Scalar]
    unit: str


@dataclass(frozen=True)
class Framework:
    """A named set whose members the plan spells out, such as 六带; `line` is None if unclear."""

    name: str
    members: tuple[str, ...]
    line: str | None


@dataclass(frozen=True)
class Phase:
    """A time-phased step of the plan with ISO dates or None."""

    name: str
    start: str | None
    end: str | None


@dataclass(frozen=True)
class Task:
    """The smallest marked unit that says what somebody has to do, or a goal to reach.

    `text == plan.text[char_start:char_end]`; `heading` is the index of the enclosing (or own)
    heading in `Plan.headings`; `title` a label of at most 40 characters for lists. `rows`,
    `steps` and `unit_classes` are suggestions. `why` maps a field name to the rule and the
    words that triggered it, in Chinese; a field missing from `why` was not derived.
    """

    id: str
    char_start: int
    char_end: int
    path: tuple[str, ...]
    heading: int | None
    kind: str
    text: str
    title: str
    lines: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    rows: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    unit_classes: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    why: dict[str, str] = field(default_factory=dict)
    confidence: float = 1.0


@dataclass(frozen=True)
class Plan:
    """One plan as read; every span is an index into `text`, None means the text does not say."""

    text: str
    title: str | None
    issuer: str | None
    date: str | None
    doc_number: str | None
    body_start: int
    headings: list[Heading]
    tasks: list[Task]
    frameworks: list[Framework]
    phases: list[Phase]
    warnings: list[str]

    def to_json(self, id: str = "") -> dict[str, Any]:
        """Return the plan in schema v1 (plain dicts, lists, strings and numbers).

        >>> Plan("", None, None, None, None, 0, [], [], [], [], []).to_json("a")["id"]
        'a'
        """
        return {
            "id": id,
            "title": self.title,
            "issuer": self.issuer,
            "date": self.date,
            "doc_number": self.doc_number,
            "body_start": self.body_start,
            "headings": [
                {
                    "level": h.level,
                    "number_text": h.number_text,
                    "title": h.title,
                    "char_start": h.char_start,
                }
                for h in self.headings
            ],
            "tasks": [_task_json(t) for t in self.tasks],
            "frameworks": [
                {"name": f.name, "members": list(f.members), "line": f.line}
                for f in self.frameworks
            ],
            "phases": [{"name": p.name, "start": p.start, "end": p.end} for p in self.phases],
        }

    def rows(self) -> list[tuple[str, ...]]:
        """Return the decomposition table, one tuple per task in the order of `TABLE_COLUMNS`."""
        return [self._row(number, task) for number, task in enumerate(self.tasks, 1)]

    def _row(self, number: int, task: Task) -> tuple[str, ...]:
        heading = self.headings[task.heading].title if task.heading is not None else ""
        leads = task.leads or task.lines[:1]
        others = tuple(name for name in task.lines if name not in leads)
        return (
            str(number),
            heading or task.title,
            task.text,
            "、".join(LINE_NAMES.get(name, name) for name in leads),
            "、".join(LINE_NAMES.get(name, name) for name in others),
            "；".join(deadline.text for deadline in task.deadlines),
            "、".join(task.programmes),
        )


def _task_json(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "char_start": task.char_start,
        "char_end": task.char_end,
        "path": list(task.path),
        "kind": task.kind,
        "text": task.text,
        "lines": list(task.lines),
        "sectors": list(task.sectors),
        "programmes": list(task.programmes),
        "deadlines": [{"text": d.text, "start": d.start, "end": d.end} for d in task.deadlines],
        "targets": [
            {
                "text": t.text,
                "comparator": t.comparator,
                "value": list(t.value) if isinstance(t.value, tuple) else t.value,
                "unit": t.unit,
            }
            for t in task.targets
        ],
    }
