"""Warnings name what is missing and fill in nothing."""

from niudai.plantext import read_text


def test_a_line_left_out_of_a_part_is_named() -> None:
    text = (
        "党建带群建方案\n工会、共青团、妇联是桥梁纽带。\n一、任务\n（一）坚持党建带团建\n1.团委要组织志愿服务。\n"
        "（二）坚持党建带妇建\n1.妇联要关爱儿童。\n二、保障\n1.工会要落实经费。\n幸福街道党工委\n2026年3月5日\n"
    )
    assert read_text(text).warnings == ["第一部分没有党建带工建内容，请核对是否需要手工补充。"]


def test_skipped_numbers_are_named() -> None:
    text = "走访方案\n一、任务\n8.走访困难职工家庭。\n12.组织技能培训活动。\n2026年3月5日\n"
    assert read_text(text).warnings == ["编号从第8项跳到“12.”，请核对是否有缺漏。"]


def test_missing_title_and_date_are_named() -> None:
    assert read_text("一、任务\n1.走访困难职工家庭。\n").warnings == [
        "没有找到方案标题，请手工填写。",
        "没有找到成文日期，未写年份的时限无法换算，请手工填写。",
    ]


def test_a_text_without_duties_says_so() -> None:
    assert (
        "没有读到具体任务，请核对原文是否完整，或手工添加。"
        in read_text("走访方案\n你好\n").warnings
    )
