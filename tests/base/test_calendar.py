"""Working days after the published arrangements, the estimate for years without one, edits, the cache."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from niudai.base import actions, calendar
from niudai.base.actors import Actor
from niudai.base.calendar import (
    add_working_days,
    builtin_arrangement,
    is_working_day,
    working_days_between,
    year_is_published,
    year_warning,
)

KEEPER = Actor(3, "系统管理员", admin_role="system_admin", jurisdiction=1)


@pytest.fixture(autouse=True)
def fresh(db):
    """No memory of another test's calendar."""
    calendar.forget()
    yield
    calendar.forget()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-01-01", False),  # 元旦
        ("2026-01-02", False),  # 调休放假
        ("2026-01-04", True),  # 周日上班
        ("2026-01-05", True),
        ("2026-01-10", False),  # 周六
        ("2026-02-14", True),  # 春节前周六上班
        ("2026-02-17", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),  # 周六上班
        ("2025-05-05", False),
        ("2024-02-18", True),
        ("2027-01-01", False),  # 未发布，按法定
        ("2027-05-03", True),
        ("2027-10-01", False),
        ("2027-10-04", True),
        ("1999-10-01", False),
    ],
)
@pytest.mark.parametrize("seeded", [True, False])
def test_working_days_are_those_of_the_state_council(day, working, seeded):
    if seeded:
        actions.seed_calendar()
    assert is_working_day(date.fromisoformat(day)) is working


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-03-02", 0, "2026-03-02"),
        ("2026-03-07", 0, "2026-03-07"),  # 周六，不移动
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-03-09", -1, "2026-03-06"),
        ("2026-10-08", -1, "2026-09-30"),
    ],
)
def test_deadline_counts_working_days(start, count, end):
    assert add_working_days(date.fromisoformat(start), count) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-03-02", "2026-03-02", 0),
        ("2026-03-02", "2026-03-06", 4),
        ("2026-03-06", "2026-03-08", 0),
        ("2026-09-30", "2026-10-08", 1),
        ("2026-03-06", "2026-03-02", -4),
        ("2025-12-31", "2026-12-31", 248),
    ],
)
def test_days_between_are_counted(start, end, days):
    assert working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == days


@given(start=st.dates(date(2004, 1, 1), date(2028, 1, 1)), count=st.integers(0, 300))
def test_counting_is_the_inverse_of_adding(start, count):
    end = add_working_days(start, count)
    assert working_days_between(start, end) == count
    assert count == 0 or is_working_day(end)


def test_unpublished_year_says_so():
    assert [year_is_published(year) for year in (2024, 2025, 2026, 2027)] == [
        True,
        True,
        True,
        False,
    ]
    assert year_warning(2026) == ""
    assert year_warning(2027) == "国务院2027年放假安排未发布，暂按周末推算。"


def test_builtin_arrangement_names_the_days():
    days = builtin_arrangement(2026).days
    assert days[date(2026, 2, 17)] == calendar.Day(False, "春节")
    assert days[date(2026, 1, 4)] == calendar.Day(True, "元旦调休上班")
    assert all(day.working == (on.weekday() >= 5) for on, day in days.items())


def test_no_holiday_keeps_its_english_name():
    names = {
        day.name
        for year in range(calendar.FIRST_YEAR, calendar.LAST_YEAR + 1)
        for day in builtin_arrangement(year).days.values()
    }
    assert not [name for name in names if any(c.isascii() and c.isalpha() for c in name)]


def test_edited_day_counts_after_it_is_saved(django_capture_on_commit_callbacks):
    actions.seed_calendar()
    assert is_working_day(date(2027, 2, 8))
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_calendar_day(actor=KEEPER, day=date(2027, 2, 8), working=False, name="春节")
    assert not is_working_day(date(2027, 2, 8))
    with django_capture_on_commit_callbacks(execute=True):
        actions.clear_calendar_day(actor=KEEPER, day=date(2027, 2, 8))
    assert is_working_day(date(2027, 2, 8))


def test_working_days_are_counted_without_a_query_each(django_assert_num_queries):
    actions.seed_calendar()
    with django_assert_num_queries(2):
        working_days_between(date(2024, 1, 1), date(2027, 12, 31))


def test_tables_are_read_again_after_some_seconds(monkeypatch, django_assert_num_queries):
    is_working_day(date(2026, 3, 2))
    with django_assert_num_queries(0):
        is_working_day(date(2026, 3, 2))
    monkeypatch.setattr(calendar, "FRESH", -1.0)
    with django_assert_num_queries(2):
        is_working_day(date(2026, 3, 2))


def test_today_is_the_date_in_china():
    with time_machine.travel(datetime(2026, 3, 4, 16, 30, tzinfo=UTC), tick=False):
        assert calendar.today() == date(2026, 3, 5)
        assert calendar.now() == datetime(2026, 3, 4, 16, 30, tzinfo=UTC)
        assert calendar.now().utcoffset() == timedelta(0)
