"""Automatic numbers are counted once for all formats."""

from niudai.plantext.formats.numbered_lists import Counter, Level, List

LEVELS = {
    0: Level(form="chineseCounting", text="%1、"),
    1: Level(form="decimal", text="%1.%2"),
    2: Level(form="decimal", text="%1.%2.%3", legal=True),
}


def labels(*calls: tuple[str, List, int]) -> list[str]:
    """The labels of numbered paragraphs in their order."""
    counter = Counter()
    return [counter.label(*call) for call in calls]


def test_a_lower_level_starts_anew_below_each_upper_number() -> None:
    one = List("0", LEVELS)
    calls = [("1", one, depth) for depth in (0, 1, 1, 0, 1, 2)]
    assert labels(*calls) == ["一、", "一.1", "一.2", "二、", "二.1", "2.1.1"]


def test_a_missing_upper_number_counts_as_its_first() -> None:
    assert labels(("1", List("0", LEVELS), 1)) == ["一.1"]


def test_a_level_without_restart_counts_through() -> None:
    levels = LEVELS | {1: Level(form="decimal", text="%2.", restart=0)}
    calls = [("1", List("0", levels), depth) for depth in (0, 1, 0, 1)]
    assert labels(*calls) == ["一、", "1.", "二、", "2."]


def test_lists_of_one_kind_share_their_counters_until_one_begins_anew() -> None:
    one, two, three = List("0", LEVELS), List("0", LEVELS), List("0", LEVELS, {0: 1})
    calls = [("1", one, 0), ("2", two, 0), ("3", three, 0), ("3", three, 0), ("1", one, 0)]
    assert labels(*calls) == ["一、", "二、", "一、", "二、", "三、"]


def test_bullets_and_unknown_levels() -> None:
    bullet = List("0", {0: Level(form="bullet", text="\uf06c")})
    assert labels(("1", bullet, 0), ("1", bullet, 5)) == ["●", ""]
