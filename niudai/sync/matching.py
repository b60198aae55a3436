"""Matching (同步匹配): which fact of a mass organization answers which fact of its Party organization.

This is the definition of "in step" as code, for one pair and one step over its whole history.
Pure: no database, no clock. How the definition is read where its words leave room:

* "Facts that name the same measure are tried before the others" is a preference of each fact of
  the Party organization when its turn in date order comes, not an earlier round for all of them:
  who acted first chooses first, and a later fact never takes an answer away again.
* That preference belongs to answers within the tolerance. A late answer is the earliest compatible
  fact, so that nobody is shown later than they were.
* Facts of one occasion answer each other whatever their measures and dates.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

LATE_DAYS: Final = 90
"""A fact dated more than this many days after the Party organization's no longer answers it."""

State = Literal["in_step", "late", "pending", "missing"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A ledger entry as far as matching looks at it.

    ``id`` is the entry's number, unique within its side; it orders facts of the same day.
    ``occasion`` and ``measure`` are any fixed text for the shared event and the measure ("" = none).
    """

    id: int
    day: date
    occasion: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact of the Party organization and what became of it.

    ``mass`` is the fact that answers it, None if none does. ``lag`` is in days, negative if the mass
    organization acted first, 0 for one occasion, None without an answer. ``late`` is true if the lag
    exceeds the tolerance. ``due`` is the last day on which an answer is still in step.
    """

    party: Fact
    mass: Fact | None
    lag: int | None
    late: bool
    due: date

    def state(self, today: date) -> State:
        """What the fact counts as on ``today``; only unanswered facts change with the day."""
        if self.mass is not None:
            return "late" if self.late else "in_step"
        return "pending" if today <= self.due else "missing"


@dataclass(frozen=True, slots=True)
class Matching:
    """The result: one answer per fact of the Party organization, and the mass facts left over.

    Both are in date order, then by id. ``alone`` holds what the mass organization did without its
    Party organization: shown, never counted against anyone.
    """

    answers: tuple[Answer, ...]
    alone: tuple[Fact, ...]


def match(party: Iterable[Fact], mass: Iterable[Fact], *, tolerance: int) -> Matching:
    """Decide who answers whom.

    ``party`` and ``mass`` are the facts of one step's kind, in any order, already limited to the time
    the pair existed and, on the Party side, to those that concern the mass organization's line.
    ``tolerance`` is in days, 0 or more; ValueError otherwise. Takes time proportional to the number
    of facts (after sorting): each queue of facts is read forward once per step.
    """
    if tolerance < 0:
        raise ValueError("允许相差的天数不能小于0，请填写0或更大的整数。")
    asked = sorted(party, key=_date_order)
    offered = sorted(mass, key=_date_order)
    taken = _same_occasion(asked, offered)
    taken |= _in_step(_open(asked, taken), _left(offered, taken), tolerance)
    taken |= _late(_open(asked, taken), _left(offered, taken), tolerance)
    answers = tuple(_answer(fact, taken.get(fact.id), tolerance) for fact in asked)
    return Matching(answers=answers, alone=tuple(_left(offered, taken)))


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a history that can be matched by itself; days inclusive, facts in date order."""

    first: date
    last: date
    party: tuple[Fact, ...]
    mass: tuple[Fact, ...]


def segments(party: Iterable[Fact], mass: Iterable[Fact], *, tolerance: int) -> Iterator[Segment]:
    """Cut a history where nothing reaches across, oldest stretch first.

    Matching the stretches one by one gives exactly the matching of the whole. A cut needs more than
    90 + ``tolerance`` days without a fact of either side, and no occasion with facts of both sides
    around it. The cuts also hold after removing any facts. So, to account for a change, cut the facts
    of before and after *together*, and match only the stretch of the changed fact, once with
    the facts of before and once with those of after.
    """
    asked, offered = tuple(party), tuple(mass)
    everyone = sorted(
        [(fact.day, fact.id, 0, fact) for fact in asked]
        + [(fact.day, fact.id, 1, fact) for fact in offered],
        key=lambda row: row[:3],
    )
    joint = {fact.occasion for fact in asked} & {fact.occasion for fact in offered} - {""}
    last_of = {fact.occasion: day for day, _, _, fact in everyone if fact.occasion in joint}
    reach = timedelta(days=LATE_DAYS + tolerance)
    sides: tuple[list[Fact], list[Fact]] = ([], [])
    first = previous = bridged = date.min
    for day, _, side, fact in everyone:
        if any(sides) and day - previous > reach and day > bridged:
            yield Segment(first, previous, tuple(sides[0]), tuple(sides[1]))
            sides = ([], [])
        if not any(sides):
            first = day
        sides[side].append(fact)
        bridged = max(bridged, last_of.get(fact.occasion, day))
        previous = day
    if any(sides):
        yield Segment(first, previous, tuple(sides[0]), tuple(sides[1]))


def segment_of(
    party: Iterable[Fact], mass: Iterable[Fact], day: date, *, tolerance: int
) -> Segment:
    """The stretch that covers ``day``; an empty one of that day if no stretch does."""
    for segment in segments(party, mass, tolerance=tolerance):
        if segment.first <= day <= segment.last:
            return segment
    return Segment(day, day, (), ())


def _date_order(fact: Fact) -> tuple[date, int]:
    return fact.day, fact.id


def _open(asked: Iterable[Fact], taken: dict[int, Fact]) -> list[Fact]:
    """The facts of p that have no answer yet."""
    return [fact for fact in asked if fact.id not in taken]


def _left(offered: Iterable[Fact], taken: dict[int, Fact]) -> list[Fact]:
    """The facts of m that answer nothing yet."""
    used = {fact.id for fact in taken.values()}
    return [fact for fact in offered if fact.id not in used]


def _same_occasion(asked: list[Fact], offered: list[Fact]) -> dict[int, Fact]:
    """Facts of one occasion answer each other, one to one, in date order."""
    waiting: defaultdict[str, deque[Fact]] = defaultdict(deque)
    for fact in offered:
        if fact.occasion:
            waiting[fact.occasion].append(fact)
    return {
        fact.id: waiting[fact.occasion].popleft() for fact in asked if waiting.get(fact.occasion)
    }


def _in_step(asked: list[Fact], offered: list[Fact], tolerance: int) -> dict[int, Fact]:
    """Each fact of p takes the earliest fact within the tolerance, one of its own measure first."""
    offer = _Offer(offered)
    near = timedelta(days=tolerance)
    taken: dict[int, Fact] = {}
    for fact in asked:
        for queue in offer.compatible(fact):
            found = offer.earliest(queue, fact.day - near, fact.day + near)
            if found is not None:
                offer.used.add(found.id)
                taken[fact.id] = found
                break
    return taken


def _late(asked: list[Fact], offered: list[Fact], tolerance: int) -> dict[int, Fact]:
    """Each fact of p takes the earliest compatible fact after the tolerance and within 90 days."""
    offer = _Offer(offered)
    after, until = timedelta(days=tolerance + 1), timedelta(days=LATE_DAYS)
    taken: dict[int, Fact] = {}
    for fact in asked:
        found = [
            offer.earliest(queue, fact.day + after, fact.day + until)
            for queue in offer.compatible(fact)
        ]
        if candidates := [mass for mass in found if mass is not None]:
            earliest = min(candidates, key=_date_order)
            offer.used.add(earliest.id)
            taken[fact.id] = earliest
    return taken


def _answer(party: Fact, mass: Fact | None, tolerance: int) -> Answer:
    due = party.day + timedelta(days=tolerance)
    if mass is None:
        return Answer(party, None, None, False, due)
    # Two facts of one occasion are one event, however their entries are dated.
    lag = 0 if party.occasion and party.occasion == mass.occasion else (mass.day - party.day).days
    return Answer(party, mass, lag, lag > tolerance, due)


class _Queue:
    """Facts in date order and the place up to which they have been read."""

    __slots__ = ("facts", "place")

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.place = 0


class _Offer:
    """The unused facts of m, for windows that only move forward.

    Because facts of p come in date order, the first day of their windows never goes back: what a
    queue has once passed (used or too early) is passed for good, so each fact is read once.
    """

    def __init__(self, facts: list[Fact]) -> None:
        """``facts`` in date order."""
        self.used: set[int] = set()
        self._every = _Queue()
        self._every.facts = facts
        self._naming: defaultdict[str, _Queue] = defaultdict(_Queue)
        for fact in facts:
            self._naming[fact.measure].facts.append(fact)

    def compatible(self, fact: Fact) -> list[_Queue]:
        """The queues that may answer ``fact``; those of its own measure before those of none."""
        if not fact.measure:
            return [self._every]
        return [self._naming[name] for name in (fact.measure, "") if name in self._naming]

    def earliest(self, queue: _Queue, first: date, last: date) -> Fact | None:
        """The earliest unused fact of the queue from ``first`` to ``last``, both included."""
        while queue.place < len(queue.facts):
            fact = queue.facts[queue.place]
            if fact.day >= first and fact.id not in self.used:
                return fact if fact.day <= last else None
            queue.place += 1
        return None
