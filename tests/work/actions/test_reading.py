"""What the reader found becomes items: nothing lost, nothing invented, however odd the text."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niudai import plantext
from niudai.work.actions import reading

pytestmark = pytest.mark.unit
HEAD = "群团工作方案\n"


def sprouts(text):
    return reading.sprouts_of(plantext.read_text(HEAD + text))


def told(text):
    return [
        (one.depth, one.item.kind, one.item.number_text, one.item.title) for one in sprouts(text)
    ]


def test_numbered_line_that_is_one_task_is_one_measure():
    assert told("一、任务\n1.街道工会要走访职工。\n") == [
        (0, "heading", "一、", "任务"),
        (1, "measure", "1.", "街道工会要走访职工"),
    ]


def test_numbered_line_with_run_in_items_is_their_heading():
    text = "一、任务\n1.围绕建功立业。一是街道工会要走访职工。二是街道工会要办好讲堂。\n"
    assert told(text)[1:] == [
        (1, "heading", "1.", "围绕建功立业"),
        (2, "measure", "一是", "街道工会要走访职工"),
        (2, "measure", "二是", "街道工会要办好讲堂"),
    ]


def test_number_before_several_sentences_says_how_many_it_holds():
    text = "一、分类推进\n1.农村团组织要服务青年返乡创业。街道社区团组织要参与社区治理。\n"
    assert told(text)[1:] == [
        (1, "heading", "1.", "共2条"),
        (2, "measure", "", "农村团组织要服务青年返乡创业"),
        (2, "measure", "", "街道社区团组织要参与社区治理"),
    ]


def test_title_before_several_sentences_stays_a_heading():
    text = "一、要求\n2.坚持以带促建。党建带群建要抓住根本。工会要做到同时研究。\n"
    assert told(text)[1:] == [
        (1, "heading", "2.", "坚持以带促建"),
        (2, "measure", "", "党建带群建要抓住根本"),
        (2, "measure", "", "工会要做到同时研究"),
    ]


def task(**fields):
    start = {
        "id": "t1",
        "char_start": 0,
        "char_end": 4,
        "path": (),
        "heading": None,
        "kind": "action",
    }
    return plantext.Task(**{**start, "text": "办好讲堂。", "title": "办好讲堂", **fields})


def read(*tasks):
    return plantext.Plan("办好讲堂。", None, None, None, None, 0, [], list(tasks), [], [], [])


def item(**fields):
    return reading.sprouts_of(read(task(**fields)))[0].item


@pytest.mark.parametrize(
    ("deadlines", "due_on", "why"),
    [
        ((), None, None),
        ((("6月底前", "2026-06-30"),), datetime.date(2026, 6, 30), "原文写“6月底前”"),
        ((("近期", None),), None, "原文写“近期”，不能换算为日期"),
        (
            (("5月", "2026-05-31"), ("6月", "2026-06-30")),
            datetime.date(2026, 6, 30),
            "原文写“5月”、“6月”，取最晚的一个",
        ),
    ],
)
def test_deadline_is_the_latest_end_the_text_gives(deadlines, due_on, why):
    given = tuple(plantext.Deadline(text, None, end) for text, end in deadlines)
    found = item(deadlines=given)
    assert (found.due_on, found.why.get("due_on")) == (due_on, why)


@pytest.mark.parametrize(
    ("targets", "value", "unit", "why"),
    [
        ([], None, "", None),
        ([("不少于5场", ">=", 5, "场")], Decimal("5.00"), "场", "原文写“不少于5场”"),
        ([("25人以上", ">=", 25, "人")], None, "", "原文写“25人以上”，请核对是否作为目标"),
        ([("不超过3天", "<=", 3, "天")], None, "", "原文写“不超过3天”，请核对是否作为目标"),
        ([("3至5场", "range", (3, 5), "场")], None, "", "原文写“3至5场”，请核对是否作为目标"),
        ([("达到9e99", ">=", 10**99, "个")], None, "", "原文写“达到9e99”，请核对是否作为目标"),
        (
            [("不少于5场", ">=", 5, "场"), ("不少于9人", ">=", 9, "人")],
            Decimal("5.00"),
            "场",
            "原文写“不少于5场”、“不少于9人”，取第一个",
        ),
    ],
)
def test_target_is_the_first_quantity_to_reach(targets, value, unit, why):
    found = item(targets=tuple(plantext.Target(*target) for target in targets))
    assert (found.target_value, found.target_unit, found.why.get("target")) == (value, unit, why)


@pytest.mark.parametrize(
    ("text", "cadence"),
    [
        ("每季度一次。", "quarter"),
        ("每月一次。", "month"),
        ("每半年一次。", "half"),
        ("每年一次。", "year"),
        ("每月碰头，每季度通报。", "once"),
        ("开展一次。", "once"),
    ],
)
def test_cadence_is_taken_only_when_the_text_names_one(text, cadence):
    assert item(text=text).cadence == cadence


def test_owners_outside_the_four_lines_are_kept_apart():
    found = item(lines=("league", "街道|党建办", "街道|党建办"))
    assert (found.lines, found.other_owners) == (("league",), ("街道／党建办",))


def test_themes_belong_to_tasks_of_one_line():
    tasks = [
        task(lines=("union",), text="工会要以“服务职工群众”为主题，开展活动。"),
        task(lines=("union", "league"), text="以“一起来”为主题。"),
        task(lines=("women",), text="活动主题为“美丽家庭”。"),
    ]
    assert reading.themes_of(tasks) == {"union": "服务职工群众", "women": "美丽家庭"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1.办好讲堂。每月一次。", "办好讲堂"),
        ("（一）办好讲堂；", "办好讲堂"),
        ("二是 办好 讲堂", "办好讲堂"),
        ("长" * 50 + "，短", "长" * 39 + "…"),
        ("。", "。"),
    ],
)
def test_label_is_the_first_clause(text, label):
    assert reading.label(text) == label


@given(st.lists(st.text(max_size=60), max_size=30), st.integers(10, 280))
def test_names_always_fit_their_column(values, limit):
    kept = reading.names(values, limit)
    assert len("|" + "|".join(kept) + "|") <= limit + 1
    assert all("|" not in name and name.strip() for name in kept)


@given(st.text(alphabet="一二三、（）1.是工会要团 做好\n事。；每月底前“”", max_size=300))
def test_any_text_gives_a_tree_within_its_columns(text):
    try:
        plan = plantext.read_text(text)
    except plantext.PlanUnreadable:
        return
    found = reading.sprouts_of(plan)
    seen = set()
    for one in found:
        assert one.above is None or id(one.above) in seen
        seen.add(id(one))
        row = one.item
        assert 0 < len(row.title) <= 200
        assert len(row.number_text) <= 20
        assert row.char_end > row.char_start >= 0
    assert len([one for one in found if one.item.kind != "heading"]) == len(plan.tasks)
