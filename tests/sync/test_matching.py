"""Matching: the worked examples, the choices the definition leaves open, and the plain oracle."""

import sys
from datetime import date, timedelta
from types import FrameType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from niudai.sync import matching
from niudai.sync.matching import (
    Answer,
    Fact,
    Matching,
    Segment,
    match,
    segment_of,
    segments,
)
from tests.sync import oracle

pytestmark = pytest.mark.unit

START = date(2026, 1, 1)


def day(text):
    """The date of "01-10", in 2026."""
    return date.fromisoformat(f"2026-{text}")


def side(*facts, first_id):
    """Facts from "01-10" or ("01-10", measure) or ("01-10", measure, occasion)."""
    rows = [(fact,) if isinstance(fact, str) else fact for fact in facts]
    return [
        Fact(
            number, day(text), measure=dict(enumerate(rest)).get(0, ""), occasion="".join(rest[1:])
        )
        for number, (text, *rest) in enumerate(rows, start=first_id)
    ]


def couples(party, mass, tolerance=7):
    """[(day of p, day of m or None, lag, late)], and the days of the facts left over."""
    result = match(side(*party, first_id=1), side(*mass, first_id=101), tolerance=tolerance)
    return [
        (
            answer.party.day.strftime("%m-%d"),
            answer.mass and answer.mass.day.strftime("%m-%d"),
            answer.lag,
            answer.late,
        )
        for answer in result.answers
    ], [fact.day.strftime("%m-%d") for fact in result.alone]


@pytest.mark.parametrize(
    ("party", "mass", "answers", "alone"),
    [
        (["01-10"], ["01-12"], [("01-10", "01-12", 2, False)], []),
        (["01-10"], ["01-05"], [("01-10", "01-05", -5, False)], []),
        (["01-10"], ["01-20"], [("01-10", "01-20", 10, True)], []),
        (
            ["01-10", "01-12"],
            ["01-14"],
            [("01-10", "01-14", 4, False), ("01-12", None, None, False)],
            [],
        ),
        (
            ["01-10", "01-16"],
            ["01-15", "01-22"],
            [("01-10", "01-15", 5, False), ("01-16", "01-22", 6, False)],
            [],
        ),
        (
            [("01-10", "A"), ("01-11", "B")],
            [("01-12", "B"), "01-13"],
            [("01-10", "01-13", 3, False), ("01-11", "01-12", 1, False)],
            [],
        ),
        ([("01-10", "", "X")], [("01-10", "", "X")], [("01-10", "01-10", 0, False)], []),
        (["03-30"], [], [("03-30", None, None, False)], []),
        (
            ["03-30", "04-04"],
            ["04-05"],
            [("03-30", "04-05", 6, False), ("04-04", None, None, False)],
            [],
        ),
        ([], ["02-10"], [], ["02-10"]),
    ],
)
def test_match_worked_examples(party, mass, answers, alone):
    assert couples(party, mass) == (answers, alone)


def test_match_shows_a_past_day_from_the_facts_known_then():
    party = [Fact(1, day("01-10"))]
    known = [(Fact(2, day("01-12")), day("01-12"), day("02-01"))]  # fact, recorded, voided

    def as_of(today):
        mass = [fact for fact, recorded, voided in known if recorded <= today < voided]
        return match(party, mass, tolerance=7).answers[0].state(today)

    assert (as_of(day("01-31")), as_of(day("02-02"))) == ("in_step", "missing")


@pytest.mark.parametrize(
    ("mass", "lag", "late"),
    [
        ("01-03", -7, False),
        ("01-17", 7, False),
        ("01-18", 8, True),
        ("04-10", 90, True),
    ],
)
def test_match_borders_of_the_windows_belong_to_them(mass, lag, late):
    assert couples(["01-10"], [mass]) == ([("01-10", mass, lag, late)], [])


@pytest.mark.parametrize("mass", ["01-02", "04-11"])
def test_match_outside_the_windows_is_alone(mass):
    assert couples(["01-10"], [mass]) == ([("01-10", None, None, False)], [mass])


def test_match_prefers_the_same_measure_to_an_earlier_fact():
    assert couples([("01-10", "A")], ["01-09", ("01-12", "A")]) == (
        [("01-10", "01-12", 2, False)],
        ["01-09"],
    )


