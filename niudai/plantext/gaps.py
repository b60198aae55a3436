"""Observed gaps: Chinese sentences about what the plan does not say; nothing is ever filled in."""

from __future__ import annotations

import re

from .decomposition import year_of
from .model import LINE_NAMES, Heading, Plan
from .numbering import value_of
from .paragraphs import Paragraph

SHOWN = 16

_MASS_LINES = (
    ("union", ("党建带工建", "党建带会建", "工会")),
    ("league", ("党建带团建", "共青团")),
    ("women", ("党建带妇建", "妇联")),
)
_ASPECT = {"union": "党建带工建", "league": "党建带团建", "women": "党建带妇建"}


def find_gaps(plan: Plan, *, in_rows: bool = False) -> list[str]:
    """Return what a reviewer should check because the document leaves it open.

    `in_rows` tells that the tasks are rows of a table, which need no numbers.
    """
    warnings: list[str] = []
    if not plan.headings and not in_rows:
        warnings.append("没有找到编号（如一、（一）1.），已按段落列出任务，请核对。")
    if not plan.tasks:
        warnings.append("没有读到具体任务，请核对原文是否完整，或手工添加。")
    if plan.title is None:
        warnings.append("没有找到方案标题，请手工填写。")
    if plan.date is None:
        year = year_of(plan.title)
        told = f"按标题的{year}年换算，请核对" if year else "无法换算，请手工填写"
        warnings.append(f"没有找到成文日期，未写年份的时限{told}。")
    warnings += [] if in_rows else _missing_lines(plan)
    warnings += _skipped_numbers(plan)
    return warnings


def unread_numbers(unread: list[Paragraph]) -> list[str]:
    """Say that numbered lines stand outside the plan that was read, and how the first begins."""
    if not unread:
        return []
    first = unread[0].text[:SHOWN].replace("\n", "")
    return [f"正文之外另有{len(unread)}个编号段落没有列为任务（“{first}”等），请核对。"]


def _missing_lines(plan: Plan) -> list[str]:
    """Say which mass line a 党建带… plan leaves out of a part that treats the others."""
    if "党建带" not in plan.text:
        return []
    mentioned = {code for code, names in _MASS_LINES if any(name in plan.text for name in names)}
    warnings = []
    tops = [i for i, h in enumerate(plan.headings) if h.level == 1]
    for position, top in enumerate(tops):
        end = tops[position + 1] if position + 1 < len(tops) else len(plan.headings)
        titles = [h.title for h in plan.headings[top:end]]
        named = {c for c, a in _ASPECT.items() if any(a in title for title in titles)}
        for code in sorted(mentioned - named, key=list(_ASPECT).index) if named else ():
            warnings.append(
                f"{_part_name(plan.headings[top])}部分没有{_ASPECT[code]}内容，"
                "请核对是否需要手工补充。"
            )
    whole = "党建带" in (plan.title or "")
    for code in sorted(mentioned, key=list(_ASPECT).index) if whole else ():
        if plan.tasks and not any(code in t.lines for t in plan.tasks):
            warnings.append(f"全文没有明确由{LINE_NAMES[code]}负责的任务，请核对。")
    return warnings


def _part_name(heading: Heading) -> str:
    number = re.sub(r"[^一二三四五六七八九十\d]", "", heading.number_text) or heading.number_text
    return f"第{number}" if number else f"“{heading.title}”"


def _skipped_numbers(plan: Plan) -> list[str]:
    warnings = []
    last: dict[int, int] = {}
    for h in plan.headings:
        if not h.number_text:
            continue
        value = value_of(h.number_text)
        before = last.get(h.level)
        last = {level: v for level, v in last.items() if level < h.level}
        if before is not None and value > before + 1:
            warnings.append(f"编号从第{before}项跳到“{h.number_text}”，请核对是否有缺漏。")
        last[h.level] = value
    return warnings
