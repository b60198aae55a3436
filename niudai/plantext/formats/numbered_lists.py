"""How Word and Writer count automatic numbers: one counter for every format that has lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .counting import numeral

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")  # Wingdings and Symbol: a bullet, whatever it looks like


@dataclass(frozen=True)
class Level:
    """One level of a list: `text` holds %1…%9 where the numbers of levels 1…9 stand.

    `form` is a numFmt of WordprocessingML as `counting.numeral` knows them; `style` the paragraph
    style bound to the level; `legal` writes the upper numbers as digits; `restart` is the upper
    level (from 1) that restarts this one, 0 none, None every upper level.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass
class List:
    """A list as a paragraph names it: `abstract` names the counters it shares with other lists.

    `levels` are the levels in force, keyed from 0; `starts` the levels that begin anew, and with
    which value, where this list first uses them.
    """

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Counter:
    """Counts the numbered paragraphs of one document, called once for each in their order."""

    def __init__(self) -> None:
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, number: str, chosen: List, depth: int) -> str:
        """Count on and return what is printed before a paragraph at level `depth` (from 0).

        `number` is the name the paragraph calls the list `chosen` by. "" when the list has no such
        level; a bullet is at most two characters.

        >>> counter, items = Counter(), List("0", {0: Level(form="chineseCounting", text="%1、")})
        >>> counter.label("1", items, 0), counter.label("1", items, 0)
        ('一、', '二、')
        """
        level = chosen.levels.get(depth)
        if level is None:
            return ""
        counters = self._counters.setdefault(chosen.abstract, {})
        self._count(number, chosen, depth, counters)
        if level.form == "bullet":
            return _PRIVATE.sub("●", level.text)[:2]
        return _PLACE.sub(lambda m: _shown(chosen, level, counters, int(m[1]) - 1), level.text)

    def _count(self, number: str, chosen: List, depth: int, counters: dict[int, int]) -> None:
        first = (number, depth) not in self._started
        self._started.add((number, depth))
        if first and depth in chosen.starts:
            counters[depth] = chosen.starts[depth]
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = chosen.starts.get(depth, chosen.levels[depth].start)
        for upper in range(depth):
            if upper in chosen.levels:
                counters.setdefault(upper, chosen.levels[upper].start)
        for lower in [i for i in counters if i > depth]:
            restart = chosen.levels[lower].restart if lower in chosen.levels else None
            if restart is None or (restart and depth < restart):
                del counters[lower]


def _shown(chosen: List, level: Level, counters: dict[int, int], depth: int) -> str:
    other = chosen.levels.get(depth)
    if other is None or depth not in counters:
        return ""
    return numeral(counters[depth], "decimal" if level.legal else other.form)
