"""Document level, phases: the time-phased steps of a plan."""

from __future__ import annotations

import re

from .dates import find_deadlines
from .model import Phase
from .numbering import Item
from .paragraphs import Paragraph

_NAMED = re.compile(r"阶段[^，。]{0,12}$")
_STEPS = re.compile(r"步骤|阶段|进度|时间安排|推进安排")
_BRACKET = re.compile(r"[（(].*$")
_COUNT = re.compile(r"(?:[一二两三四五六]|\d)个?阶段$")
_LINE = re.compile(
    r"((?:第[一二三四五六七八九十]+(?:阶段|步(?!骤))|步骤[一二三四五六七八九十])[^，。（(]{0,20})"
)
NAME_MAX = 20
LINE_NAME_MAX = 21
_ORDINAL = re.compile(r"第?[一二三四五六七八九十]*(?:阶段|步骤|步)[一二三四五六七八九十]?")
DATE_WITHIN = 40


def find_phases(items: list[Item], body: list[Paragraph], date: str | None) -> list[Phase]:
    """Return the phases: headings that name a 阶段, dated items under 实施步骤, 第一阶段： lines.

    The window is the date in the heading or, for a line, near its start; else both ends are None.
    """
    found: list[tuple[int, Phase]] = []
    for item in items:
        name = _BRACKET.sub("", item.title).strip()
        above = items[item.parent].title if item.parent is not None else ""
        window = _window(item.title, date)
        step = _STEPS.search(above) and window != (None, None)
        if len(name) <= NAME_MAX and not _COUNT.search(name) and (_NAMED.search(name) or step):
            if window == (None, None) and not item.title_alone:
                rest = item.paragraph.text[item.title_end - item.paragraph.start :]
                window = _window(re.split("[，。；]", rest)[0], date)
            found.append((item.paragraph.start, Phase(name, *window)))
    numbered = {item.paragraph.start for item in items}
    for p in body:
        line = _LINE.match(p.text)
        if line and p.start not in numbered:
            name = re.sub("[：: ]+$", "", line.group(1))
            if len(name) >= LINE_NAME_MAX:  # the step is told in a sentence: its number is its name
                name = _ORDINAL.match(name).group()  # type: ignore[union-attr]
            found.append((p.start, Phase(name, *_window(p.text[: len(name) + DATE_WITHIN], date))))
    return [phase for _, phase in sorted(found, key=lambda pair: pair[0])]


def _window(text: str, date: str | None) -> tuple[str | None, str | None]:
    deadlines = find_deadlines(text, date)
    if not deadlines:
        return None, None
    return deadlines[0].deadline.start, deadlines[0].deadline.end
