"""Suggested content rows, ledger kinds and unit classes with the words that gave them."""

from niudai.plantext.suggest import rows_for, steps_for, unit_classes_for


def test_rows_come_from_the_lines_and_the_words() -> None:
    assert rows_for(("women",), "改进工作作风") == (
        ("women4/style",),
        "带作风 ← “作风”",
    )
    assert rows_for(("union", "league"), "扩大组织覆盖")[0] == (
        "union4/grassroots",
        "league6/organization",
    )
    assert rows_for(("市民政局",), "改进工作作风") == ((), "")


def test_steps_come_from_the_words() -> None:
    assert steps_for("列入议事日程，加强督查") == (
        ("study", "implement", "inspect"),
        "“议事日程”、“加强”、“督查”",
    )
    assert steps_for("无") == ((), "")


def test_unit_classes_come_from_the_sectors() -> None:
    assert unit_classes_for(("机关", "企业", "学校")) == (
        "organ",
        "state",
        "private",
        "institution",
    )
