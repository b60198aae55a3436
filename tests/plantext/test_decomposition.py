"""A 任务分解表 that is the document gives one task per row; a table behind a plan gives none."""

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niudai.plantext import Plan, read, read_text
from niudai.plantext.decomposition import find_decomposition, year_of
from niudai.plantext.formats.lines import MERGED
from niudai.plantext.paragraphs import paragraphs

TITLE = "2026年党建带群建重点任务分解表\n"
MEASURE = "走访慰问困难职工不少于200户。"


def table(*rows: str, title: str = TITLE) -> Plan:
    """The plan read from rows whose cells are parted by |."""
    return read_text(title + "".join(row.replace("|", "\t") + "\n" for row in rows))


def works(plan: Plan) -> list[str]:
    """The words of the tasks; each must be what stands at its span."""
    assert all(plan.text[t.char_start : t.char_end] == t.text for t in plan.tasks)
    return [t.text for t in plan.tasks]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "序号|工作任务|具体措施|牵头单位|责任单位|完成时限|备注",
            "1|服务职工|{}|总工会|民政办|6月底前|",
        ),
        (
            "序号|重点任务|工作举措|牵头部门|配合部门|完成时间",
            "1|服务职工|{}|街道总工会|民政办|6月底前",
        ),
        (
            "重点任务|具体内容|责任单位|配合单位|时间节点",
            "服务职工|{}|工会|民政办、各社区|2026年6月底前",
        ),
        (
            "完成时限|责任部门|协办单位|工作任务|工作措施",
            "6月底前|工 会|民政办；有关部门|服务职工|{}",
        ),
        (
            "编号|项目|措施|负责单位|参与单位|责任领导|时限",
            "1|服务职工|{}|总工会|民政办/各社区|张三|6月底前",
        ),
        (
            "序　号|目标任务|主要措施|主责单位|配合单位|推进时限",
            "1|服务职工|{}|总工会|民政办|６月底前",
        ),
        (
            "牵头单位|配合单位|工作任务|工作内容|完成期限|进展情况",
            "总工会|民政办|服务职工|{}|6月底前|已完成",
        ),
    ],
)
def test_columns_are_known_in_any_order_and_wording(header: str, row: str) -> None:
    plan = table(header, row.format(MEASURE))
    (task,) = plan.tasks
    assert works(plan) == [MEASURE]
    assert [h.title for h in plan.headings] == ["服务职工"]
    assert task.lines == ("union", "民政办")
    assert task.leads == ("union",)
    assert [(d.start, d.end) for d in task.deadlines] == [(None, "2026-06-30")]
    assert [(t.comparator, t.value, t.unit) for t in task.targets] == [(">=", 200, "户")]
    assert task.confidence == 0.98
    assert plan.title == TITLE.strip()


def test_why_names_the_column_by_place_and_header() -> None:
    (task,) = table("序号|任务|牵 头 单 位|完成时限", f"1|{MEASURE}|总工会|6月").tasks
    assert task.why["lines"] == "任务分解表第3列“牵头单位”"
    assert task.why["deadlines"] == "任务分解表第4列“完成时限”"


def test_without_a_measure_column_the_task_is_the_text_and_the_target_counts() -> None:
    plan = table("序号|工作任务|目标要求|责任单位", "1|培训妇女骨干|全年不少于4场|妇联")
    assert works(plan) == ["培训妇女骨干"]
    assert plan.headings == []
    assert [(t.value, t.unit) for t in plan.tasks[0].targets] == [(4, "场")]
    assert plan.tasks[0].why["targets"] == "任务分解表第3列“目标要求”"
    assert plan.tasks[0].path == ("1",)


def test_group_rows_are_headings_and_lend_their_line() -> None:
    plan = table(
        "序号|工作任务|责任单位",
        "一、党建带工建",
        "（一）服务职工",
        "1|走访慰问困难职工。|总工会",
        "（二）建强组织",
        "2|新建联合工会。|",
        "二、党建带团建||",
        "3|组织青年突击队。|",
    )
    assert [(h.level, h.number_text, h.title) for h in plan.headings] == [
        (1, "一、", "党建带工建"),
        (2, "（一）", "服务职工"),
        (2, "（二）", "建强组织"),
        (1, "二、", "党建带团建"),
    ]
    assert [t.heading for t in plan.tasks] == [1, 2, 3]
    assert [t.lines for t in plan.tasks] == [("union",), ("union",), ("league",)]
    assert [t.confidence for t in plan.tasks] == [0.98, 0.8, 0.8]
    assert plan.tasks[1].why["lines"] == "所在标题“党建带工建”"


