"""Web pages: what a visitor reads of the article, line by line."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from niudai.plantext import read, read_text
from niudai.plantext.formats import to_source, to_text
from tests.plantext.test_formats_word import PLAN
from tests.plantext.test_same_document import OWN, facts


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


def old_site(lines: list[str]) -> bytes:
    """A page of the years of nested tables: one cell, paragraphs by <br>, blanks by &nbsp;."""
    menu = "".join(
        f"<td><a href='#'>{name}</a></td><td>|</td>" for name in ("首页", "党建", "教学")
    )
    side = (
        "<tr><td><img src='dot.gif'>&nbsp;<a href='1.htm'>关于做好申报工作的通知</a></td></tr>" * 3
    )
    body = "<br>\r\n".join("&nbsp;&nbsp;&nbsp;&nbsp;" + line for line in lines)
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>通知'
        f"</title></head><body><table><tr>{menu}</tr></table><table><tr><td><table>{side}</table></td>"
        "<td><table><tr><td>当前位置：<a href='/'>首页</a> &gt; <a href='/tz'>通知公告</a></td></tr></table>"
        f"<table><tr><td><table><tr><td>{body}</td></tr></table></td></tr><tr><td>【<a href='#'>打印"
        "</a>】</td></tr></table></td></tr></table><p>版权所有：幸福街道</p></body></html>"
    ).encode("gbk")


def word_in_site(lines: list[str]) -> bytes:
    """A page into which Word was pasted, between the signs of a content system."""
    body = "".join(
        f'<P class=MsoNormal style="TEXT-INDENT: 28pt"><SPAN lang=EN-US>{line[:1]}</SPAN>{line[1:]}'
        '<SPAN lang=EN-US><?xml:namespace prefix = o ns = "urn:x" /><o:p></o:p></SPAN></P>\n'
        for line in lines
    )
    return (
        "<!DOCTYPE html><meta charset=utf-8><ul><li><a href='/'>首页</a><li><a href='/x'>校务</a></ul>"
        "<div>当前位置：<a href='/'>首页</a></div><div><span>作者：佚名</span><span>点击数：<script>x"
        f"</script>次</span></div><div>{body}</div><div><a href='#'>【打印正文】</a></div><div><span>"
        "上一篇：</span><a href='2'>关于某事的通知</a></div><div><p>版权所有</p></div>"
    ).encode()


def new_site(lines: list[str]) -> bytes:
    """A page with headings of its own around the article and a picture inside of it."""
    side = "<ul><li><a href='1'>2026年第一季度工作</a><li><a href='2'>专项整治工作方案</a></ul>"
    body = "".join(f"<p>{line}</p>" for line in lines)
    picture = f'<img src="data:image/png;base64,{"A" * 400_000}">'
    return (
        "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><header><h1>幸福街道</h1></header>"
        f"<div><h3>信息公开</h3>{side}<h3>专题专栏</h3>{side}</div><article><header></header>{body}"
        f"{picture}</article><div><h3>相关阅读</h3>{side}</div><footer>幸福街道</footer></body></html>"
    ).encode()


@pytest.mark.parametrize("site", [old_site, word_in_site, new_site])
@pytest.mark.parametrize("text", OWN, ids=lambda path: path.stem)
def test_the_article_among_menus_gives_the_same_plan(
    site: Callable[[list[str]], bytes], text: Path
) -> None:
    lines = text.read_text(encoding="utf-8").splitlines()
    expected, found = read(text.read_bytes(), text.name), read(site(lines), "a.html")
    assert facts(found) == facts(expected)


def test_a_line_that_is_all_link_is_a_menu_only_in_a_list_or_a_table() -> None:
    page = (
        "<ul><li><a href=1>首页</a><li>见<a href=2>附表</a></ul><p><a href=3>工作方案</a></p>"
        "<h2><a href=4>走访</a></h2><ul><li><a name=x>慰问</a></ul>"
    )
    assert lines(page) == ["见附表", "工作方案", "走访", "慰问"]


def test_headings_of_the_site_are_none_of_an_article_whose_numbers_stand_in_paragraphs() -> None:
    boxes = "<h3>信息公开</h3><p>{}</p><h3>热门推荐</h3><p>关于某事的情况说明</p>"
    page = boxes.format("<p>一、走访</p><p>二、慰问</p>")
    assert to_source(page.encode(), "a.html").styled == {}
    page = boxes.format("<h2>一、走访</h2><h2>二、慰问</h2>")
    assert list(to_source(page.encode(), "a.html").styled.values()) == [3, 2, 2, 3]
