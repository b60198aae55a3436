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
    return Times(tuple(_once(work) for _ in range(runs)))


def beside(
    work: Callable[[], object], floor: Callable[[], object], *, runs: int, warm: int = 8
) -> tuple[Times, Times]:
    """A work and its floor by turns, so that both meet the same load of the machine."""
    for _ in range(warm):
        work()
        floor()
    found = [(_once(work), _once(floor)) for _ in range(runs)]
    return Times(tuple(pair[0] for pair in found)), Times(tuple(pair[1] for pair in found))


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def each(works: list[Callable[[], object]]) -> Times:
    """Measure works that can be done only once each; the first is the warm-up."""
    works[0]()
    return Times(tuple(_once(work) for work in works[1:]))