def test_merged_work_goes_on_over_the_rows_below_it() -> None:
    plan = table(
        "序号|工作任务|具体措施|责任单位|完成时限",
        "1|服务职工|走访慰问。|总工会|6月底前",
        "||开展培训。||12月底前",
        "2|建强组织|新建工会。|妇联|",
    )
    assert works(plan) == ["走访慰问。", "开展培训。", "新建工会。"]
    assert [h.title for h in plan.headings] == ["服务职工", "建强组织"]
    assert [t.heading for t in plan.tasks] == [0, 0, 1]
    assert [t.lines for t in plan.tasks] == [("union",), ("union",), ("women",)]
    assert [t.confidence for t in plan.tasks] == [0.98, 0.9, 0.98]
    assert plan.tasks[1].why["lines"] == "任务分解表第4列“责任单位”（合并的单元格，同上一行）"
    assert [d.end for t in plan.tasks for d in t.deadlines] == ["2026-06-30", "2026-12-31"]


def test_an_empty_cell_of_a_numbered_row_is_empty() -> None:
    plan = table("序号|工作任务|责任单位", "1|走访慰问。|总工会", "2|整理档案。|")
    assert [t.lines for t in plan.tasks] == [("union",), ()]
    assert plan.tasks[1].confidence == 0.48


def test_totals_notes_and_repeated_headers_are_skipped() -> None:
    header = "序号|工作任务|责任单位"
    plan = table(
        header,
        "1|走访慰问。|总工会",
        header,
        "2|开展培训。|妇联",
        "合计|2项|",
        "注：排在第一的为牵头单位。",
        "填表人：张三|审核人：李四|",
    )
    assert works(plan) == ["走访慰问。", "开展培训。"]


def test_a_header_of_two_rows_under_title_rows() -> None:
    plan = table(
        "填报单位：幸福街道党工委",
        "序号|工作任务|责任分工||完成时限",
        "||牵头单位|配合单位|",
        "1|走访慰问。|总工会|民政办|6月底前",
    )
    (task,) = plan.tasks
    assert (task.lines, task.leads) == (("union", "民政办"), ("union",))
    assert task.why["lines"] == "任务分解表第3列“牵头单位”、第4列“配合单位”"


def test_several_tables_are_headed_by_their_captions() -> None:
    plan = table(
        "工会任务清单",
        "序号|任务|责任单位",
        "1|走访慰问。|",
        "共青团任务清单",
        "序号|任务|责任单位",
        "1|组织突击队。|",
    )
    assert [(h.level, h.title) for h in plan.headings] == [
        (1, "工会任务清单"),
        (1, "共青团任务清单"),
    ]
    assert [t.lines for t in plan.tasks] == [("union",), ("league",)]


@pytest.mark.parametrize(
    ("printed", "deadlines"),
    [
        ("2026年6月30日", [("2026年6月30日", None, "2026-06-30")]),
        ("2026-06-30", [("2026-06-30", None, "2026-06-30")]),
        ("2026/6/30", [("2026/6/30", None, "2026-06-30")]),
        ("6月", [("6月", "2026-06-01", "2026-06-30")]),
        ("3月—5月", [("3月—5月", "2026-03-01", "2026-05-31")]),
        ("长期坚持", [("长期坚持", None, None)]),
        ("每月25日前", []),
        ("—", []),
        ("", []),
    ],
)
def test_the_time_column_gives_dates(printed: str, deadlines: list[tuple[str, str, str]]) -> None:
    (task,) = table("任务|单位|完成时限", f"走访慰问。|工会|{printed}").tasks
    assert [(d.text, d.start, d.end) for d in task.deadlines] == deadlines


@pytest.mark.parametrize(
    ("printed", "lines", "leads"),
    [
        (
            "总工会、团工委，妇联；民政办/财政所",
            ("union", "league", "women", "民政办", "财政所"),
            5,
        ),
        ("各社区、有关部门", (), 0),
        ("牵头单位：妇联 配合单位：民政办", ("women", "民政办"), 1),
        ("街道总工 会", ("union",), 1),
        ("各基层党组织", ("party",), 1),
    ],
)
def test_the_cell_of_bodies_is_split(printed: str, lines: tuple[str, ...], leads: int) -> None:
    (task,) = table("任务|责任单位|备注", f"整理档案。|{printed}|").tasks
    assert task.lines == lines
    assert len(task.leads) == leads


def test_a_notice_before_the_table_gives_its_masthead() -> None:
    plan = table(
        "序号|工作任务|责任单位|完成时限",
        "1|走访慰问困难职工，建立台账。|总工会|6月底前",
        "2|开展技能培训，办好课堂。|妇联|12月底前",
        title=(
            "关于印发重点任务分解表的通知\n各社区党总支：\n现将任务分解表印发给你们，请落实。\n"
            "中共幸福街道工作委员会\n2025年3月5日\n附件\n重点任务分解表\n"
        ),
    )
    assert plan.issuer == "中共幸福街道工作委员会"
    assert plan.date == "2025-03-05"
    assert [t.deadlines[0].end for t in plan.tasks] == ["2025-06-30", "2025-12-31"]
    assert works(plan) == ["走访慰问困难职工，建立台账。", "开展技能培训，办好课堂。"]