def test_match_lets_the_earlier_fact_choose_first():
    """Preference works within a fact's turn, not before all turns: 01-10 keeps the first choice."""
    assert couples(["01-10", ("01-11", "B")], [("01-12", "B")]) == (
        [("01-10", "01-12", 2, False), ("01-11", None, None, False)],
        [],
    )


def test_match_late_takes_the_earliest_compatible_fact():
    """No preference among late answers: nobody is shown later than they were."""
    assert couples([("01-10", "A")], [("01-19", "B"), "01-20", ("01-25", "A")]) == (
        [("01-10", "01-20", 10, True)],
        ["01-19", "01-25"],
    )


def test_match_late_answers_come_after_every_answer_in_step():
    """01-20 is in step for 01-16, so it is not spent on the earlier 01-01, which it would be late."""
    assert couples(["01-01", "01-16"], ["01-20"]) == (
        [("01-01", None, None, False), ("01-16", "01-20", 4, False)],
        [],
    )


def test_match_one_occasion_overrides_measures_and_dates():
    party, mass = [("01-10", "A", "X"), ("01-11", "B")], [("03-20", "B", "X"), ("01-11", "B")]
    assert couples(party, mass) == (
        [("01-10", "03-20", 0, False), ("01-11", "01-11", 0, False)],
        [],
    )


def test_match_one_occasion_answers_one_to_one():
    party, mass = [("01-10", "", "X"), ("01-10", "", "X")], [("01-10", "", "X")]
    assert couples(party, mass) == (
        [("01-10", "01-10", 0, False), ("01-10", None, None, False)],
        [],
    )


def test_match_orders_facts_of_one_day_by_id():
    party = [Fact(2, START), Fact(1, START)]
    mass = [Fact(12, START), Fact(11, START), Fact(13, START)]
    assert match(party, mass, tolerance=0) == Matching(
        answers=(
            Answer(Fact(1, START), Fact(11, START), 0, False, START),
            Answer(Fact(2, START), Fact(12, START), 0, False, START),
        ),
        alone=(Fact(13, START),),
    )


def test_match_of_nothing_is_empty():
    assert match([], [], tolerance=7) == Matching(answers=(), alone=())


def test_match_refuses_a_negative_tolerance():
    sentence = "允许相差的天数不能小于0，请填写0或更大的整数。"
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        match([], [], tolerance=-1)


def test_match_tolerance_beyond_ninety_days_leaves_nothing_late():
    assert couples(["01-10"], ["05-10"], tolerance=120) == ([("01-10", "05-10", 120, False)], [])


@pytest.mark.parametrize(
    ("mass", "today", "state"),
    [
        ([], "01-10", "pending"),
        ([], "01-17", "pending"),
        ([], "01-18", "missing"),
        (["01-17"], "01-18", "in_step"),
        (["01-18"], "01-18", "late"),
    ],
)
def test_answer_state_turns_to_missing_after_the_due_day(mass, today, state):
    (answer,) = match(side("01-10", first_id=1), side(*mass, first_id=9), tolerance=7).answers
    assert (answer.due, answer.state(day(today))) == (day("01-17"), state)


# --- against the oracle ------------------------------------------------------------------------

tolerances = st.sampled_from([0, 1, 7, 30, 89, 90, 95])


@st.composite
def histories(draw, *, days=120, most=14):
    """(facts of p, facts of m) crowded enough to tie, with few measures and occasions."""

    def facts(first_id):
        rows = st.tuples(
            st.integers(0, days),
            st.sampled_from(["", "", "", "X", "Y"]),
            st.sampled_from(["", *"AB"]),
        )
        return [
            Fact(number, START + timedelta(days=offset), occasion, measure)
            for number, (offset, occasion, measure) in enumerate(
                draw(st.lists(rows, max_size=most)), start=first_id
            )
        ]

    return facts(1), facts(1001)


