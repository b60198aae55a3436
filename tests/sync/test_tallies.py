"""Tallies and cells: the worked examples, exact sums, and what changes when a fact changes."""

import json
import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niudai.base.periods import Period
from niudai.sync.matching import Fact, match, segment_of
from niudai.sync.tallies import (
    Code,
    Tally,
    Word,
    cell,
    changes,
    median,
    tallies,
    tally,
)
from tests.sync import oracle

pytestmark = pytest.mark.unit

Q1 = Period.parse("2026Q1")
START = date(2026, 1, 1)


def day(text):
    """The date of "01-10", in 2026."""
    return date.fromisoformat(f"2026-{text}")


def shown(party, mass, today, period=Q1, **options):
    """The cell of the period for facts given as "01-10" or Fact, on the day ``today``."""
    numbers = count(1)
    sides = [
        [fact if isinstance(fact, Fact) else Fact(next(numbers), day(fact)) for fact in facts]
        for facts in (party, mass)
    ]
    counted = tally(match(*sides, tolerance=7), period)
    return cell(counted, period_end=period.end, today=day(today), tolerance=7, **options)


def counts(shown_cell):
    """in step, late, missing, pending, alone."""
    names = ("in_step", "late", "missing", "pending", "alone")
    return tuple(getattr(shown_cell, name) for name in names)


@pytest.mark.parametrize(
    ("party", "mass", "today", "text", "expected"),
    [
        (["01-10"], ["01-12"], "04-30", "同步", (1, 0, 0, 0, 0)),
        (["01-10"], ["01-05"], "04-30", "同步", (1, 0, 0, 0, 0)),
        (["01-10"], ["01-20"], "04-30", "迟10天", (0, 1, 0, 0, 0)),
        (["01-10", "01-12"], ["01-14"], "04-30", "缺1/2", (1, 0, 1, 0, 0)),
        (["01-10", "01-16"], ["01-15", "01-22"], "04-30", "同步", (2, 0, 0, 0, 0)),
        (
            [Fact(1, day("01-10"), measure="A"), Fact(2, day("01-11"), measure="B")],
            [Fact(3, day("01-12"), measure="B"), Fact(4, day("01-13"))],
            "04-30",
            "同步",
            (2, 0, 0, 0, 0),
        ),
        (
            [Fact(1, day("01-10"), "X")],
            [Fact(2, day("01-10"), "X")],
            "04-30",
            "同步",
            (1, 0, 0, 0, 0),
        ),
        # 01-10 concerning women only is not among the facts of p for the League pair.
        ([], [], "02-01", "未到期", (0, 0, 0, 0, 0)),
        ([], [], "04-01", "党组织未开展", (0, 0, 0, 0, 0)),
        (["03-30"], [], "04-02", "待跟进", (0, 0, 0, 1, 0)),
        (["03-30"], ["04-05"], "04-30", "同步", (1, 0, 0, 0, 0)),
        ([], ["02-10"], "02-01", "未到期", (0, 0, 0, 0, 1)),
        ([], ["02-10"], "04-01", "党组织未开展", (0, 0, 0, 0, 1)),
        (["01-10"], ["01-12"], "01-31", "同步", (1, 0, 0, 0, 0)),
        (["01-10"], [], "02-02", "缺1/1", (0, 0, 1, 0, 0)),
    ],
)
def test_cell_worked_examples(party, mass, today, text, expected):
    result = shown(party, mass, today)
    assert (result.word.text, counts(result)) == (text, expected)


def test_cell_counts_an_answer_in_the_period_of_the_party_fact():
    party, mass = ["03-30", "04-04"], ["04-05"]
    assert shown(party, mass, "04-30").word.text == "同步"
    q2 = shown(party, mass, "04-30", Period.parse("2026Q2"))
    assert (q2.word.text, counts(q2)) == ("缺1/1", (0, 0, 1, 0, 0))


@pytest.mark.parametrize(
    ("party", "mass", "today", "word"),
    [
        # Missing outranks late, late outranks pending, pending outranks in step.
        (["01-10", "02-20", "03-30"], ["02-01"], "03-31", Word(Code.MISSING, "缺1/2")),
        (["01-10", "03-30"], ["02-01"], "03-31", Word(Code.LATE, "迟22天")),
        (["01-10", "03-30"], ["01-12"], "03-31", Word(Code.PENDING, "待跟进")),
        (["01-10", "03-30"], ["01-12", "03-31"], "03-31", Word(Code.IN_STEP, "同步")),
        # The period runs until its last day is over.
        ([], [], "03-31", Word(Code.NOT_DUE, "未到期")),
        ([], [], "04-01", Word(Code.NO_PARTY, "党组织未开展")),
        # A fact is pending until its tolerance is over, also after the period.
        (["03-30"], [], "04-06", Word(Code.PENDING, "待跟进")),
        (["03-30"], [], "04-07", Word(Code.MISSING, "缺1/1")),
    ],
)
def test_cell_word_tells_the_worst_news_first(party, mass, today, word):
    assert shown(party, mass, today).word == word


