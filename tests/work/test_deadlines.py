"""Deadlines in words, around a weekend, the Spring Festival and today."""

from datetime import date

import pytest

from niudai.work.deadlines import deadline_tone, deadline_word, waiting_word

FRIDAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("due_on", "day", "word", "tone"),
    [
        (None, FRIDAY, "", "none"),
        (FRIDAY, FRIDAY, "今天到期", "wait"),
        (date(2026, 3, 11), FRIDAY, "还有3个工作日", "wait"),
        (date(2026, 3, 12), FRIDAY, "还有4个工作日", "none"),
        (date(2026, 3, 7), FRIDAY, "休息日内到期", "wait"),
        (FRIDAY, date(2026, 3, 7), "已到期", "missing"),
        (FRIDAY, date(2026, 3, 9), "逾期1个工作日", "missing"),
        (FRIDAY, date(2026, 3, 10), "逾期2个工作日", "missing"),
        (
            date(2026, 2, 25),
            date(2026, 2, 14),
            "还有2个工作日",
            "wait",
        ),  # 2月14日补班，15日至23日春节
    ],
)
def test_deadline_in_working_days(db, due_on, day, word, tone):
    assert (deadline_word(due_on, day), deadline_tone(due_on, day)) == (word, tone)


@pytest.mark.parametrize(
    ("since", "word"),
    [
        (date(2026, 3, 5), "今天报来"),
        (date(2026, 3, 4), "报来已1个工作日"),
        (date(2026, 2, 27), "报来已5个工作日"),  # 28日 is a make-up day, 1日 a Sunday
    ],
)
def test_waiting_word_counts_working_days_since_the_report(db, since, word):
    assert waiting_word(since, date(2026, 3, 5)) == word
