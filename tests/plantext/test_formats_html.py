"""Web pages: what a visitor reads of the article, line by line."""

import time

import pytest

from niudai.plantext import read, read_text
from niudai.plantext.formats import to_source, to_text
from tests.plantext.test_formats_word import PLAN


def lines(page: str) -> list[str]:
    """The lines read from a page."""
    return to_text(page.encode(), "方案.html").splitlines()


def test_a_page_gives_the_same_plan_as_the_text() -> None:
    article = "".join(f"<p>\n  <span>{line}</span>\n</p>" for line in PLAN.splitlines())
    page = (
        "<!DOCTYPE html><html><head><title>网站</title><style>p{}</style></head><body>"
        f"<nav><a>首页</a></nav><script>var a='<p>一、';</script><div>{article}</div>"
        "<footer>版权所有</footer></body></html>"
    )
    assert to_text(page.encode(), "方案.htm") == PLAN
    assert read(page.encode(), "方案.html").to_json("000") == read_text(PLAN).to_json("000")


@pytest.mark.parametrize("name", ["gb2312", "GBK", "utf-8", "gb18030"])
def test_the_page_names_its_encoding(name: str) -> None:
    page = f'<meta charset="{name}"><p>走访职工</p>'
    assert to_text(page.encode(name), "a.html") == "走访职工\n"


def test_an_unknown_or_wrong_encoding_name_is_found_out_by_the_bytes() -> None:
    assert to_text('<meta charset="x-none"><p>走访职工</p>'.encode(), "a.html") == "走访职工\n"
    page = '<meta charset="utf-8"><p>走访职工，服务群众</p>'
    assert to_text(page.encode("gb18030"), "a.html") == "走访职工，服务群众\n"


def test_ordered_lists_keep_their_numbers() -> None:
    assert lines("<ol start=3><li>走访<li><p>慰问</p></ol><ul><li>检查</ul>") == [
        "3.走访",
        "4.慰问",
        "检查",
    ]


def test_a_nested_list_keeps_its_depth() -> None:
    plan = read(
        "<ol><li>任务<ol><li>走访</li><li>慰问</li></ol></li><li>要求<ol><li>领导</li></ol></ol>".encode(),
        "a.html",
    )
    assert [(h.level, h.number_text, h.title) for h in plan.headings] == [
        (1, "1.", "任务"),
        (2, "1.", "走访"),
        (2, "2.", "慰问"),
        (1, "2.", "要求"),
        (2, "1.", "领导"),
    ]


@pytest.mark.parametrize(
    ("attributes", "line"),
    [
        ("", "1.走访"),
        ("type=A", "A.走访"),
        ('style="margin:0;list-style-type: cjk-ideographic"', "一、走访"),
        ('style="list-style:upper-roman inside"', "I.走访"),
        ('style="list-style-type:none"', "走访"),
    ],
)
def test_a_list_is_numbered_as_a_browser_shows_it(attributes: str, line: str) -> None:
    assert lines(f"<ol {attributes}><li>走访</ol>") == [line]


def test_headings_have_their_levels() -> None:
    page = "<h1 class='title'>方案</h1><h2>走访</h2><h3>职工<p>慰问</p><h2><div>学习</div></h2>正文"
    found = to_source(page.encode(), "a.html")
    assert found.text == "方案\n走访\n职工\n慰问\n学习\n正文\n"
    assert found.styled == {0: 0, 3: 2, 6: 3, 12: 2}


def test_table_rows_and_layout_tables() -> None:
    table = "<table><tr><th>序号<th>任务</tr><tr><td>1<td><p>走访</p></tr></table>"
    layout = f"<table><tr><td>{table}<p>一、走访</p></td></tr></table>"
    assert lines(layout) == ["序号\t任务", "1\t走访", "一、走访"]


def test_entities_breaks_and_stray_signs() -> None:
    assert lines("<p>走访&ldquo;职工&rdquo;<br/>3 < 5 <!-- 注释 --> 件</p>") == [
        "走访“职工”",
        "3 < 5 件",
    ]


@pytest.mark.parametrize(
    "part", ["<!--", "<script", "<script>", "</p", "<table><td>", "<a ", "<ol>", "&#"]
)
def test_hostile_repetition_stays_linear(part: str) -> None:
    start = time.process_time()
    to_text(("走访职工" + part * 100_000).encode(), "a.html")
    assert time.process_time() - start < 5