@given(histories(), tolerances)
@example(([Fact(1, START, "X", "A")], [Fact(2, START + timedelta(days=100), "X", "B")]), 0)
def test_match_equals_the_plain_oracle(history, tolerance):
    party, mass = history
    result = match(party, mass, tolerance=tolerance)
    expected, left = oracle.answers(party, mass, tolerance)
    assert {
        answer.party.id: (answer.mass and answer.mass.id, answer.lag, answer.late)
        for answer in result.answers
    } == expected
    assert [fact.id for fact in result.alone] == left


@given(histories(), tolerances, st.randoms(use_true_random=False))
def test_match_does_not_depend_on_the_order_of_input(history, tolerance, random):
    party, mass = history
    expected = match(party, mass, tolerance=tolerance)
    random.shuffle(party)
    random.shuffle(mass)
    assert match(party, mass, tolerance=tolerance) == expected


# --- stretches ---------------------------------------------------------------------------------


def test_segments_cut_only_at_gaps_longer_than_ninety_days_and_the_tolerance():
    party = [Fact(1, START), Fact(2, START + timedelta(days=97))]
    mass = [Fact(3, START + timedelta(days=97 + 98))]
    assert list(segments(party, mass, tolerance=7)) == [
        Segment(START, START + timedelta(days=97), tuple(party), ()),
        Segment(mass[0].day, mass[0].day, (), tuple(mass)),
    ]


def test_segments_keep_an_occasion_of_both_sides_together():
    party = [Fact(1, START, "X")]
    mass = [Fact(2, START + timedelta(days=400), "X"), Fact(3, START + timedelta(days=200))]
    assert [
        (segment.first, segment.last, len(segment.party), len(segment.mass))
        for segment in segments(party, mass, tolerance=7)
    ] == [(START, START + timedelta(days=400), 1, 2)]


def test_segments_of_nothing_are_none():
    assert list(segments([], [], tolerance=7)) == []


def test_segment_of_gives_the_stretch_covering_the_day():
    party = [Fact(1, START), Fact(2, START + timedelta(days=300))]
    later = party[1].day
    assert segment_of(party, [], later, tolerance=7) == Segment(later, later, (party[1],), ())
    between = START + timedelta(days=150)
    assert segment_of(party, [], between, tolerance=7) == Segment(between, between, (), ())


@given(histories(days=900, most=10), tolerances)
def test_segments_matched_one_by_one_give_the_matching_of_the_whole(history, tolerance):
    party, mass = history
    parts = [
        match(part.party, part.mass, tolerance=tolerance)
        for part in segments(party, mass, tolerance=tolerance)
    ]
    assert Matching(
        answers=tuple(answer for part in parts for answer in part.answers),
        alone=tuple(fact for part in parts for fact in part.alone),
    ) == match(party, mass, tolerance=tolerance)


# --- growth ------------------------------------------------------------------------------------


def operations(work):
    """How many bytecode instructions of the matcher ``work`` runs; a count, so never flaky."""
    count = 0

    def trace(frame: FrameType, event, _arg):
        nonlocal count
        if frame.f_code.co_filename != matching.__file__:
            return None
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def crowded(size, offset):
    """Many facts a day, few measures."""
    return [
        Fact(offset + n, START + timedelta(days=n // 20), measure=("", "A", "B")[n % 3])
        for n in range(size)
    ]


def one_day(size, offset):
    """Everything on one day, every fact with a measure of its own side."""
    return [Fact(offset + n, START, measure=f"{offset}/{n % 7}") for n in range(size)]


def one_day_unnamed(size, offset):
    """Everything on one day: p without measure on day 0, m with measures 50 days later."""
    late = timedelta(days=50 if offset else 0)
    return [Fact(offset + n, START + late, measure="A" if offset else "") for n in range(size)]


def sparse(size, offset):
    """Nobody in reach of anybody."""
    return [Fact(offset + n, START + timedelta(days=200 * n + offset % 99)) for n in range(size)]


@pytest.mark.parametrize("shape", [crowded, one_day, one_day_unnamed, sparse])
@pytest.mark.parametrize("work", [match, lambda *sides, **t: list(segments(*sides, **t))])
def test_matching_work_grows_in_step_with_the_facts(shape, work):
    def counted(size):
        sides = shape(size, 0), shape(size, 1_000_000)
        return operations(lambda: work(*sides, tolerance=7))

    assert counted(800) < 4.2 * counted(200)
