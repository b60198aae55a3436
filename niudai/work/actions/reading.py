"""What the reader found in a text, as the unsaved items of a draft: suggestions with their reasons, nothing invented."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from niudai import plantext
from niudai.org.choices import Line
from niudai.work.choices import Cadence, ItemKind
from niudai.work.models import PlanItem

LABEL_MAX: Final = 40
SHORT_TITLE: Final = 20  # characters up to which the words after a number are a heading's title
_NAMES_MAX: Final = 280  # characters that a set of names may take in its column
_CADENCES: Final = (
    (Cadence.MONTH, ("每月", "每个月")),
    (Cadence.QUARTER, ("每季度", "每个季度")),
    (Cadence.HALF, ("每半年",)),
    (Cadence.YEAR, ("每年",)),
)
_THEME: Final = re.compile(
    r"以[“\"「]([^”\"」]{2,80})[”\"」]为主题|主题[是为：:][“\"「]([^”\"」]{2,80})[”\"」]"
)


@dataclass(slots=True)
class Sprout:
    """One item to be and the one above it, None at the top."""

    item: PlanItem
    above: Sprout | None

    @property
    def depth(self) -> int:
        """How many items stand above."""
        return self.above.depth + 1 if self.above else 0


def sprouts_of(read: plantext.Plan) -> list[Sprout]:
    """The tree of a plan as read, in reading order.

    A numbered line that is itself the only task is one measure with its number; any other numbered
    line is a heading with its tasks below. The first of them may begin on the heading's own line.
    """
    tasks: dict[int | None, list[plantext.Task]] = {}
    for task in read.tasks:
        tasks.setdefault(task.heading, []).append(task)
    found = [Sprout(_measure(task, ""), None) for task in tasks.get(None, ())]
    above: list[tuple[int, Sprout]] = []
    for index, heading in enumerate(read.headings):
        while above and above[-1][0] >= heading.level:
            above.pop()
        parent = above[-1][1] if above else None
        own = tasks.get(index, [])
        if len(own) == 1 and own[0].char_start == heading.char_start:
            sprout = Sprout(_measure(own[0], heading.number_text), parent)
            found.append(sprout)
        else:
            sprout = Sprout(_heading(read, heading, own), parent)
            found.append(sprout)
            found += [
                Sprout(_measure(task, _mark(task), sprout.item.title), sprout) for task in own
            ]
        above.append((heading.level, sprout))
    found.sort(key=lambda one: (one.item.char_start or 0, one.depth))
    for place, one in enumerate(found):
        one.item.position = place
    return found


def themes_of(tasks: Iterable[plantext.Task]) -> dict[str, str]:
    """Line → theme, where a task of one line says “以……为主题”."""
    themes: dict[str, str] = {}
    for task in tasks:
        lines = [line for line in task.lines if line in Line.values]
        said = _THEME.search(task.text)
        if said and len(lines) == 1:
            themes.setdefault(lines[0], said.group(1) or said.group(2))
    return themes


def label(text: str) -> str:
    """A label of at most 40 characters for a list: the first clause without its number."""
    plain = re.sub(r"\s+", "", text)
    plain = re.sub(
        r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、．.]|[一二三四五六七八九十]+是)", "", plain
    )
    first = next((part for part in re.split("[。；;：:！？]", plain) if part), plain)
    if len(first) > LABEL_MAX:
        first = re.split("[，,]", first)[0]
    return first if len(first) <= LABEL_MAX else first[: LABEL_MAX - 1] + "…"


def names(values: Iterable[str], limit: int = _NAMES_MAX) -> tuple[str, ...]:
    """Names that fit a CodeSetField of `limit` characters; the separator inside a name is replaced."""
    kept: list[str] = []
    for value in values:
        name = " ".join(value.replace("|", "／").split())
        if name and name not in kept and sum(map(len, kept)) + len(kept) + len(name) + 2 <= limit:
            kept.append(name)
    return tuple(kept)


def _heading(read: plantext.Plan, heading: plantext.Heading, own: list[plantext.Task]) -> PlanItem:
    """A heading; one that is a number only, or the whole sentence of its first task, says how many it holds."""
    title = heading.title.strip()
    start, end = heading.char_start, heading.char_start + len(heading.number_text)
    if own and (not title or _is_sentence(title, start, own[0])):
        title = f"共{len(own)}条"
    elif title:
        at = read.text.find(title, start)
        end = at + len(title) if 0 <= at - start <= len(heading.number_text) + 4 else end
    return PlanItem(
        kind=ItemKind.HEADING,
        number_text=heading.number_text[:20],
        title=(title or heading.number_text)[:200],
        char_start=start,
        char_end=max(end, start + 1),
        confirmed=True,
    )


def _is_sentence(title: str, start: int, first: plantext.Task) -> bool:
    """Whether the words after a number are the first task itself, not a title before it."""
    if first.char_start != start:
        return False
    rest = first.text.partition(title)[2].strip(" \n。.；;")
    return len(title) > SHORT_TITLE or not rest


def _mark(task: plantext.Task) -> str:
    """“一是” of a run-in item, which the reader puts last on its path."""
    last = task.path[-1] if task.path else ""
    return last if last.endswith("是") else ""


def _measure(task: plantext.Task, number: str, heading: str = "") -> PlanItem:
    """A measure or goal; a title that only repeats its heading gives way to the words after it."""
    lines = tuple(line for line in task.lines if line in Line.values)
    due_on, due_why = _due(task.deadlines)
    value, unit, target_why = _target(task.targets)
    cadence, cadence_why = _cadence(task.text)
    why = {**task.why, "due_on": due_why, "target": target_why, "cadence": cadence_why}
    return PlanItem(
        kind=ItemKind.GOAL if task.kind == "goal" else ItemKind.MEASURE,
        number_text=number[:20],
        title=_title(task, heading)[:200],
        text=task.text,
        char_start=task.char_start,
        char_end=task.char_end,
        lines=lines,
        other_owners=names(owner for owner in task.lines if owner not in Line.values),
        unit_classes=task.unit_classes,
        rows=task.rows,
        programmes=names(task.programmes),
        due_on=due_on,
        cadence=cadence,
        target_value=value,
        target_unit=unit,
        why={name: said for name, said in why.items() if said},
        confidence=task.confidence,
    )


def _title(task: plantext.Task, heading: str) -> str:
    title = task.title.strip()
    if title and title != heading:
        return title
    rest = task.text.partition(heading)[2].lstrip("。.：:，, ") if heading else task.text
    return label(rest) or title or label(task.text)


def _due(deadlines: Iterable[plantext.Deadline]) -> tuple[date | None, str]:
    """The latest end that the text gives as a date; a deadline without one is only quoted."""
    given = list(deadlines)
    ends = [date.fromisoformat(deadline.end) for deadline in given if deadline.end]
    said = "、".join(f"“{deadline.text}”" for deadline in given)
    if not said:
        return None, ""
    if not ends:
        return None, f"原文写{said}，不能换算为日期"
    return max(ends), f"原文写{said}" + ("，取最晚的一个" if len(set(ends)) > 1 else "")


def _target(targets: Iterable[plantext.Target]) -> tuple[Decimal | None, str, str]:
    """The first quantity to reach; others, limits and “25人以上” (a size, or a goal?) are only quoted."""
    given = list(targets)
    said = "、".join(f"“{target.text}”" for target in given)
    for target in given:
        value: Any = target.value
        reached = target.comparator == ">=" and not target.text.endswith("以上")
        if reached and not isinstance(value, tuple) and 0 <= value < 10**10:
            more = "，取第一个" if len(given) > 1 else ""
            return (
                Decimal(str(value)).quantize(Decimal("0.01")),
                target.unit[:20],
                f"原文写{said}{more}",
            )
    return None, "", f"原文写{said}，请核对是否作为目标" if said else ""


def _cadence(text: str) -> tuple[str, str]:
    said = [(cadence, word) for cadence, words in _CADENCES for word in words if word in text]
    if len({cadence for cadence, _ in said}) != 1:
        return Cadence.ONCE, ""
    return said[0][0], f"原文写“{said[0][1]}”"