def test_cell_figures():
    result = shown(["01-10", "01-11", "02-20", "03-30"], ["01-05", "02-01", "02-11"], "03-31")
    # 01-10←01-05 (−5), 01-11←02-01 (+21), 02-20 ← nothing before 02-13: missing, 03-30 pending.
    assert counts(result) == (1, 1, 1, 1, 1)
    assert (result.party_facts, result.due_facts) == (4, 3)
    assert result.share_in_step == Fraction(1, 3)
    assert (result.median_lag, result.late_median) == (8, 21)


def test_cell_without_due_facts_has_no_share_and_no_median():
    result = shown(["03-30"], [], "03-31")
    assert (result.share_in_step, result.median_lag, result.late_median) == (None, None, None)


@pytest.mark.parametrize(
    ("required", "short", "note"),
    [
        (None, 0, ""),
        (0, 0, ""),
        (1, 0, ""),
        (3, 2, "本期应开展3次，党组织已开展1次，还差2次。"),
    ],
)
def test_cell_tells_the_party_side_what_it_is_short_of(required, short, note):
    result = shown(["01-10"], ["01-12"], "04-30", required=required)
    assert (result.short_of_required, result.party_note) == (short, note)
    assert result.word == Word(Code.IN_STEP, "同步")


@pytest.mark.parametrize(
    ("histogram", "expected"),
    [
        ({}, None),
        ({4: 1}, 4),
        ({10: 1, 15: 1}, 13),
        ({-1: 1, 0: 1}, -1),
        ({-10: 1, -15: 1}, -13),
        ({-3: 1, 3: 1}, 0),
        ({0: 2, 9: 1}, 0),
        ({0: 1, 9: 2}, 9),
        ({0: 2, 9: 2}, 5),
        ({0: 1, 2: 1, 4: 1, 90: 1}, 3),
    ],
)
def test_median_rounds_halves_away_from_zero(histogram, expected):
    assert median(histogram) == expected


@given(st.lists(st.integers(-31, 91)))
def test_median_equals_taking_ends_off_the_sorted_list(values):
    histogram = {value: values.count(value) for value in values}
    assert median(histogram) == oracle.rounded_median(values)


# --- tallies -----------------------------------------------------------------------------------


def test_tally_holds_counts_lags_and_dues_of_its_period():
    party = [Fact(1, day("01-10")), Fact(2, day("01-12")), Fact(3, day("02-20"))]
    mass = [Fact(11, day("01-14")), Fact(12, day("03-31")), Fact(13, day("03-31"))]
    expected = Tally(in_step=1, late=2, alone=0, unanswered=0, lags={4: 1, 78: 1, 39: 1})
    matching = match(party, mass, tolerance=7)
    assert tally(matching, Q1) == expected
    assert tallies(matching) == {
        "2026-01": Tally(in_step=1, late=1, lags={4: 1, 78: 1}),
        "2026-02": Tally(late=1, lags={39: 1}),
        "2026Q1": expected,
        "2026H1": expected,
        "2026": expected,
    }


def test_tallies_of_unanswered_and_lone_facts():
    matching = match([Fact(1, day("01-10"))], [Fact(2, day("07-01"))], tolerance=7)
    asked = Tally(unanswered=1, dues={"2026-01-17": 1})
    lone = Tally(alone=1)
    assert tallies(matching) == {
        "2026-01": asked,
        "2026-07": lone,
        "2026Q1": asked,
        "2026Q3": lone,
        "2026H1": asked,
        "2026H2": lone,
        "2026": Tally(alone=1, unanswered=1, dues={"2026-01-17": 1}),
    }


def test_tally_gathers_lags_beyond_the_histogram_at_its_ends():
    party = [Fact(1, day("05-01")), Fact(2, day("05-01"), "X"), Fact(3, day("11-01"))]
    mass = [Fact(4, day("02-01")), Fact(5, day("08-01"), "X"), Fact(6, START.replace(year=2027))]
    matching = match(party, mass, tolerance=100)
    assert [answer.lag for answer in matching.answers] == [-89, 0, 61]
    assert tallies(matching)["2026"].lags == {-31: 1, 0: 1, 61: 1}
    distant = match([Fact(1, START)], [Fact(2, START + timedelta(days=99))], tolerance=100)
    assert tallies(distant)["2026"].lags == {91: 1}


def test_tally_follows_the_day():
    counted = Tally(in_step=2, late=1, unanswered=3, dues={"2026-01-17": 2, "2026-02-01": 1})
    assert counted.party_facts == 6
    assert [
        (counted.pending(today), counted.missing(today), counted.due_facts(today))
        for today in (day("01-17"), day("01-18"), day("02-01"), day("02-02"))
    ] == [(3, 0, 3), (1, 2, 5), (1, 2, 5), (0, 3, 6)]


def test_tally_json_is_plain_and_ordered():
    counted = Tally(1, 1, 2, 2, {10: 1, -5: 1}, {"2026-02-01": 1, "2026-01-17": 1})
    text = json.dumps(counted.to_json())
    assert text == (
        '{"in_step": 1, "late": 1, "alone": 2, "unanswered": 2, "lags": {"-5": 1, "10": 1}, '
        '"dues": {"2026-01-17": 1, "2026-02-01": 1}}'
    )
    assert Tally.from_json(json.loads(text)) == counted


