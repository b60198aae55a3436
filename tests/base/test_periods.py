"""Periods: keys, borders, labels and neighbours."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niudai.base.periods import KINDS, Period

pytestmark = pytest.mark.unit

MONTH = Period("month", 2026, 3)
QUARTER = Period("quarter", 2026, 1)
HALF = Period("half", 2026, 1)
YEAR = Period("year", 2026)


@pytest.mark.parametrize(
    ("period", "key", "start", "end", "label"),
    [
        (MONTH, "2026-03", date(2026, 3, 1), date(2026, 3, 31), "2026年3月"),
        (QUARTER, "2026Q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
        (HALF, "2026H1", date(2026, 1, 1), date(2026, 6, 30), "2026年上半年"),
        (YEAR, "2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        (
            Period("month", 2024, 2),
            "2024-02",
            date(2024, 2, 1),
            date(2024, 2, 29),
            "2024年2月",
        ),
        (
            Period("month", 2026, 12),
            "2026-12",
            date(2026, 12, 1),
            date(2026, 12, 31),
            "2026年12月",
        ),
        (
            Period("quarter", 2026, 2),
            "2026Q2",
            date(2026, 4, 1),
            date(2026, 6, 30),
            "2026年第二季度",
        ),
        (
            Period("quarter", 2026, 3),
            "2026Q3",
            date(2026, 7, 1),
            date(2026, 9, 30),
            "2026年第三季度",
        ),
        (
            Period("quarter", 2026, 4),
            "2026Q4",
            date(2026, 10, 1),
            date(2026, 12, 31),
            "2026年第四季度",
        ),
        (Period("half", 2026, 2), "2026H2", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        (Period("year", 9999), "9999", date(9999, 1, 1), date(9999, 12, 31), "9999年"),
    ],
)
def test_period_key_borders_and_label(period, key, start, end, label):
    assert (period.key, period.start, period.end, period.label) == (key, start, end, label)
    assert str(period) == label
    assert Period.parse(key) == period


@pytest.mark.parametrize(
    "key",
    [
        *("", "2026-13", "2026-00", "2026-3", "2026-03-01", "2026-03\n", "-2026"),
        *("2026Q0", "2026Q5", "2026Q1 ", "2026q1", "2026QH", "2026Q1H1", "2026H3"),
        *("0000", "26Q1", "２０２６", "2026年3月"),
    ],
)
def test_parse_refuses_what_is_not_a_period(key):
    sentence = f"期间“{key}”无法识别，请写成 2026-03、2026Q1、2026H1 或 2026。"
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        Period.parse(key)


@pytest.mark.parametrize(
    ("kind", "year", "index", "sentence"),
    [
        ("week", 2026, 1, "没有“week”这种期间，请选择月、季度、半年或年。"),
        ("month", 0, 1, "年份0超出范围，请填写1至9999之间的年份。"),
        ("month", 10000, 1, "年份10000超出范围，请填写1至9999之间的年份。"),
        ("month", 2026, 13, "期间序号13超出范围，请填写1至12之间的序号。"),
        ("quarter", 2026, 5, "期间序号5超出范围，请填写1至4之间的序号。"),
        ("half", 2026, 0, "期间序号0超出范围，请填写1至2之间的序号。"),
        ("year", 2026, 2, "期间序号2超出范围，请填写1至1之间的序号。"),
    ],
)
def test_period_that_does_not_exist_is_refused(kind, year, index, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        Period(kind, year, index)


def test_all_of_gives_the_four_periods_of_a_day():
    assert [period.key for period in Period.all_of(date(2026, 8, 31))] == [
        "2026-08",
        "2026Q3",
        "2026H2",
        "2026",
    ]


def test_contains_includes_both_borders():
    assert [
        QUARTER.contains(day)
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1))
    ] == [False, True, True, False]


@pytest.mark.parametrize(
    ("period", "previous", "following"),
    [
        (Period("month", 2026, 1), "2025-12", "2026-02"),
        (Period("month", 2026, 12), "2026-11", "2027-01"),
        (Period("quarter", 2026, 4), "2026Q3", "2027Q1"),
        (Period("half", 2026, 1), "2025H2", "2026H2"),
        (Period("year", 2026), "2025", "2027"),
    ],
)
def test_neighbours_cross_the_year(period, previous, following):
    assert (period.previous().key, period.next().key) == (previous, following)


def test_neighbours_end_with_the_calendar():
    with pytest.raises(ValueError, match="年份10000超出范围"):
        Period("month", 9999, 12).next()
    with pytest.raises(ValueError, match="年份0超出范围"):
        Period("year", 1).previous()


def test_periods_sort_by_first_day_then_longer_first():
    april = Period("month", 2026, 4)
    march, january = MONTH, Period("month", 2026, 1)
    assert sorted([april, january, march, QUARTER, YEAR, HALF]) == [
        YEAR,
        HALF,
        QUARTER,
        january,
        march,
        april,
    ]
    assert QUARTER <= QUARTER
    with pytest.raises(TypeError):
        assert QUARTER < "2026Q2"


@given(st.sampled_from(KINDS), st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_periods_of_one_kind_tile_the_calendar(kind, day):
    period = Period.of(kind, day)
    assert period.contains(day)
    assert Period.parse(period.key) == period
    assert period.next().start == period.end + timedelta(days=1)
    assert period.previous().next() == period
    assert period.previous() < period < period.next()
