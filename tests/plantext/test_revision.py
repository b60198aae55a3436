"""Two versions of a plan: which clause became which, and what was written in and struck out."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niudai.plantext import read_text
from niudai.plantext.revision import (
    Clause,
    Pair,
    Piece,
    compare,
    likeness,
    pieces,
    plain,
    same_words,
)

pytestmark = pytest.mark.unit

# What officers do to a plan between two versions: old clauses, new clauses, and which became which
# (“0=1” the same words at another place, “0~1” another wording, the rest dropped or new).
EDITS = {
    "deadline moved": (
        ["6月底前走访困难职工不少于50户。", "办好职工书屋。"],
        ["9月底前走访困难职工不少于50户。", "办好职工书屋。"],
        "0~0 1=1",
    ),
    "target and group widened": (
        ["街道总工会每年走访困难职工不少于50户。"],
        ["街道总工会每年走访困难职工、新就业形态劳动者不少于80户。"],
        "0~0",
    ),
    "sentence added": (
        ["社区妇联办好家长课堂。", "社区团支部办好主题团日。"],
        ["社区妇联办好家长课堂，每季度不少于一次，做好记录。", "社区团支部办好主题团日。"],
        "0~0 1=1",
    ),
    "shortened": (
        ["各支部要建立联系服务青年的台账，逐人登记，每季度更新，年底报团工委备案。"],
        ["各支部要建立联系服务青年的台账，每季度更新。"],
        "0~0",
    ),
    "clause cut in two, the larger part goes on": (
        ["团工委每季度办一次周末服务岗，全年不少于4场。同时制作宣传展板，在社区巡展。"],
        ["团工委每季度办一次周末服务岗，全年不少于4场。", "制作宣传展板，在社区巡展。"],
        "0~0",
    ),
    "two clauses joined": (
        ["妇联开展普法宣讲，进社区不少于6次。", "妇联设立维权岗。"],
        ["妇联开展普法宣讲，进社区不少于6次，并设立维权岗。"],
        "0~0",
    ),
    "moved and renumbered": (
        ["1.走访慰问困难家庭。", "2.举办青年夜校。", "3.开办妇女儿童驿站。"],
        ["1.开办妇女儿童驿站。", "2.走访慰问困难家庭。", "3.举办青年夜校。"],
        "0=1 1=2 2=0",
    ),
    "width of signs and blanks": (
        ["（一）办好职工书屋, 每周开放５天。"],
        ["(二) 办好职工书屋，每周开放5天。"],
        "0=0",
    ),
    "one dropped, another written": (
        ["组织开展职工技能比武，设三个工种。"],
        ["推动女职工专项集体合同签订。"],
        "",
    ),
    "stock phrases around different work": (
        ["要加强领导，落实责任，做好青年志愿服务。", "要加强领导，落实责任，做好职工互助保障。"],
        ["要加强领导，落实责任，做好职工互助保障工作。"],
        "1~0",
    ),
    "the same words twice stay under their headings": (
        ["一|加强宣传。", "二|加强宣传。"],
        ["二|加强宣传。", "一|加强宣传。"],
        "0=1 1=0",
    ),
    "the doer changed": (
        ["街道团工委牵头办好青年人才驿站，提供短期住宿。"],
        ["街道团工委、经济发展办牵头办好青年人才驿站，提供短期住宿。"],
        "0~0",
    ),
}


def clauses(texts):
    """“heading|text” or “text” → clauses whose keys are their places."""
    found = []
    for at, text in enumerate(texts):
        heading, _, words = text.rpartition("|")
        found.append(Clause(at, "", (heading,) if heading else (), "", words))
    return found


def outcome(pairs: list[Pair]) -> str:
    sign = {"unchanged": "=", "changed": "~"}
    found = [(p.old.key, sign[p.kind], p.new.key) for p in pairs if p.old and p.new]
    return " ".join(f"{old}{op}{new}" for old, op, new in sorted(found))


@pytest.mark.parametrize(("old", "new", "expected"), EDITS.values(), ids=EDITS)
def test_compare_follows_what_officers_do(old, new, expected):
    assert outcome(compare(clauses(old), clauses(new))) == expected


def test_compare_says_what_differs_and_how_much():
    old = Clause("a", "1.", ("重点任务",), "走访职工", "1.走访职工。")
    same = Clause("b", "3.", ("民生服务",), "走访职工", "3.走访职工。")
    other = Clause("c", "1.", ("重点任务",), "走访困难职工", "1.走访困难职工。")
    assert compare([old], [same]) == [Pair("unchanged", old, same, 1.0, ("number", "path"))]
    (pair,) = compare([old], [other])
    assert (pair.kind, pair.differs) == ("changed", ("title", "text"))
    assert pair.similarity == 0.5


def test_compare_lists_the_dropped_behind_what_they_followed():
    pairs = compare(
        clauses(["首条走访", "次条督查", "末条总结"]), clauses(["末条总结", "首条走访"])
    )
    assert [(p.kind, (p.old or p.new).text) for p in pairs] == [
        ("unchanged", "末条总结"),
        ("unchanged", "首条走访"),
        ("dropped", "次条督查"),
    ]


def test_compare_takes_empty_sides():
    one = clauses(["走访"])
    assert compare([], []) == []
    assert [p.kind for p in compare(one, [])] == ["dropped"]
    assert [p.kind for p in compare([], one)] == ["new"]


TEXTS = st.lists(st.text("走访职工办好集市督查一1.。， ", max_size=12), max_size=12)


@given(TEXTS)
def test_plan_against_itself_is_unchanged_in_order(texts):
    pairs = compare(clauses(texts), clauses(texts))
    assert [(p.kind, p.old.key, p.new.key) for p in pairs] == [
        ("unchanged", at, at) for at in range(len(texts))
    ]


@given(TEXTS.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_shuffled_plan_is_unchanged(both):
    texts, shuffled = both
    pairs = compare(clauses(texts), clauses(shuffled))
    assert {p.kind for p in pairs} <= {"unchanged"}


@given(TEXTS, TEXTS)
def test_every_clause_stands_in_one_pair_and_turning_round_swaps_new_and_dropped(old, new):
    there, back = compare(clauses(old), clauses(new)), compare(clauses(new), clauses(old))
    assert sorted(p.old.key for p in there if p.old) == list(range(len(old)))
    assert sorted(p.new.key for p in there if p.new) == list(range(len(new)))
    kinds, turned = Counter(p.kind for p in there), Counter(p.kind for p in back)
    assert kinds["unchanged"] == turned["unchanged"]
    assert (kinds["new"], kinds["dropped"]) == (turned["dropped"], turned["new"])


def test_time_grows_with_the_clauses_not_with_their_square():
    def seconds(count: int) -> float:
        words = "各社区要会同群团组织开展第{}项工作，确保落实到位，并于月底前报送{}组进展情况。"
        old = clauses([words.format(n, n % 7) for n in range(count)])
        new = clauses([words.format(n, n % 5) + "另行通知。" for n in reversed(range(count))])
        begun = process_time()
        compare(old, new)
        return process_time() - begun

    seconds(100)
    assert seconds(1600) < 8 * seconds(400) + 0.2


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("1.走访 职工", "1.", "走访职工"),
        ("（一）走访", "", "走访"),
        ("一是走访", "一是", "走访"),
        ("第三条 走访", "", "走访"),
        ("３．５万元", "", "3.5万元"),
        ("十是", "", "十是"),
    ],
)
def test_plain_leaves_the_words(text, number, expected):
    assert plain(text, number) == expected


def test_same_words_and_likeness():
    assert same_words("1. 走访，慰问", "二、走访,慰问")
    assert not same_words("走访", "慰问")
    assert likeness("走访职工。", "1.走访职工。") == 1.0
    assert likeness("走访职工", "办好集市") == 0.0
    assert 0 < likeness("走访困难职工", "走访职工") < 1


@given(st.text("走访职工6月12%。 \n", max_size=60), st.text("走访职工6月12%。 \n", max_size=60))
def test_pieces_hold_both_texts(old, new):
    found = pieces(old, new)
    assert "".join(p.text for p in found if p.op != "ins") == old
    assert "".join(p.text for p in found if p.op != "del") == new
    assert all(p.text for p in found)


def test_pieces_keep_numbers_and_words_whole():
    assert pieces("完成50户。", "完成150户。") == [
        Piece("same", "完成"),
        Piece("del", "50"),
        Piece("ins", "150"),
        Piece("same", "户。"),
    ]


def test_pieces_take_a_long_text_by_sentence():
    sentence = "各社区要做好第{}项工作。"
    old = "".join(sentence.format(n) for n in range(400))
    new = old.replace("第200项", "第二百项")
    changed = [p for p in pieces(old, new) if p.op != "same"]
    assert changed == [Piece("del", "200"), Piece("ins", "二百")]
    assert "".join(p.text for p in pieces(old, "甲" * 5000) if p.op == "ins") == "甲" * 5000


PLANS = Path(__file__).resolve().parents[3] / "shared" / "plans" / "dev"
PHRASES = ("结合实际，", "充分发挥群团组织作用，", "会同有关部门，", "按季度通报进展，")


def reworded(text: str, chance: random.Random) -> str:
    """One edit as officers make it: other figures, a phrase more, a phrase less, a sentence at the end, other words."""
    parts = [part for part in re.split(r"(?<=[，。；、])", text) if part]
    match chance.choice(["figure", "more", "less", "end", "words"]):
        case "figure":
            return re.sub(r"\d{1,4}", lambda found: str(int(found.group()) + 3), text)
        case "more":
            parts.insert(chance.randrange(len(parts) + 1), chance.choice(PHRASES))
            return "".join(parts)
        case "less" if len(parts) > 2:
            del parts[chance.randrange(1, len(parts))]
            return "".join(parts)
        case "end":
            return text.rstrip("。；") + "，并于年底前形成工作总结。"
        case _:
            return text.replace("加强", "强化").replace("开展", "组织开展").replace("推动", "推进")


@pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not here")
def test_real_plans_keep_their_clauses_through_edits():
    """Two fifths of the clauses reworded up to twice, some moved, dropped, or written by another plan."""
    chance = random.Random(7)  # noqa: S311 — the same edits every time
    plans = [read_text(path.read_text("utf-8")) for path in sorted(PLANS.glob("*.txt"))]
    strange = [task.text for plan in plans for task in plan.tasks]
    right = wrong = missed = 0
    for plan in plans:
        old = [
            Clause(n, "", task.path[:-1], task.title, task.text)
            for n, task in enumerate(plan.tasks)
        ]
        new, truth = [], {}
        for clause in sorted(old, key=lambda one: one.key + chance.choice([0, 0, 0, 1.5])):
            if chance.random() < 0.08:
                continue
            text = clause.text
            for _ in range(chance.choice([0, 0, 0, 1, 2])):
                text = reworded(text, chance)
            truth[len(new)] = clause.text
            new.append(Clause(len(new), "", clause.path, text[:20], text))
            if chance.random() < 0.08:
                new.append(Clause(len(new), "", clause.path, "", chance.choice(strange)))
        for pair in compare(old, new):
            if pair.new is None or pair.new.key not in truth:
                continue
            found = pair.old.text if pair.old else None
            right += found == truth[pair.new.key]
            missed += found is None
            wrong += found not in (None, truth[pair.new.key])
    assert (wrong, missed <= right / 100) == (0, True), (right, wrong, missed)
