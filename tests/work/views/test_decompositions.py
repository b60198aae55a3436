"""The decomposition table as a Word file holds the rows of the Excel file, and reads back as a plan."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niudai.base.spreadsheets import write_table
from niudai.work.models import Plan, PlanItem
from tests.factories.work import a_measure, a_plan
from tests.work.views.test_plans import plan_url

pytestmark = pytest.mark.page


def table_of(answer):
    """The rows of the only table of an answer that is a Word file."""
    assert answer.status_code == 200
    (table,) = docx.Document(io.BytesIO(b"".join(answer.streaming_content))).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_word_file_holds_the_measures_without_empty_columns(world, sign_in):
    PlanItem.objects.unrestricted("test").update(text="=HYPERLINK(1)\x07")
    answer = sign_in("office").get(plan_url("plan_table_word", world.plan))
    assert answer["Content-Disposition"].startswith("attachment")
    head, first, *_ = table_of(answer)
    assert head[:4] == ["序号", "工作任务", "具体措施", "条线"]
    assert "备注" not in head
    assert first[2:4] == ["=HYPERLINK(1)", "共青团"]


def test_word_file_of_a_draft_says_so_and_is_hidden_from_others(world, sign_in):
    plan = a_plan(world.cast.party, state="draft")
    a_measure(plan, "league")
    url = plan_url("plan_table_word", plan)
    document = docx.Document(io.BytesIO(b"".join(sign_in("office").get(url).streaming_content)))
    assert [p.text for p in document.paragraphs if p.text] == [
        f"{plan.title}任务分解表",
        "（核对中）",
    ]
    assert sign_in("league_officer").get(url).status_code == 404


def test_a_table_that_was_made_in_excel_is_imported_row_by_row(world, sign_in):
    headers = ["序号", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限"]
    rows = [
        [1, "服务青年", "组织青年突击队5支。", "团工委", "民政办", "6月底前"],
        [2, "服务青年", "开展志愿服务。", "团工委", "", "12月底前"],
    ]
    file = SimpleUploadedFile("表.xlsx", write_table("分解", headers, rows))
    answer = sign_in("office").post("/plans/import/", {"file": file, "title": "2026年任务分解表"})
    assert answer.status_code == 302
    plan = Plan.objects.unrestricted("test").get(state="draft")
    items = PlanItem.objects.unrestricted("test").filter(plan=plan).order_by("position")
    assert [(item.kind, item.title) for item in items] == [
        ("heading", "服务青年"),
        ("measure", "组织青年突击队5支"),
        ("measure", "开展志愿服务"),
    ]
    first = items[1]
    assert (first.lines, first.other_owners) == (("league",), ("民政办",))
    assert first.why["lines"] == "任务分解表第4列“牵头单位”、第5列“配合单位”"
