"""Header words of decomposition tables, as offices really write them."""

import pytest

from niudai.plantext.columns import role_of, roles_of, second_header


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("序号", "number"),
        ("序　号", "number"),
        ("项目类别", "area"),
        ("工作领域", "area"),
        ("重点任务", "task"),
        ("工 作 任 务", "task"),
        ("目标任务", "task"),
        ("工作事项", "task"),
        ("具体措施", "measure"),
        ("工作举措", "measure"),
        ("任务内容", "measure"),
        ("任务落实及措施目标细化", "measure"),
        ("目标要求", "target"),
        ("工作目标", "target"),
        ("完成标志", "target"),
        ("牵头单位", "lead"),
        ("牵头处室", "lead"),
        ("主责单位", "lead"),
        ("责任单位", "owner"),
        ("责任部门（科室）", "owner"),
        ("责任单位及责任人", "owner"),
        ("负责处室/年段", "owner"),
        ("单位", "owner"),
        ("条线", "owner"),
        ("配合单位", "other"),
        ("协办单位", "other"),
        ("参与部门", "other"),
        ("责任领导", "person"),
        ("牵头领导", "person"),
        ("责任人", "person"),
        ("项目负责人", "person"),
        ("完成时限", "due"),
        ("完成时间（月底前）", "due"),
        ("时间节点", "due"),
        ("起止日期", "due"),
        ("备注", "none"),
        ("进展情况", "none"),
        ("单位类别", "none"),
        ("考核部门", ""),
        ("甲", ""),
        ("", ""),
        ("各级工会要深入一线走访慰问困难职工家庭", ""),
        ("走访。", ""),
    ],
)
def test_a_header_says_what_its_column_holds(header: str, role: str) -> None:
    assert role_of(header) == role


@pytest.mark.parametrize(
    ("row", "is_header"),
    [
        (["任务", "单位"], True),
        (["工作任务", "完成时限"], True),
        (["责任单位", "备注", "序号", "工作举措"], True),
        (["序号", "姓名", "电话"], False),
        (["时间", "地点", "参加人员"], False),
        (["序号", "工作任务", "备注"], False),
        (["责任单位", "完成时限"], False),
        (["1", "走访慰问困难职工", "总工会"], False),
    ],
)
def test_a_header_names_work_and_who_or_when(row: list[str], is_header: bool) -> None:
    assert bool(roles_of(row)) is is_header


def test_a_second_header_row_splits_the_cell_above() -> None:
    first = ["序号", "工作任务", "责任分工", "", "时间安排"]
    below = ["", "", "牵头单位", "配合单位", ""]
    assert second_header(first, below) == ["序号", "工作任务", "牵头单位", "配合单位", "时间安排"]


@pytest.mark.parametrize(
    "below",
    [
        ["1", "走访", "工会", "团委", "6月"],
        ["", "工作推进", "", "", ""],
        ["", "", "工会", "团委", ""],
        ["", "", "", "", ""],
    ],
)
def test_a_row_of_content_is_no_second_header(below: list[str]) -> None:
    assert second_header(["序号", "工作任务", "责任分工", "", "时间安排"], below) is None
