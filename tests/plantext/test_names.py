"""Printed names of owners: lines, departments, and names too general to be one."""

from niudai.plantext.names import is_organ, line_code, owner_name, split_names


def test_names() -> None:
    assert [line_code(n) for n in ("市总工会", "团支部", "妇女组织", "机关党委", "宣传部")] == [
        "union",
        "league",
        "women",
        "party",
        None,
    ]
    assert owner_name("地方各级人民政府") == "人民政府"
    assert owner_name("相关单位") is None
    assert split_names("市民政局、市财政局等部门") == ["市民政局", "市财政局"]
    assert [is_organ(n) for n in ("教学处", "到处", "市妇联")] == [True, False, True]
