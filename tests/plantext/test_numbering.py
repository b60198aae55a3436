"""Numbers of every printed style, and the level each has in its own document."""

import pytest

from niudai.plantext import read_text
from niudai.plantext.numbering import number_of, title_of, value_of
from niudai.plantext.paragraphs import Paragraph


def paragraph(text: str) -> Paragraph:
    """A paragraph that begins at offset 0."""
    return Paragraph(0, len(text), text, False, False)


@pytest.mark.parametrize(
    ("text", "number", "family", "value"),
    [
        ("一、工作目标", "一、", "cn", 1),
        ("十二、工作要求", "十二、", "cn", 12),
        ("1.开展走访", "1.", "digit", 1),
        ("1．开展走访", "1．", "digit", 1),
        ("25、开展走访", "25、", "digit", 25),
        ("３．开展走访", "３．", "digit", 3),
        ("1.2025年底前完成", "1.", "digit", 1),
        ("（一）开展走访", "（一）", "cn_paren", 1),
        ("(十一)开展走访", "(十一)", "cn_paren", 11),
        ("（3）开展走访", "（3）", "digit_paren", 3),
        ("(3)开展走访", "(3)", "digit_paren", 3),
        ("2）开展走访", "2）", "digit_half", 2),
        ("③开展走访", "③", "circle", 3),
        ("第二条 开展走访", "第二条", "article", 2),
        ("第一部分 总体安排", "第一部分", "part", 1),
    ],
)
def test_every_printed_style_is_a_number(text: str, number: str, family: str, value: int) -> None:
    found = number_of(paragraph(text))
    assert found is not None
    assert (found.text, found.family, found.value) == (number, family, value)


@pytest.mark.parametrize(
    "text",
    [
        "2025年工作要点",
        "3.5万人参加",
        "4.10班级考核",
        "一是开展走访",
        "第一阶段：动员",
        "一、二年级学生参加",
        "3月8日前完成",
        "1978年以来",
    ],
)
def test_dates_amounts_and_points_are_not_numbers(text: str) -> None:
    assert number_of(paragraph(text)) is None


def test_values_of_chinese_numbers() -> None:
    assert [value_of(x) for x in ("十、", "（二十三）", "三十、", "百、")] == [10, 23, 30, 100]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("一、工作目标", "工作目标"),
        ("1.开展走访。每季度一次。", "开展走访"),
        ("1.工作目标：建成阵地，服务职工群众", "工作目标：建成阵地，服务职工群众"),
        ("1.工作目标：建成阵地。", "工作目标"),
        ("1." + "走访慰问" * 12 + "。", ""),
    ],
)
def test_title_is_the_short_line_or_the_part_before_the_first_stop(text: str, title: str) -> None:
    number = number_of(paragraph(text))
    assert number is not None
    assert title_of(paragraph(text), number)[0] == title


def levels(text: str) -> list[tuple[str, int]]:
    """The number and level of every heading read from `text`."""
    return [(h.number_text, h.level) for h in read_text(text).headings]


def headings(text: str) -> list[tuple[int, str]]:
    """Level and number of every heading of `text`."""
    return [(h.level, h.number_text) for h in read_text(text).headings]


def test_a_glyph_has_no_fixed_level() -> None:
    text = "一、任务\n1.走访慰问职工。\n2.组织学习培训。\n二、要求\n（一）加强领导\n1.成立小组抓落实。\n"
    assert levels(text) == [
        ("一、", 1),
        ("1.", 2),
        ("2.", 2),
        ("二、", 1),
        ("（一）", 2),
        ("1.", 3),
    ]


def test_brackets_may_stand_below_digits() -> None:
    text = "一、任务\n1.走访\n（一）走访困难职工。\n（二）走访劳动模范。\n2.学习\n二、要求\n"
    assert levels(text) == [
        ("一、", 1),
        ("1.", 2),
        ("（一）", 3),
        ("（二）", 3),
        ("2.", 2),
        ("二、", 1),
    ]