def test_tally_difference_drops_what_cancels_out():
    one = Tally(in_step=1, lags={2: 1})
    other = Tally(unanswered=1, dues={"2026-01-17": 1})
    assert (one - one, (one - one).is_empty) == (Tally(), True)
    assert other - one == Tally(-1, 0, 0, 1, {2: -1}, {"2026-01-17": 1})
    assert one + (other - one) == other
    assert not other.is_empty


def test_total_of_no_tallies_is_empty():
    assert Tally.total([]) == Tally()


def test_changes_leave_out_what_stayed():
    one, other = Tally(in_step=1, lags={2: 1}), Tally(alone=1)
    assert changes({"2026-01": one, "2026-02": one}, {"2026-02": one, "2026-03": other}) == {
        "2026-01": Tally(in_step=-1, lags={2: -1}),
        "2026-03": other,
    }


numbers = st.integers(-20, 20)
tally_values = st.builds(
    Tally,
    numbers,
    numbers,
    numbers,
    numbers,
    st.dictionaries(st.integers(-31, 91), numbers.filter(bool), max_size=4),
    st.dictionaries(
        st.dates(START, date(2026, 1, 9)).map(date.isoformat), numbers.filter(bool), max_size=4
    ),
)


@given(tally_values, tally_values, tally_values)
def test_tallies_add_up_in_any_order(a, b, c):
    assert (a + b) + c == a + (b + c) == Tally.total([c, b, a])
    assert a + b - b == a
    assert a + Tally() == a
    assert Tally.from_json(json.loads(json.dumps(a.to_json()))) == a


@st.composite
def histories(draw):
    """(facts of p, facts of m) of about two years."""

    def facts(first_id):
        rows = st.tuples(
            st.integers(0, 700), st.sampled_from(["", "", "X"]), st.sampled_from(["", "A", "B"])
        )
        return [
            Fact(number, START + timedelta(days=offset), occasion, measure)
            for number, (offset, occasion, measure) in enumerate(
                draw(st.lists(rows, max_size=25)), start=first_id
            )
        ]

    return facts(1), facts(1001)


@given(histories(), st.sampled_from([0, 7, 30]), st.dates(START, date(2028, 3, 1)))
def test_cell_of_every_period_equals_the_plain_oracle(history, tolerance, today):
    matching = match(*history, tolerance=tolerance)
    for key, counted in tallies(matching).items():
        period = Period.parse(key)
        assert counted == tally(matching, period)
        result = cell(counted, period_end=period.end, today=today, tolerance=tolerance)
        expected = oracle.cell(*history, tolerance, period.start, period.end, today)
        assert counts(result) == tuple(
            expected[name] for name in ("in_step", "late", "missing", "pending", "alone")
        )
        assert result.word.text == expected["word"]
        assert result.median_lag == oracle.rounded_median(
            [max(-31, min(91, lag)) for lag in expected["lags"]]
        )


@given(histories(), st.sampled_from([0, 7, 30]))
def test_months_add_up_to_quarters_half_years_and_years(history, tolerance):
    by_key = tallies(match(*history, tolerance=tolerance))
    assert not any(counted.is_empty for counted in by_key.values())
    for key, counted in by_key.items():
        whole = Period.parse(key)
        months = (part for part in by_key if Period.parse(part).kind == "month")
        inside = [by_key[part] for part in months if whole.contains(Period.parse(part).start)]
        assert Tally.total(inside) == counted


def test_changes_of_one_stretch_keep_the_sums_true():
    """A thousand random corrections to one history: what is stored equals counting afresh."""
    dice = random.Random(20260305)  # noqa: S311
    party: dict[int, Fact] = {}
    mass: dict[int, Fact] = {}
    stored: dict[str, Tally] = {}
    stretches = 0
    for number in range(1, 1001):
        facts = dice.choice([party, mass])
        before = list(party.values()), list(mass.values())
        if len(facts) > 15 or (facts and dice.random() < 0.3):
            changed = facts.pop(dice.choice(sorted(facts)))
        else:
            when = START + timedelta(days=dice.randrange(2500))
            changed = Fact(
                number, when, dice.choice(["", "", "X", "Y"]), dice.choice(["", "A", "B"])
            )
            facts[number] = changed
        after = list(party.values()), list(mass.values())

        union = [{*old, *new} for old, new in zip(before, after, strict=True)]
        stretch = segment_of(*union, changed.day, tolerance=7)
        inside = {*stretch.party, *stretch.mass}
        assert changed in inside
        stretches += len(inside) < len(union[0] | union[1])
        was, now = (
            tallies(
                match(*[[fact for fact in facts if fact in inside] for facts in sides], tolerance=7)
            )
            for sides in (before, after)
        )
        for key, delta in changes(was, now).items():
            stored[key] = stored.get(key, Tally()) + delta
        stored = {key: counted for key, counted in stored.items() if not counted.is_empty}

        assert stored == tallies(match(*after, tolerance=7))
    assert stretches > 100
