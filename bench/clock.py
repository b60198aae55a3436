"""Timing: medians of many runs after a warm-up, in milliseconds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """What a number of runs took, in milliseconds."""

    runs: tuple[float, ...]

    @property
    def p50(self) -> float:
        """The median."""
        return statistics.median(self.runs)

    @property
    def p95(self) -> float:
        """The value 95 % of the runs stay below."""
        ordered = sorted(self.runs)
        return ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]


def measure(work: Callable[[], object], *, runs: int, warm: int = 3) -> Times:
    """Call `work` `warm` times unmeasured, then `runs` times."""
    for _ in range(warm):
        work()
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return Times(tuple(found))


def each(works: list[Callable[[], object]]) -> Times:
    """Measure works that can be done only once each; the first is the warm-up."""
    works[0]()
    found = []
    for work in works[1:]:
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return Times(tuple(found))
