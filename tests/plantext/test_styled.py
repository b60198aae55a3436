"""Headings that only a style shows: their place in the tree, and which styled lines are none."""

from niudai.plantext.formats import Source
from niudai.plantext.formats.source import Styled
from niudai.plantext.model import Plan
from niudai.plantext.reader import _read


def plan(*lines: str) -> Plan:
    """The plan read from these lines."""
    return _read(Source.of_lines(lines))


def tree(*lines: str) -> list[tuple[int, str, str]]:
    """Level, number and title of every heading of these lines."""
    return [(h.level, h.number_text, h.title) for h in plan(*lines).headings]


def one(text: str) -> Styled:
    """A line in the style 标题 1."""
    return Styled(text, 1)


def two(text: str) -> Styled:
    """A line in the style 标题 2."""
    return Styled(text, 2)


TITLE = "幸福街道党建带群建实施方案"
DUTY = "各支部要走访困难职工，建立台账。"


def test_a_document_without_numbers_has_the_headings_of_its_styles() -> None:
    found = plan(
        TITLE, one("工作目标"), DUTY, one("重点任务"), two("带思想"), DUTY, two("带组织"), DUTY
    )
    assert [(h.level, h.number_text, h.title) for h in found.headings] == [
        (1, "", "工作目标"),
        (1, "", "重点任务"),
        (2, "", "带思想"),
        (2, "", "带组织"),
    ]
    assert found.title == TITLE
    assert [(t.heading, t.path, t.text) for t in found.tasks] == [
        (0, ("工作目标",), DUTY),
        (2, ("重点任务", "带思想"), DUTY),
        (3, ("重点任务", "带组织"), DUTY),
    ]
    assert found.tasks[0].kind == "goal"
    assert found.text[found.headings[1].char_start :].startswith("重点任务")


def test_numbers_stand_below_the_style_that_holds_them() -> None:
    lines = (
        TITLE,
        one("主要任务"),
        "1.走访。" + DUTY,
        "2.慰问。" + DUTY,
        one("保障"),
        "1.领导。" + DUTY,
    )
    assert tree(*lines) == [
        (1, "", "主要任务"),
        (2, "1.", "走访"),
        (2, "2.", "慰问"),
        (1, "", "保障"),
        (2, "1.", "领导"),
    ]


def test_a_style_inside_a_numbered_list_that_goes_on_stands_below_its_item() -> None:
    lines = (
        TITLE,
        "一、任务",
        Styled("带思想", 3),
        DUTY,
        Styled("带组织", 3),
        DUTY,
        "二、要求",
        DUTY,
    )
    assert tree(*lines) == [
        (1, "一、", "任务"),
        (2, "", "带思想"),
        (2, "", "带组织"),
        (1, "二、", "要求"),
    ]


def test_numbered_and_unnumbered_headings_of_one_style_stand_on_one_level() -> None:
    lines = (
        TITLE,
        one("总体要求"),
        DUTY,
        one("一、任务"),
        two("（一）走访"),
        DUTY,
        two("慰问"),
        DUTY,
        one("附则"),
    )
    assert tree(*lines) == [
        (1, "", "总体要求"),
        (1, "一、", "任务"),
        (2, "（一）", "走访"),
        (2, "", "慰问"),
        (1, "", "附则"),
    ]


def test_a_style_on_numbered_lines_changes_nothing() -> None:
    plain = (TITLE, "一、任务", "（一）走访", DUTY, "二、要求", DUTY)
    styled = (TITLE, one("一、任务"), one("（一）走访"), DUTY, two("二、要求"), DUTY)
    assert tree(*styled) == tree(*plain)


def test_the_title_of_the_document_is_no_heading() -> None:
    body = (two("工作目标"), DUTY, two("重点任务"), DUTY)
    expected = [(1, "", "工作目标"), (1, "", "重点任务")]
    assert tree(one(TITLE), *body) == expected
    assert tree(Styled(TITLE, 0), *body) == expected
    assert tree(one(TITLE), one("工作目标"), DUTY, one("重点任务"), DUTY) == expected
    assert plan(one("幸福街道2026年党群工作"), *body).title == "幸福街道2026年党群工作"
    assert tree(one("幸福街道2026年党群工作"), *body) == expected


def test_a_section_called_like_a_title_stays_a_heading() -> None:
    lines = (TITLE, one("工作安排"), DUTY, one("工作措施"), DUTY)
    assert tree(*lines) == [(1, "", "工作安排"), (1, "", "工作措施")]


def test_the_headings_of_a_page_before_the_title_are_none() -> None:
    lines = (Styled("最新动态", 3), "新闻", Styled("专题专栏", 3), one(TITLE), "一、任务", DUTY)
    assert tree(*lines) == [(1, "一、", "任务")]
    assert plan(*lines).title == TITLE


def test_a_styled_sentence_is_a_paragraph() -> None:
    found = plan(TITLE, one("工作任务"), one("各级工会要走访困难职工。"), one("工作要求"), DUTY)
    assert [h.title for h in found.headings] == ["工作任务", "工作要求"]
    assert [t.text for t in found.tasks] == ["各级工会要走访困难职工。", DUTY]


def test_a_text_styled_throughout_is_read_as_plain_text() -> None:
    duties = ("各级工会要走访职工。", "团委要组织学习。", "妇联要办好讲座。")
    lines = (TITLE, "一、任务", *duties, "幸福街道妇联")
    plain, styled = plan(*lines, "2026年3月5日"), plan(*map(one, lines), "2026年3月5日")
    assert styled == plain


def test_a_heading_does_not_end_a_list_of_a_page_that_goes_on() -> None:
    lines = (TITLE, Styled("一、任务", 10), Styled("带思想", 3), DUTY, Styled("二、要求", 10), DUTY)
    assert tree(*lines) == [(1, "一、", "任务"), (2, "", "带思想"), (1, "二、", "要求")]


def test_notes_of_a_format_come_first_among_the_warnings() -> None:
    found = _read(Source("一、任务\n1.走访困难职工，建立台账。\n", notes=("第2页没有读。",)))
    assert found.warnings[0] == "第2页没有读。"


def test_items_of_nested_lists_alone_make_no_title() -> None:
    lines = [Styled("学习", 11), Styled("培训", 12), "各支部要组织培训。"]
    assert plan(*lines).title is None
