"""Deadlines in words: how many working days are left, or how many a task is overdue."""

from __future__ import annotations

from datetime import date

from niudai.base.calendar import working_days_between


def deadline_word(due_on: date | None, day: date) -> str:
    """How `due_on` stands on `day`: “还有3个工作日”, “今天到期”, “逾期2个工作日”; "" without a deadline.

    Working days as in `base.calendar`; a deadline that passed on a weekend counts as overdue from
    the first working day after it, until then “已到期”.
    """
    if due_on is None:
        return ""
    if due_on == day:
        return "今天到期"
    if due_on > day:
        left = working_days_between(day, due_on)
        return f"还有{left}个工作日" if left else "休息日内到期"
    over = working_days_between(due_on, day)
    return f"逾期{over}个工作日" if over else "已到期"


def waiting_word(since: date, day: date) -> str:
    """How long something has been waiting for an answer: “今天报来”, “报来已3个工作日”."""
    over = working_days_between(since, day)
    return f"报来已{over}个工作日" if over > 0 else "今天报来"


def deadline_tone(due_on: date | None, day: date) -> str:
    """The badge tone of a deadline: "missing" once passed, "wait" within three working days, else "none"."""
    if due_on is None:
        return "none"
    if due_on < day:
        return "missing"
    return "wait" if working_days_between(day, due_on) <= 3 else "none"
