"""An article is split at its signatures and attachments, and nothing of the plan is lost there."""

import pytest

from niudai.plantext import read_text
from niudai.plantext.parts import is_title

HEAD = "走访活动方案\n现将有关事项通知如下。\n"


def numbers(text: str) -> list[str]:
    """The numbers of the headings read from `text`."""
    return [h.number_text for h in read_text(text).headings]


@pytest.mark.parametrize("day", ["2026年3月9日", "2026年3月", "2026年3月9日。", "3月9日上午"])
def test_a_date_that_a_heading_asks_for_ends_no_plan(day: str) -> None:
    text = (
        f"{HEAD}一、活动时间\n{day}\n二、活动内容\n1.各支部要走访困难党员。\n2.各级工会要走访困难职工。\n"
        "幸福街道党工委\n2026年3月1日\n"
    )
    assert numbers(text) == ["一、", "二、", "1.", "2."]
    assert read_text(text).date == "2026-03-01"


def test_a_date_after_which_the_numbers_go_on_is_no_signature() -> None:
    text = (
        f"{HEAD}1.各支部要走访困难党员。\n报名截止\n2026年3月9日\n2.各级工会要走访困难职工。\n"
        "幸福街道党工委\n2026年3月1日\n"
    )
    assert numbers(text) == ["1.", "2."]


def test_a_date_printed_twice_signs_once() -> None:
    text = (
        "关于印发走访责任分解的通知\n请认真组织实施。\n幸福市人民政府办公室\n2026年4月13日\n"
        "2026年4月13日\n走访工作责任分解\n一、任务\n1.各支部要走访困难党员。\n2.各级工会要走访困难职工。\n"
    )
    plan = read_text(text)
    assert (plan.issuer, plan.date) == ("幸福市人民政府办公室", "2026-04-13")
    assert plan.title == "走访工作责任分解"


def test_a_list_of_attachments_before_the_signature_is_no_body() -> None:
    text = (
        f"{HEAD}一、任务\n1.各支部要走访困难党员。\n附件：\n1．关于印发《走访规定》的通知\n2．走访登记表\n"
        "幸福街道党工委\n2026年3月1日\n"
    )
    plan = read_text(text)
    assert numbers(text) == ["一、", "1."]
    assert [t.text for t in plan.tasks] == ["1.各支部要走访困难党员。"]
    assert plan.issuer == "幸福街道党工委"


def test_names_of_attachments_are_no_tasks() -> None:
    text = f"{HEAD}一、任务\n1.各支部要走访困难党员。\n附件2 走访情况登记汇总表.doc\n"
    assert [t.text for t in read_text(text).tasks] == ["1.各支部要走访困难党员。"]


def test_an_attachment_in_the_middle_ends_where_the_list_goes_on() -> None:
    text = (
        f"{HEAD}1.读书交流\n各支部要组织读书交流活动。\n附：备选书目\n《平凡的世界》\n"
        "2.摄影展览\n各支部要组织摄影作品展览。\n幸福街道党工委\n2026年3月1日\n"
    )
    plan = read_text(text)
    assert [t.text for t in plan.tasks] == [
        "各支部要组织读书交流活动。",
        "各支部要组织摄影作品展览。",
    ]


def test_the_opinions_of_a_form_are_no_title() -> None:
    text = (
        "关于开展优秀寝室评选的通告\n1.期末评选优秀寝室，公开表彰。\n2.推荐表于12月20日前交德育处。\n"
        "附：优秀寝室推荐表\n日期：     年   月   日\n生活老师推荐意见\n德育处意见\n"
    )
    plan = read_text(text)
    assert plan.title == "关于开展优秀寝室评选的通告"
    assert len(plan.tasks) == 2


def test_titles_are_told_from_form_fields() -> None:
    assert is_title("关于加强走访工作的实施意见")
    assert not is_title("德育处意见")
    assert not is_title("主管部门审核意见")


def test_an_instruction_behind_the_signature_is_a_postscript() -> None:
    text = (
        f"{HEAD}1.各支部要走访困难党员。\n2.各级工会要走访困难职工。\n幸福街道党工委\n2026年3月1日\n"
        "附本社区通知：志愿者登记证已发到各小组，请大家积极参加服务并做好登记。\n"
    )
    task = read_text(text).tasks[-1]
    assert task.path == ("ps",)
    assert task.text.startswith("附本社区通知：")


def test_numbered_lines_outside_the_plan_are_reported() -> None:
    text = (
        f"{HEAD}一、任务\n1.各支部要走访困难党员。\n2.各级工会要走访困难职工。\n幸福街道党工委\n"
        "2026年3月1日\n附件1：走访操作指南\n一、准备\n二、登门\n"
    )
    assert read_text(text).warnings == [
        "正文之外另有2个编号段落没有列为任务（“一、准备”等），请核对。"
    ]


def test_rows_of_a_table_do_not_sign() -> None:
    text = (
        f"{HEAD}1.各支部要走访困难党员。\n2.各级工会要走访困难职工。\n附：走访安排表\n"
        "序号\t内容\t时间\n1\t走访\t6月\n幸福街道党工委\n2026年3月1日\n"
    )
    assert read_text(text).issuer == "幸福街道党工委"


def test_blank_form_below_the_body_is_no_part_of_it_and_the_line_above_signs() -> None:
    plan = read_text(
        "关于征集金点子的通知\n一、征集内容\n各支部要报送一条建议。\n二、奖励办法\n街道总工会要通报表扬。\n"
        "幸福街道总工会\n幸福街道“金点子”征集表\n姓名\n以单位名义上报的，此栏不填\n"
    )
    assert [task.text for task in plan.tasks] == [
        "各支部要报送一条建议。",
        "街道总工会要通报表扬。",
    ]
    assert plan.issuer == "幸福街道总工会"


def test_joint_signers_may_stand_on_one_line() -> None:
    plan = read_text(f"{HEAD}1.各支部要走访困难党员。\n党建办、街道团工委\n2026年3月1日\n")
    assert plan.issuer == "党建办 街道团工委"
