"""Columns and filters: what they show, how they order."""

from __future__ import annotations

from types import SimpleNamespace

from django.db.models import TextChoices

from niudai.base.web.cells import link
from niudai.base.web.table_parts import Column, Filter

ROW = SimpleNamespace(title="走访", n=3)


class Kind(TextChoices):
    """Two kinds."""

    MEETING = "meeting", "会议"
    VISIT = "visit", "走访"


def test_column_shows_its_cell_its_value_or_its_attribute() -> None:
    assert Column("title", "").html_of()(ROW) == "走访"
    assert Column("x", "", value=lambda row: row.n).html_of()(ROW) == 3
    assert Column("x", "", cell=lambda row: "甲", value=lambda row: row.n).html_of()(ROW) == "甲"


def test_column_gives_excel_its_value_or_the_text_of_its_cell() -> None:
    assert Column("x", "", cell=lambda row: link("/", row.title)).value_of()(ROW) == "走访"
    assert Column("x", "", cell=lambda row: "甲", value=lambda row: row.n).value_of()(ROW) == 3
    assert Column("title", "").value_of()(ROW) == "走访"


def test_column_order_turns_every_key() -> None:
    column = Column("x", "", sort=("-due_on", "code"))
    assert column.order_by(False) == ["-due_on", "code"]
    assert column.order_by(True) == ["due_on", "-code"]


def test_column_classes_name_alignment_and_width() -> None:
    assert Column("x", "", number=True, width=8).classes() == "nd-num nd-w8"
    assert Column("x", "").classes() == ""


def test_filter_select_takes_pairs_or_choices() -> None:
    expected = (("meeting", "会议"), ("visit", "走访"))
    assert Filter.select("kind", "类别", Kind).choices == expected
    assert Filter.select("kind", "类别", expected).choices == expected
    assert Filter.select("n", "年", [(2026, "2026年")]).choices == (("2026", "2026年"),)