def test_dot_styles_mix_inside_one_list() -> None:
    text = "（一）条件\n1．有固定场所。\n2.有专门人员。\n3、有工作经费。\n（二）程序\n"
    assert levels(text) == [("（一）", 1), ("1．", 2), ("2.", 2), ("3、", 2), ("（二）", 1)]


def test_numbering_runs_on_across_parents() -> None:
    text = "一、思想建设\n1.抓学习。\n2.抓宣传。\n二、组织建设\n3.抓班子。\n4.抓队伍。\n"
    assert levels(text) == [("一、", 1), ("1.", 2), ("2.", 2), ("二、", 1), ("3.", 2), ("4.", 2)]


def test_an_excerpt_may_open_below_its_top() -> None:
    text = "8.完善制度，听取群众意见。\n四、民主管理\n9.健全职工代表大会制度。\n"
    assert levels(text) == [("8.", 2), ("四、", 1), ("9.", 2)]


def test_a_pair_of_days_is_a_number_only_where_the_list_runs_on() -> None:
    assert levels("1、2日举行动员会议。\n") == []
    text = "1、走访困难职工。\n2、慰问劳动模范。\n3、4月份,各支部要组织学习。\n"
    assert levels(text) == [("1、", 1), ("2、", 1), ("3、", 1)]


def test_small_brackets_and_circles_go_deeper() -> None:
    text = "一、任务\n（一）走访\n1.走访职工\n（1）困难职工\n①每季度一次走访。\n②建立走访台账。\n（2）劳动模范\n"
    assert [level for _, level in levels(text)] == [1, 2, 3, 4, 5, 5, 4]


def test_chapters_stand_above_everything() -> None:
    text = (
        "第一章 总则\n第一条 为做好服务工作制定本办法。\n第二章 职责\n第二条 工会负责服务职工。\n"
    )
    assert levels(text) == [("第一章", 1), ("第一条", 2), ("第二章", 1), ("第二条", 2)]


def test_decimal_numbers_stand_below_their_chapter() -> None:
    text = (
        "安全管理方案\n1 总则\n1.1 各部门要落实责任。\n1.2 各班组要每月检查。\n"
        "2 任务\n2.1 工会要组织培训。\n2.2 体检安排\n2.2.1 工会要确定项目。\n2.2.2 财务部要保障经费。\n"
    )
    assert headings(text) == [
        (1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"),
        (2, "2.1"), (2, "2.2"), (3, "2.2.1"), (3, "2.2.2"),
    ]  # fmt: skip


def test_a_lone_decimal_or_amount_is_no_number() -> None:
    text = (
        "一、任务\n1.5万人次接受培训，各级工会要做好组织。\n2 人以上的班组要设安全员，抓好落实。\n"
    )
    assert headings(text) == [(1, "一、")]


def test_formal_and_square_numbers() -> None:
    text = "壹、任务\n【一】工会要走访职工。\n【二】团委要组织服务。\n贰、要求\n各支部要抓好落实工作。\n"
    assert headings(text) == [(1, "壹、"), (2, "【一】"), (2, "【二】"), (1, "贰、")]


def test_a_comma_may_close_a_number() -> None:
    assert headings("1,任务\n各级工会要走访职工。\n2,要求\n各支部要抓好落实。\n") == [
        (1, "1,"),
        (1, "2,"),
    ]


def test_a_year_or_a_pair_of_months_after_the_point_is_no_decimal() -> None:
    text = (
        "一、要求\n2.2024年3月报名，各支部审核。\n3.2023—2024学年有处分的，各支部不得推荐。\n"
        "4.5-6月份，各支部组织评选。\n"
    )
    assert [h.number_text for h in read_text(text).headings] == ["一、", "2.", "3.", "4."]


def test_a_list_inside_one_paragraph_gives_pieces_and_no_headings() -> None:
    plan = read_text(
        "一、活动要求\n①提高认识，加强领导。②突出重点，注重实效。③加强宣传，营造氛围。\n"
    )
    assert [h.number_text for h in plan.headings] == ["一、"]
    assert [t.text for t in plan.tasks] == [
        "①提高认识，加强领导。",
        "②突出重点，注重实效。",
        "③加强宣传，营造氛围。",
    ]
