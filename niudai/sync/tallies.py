"""Tallies (同步统计): what a matrix cell counts, stored so that any sums stay exact, and its word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, Self, TypeVar

from niudai.base.periods import Period
from niudai.sync.matching import Answer, Fact, Matching

Key = TypeVar("Key", int, str)

FIRST_LAG: Final = -31
LAST_LAG: Final = 91
"""The open ends of the histogram of lags: "31 days or more before", "91 days or more after"."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one pair, step, content row and period, or a sum of several such.

    Holds nothing that changes by merely waiting: pending and missing follow from ``dues`` for any
    day. Tallies add up exactly; a difference (what changed) may hold negative counts. The two
    histograms never hold a zero and must not be altered in place.

    ``in_step``/``late``: facts of the Party organization answered within/after the tolerance;
    ``unanswered``: not answered at all; ``alone``: facts of the mass organization answering nothing;
    ``lags``: lag in days → answered facts (−31 and 91 hold everything beyond them);
    ``dues``: last day of the tolerance ("2026-01-17") → unanswered facts.
    """

    in_step: int = 0
    late: int = 0
    alone: int = 0
    unanswered: int = 0
    lags: Mapping[int, int] = field(default_factory=dict)
    dues: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def total(cls, tallies: Iterable[Self]) -> Self:
        """The sum of any number of tallies; an empty tally for none."""
        in_step = late = alone = unanswered = 0
        lags: dict[int, int] = {}
        dues: dict[str, int] = {}
        for tally in tallies:
            in_step += tally.in_step
            late += tally.late
            alone += tally.alone
            unanswered += tally.unanswered
            _add(lags, tally.lags)
            _add(dues, tally.dues)
        return cls(in_step, late, alone, unanswered, _without_zeros(lags), _without_zeros(dues))

    def __add__(self, other: Self) -> Self:
        return self.total((self, other))

    def __sub__(self, other: Self) -> Self:
        return self.total((self, -other))

    def __neg__(self) -> Self:
        return type(self)(
            -self.in_step,
            -self.late,
            -self.alone,
            -self.unanswered,
            {lag: -count for lag, count in self.lags.items()},
            {due: -count for due, count in self.dues.items()},
        )

    @property
    def is_empty(self) -> bool:
        """True if every count is zero, so that nothing needs to be stored."""
        return self == type(self)()

    @property
    def party_facts(self) -> int:
        """Facts of the Party organization dated in the period, due or not."""
        return self.in_step + self.late + self.unanswered

    def pending(self, today: date) -> int:
        """Unanswered facts whose tolerance has not run out on ``today``."""
        return self.unanswered - self.missing(today)

    def missing(self, today: date) -> int:
        """Unanswered facts whose tolerance has run out before ``today``."""
        day = today.isoformat()
        return sum(count for due, count in self.dues.items() if due < day)

    def due_facts(self, today: date) -> int:
        """Facts of the Party organization already decided on ``today``: in step, late or missing."""
        return self.in_step + self.late + self.missing(today)

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; equal tallies give equal text, keys being in order."""
        return {
            "in_step": self.in_step,
            "late": self.late,
            "alone": self.alone,
            "unanswered": self.unanswered,
            "lags": {str(lag): self.lags[lag] for lag in sorted(self.lags)},
            "dues": {due: self.dues[due] for due in sorted(self.dues)},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The tally that ``to_json`` wrote; KeyError if a part is absent."""
        return cls(
            in_step=data["in_step"],
            late=data["late"],
            alone=data["alone"],
            unanswered=data["unanswered"],
            lags={int(lag): count for lag, count in data["lags"].items()},
            dues=dict(data["dues"]),
        )


def tally(matching: Matching, period: Period) -> Tally:
    """The tally of one period.

    It counts the facts of the Party organization dated in ``period``, whenever they were answered,
    and the lone facts of the mass organization dated in it.
    """
    return _count(
        [answer for answer in matching.answers if period.contains(answer.party.day)],
        [fact for fact in matching.alone if period.contains(fact.day)],
    )


def tallies(matching: Matching) -> dict[str, Tally]:
    """The tallies of all periods that are not empty, by period key.

    These are the months, quarters, half-years and years in which facts are dated.
    """
    answers: defaultdict[date, list[Answer]] = defaultdict(list)
    alone: defaultdict[date, list[Fact]] = defaultdict(list)
    for answer in matching.answers:
        answers[answer.party.day.replace(day=1)].append(answer)
    for fact in matching.alone:
        alone[fact.day.replace(day=1)].append(fact)
    months: defaultdict[str, list[Tally]] = defaultdict(list)  # by key of the period they lie in
    for first in sorted(answers.keys() | alone.keys()):
        counted = _count(answers.get(first, []), alone.get(first, []))
        for period in Period.all_of(first):
            months[period.key].append(counted)
    return {key: Tally.total(parts) for key, parts in months.items()}


def changes(before: Mapping[str, Tally], after: Mapping[str, Tally]) -> dict[str, Tally]:
    """What to add to the stored tallies, by period key, when ``before`` has become ``after``.

    Periods that did not change are left out.
    """
    nothing = Tally()
    deltas = {
        key: after.get(key, nothing) - before.get(key, nothing)
        for key in sorted(before.keys() | after.keys())
    }
    return {key: delta for key, delta in deltas.items() if not delta.is_empty}


class Code(StrEnum):
    """The kinds of word a cell can show."""

    IN_STEP = "in_step"
    LATE = "late"
    MISSING = "missing"
    PENDING = "pending"
    NO_PARTY = "no_party"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Word:
    """The one word of a cell: its kind, for colours and filters, and the Chinese text shown."""

    code: Code
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a matrix cell shows on one day.

    Counts are facts (件). ``party_facts`` = in step + late + missing + pending. ``share_in_step`` is
    exact, None while nothing is due. ``median_lag`` is the median of all lags, ``late_median`` of
    the late ones, in whole days, None without any. ``short_of_required`` is how many facts the Party
    organization is short of the step's required count so far (0 = none, or no count required); it
    is told to the Party side only and never changes the word.
    """

    in_step: int
    late: int
    missing: int
    pending: int
    alone: int
    party_facts: int
    share_in_step: Fraction | None
    median_lag: int | None
    late_median: int | None
    short_of_required: int
    word: Word

    @property
    def due_facts(self) -> int:
        """Facts of the Party organization already decided: in step, late or missing."""
        return self.in_step + self.late + self.missing

    @property
    def party_note(self) -> str:
        """The sentence for the Party side if it did less than the step requires, else ""."""
        if not self.short_of_required:
            return ""
        required = self.party_facts + self.short_of_required
        return (
            f"本期应开展{required}次，党组织已开展{self.party_facts}次，"
            f"还差{self.short_of_required}次。"
        )


def cell(
    tally: Tally, *, period_end: date, today: date, tolerance: int, required: int | None = None
) -> Cell:
    """What the cell of ``tally`` shows on ``today``.

    ``period_end`` is the last day of the period; ``tolerance`` (days) the one the facts were matched
    with, which tells the late lags from the others; ``required`` the step's count per period, if any.
    """
    missing = tally.missing(today)
    due = tally.in_step + tally.late + missing
    late_median = median({lag: n for lag, n in tally.lags.items() if lag > tolerance})
    return Cell(
        in_step=tally.in_step,
        late=tally.late,
        missing=missing,
        pending=tally.unanswered - missing,
        alone=tally.alone,
        party_facts=tally.party_facts,
        share_in_step=Fraction(tally.in_step, due) if due else None,
        median_lag=median(tally.lags),
        late_median=late_median,
        short_of_required=max(0, (required or 0) - tally.party_facts),
        word=_word(tally, missing, due, late_median, over=today > period_end),
    )


def median(histogram: Mapping[int, int]) -> int | None:
    """The median of a histogram (value → count), None if it is empty.

    Halves are rounded away from zero (四舍五入, as a spreadsheet does): 12.5 → 13, −0.5 → −1.
    """
    size = sum(histogram.values())
    if not size:
        return None
    lower = upper = None
    passed = 0
    for value in sorted(histogram):
        passed += histogram[value]
        if lower is None and passed > (size - 1) // 2:
            lower = value
        if passed > size // 2:
            upper = value
            break
    doubled = (lower or 0) + (upper or 0)
    rounded = (abs(doubled) + 1) // 2
    return rounded if doubled >= 0 else -rounded


def _word(tally: Tally, missing: int, due: int, late_median: int | None, *, over: bool) -> Word:
    """Worst news first: missing, late, pending; in step only if nothing else is left."""
    if not tally.party_facts:
        return Word(Code.NO_PARTY, "党组织未开展") if over else Word(Code.NOT_DUE, "未到期")
    if missing:
        return Word(Code.MISSING, f"缺{missing}/{due}")
    if tally.late:
        return Word(Code.LATE, f"迟{late_median}天")
    if tally.unanswered:
        return Word(Code.PENDING, "待跟进")
    return Word(Code.IN_STEP, "同步")


def _count(answers: Iterable[Answer], alone: Iterable[Fact]) -> Tally:
    in_step = late = 0
    lags: Counter[int] = Counter()
    dues: Counter[str] = Counter()
    for answer in answers:
        if answer.lag is None:
            dues[answer.due.isoformat()] += 1
            continue
        lags[max(FIRST_LAG, min(LAST_LAG, answer.lag))] += 1
        late += answer.late
        in_step += not answer.late
    lone = sum(1 for _ in alone)
    return Tally(in_step, late, lone, dues.total(), dict(lags), dict(dues))


def _add(total: dict[Key, int], part: Mapping[Key, int]) -> None:
    for key, count in part.items():
        total[key] = total.get(key, 0) + count


def _without_zeros(counts: Mapping[Key, int]) -> dict[Key, int]:
    return {key: count for key, count in counts.items() if count}
