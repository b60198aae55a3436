"""The decomposition table as a Word file holds the rows of the Excel file, and reads back as a plan."""

from __future__ import annotations

import io

import docx
import pytest

from niudai.work.models import PlanItem
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
