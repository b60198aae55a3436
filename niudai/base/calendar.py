"""What day it is and which days are working days (工作日); the one place of the house that knows."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from chinese_calendar import constants
from django.utils import timezone

from niudai.base.models import CalendarDay, CalendarYear

FRESH = 5.0  # seconds for which a process trusts what it read of the calendar tables
FIRST_YEAR, LAST_YEAR = 2004, max(constants.holidays).year  # arrangements the library knows

# 全国年节及纪念日放假办法 (2025): the holidays with a fixed date, for years not yet arranged.
FIXED_HOLIDAYS = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
HOLIDAY_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


@contextmanager
def acting_at(moment: datetime) -> Iterator[None]:
    """Inside the block it is `moment` (aware) for every action: for demo histories and tests."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def now() -> datetime:
    """This moment, aware; convert with `timezone.localtime` before showing."""
    return _moment.get() or timezone.now()


def today() -> date:
    """The date in China."""
    return timezone.localdate(_moment.get())


@dataclass(frozen=True, slots=True)
class Day:
    """A day that differs from the weekly rule: a weekday off, or a weekend day worked."""

    working: bool
    name: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The holiday arrangement of one year; unless `published`, it is our estimate."""

    published: bool
    source: str
    days: Mapping[date, Day]


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`, make-up days included."""
    special = _arrangement(day.year).days.get(day)
    return special.working if special else day.weekday() < 5


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (before it when negative); `day` itself for 0.

    `day` need not be a working day and never counts itself.
    """
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first.

    The inverse of `add_working_days`: adding the answer to `start` reaches `end` if that is a
    working day.
    """
    if end < start:
        return -working_days_between(end, start)
    weeks, rest = divmod((end - start).days, 7)
    days = weeks * 5 + sum((end.weekday() - n) % 7 < 5 for n in range(rest))
    for year in range(start.year, end.year + 1):
        for day, special in _arrangement(year).days.items():
            if start < day <= end:
                days += special.working - (day.weekday() < 5)
    return days


def year_is_published(year: int) -> bool:
    """Whether the State Council's arrangement of `year` is in; else show `year_warning`."""
    return _arrangement(year).published


def year_warning(year: int) -> str:
    """The sentence to show beside deadlines in a year not yet arranged, "" for others."""
    if year_is_published(year):
        return ""
    return f"国务院{year}年放假安排未发布，暂按周末推算。"


@cache
def builtin_arrangement(year: int) -> Arrangement:
    """What we know of `year` without the database: the library's, else fixed holidays and weekends."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        days = {
            day: Day(False, name)
            for (month, number), name in FIXED_HOLIDAYS.items()
            if (day := date(year, month, number)).weekday() < 5
        }
        return Arrangement(False, "按法定节日和周末推算", days)
    days = {
        day: Day(False, HOLIDAY_NAMES.get(name, "放假"))
        for day, name in constants.holidays.items()
        if day.year == year and day.weekday() < 5
    }
    days |= {
        day: Day(True, f"{HOLIDAY_NAMES.get(name, '')}调休上班")
        for day, name in constants.workdays.items()
        if day.year == year and day.weekday() >= 5
    }
    return Arrangement(True, "国务院办公厅放假安排通知", days)


_lock = threading.Lock()
_kept: dict[int, Arrangement] = {}
_read_at = float("-inf")


def forget() -> None:
    """Drop what this process remembers of the calendar tables; other processes follow in 5 s."""
    global _read_at
    _read_at = float("-inf")


def _arrangement(year: int) -> Arrangement:
    """The year as edited in the tables, else the built-in one; asks the database every 5 s at most."""
    global _kept, _read_at
    if time.monotonic() - _read_at > FRESH:
        with _lock:
            if time.monotonic() - _read_at > FRESH:
                _kept = _read_tables()
                _read_at = time.monotonic()
    return _kept.get(year) or builtin_arrangement(year)


def _read_tables() -> dict[int, Arrangement]:
    days: dict[int, dict[date, Day]] = {}
    for row in CalendarDay.objects.all():
        days.setdefault(row.day.year, {})[row.day] = Day(row.working, row.name)
    return {
        row.year: Arrangement(row.published, row.source, days.get(row.year, {}))
        for row in CalendarYear.objects.all()
    }
