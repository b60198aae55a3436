"""Calendar periods (期间): the months, quarters, half-years and years that every report counts by."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Final, Literal, Self

Kind = Literal["month", "quarter", "half", "year"]

KINDS: Final[tuple[Kind, ...]] = ("month", "quarter", "half", "year")
MONTHS: Final[dict[Kind, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12}

_QUARTER_NAMES: Final = ("第一季度", "第二季度", "第三季度", "第四季度")
_HALF_NAMES: Final = ("上半年", "下半年")
# [0-9], not \d: a key typed with full-width digits would otherwise become a second key.
_KEY: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})|Q(?P<quarter>[0-9])|H(?P<half>[0-9]))?"
)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One calendar period of one kind.

    ``index`` counts from 1 within the year: month 1–12, quarter 1–4, half-year 1–2, year always 1.
    Periods sort by their first day; of those beginning on the same day the longer comes first.
    Raises ValueError (Chinese sentence) for a kind, year (1–9999) or index that does not exist.
    """

    kind: Kind
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if self.kind not in MONTHS:
            raise ValueError(f"没有“{self.kind}”这种期间，请选择月、季度、半年或年。")
        if not 1 <= self.year <= 9999:
            raise ValueError(f"年份{self.year}超出范围，请填写1至9999之间的年份。")
        last = 12 // MONTHS[self.kind]
        if not 1 <= self.index <= last:
            raise ValueError(f"期间序号{self.index}超出范围，请填写1至{last}之间的序号。")

    @classmethod
    def of(cls, kind: Kind, day: date) -> Self:
        """The period of this kind in which ``day`` lies."""
        return cls(kind, day.year, (day.month - 1) // MONTHS[kind] + 1)

    @classmethod
    def all_of(cls, day: date) -> tuple[Self, ...]:
        """The month, quarter, half-year and year of ``day``, in this order."""
        return tuple(cls.of(kind, day) for kind in KINDS)

    @classmethod
    def parse(cls, key: str) -> Self:
        """The period written as ``key``: 2026-03, 2026Q1, 2026H1 or 2026.

        Raises ValueError (Chinese sentence) for anything else, also for 2026-13 or 2026Q5.
        """
        found = _KEY.fullmatch(key)
        try:
            if found is None:
                raise ValueError
            kind: Kind = found.lastgroup  # type: ignore[assignment]  # the groups are named by kind
            return cls(kind, int(found["year"]), 1 if kind == "year" else int(found[kind]))
        except ValueError:
            raise ValueError(
                f"期间“{key}”无法识别，请写成 2026-03、2026Q1、2026H1 或 2026。"
            ) from None

    @property
    def key(self) -> str:
        """The short form stored in tables and addresses: 2026-03, 2026Q1, 2026H1 or 2026."""
        suffix = {
            "month": f"-{self.index:02}",
            "quarter": f"Q{self.index}",
            "half": f"H{self.index}",
            "year": "",
        }
        return f"{self.year:04}{suffix[self.kind]}"

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, (self.index - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """The last day; it still belongs to the period."""
        month = self.index * MONTHS[self.kind]
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def label(self) -> str:
        """The form people read: 2026年3月, 2026年第一季度, 2026年上半年 or 2026年."""
        suffix = {
            "month": f"{self.index}月",
            "quarter": _QUARTER_NAMES[(self.index - 1) % 4],
            "half": _HALF_NAMES[(self.index - 1) % 2],
            "year": "",
        }
        return f"{self.year}年{suffix[self.kind]}"

    def contains(self, day: date) -> bool:
        """True if ``day`` lies between ``start`` and ``end``, both included."""
        return self.start <= day <= self.end

    def next(self) -> Self:
        """The period of the same kind that follows; ValueError after the year 9999."""
        return self._moved(1)

    def previous(self) -> Self:
        """The period of the same kind before this one; ValueError before the year 1."""
        return self._moved(-1)

    def _moved(self, steps: int) -> Self:
        per_year = 12 // MONTHS[self.kind]
        year, index = divmod(self.year * per_year + self.index - 1 + steps, per_year)
        return type(self)(self.kind, year, index + 1)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._rank() < other._rank()

    def _rank(self) -> tuple[date, int]:
        return self.start, -MONTHS[self.kind]

    def __str__(self) -> str:
        return self.label
