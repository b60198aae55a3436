"""The plan as JSON in schema v1 and as a decomposition table."""

import json

from niudai.plantext import read_text
from niudai.plantext.model import TABLE_COLUMNS

PLAN = """走访方案
一、主要任务
（一）关爱儿童。村（社区）妇联组织要在6月底前关爱留守儿童不少于2次。（责任单位：街道妇联，配合单位：民政办）
幸福街道党工委
2026年3月5日
"""


def test_json_has_the_schema_and_can_be_written() -> None:
    record = read_text(PLAN).to_json("042")
    assert record["id"] == "042"
    assert list(record) == [
        "id",
        "title",
        "issuer",
        "date",
        "doc_number",
        "body_start",
        "headings",
        "tasks",
        "frameworks",
        "phases",
    ]
    assert [t["id"] for t in record["tasks"]] == ["t1"]
    assert json.loads(json.dumps(record)) == record


def test_rows_are_the_decomposition_table() -> None:
    assert read_text(PLAN).rows() == [
        (
            "1",
            "关爱儿童",
            "（一）关爱儿童。村（社区）妇联组织要在6月底前关爱留守儿童不少于2次。（责任单位：街道妇联，配合单位：民政办）",
            "妇联",
            "民政办",
            "6月底前",
            "",
        )
    ]


def test_rows_have_the_columns_of_the_table() -> None:
    assert {len(row) for row in read_text(PLAN).rows()} == {len(TABLE_COLUMNS)}
