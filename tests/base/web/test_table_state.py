"""The address of a list: unknown values change nothing, and say so where a person may have typed them."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from niudai.base.models import Draft
from niudai.base.web.table_state import Pill, TableState
from tests.base.web.gallery import RowTable, make_rows


def state(query: str) -> TableState:
    """The state of the gallery's list."""
    return TableState(RowTable(), QueryDict(query))


def test_state_of_a_bare_address_is_the_tables_own() -> None:
    bare = state("")
    assert [column.name for column in bare.columns][-2:] == ["progress", "note"]
    assert (bare.sort.name, bare.backwards, bare.page) == ("saved", True, 1)
    assert bare.pills == []
    assert bare.url() == "?"


def test_pill_names_the_filter_and_drops_only_it() -> None:
    narrowed = state("state=b&q=甲&page=3&sort=title")
    assert narrowed.pills == [
        Pill("关键词：甲", "?state=b&sort=title"),
        Pill("状态：迟3天", "?q=%E7%94%B2&sort=title"),
    ]
    assert state("mine=1").pills == [Pill("只看我的", "?")]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("saved_from=2026-03-01&saved_to=2026-03-31", "时限：2026-03-01 至 2026-03-31"),
        ("saved_from=2026-03-31&saved_to=2026-03-01", "时限：2026-03-01 至 2026-03-31"),
        ("saved_from=2026-03-01", "时限：2026-03-01 至"),
        ("saved_to=2026-03-31", "时限：至 2026-03-31"),
    ],
)
def test_dates_make_one_pill(query: str, words: str) -> None:
    assert state(query).pills == [Pill(words, "?")]


def test_dates_that_do_not_exist_are_told() -> None:
    told = state("saved_from=2026-02-30&saved_to=x")
    assert told.pills == []
    assert told.notes == [
        "“时限”里的日期“2026-02-30”不存在，没有按它筛选。",
        "“时限”里的日期“x”不存在，没有按它筛选。",
    ]
    assert state("saved_from=2026-03-31&saved_to=2026-03-01").notes == [
        "“时限”的起始日期晚于截止日期，已对调。"
    ]


@pytest.mark.parametrize(
    "query", ["state=zz", "page=abc", "page=-1", "page=²", "sort=password", "columns=zz"]
)
def test_unknown_values_change_nothing(query: str) -> None:
    odd, bare = state(query), state("")
    assert (odd.pills, odd.page, odd.sort, odd.columns) == ([], 1, bare.sort, bare.columns)


def test_columns_are_chosen_in_the_tables_order() -> None:
    assert [c.name for c in state("columns=hidden,title").columns] == ["title", "hidden"]
    assert [c.name for c in state("columns=state&columns=title").columns] == ["title", "state"]


def test_order_ends_with_the_key() -> None:
    rows = Draft.objects.all()
    assert state("sort=saved").narrowed(rows).query.order_by == ("saved_at", "form", "pk")
    assert state("sort=-saved").narrowed(rows).query.order_by == ("-saved_at", "-form", "pk")


def test_kept_repeats_what_the_form_does_not_ask() -> None:
    assert state("state=b&pair=7&page=2").kept("state", "q") == [("pair", "7")]


def test_narrowed_applies_every_filter(db: None) -> None:
    make_rows(12)
    found = state("state=b&saved_from=2026-03-07&saved_to=2026-03-11").narrowed(Draft.objects.all())
    assert [row.form[:6] for row in found] == ["b-0005"]
    assert state("q=三八&mine=1").narrowed(Draft.objects.all()).count() == 0
    assert state("q=三八").narrowed(Draft.objects.all()).count() == 3
