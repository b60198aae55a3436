"""The leaf rule, one sentence of it per test."""

import pytest

from niudai.plantext import Task, read_text
from niudai.plantext.leaves import is_descriptive


def texts(source: str) -> list[str]:
    """The texts of all tasks read from `source`."""
    return [t.text for t in read_text(source).tasks]


def only(source: str) -> Task:
    """The one task read from `source`."""
    (task,) = read_text(source).tasks
    return task


def test_a_numbered_item_without_children_is_one_task() -> None:
    assert texts("一、任务\n1.走访职工。每季度走访困难职工家庭。\n") == [
        "1.走访职工。每季度走访困难职工家庭。"
    ]


def test_paragraphs_below_a_lone_title_are_the_tasks() -> None:
    assert texts("一、走访\n各支部要走访困难党员家庭。\n各支部要建立走访的台账。\n") == [
        "各支部要走访困难党员家庭。",
        "各支部要建立走访的台账。",
    ]


def test_an_item_with_text_and_children_is_a_task_too() -> None:
    source = "一、深入开展走访活动。各支部要把走访群众作为经常性工作。\n1.走访困难党员的家庭。\n2.走访离退休老党员。\n"
    assert [t[:2] for t in texts(source)] == ["一、", "1.", "2."]


def test_text_that_only_announces_the_children_is_no_task() -> None:
    source = "一、重点工作。各支部围绕中心重点做好以下工作：\n1.走访困难党员的家庭。\n2.走访离退休老党员。\n"
    assert [t[:2] for t in texts(source)] == ["1.", "2."]


def test_a_lead_in_below_a_heading_is_no_task() -> None:
    source = (
        "一、组织领导\n要从全局高度认识走访工作的重要性。\n1.落实责任。书记负总责，抓好落实。\n"
    )
    assert [t[:2] for t in texts(source)] == ["1."]


@pytest.mark.parametrize(
    "title", ["指导思想", "活动主题", "活动时间", "参加对象", "评选条件", "重要意义", "活动流程"]
)
def test_descriptive_sections_give_no_tasks(title: str) -> None:
    source = (
        f"一、{title}\n以服务群众为宗旨，深入推进各项工作。\n二、任务\n各支部要走访困难党员。\n"
    )
    assert texts(source) == ["各支部要走访困难党员。"]


def test_goals_are_tasks_of_their_own_kind() -> None:
    plan = read_text("一、工作目标\n走访覆盖全部困难职工家庭。\n二、任务\n各支部要走访困难党员。\n")
    assert [t.kind for t in plan.tasks] == ["goal", "action"]


def test_a_short_numbered_line_that_opens_with_a_verb_is_a_task() -> None:
    source = "一、活动形式\n（1）召开主题班会\n（2）活动对象：全体党员\n（3）走访老党员\n"
    assert texts(source) == ["（1）召开主题班会", "（3）走访老党员"]


def test_quotas_are_tasks() -> None:
    assert only("一、推荐名额\n各社区推荐名额不超过3人。\n").text == "各社区推荐名额不超过3人。"


def test_signature_contacts_and_attachments_are_no_tasks() -> None:
    source = (
        "一、任务\n各支部要走访困难党员。\n联系人：某某  电话：********\n"
        "附件：走访登记表\n幸福街道党工委\n2026年3月5日\n附件\n走访登记表\n姓名\n"
    )
    assert texts(source) == ["各支部要走访困难党员。"]


def test_a_plan_without_numbers_is_read_by_paragraphs() -> None:
    plan = read_text("走访工作方案\n各支部要走访困难党员家庭。\n各级工会要走访困难职工家庭。\n")
    assert [t.lines for t in plan.tasks] == [("party",), ("union",)]
    assert plan.warnings[0] == "没有找到编号（如一、（一）1.），已按段落列出任务，请核对。"


def test_descriptive_titles_are_told_from_duties() -> None:
    assert [is_descriptive(t) for t in ("总体要求", "选树条件", "工作要求", "主要任务")] == [
        True,
        True,
        False,
        False,
    ]
