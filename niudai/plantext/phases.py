"""Document level, phases: the time-phased steps of a plan."""

from __future__ import annotations

import re

from .dates import find_deadlines
from .model import Phase
from .numbering import Item
from .paragraphs import Paragraph
from .patterns import lazy

_NAMED = lazy(r"阶段[^，。]{0,12}$")
_STEPS = lazy(r"步骤|阶段|进度|时间安排|推进安排")
_BRACKET = lazy(r"[（(].*$")
_COUNT = lazy(r"(?:[一二两三四五六]|\d)个?阶段$")
_LINE = lazy(
    r"((?:第[一二三四五六七八九十]+(?:阶段|步(?!骤))|步骤[一二三四五六七八九十])[^，。（(]{0,20})"
)
_STEP_LINE = lazy(r"第[一二三四五六七八九十]{1,3}(?:阶段|步)[：:]")
_DATED_LINE = lazy(
    r"(?P<name>(?!第)[\u4e00-\u9fff]{2,12}阶段)[（(：:](?P<when>[^（()）。；]{2,40})"
)
NAME_MAX = 20
LINE_NAME_MAX = 21
_ORDINAL = lazy(r"第?[一二三四五六七八九十]*(?:阶段|步骤|步)[一二三四五六七八九十]?")
DATE_WITHIN = 40


def find_phases(items: list[Item], body: list[Paragraph], date: str | None) -> list[Phase]:
    """Return the phases: headings that name a 阶段, dated items under 实施步骤, 第一阶段： lines.

    The window is the date in the heading or, for a line, near its start; else both ends are None.
    """
    found: list[tuple[int, Phase]] = []
    for item in items:
        phase = _phase_of_item(items, item, date)
        if phase:
            found.append((item.paragraph.start, phase))
    numbered = {item.paragraph.start for item in items}
    for p in body:
        phase = None if p.start in numbered else _phase_of_line(p.text, date)
        if phase:
            found.append((p.start, phase))
    return [phase for _, phase in sorted(found, key=lambda pair: pair[0])]


def _phase_of_item(items: list[Item], item: Item, date: str | None) -> Phase | None:
    whole = bool(_STEP_LINE.match(item.line))  # （一）第一阶段：宣传发动（6月1日至10日）。
    printed = item.line if whole else item.title
    name = _BRACKET.sub("", printed).strip()
    above = items[item.parent].title if item.parent is not None else ""
    window = _window(printed, date)
    step = whole or (_STEPS.search(above) and window != (None, None))
    if len(name) > NAME_MAX or _COUNT.search(name) or not (_NAMED.search(name) or step):
        return None
    if window == (None, None) and not item.line:
        rest = item.paragraph.text[item.title_end - item.paragraph.start :]
        window = _window(re.split("[，。；]", rest)[0], date)
    return Phase(name, *window)


def _phase_of_line(text: str, date: str | None) -> Phase | None:
    """Return the phase that a paragraph without number opens: 第一阶段：, 宣传发动阶段（6月）。"""
    dated = _DATED_LINE.match(text)
    if dated and (window := _window(dated["when"], date)) != (None, None):
        return Phase(dated["name"], *window)
    line = _LINE.match(text)
    if not line:
        return None
    name = re.sub("[：: ]+$", "", line.group(1))
    if len(name) >= LINE_NAME_MAX:  # the step is told in a sentence: its number is its name
        name = _ORDINAL.match(name).group()  # type: ignore[union-attr]
    return Phase(name, *_window(text[: len(name) + DATE_WITHIN], date))


def _window(text: str, date: str | None) -> tuple[str | None, str | None]:
    deadlines = find_deadlines(text, date)
    if not deadlines:
        return None, None
    return deadlines[0].deadline.start, deadlines[0].deadline.end
