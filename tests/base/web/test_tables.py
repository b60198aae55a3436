"""A list page end to end: pages, filters, Excel, print, the htmx part; the number of queries never grows."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from niudai.base.web import table_html, tables
from tests.base.web.conftest import person
from tests.base.web.gallery import make_rows

PART = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "table-gallery-rows"}


def text(client: Client, url: str, **headers: str) -> str:
    """The page as text."""
    answer = client.get(url, **headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("count", [1, 3, 30, 74])
def test_list_asks_the_same_queries_for_any_number_of_rows(
    li: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make_rows(count)
    with django_assert_num_queries(3 if count <= 20 else 4):  # a full page also counts
        page = text(li, "/rows/")
    assert page.count('name="row"') == min(count, 20)
    assert f"共 {count} 条" in page


def test_list_pages_do_not_overlap(li: Client) -> None:
    make_rows(45)
    seen = []
    for number in (1, 2, 3):
        page = text(li, f"/rows/?page={number}")
        seen += [part.split('"')[0] for part in page.split('name="row" value="')[1:]]
    assert len(seen) == len(set(seen)) == 45
    assert "第 41–45 条" in page
    assert 'rel="next"' not in page
    assert 'rel="prev" href="/rows/?&amp;page=2"' in page
    assert "回到第一页" in text(li, "/rows/?page=9")


def test_list_count_is_capped(li: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_rows(45)
    monkeypatch.setattr(table_html, "COUNT_LIMIT", 40)
    assert "40 条以上" in text(li, "/rows/")


def test_list_filters_and_keeps_them_in_every_link(li: Client) -> None:
    make_rows(90)
    page = text(li, "/rows/?state=b")
    assert "共 23 条" in page
    assert 'href="/rows/?state=b&amp;sort=title"' in page
    assert 'href="/rows/?state=b&amp;page=2"' in page
    assert 'href="?state=b&amp;export=xlsx"' in page
    assert "没有符合条件的内容" in text(li, "/rows/?q=没有这样的")


def test_list_without_rows_says_what_belongs_here(li: Client) -> None:
    page = text(li, "/rows/")
    assert "还没有任务" in page
    assert '<a class="btn" href="/">去看方案</a>' in page
    assert "data-bulk-bar" not in page


def test_list_sends_htmx_the_table_alone(li: Client) -> None:
    make_rows(3)
    part = text(li, "/rows/?sort=title", **PART)
    assert part.lstrip().startswith('<section class="card nd-table" id="table-gallery-rows"')
    assert "<html" not in part
    assert 'aria-sort="ascending"' in part
    assert "<html" in text(li, "/rows/", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="elsewhere")


def test_list_exports_exactly_what_is_shown_and_no_formulas(li: Client) -> None:
    make_rows(8)
    answer = li.get("/rows/?state=d&columns=title,persons,note&sort=title&export=xlsx")
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert "filename*=utf-8''%E4%BB%BB%E5%8A%A1_" in answer.headers["Content-Disposition"]
    content = b"".join(answer.streaming_content)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    head = next(number for number, line in enumerate(sheet) if line[:3] == ["事项", "人数", "备注"])
    assert [line[:3] for line in sheet[head + 1 : head + 3]] == [
        ["<b>=1+1</b>", 3.0, "已电话说明"],
        ["<b>=1+1</b>", 7.0, ""],
    ]


def test_list_refuses_an_export_that_is_too_large(
    li: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rows(8)
    monkeypatch.setattr(tables, "EXPORT_LIMIT", 7)
    answer = li.get("/rows/?export=xlsx")
    assert answer.status_code == 422
    assert "请先用筛选缩小范围再导出。" in answer.content.decode()


def test_list_prints_title_scope_date_and_every_row(
    li: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rows(45)
    page = text(li, "/rows/?print=1&mine=1&page=2")
    assert "<h1>任务</h1>" in page
    assert "范围：只看我的" in page
    assert "共 23 条" in page
    assert "打印日期：20" in page
    assert page.count("<tr") == 24
    assert "checkbox" not in page
    monkeypatch.setattr(tables, "PRINT_LIMIT", 10)
    assert "只列出前 10 条" in text(li, "/rows/?print=1")


def test_list_offers_saved_views_to_open(li: Client) -> None:
    posted = {"table": "gallery.rows", "name": "迟的", "query": "state=b", "shared": "1"}
    li.post("/views/", posted)
    assert '<a href="/rows/?state=b">迟的</a>' in text(li, "/rows/")
    others = text(person(2), "/rows/")
    assert '<a href="/rows/?state=b">迟的</a>' in others
    assert "/delete/" not in others
    assert "迟的" not in text(person(3), "/rows/")
