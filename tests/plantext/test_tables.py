"""Rows of flattened tables hold no headings and no tasks."""

from niudai.plantext import read_text


def test_rows_with_cells_are_taken_out() -> None:
    text = "一、任务\n1.各支部要走访困难党员。\n走访\t6月\t工会\n姓名\t单位\n2.各级工会要走访困难职工。\n"
    assert [t.text[:2] for t in read_text(text).tasks] == ["1.", "2."]


def test_a_table_runs_from_its_header_to_the_next_upper_number() -> None:
    text = (
        "一、流程\n序 号\n时间\n1\n各支部报名，填写走访登记表。\n二、任务\n各支部要走访困难党员。\n"
    )
    assert [t.text for t in read_text(text).tasks] == ["各支部要走访困难党员。"]


def test_a_tab_after_the_number_is_no_table() -> None:
    plan = read_text("一、\t任务\n1.\t各支部要走访困难党员，了解困难。\n")
    assert (plan.headings[0].number_text, plan.headings[0].title) == ("一、", "任务")
    assert len(plan.tasks) == 1
