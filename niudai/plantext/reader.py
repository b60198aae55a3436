"""The pipeline: formats → paragraphs → masthead → numbering → leaves → attributes → plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from . import (
    dates,
    decomposition,
    formats,
    gaps,
    leaves,
    names,
    owners,
    programmes,
    sectors,
    subjects,
    suggest,
    targets,
)
from .alphabet import as_printed, normal
from .decomposition import Decomposition, find_decomposition, year_of
from .frameworks import find_frameworks, framework_of_titles
from .masthead import find_masthead
from .model import Deadline, Framework, Heading, Plan, Task
from .numbering import Item, number_of, numbered, outline, relabel
from .paragraphs import Paragraph, paragraphs, without_wraps
from .patterns import lazy
from .phases import find_phases
from .styled import styled_headings
from .tables import without_tables
from .unfolding import unfold

TITLE_MAX = 40
TASKS_MAX = 50_000
TOO_MANY_TASKS = "读出的任务超过 5 万条，请确认是不是方案，或只保留正文后再读取。"


def read(data: bytes, name: str = "", progress: formats.Progress | None = None) -> Plan:
    """Read the bytes of a plan file; `name` is used for its suffix only.

    `progress(done, pages)` is called after each scanned page. Raises PlanUnreadable with one
    Chinese sentence if there is no plan to read.

    >>> read("一、任务\\n1.工会要抓好服务。".encode()).tasks[0].lines
    ('union',)
    """
    return _read(formats.to_source(data, name, progress))


def read_text(text: str, name: str = "") -> Plan:
    """Read pasted text; spans index `text` itself. `name` is accepted for symmetry with read."""
    return _read(formats.Source(formats.check_text(text)))


def _read(given: formats.Source) -> Plan:
    source = normal(given.text)
    source, lines, places = without_wraps(source, paragraphs(source, given.styled))
    everything, styled_title = styled_headings(lines)
    table = find_decomposition(source, everything)
    if table and table.is_document:
        return _read_table(given, source, places, table)
    head = find_masthead(unfold(source, everything))
    body = without_tables(head.body)
    found_numbers = numbered(body)
    if len(found_numbers) > TASKS_MAX:
        raise formats.PlanUnreadable(TOO_MANY_TASKS)
    items = relabel(outline(found_numbers))
    headings = [item.heading() for item in items]
    found = leaves.find_leaves(source, items, body, head.preface)
    found += leaves.postscript_leaves(head.postscript)
    if len(found) > TASKS_MAX:
        raise formats.PlanUnreadable(TOO_MANY_TASKS)
    known = programmes.names_of("\n".join(p.text for p in (*head.preface, *body)))
    title = head.title or styled_title
    date = head.date or year_of(title)
    document = _Document(source, date, items, known, head.issuer)
    tasks = [_task(document, leaf, i) for i, leaf in enumerate(found, 1)]
    start = headings[0].char_start if headings else (body[0].start if body else 0)
    plan = Plan(
        text=source,
        title=title,
        issuer=head.issuer,
        date=head.date,
        doc_number=head.doc_number,
        body_start=start,
        headings=headings,
        tasks=tasks,
        frameworks=_frameworks(body, tasks, head.title or "", headings),
        phases=find_phases(items, body, date),
        warnings=[*given.notes],
    )
    if source != given.text:
        plan = as_printed(plan, given.text, places)
    if table and table.appended:
        plan.warnings.append(f"附表列有任务分解{table.appended}行，未重复列为任务，请核对。")
    plan.warnings.extend(gaps.unread_numbers(head.unread))
    plan.warnings.extend(gaps.find_gaps(plan))
    return plan


def _read_table(
    given: formats.Source, source: str, places: list[int] | None, table: Decomposition
) -> Plan:
    """Read a document whose tasks are the rows of its decomposition table."""
    head = find_masthead(unfold(source, table.outside))
    title = head.title or table.caption
    date = head.date or year_of(title)
    items = table.items
    works = [Paragraph(r.work.start, r.work.end, r.work.text, True, False) for r in table.rows]
    known = programmes.names_of("\n".join(p.text for p in (*head.preface, *head.body, *works)))
    document = _Document(source, date, items, known, head.issuer)
    tasks = [
        decomposition.filled(_task(document, row.leaf(items), i), row, date)
        for i, row in enumerate(table.rows, 1)
    ]
    headings = [item.heading() for item in items]
    plan = Plan(
        text=source,
        title=title,
        issuer=head.issuer,
        date=head.date,
        doc_number=head.doc_number,
        body_start=min([tasks[0].char_start, *(h.char_start for h in headings)]),
        headings=headings,
        tasks=tasks,
        frameworks=_frameworks([*head.preface, *head.body, *works], tasks),
        phases=[],
        warnings=[*given.notes],
    )
    if source != given.text:
        plan = as_printed(plan, given.text, places)
    plan.warnings.extend(gaps.find_gaps(plan, in_rows=True))
    return plan


@dataclass(frozen=True)
class _Document:
    """What every task of a document needs: `known` are the names it clearly uses as programmes."""

    source: str
    date: str | None
    items: list[Item]
    known: frozenset[str]
    issuer: str | None = None

    @cached_property
    def school(self) -> bool:
        """Whether a school speaks of itself (我校); no bureau calls itself so."""
        issuer = self.issuer or ""
        if _BUREAU.search(issuer):
            return False
        return bool(_SCHOOL.search(issuer) or _OUR_SCHOOL.search(self.source))


_BUREAU = lazy("局|厅|政府|教委|教工委|教育工(?:作)?委|总工会|教育工会")
_SCHOOL = lazy("学校|中学|小学|学院|大学|幼儿园")
_OUR_SCHOOL = lazy("(?:我|本)(?:校|院)(?!长)|全校|校(?:党委|团委|长办公会|工会)")


def _task(document: _Document, leaf: leaves.Leaf, number: int) -> Task:
    items = document.items
    text = document.source[leaf.start : leaf.end]
    path = _path(items, leaf)
    item = items[leaf.item] if leaf.item is not None else None
    item_title = item.title if item else ""
    owner = owners.owners_of(text, *leaf.inherited)
    classes, class_words = _sectors(text, item_title if leaf.title_inside else "", document.school)
    governing = item.line if item and not leaf.title_inside else ""
    above = "" if leaf.title_inside else governing or item_title
    found_dates = _deadlines(text, above, items, leaf, document.date)
    above = items[item.parent].title if item and item.parent is not None else ""
    named = programmes.find_programmes(text, governing, document.known, above)
    amounts = targets.find_targets(text)
    rows, rows_why = suggest.rows_for(owner.lines, governing + text)
    steps, steps_why = suggest.steps_for(text)
    why = {
        "lines": owner.why,
        "sectors": f"称谓“{class_words[:20]}”" if classes else "",
        "programmes": "引号内的名称" + "".join(f"“{name}”" for name in named) if named else "",
        "deadlines": "；".join(f"“{d.text}”" for d in found_dates),
        "targets": "；".join(f"“{t.text}”" for t in amounts),
        "rows": rows_why,
        "steps": steps_why,
        "unit_classes": f"由{'、'.join(classes)}推出" if classes else "",
        "kind": f"标题“{item_title}”" if leaf.kind == "goal" else "",
    }
    return Task(
        id=f"t{number}",
        char_start=leaf.start,
        char_end=leaf.end,
        path=path,
        heading=leaf.item,
        kind=leaf.kind,
        text=text,
        title=_label(text, item_title if leaf.title_inside else ""),
        lines=owner.lines,
        sectors=classes,
        programmes=named,
        deadlines=found_dates,
        targets=amounts,
        rows=rows,
        steps=steps,
        unit_classes=suggest.unit_classes_for(classes),
        leads=owner.leads,
        why={key: value for key, value in why.items() if value},
        confidence=_confidence(owner.confidence, item, found_dates),
    )


def _path(items: list[Item], leaf: leaves.Leaf) -> tuple[str, ...]:
    path = [leaf.mark] if leaf.mark else []
    current = leaf.item
    while current is not None:
        path.insert(0, items[current].number.text or items[current].title)
        current = items[current].parent
    return tuple(path)


_WHEN_FIRST = lazy(r"^(?:到|至|截至|自|从)?\d{2,4}年[^，,。；;]{0,6}[，,]")


def _label(text: str, title: str) -> str:
    """Return a label of at most 40 characters: the item's title or the first clause.

    A time that opens the sentence (到2026年底，…) says when, not what, and is left out.
    """
    if title:
        return title[:TITLE_MAX]
    plain = text
    number = number_of(Paragraph(0, len(text), text, False, False))
    if number:
        plain = text[number.end :].strip()
    plain = re.sub(r"\s+", "", plain)
    plain = re.sub(r"^[一二三四五六七八九十]+是", "", plain)
    plain = _WHEN_FIRST.sub("", plain)
    first = _first_part("[。；;：:！？]", plain) or text.strip()
    if len(first) > TITLE_MAX:
        first = _first_part("[，,]", first)
    return first if len(first) <= TITLE_MAX else first[: TITLE_MAX - 1] + "…"


def _first_part(separators: str, text: str) -> str:
    return next((part for part in re.split(separators, text) if part), text)


def _sectors(text: str, own_title: str, school: bool) -> tuple[tuple[str, ...], str]:
    """Return the classes the task is addressed to and the words that name them.

    In a plan of a `school` its own name is no class.
    """
    found: list[str] = []
    said: list[str] = []
    for sentence in subjects.sentences(text):
        doers = [(s.words, s.sectors) for s in subjects.subjects_of(sentence)]
        for named, codes in (*doers, *sectors.addressees_in(sentence)):
            own = school and sectors.is_own_school(named)
            classes = [code for code in codes if code != "学校" or not own]
            if classes:
                found += classes
                said.append(named)
    in_title = () if found else sectors.sectors_of_title(own_title)
    if in_title:
        return in_title, own_title
    return tuple(dict.fromkeys(found)), "、".join(dict.fromkeys(said))


def _deadlines(
    text: str, governing: str, items: list[Item], leaf: leaves.Leaf, date: str | None
) -> tuple[Deadline, ...]:
    found: list[Deadline] = []
    index = leaf.item
    titles = [governing] if governing else []
    parent = items[index].parent if index is not None else None
    if parent is not None:
        above = items[parent].title
        if "阶段" in above or dates.find_deadlines(above, date):
            titles.append(above)
    for part in (*titles, leaf.governing, text):
        found += [f.deadline for f in dates.find_deadlines(part, date)]
    unique: dict[tuple[str | None, str | None, str], Deadline] = {}
    for d in found:
        key = (d.start, d.end, "" if d.start or d.end else d.text)
        unique.setdefault(key, d)
    return tuple(unique.values())


def _confidence(owner: float, item: Item | None, found: tuple[Deadline, ...]) -> float:
    value = owner if item else owner * 0.8
    if any(d.start is None and d.end is None for d in found):
        value -= 0.1
    return round(max(0.1, value), 2)


def _frameworks(
    body: list[Paragraph],
    tasks: list[Task],
    title: str = "",
    headings: Sequence[Heading] = (),
) -> list[Framework]:
    starts = [task.char_start for task in tasks]

    def line_at(position: int) -> str | None:
        task = tasks[bisect_right(starts, position) - 1] if starts else None
        if task is None or not task.char_start <= position < task.char_end:
            return None
        return next((name for name in task.lines if name in names.CODES), None)

    found: dict[str, Framework] = {}
    for p in body:
        for framework in find_frameworks(p.text, partial(_shifted, line_at, p.start)):
            found.setdefault(framework.name, framework)
    named = framework_of_titles(title, [h.title for h in headings if h.level == 1])
    if named:
        found.setdefault(named.name, named)
    return list(found.values())


def _shifted(line_at: Callable[[int], str | None], start: int, position: int) -> str | None:
    return line_at(start + position)