def test_a_table_behind_a_plan_is_told_and_not_repeated() -> None:
    plan = table(
        "一、任务",
        "1.各级工会要走访困难职工，建立台账，常态化开展服务。",
        "2.各级妇联要开展技能培训，办好课堂，服务妇女就业。",
        "附件：任务分解表",
        "序号|工作任务|责任单位",
        "1|走访困难职工。|总工会",
        title="幸福街道工作方案\n",
    )
    assert len(plan.tasks) == 2
    assert "附表列有任务分解1行，未重复列为任务，请核对。" in plan.warnings


def test_a_plan_without_numbers_is_not_its_timetable() -> None:
    text = "各支部要走访困难党员，了解困难，建立台账。\n" * 9
    plan = table("工作内容|时间|负责人", "动员|3月|张三", "总结|6月|李四", title="方案\n" + text)
    assert len(plan.tasks) == 9


def test_an_agenda_is_no_decomposition() -> None:
    text = "活动方案\n时间\t地点\t负责人\n9:00\t礼堂\t张三\n"
    assert find_decomposition(text, paragraphs(text)) is None


def test_year_of_a_title() -> None:
    assert [year_of(t) for t in ("2026年任务表", "2024—2026行动", "任务表", None)] == [
        "2026",
        "2024",
        None,
        None,
    ]


def test_a_word_table_with_merged_cells_reads_as_it_shows() -> None:
    document = docx.Document()
    document.add_paragraph("2026年重点任务分解表")
    cells = [
        ["序号", "工作任务", "具体措施", "责任单位", "责任单位", "完成时限"],
        ["序号", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限"],
        ["一、党建带工建", "", "", "", "", ""],
        ["1", "服务职工", "走访慰问。", "总工会", "民政办", "6月底前"],
        ["1", "服务职工", "开展培训。", "总工会", "民政办", "12月底前"],
    ]
    grid = document.add_table(rows=5, cols=6)
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            grid.cell(row, column).text = text
    for (top, left), (bottom, right) in (
        ((0, 3), (0, 4)),
        *(((0, c), (1, c)) for c in (0, 1, 2, 5)),
        ((2, 0), (2, 5)),
        *(((3, c), (4, c)) for c in (0, 1, 3, 4)),
    ):
        words = grid.cell(top, left).text
        grid.cell(top, left).merge(grid.cell(bottom, right)).text = words
    written = io.BytesIO()
    document.save(written)
    plan = read(written.getvalue(), "表.docx")
    assert works(plan) == ["走访慰问。", "开展培训。"]
    assert [h.title for h in plan.headings] == ["党建带工建", "服务职工"]
    assert [t.lines for t in plan.tasks] == [("union", "民政办")] * 2
    assert [d.end for t in plan.tasks for d in t.deadlines] == ["2026-06-30", "2026-12-31"]


def merged_docx() -> bytes:
    """Rows with numbers of their own whose body is one merged cell."""
    document = docx.Document()
    grid = document.add_table(rows=3, cols=4)
    rows = [
        "序号 工作任务 责任单位 完成时限",
        "1 走访慰问。 总工会 6月底前",
        "2 开展培训。  12月底前",
    ]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts.split(" ")):
            grid.cell(row, column).text = text
    grid.cell(1, 2).merge(grid.cell(2, 2)).text = "总工会"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


MERGED_PAGE = """<html><meta charset=utf-8><table><tr><th>序号<th>工作任务<th>责任单位<th>完成时限
<tr><td>1<td>走访慰问。<td rowspan=2>总工会<td>6月底前<tr><td>2<td>开展培训。<td>12月底前</table></html>"""


@pytest.mark.parametrize(
    ("data", "name"), [(merged_docx(), "表.docx"), (MERGED_PAGE.encode(), "表.html")]
)
def test_a_body_that_the_file_merges_over_numbered_rows_does_them_all(
    data: bytes, name: str
) -> None:
    plan = read(data, name)
    assert works(plan) == ["走访慰问。", "开展培训。"]
    assert [(t.lines, t.confidence) for t in plan.tasks] == [(("union",), 0.88)] * 2  # no year
    assert plan.tasks[1].why["lines"] == "任务分解表第3列“责任单位”"
    assert [d.text for t in plan.tasks for d in t.deadlines] == ["6月底前", "12月底前"]


CELLS = st.sampled_from(
    [
        *(
            "",
            " ",
            MERGED,
            "1",
            "一、党建带工建",
            "走访慰问困难职工。",
            "总工会、民政办",
            "6月底前",
        ),
        *(
            "序号",
            "工作任务",
            "具体措施",
            "牵头单位",
            "完成时限",
            "合计",
            "注：略",
            "２０２６年；",
            "\u3000",
        ),
    ]
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12), head=st.booleans())
def test_any_rows_give_spans_that_hold_their_text(rows: list[list[str]], head: bool) -> None:
    header = ["序号\t工作任务\t具体措施\t牵头单位\t完成时限"] if head else []
    plan = read_text("\n".join(["任务分解表", *header, *("\t".join(row) for row in rows)]))
    works(plan)
    assert all(0 <= h.char_start < len(plan.text) for h in plan.headings)
    assert all(t.heading is None or t.heading < len(plan.headings) for t in plan.tasks)
    starts = [t.char_start for t in plan.tasks]
    assert starts == sorted(starts)
