"""OpenDocument texts: automatic numbers, headings, changes, boxes and tables as the page shows them."""

import io
import zipfile

import pytest

from niudai.plantext import PlanUnreadable, read, read_text
from niudai.plantext.formats import to_source, to_text
from tests.plantext.test_formats_word import PLAN

NAMES = {"office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing"}
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in NAMES.items()
)
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
LOCKED = "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
CHINESE = 'style:num-format="一, 二, 三, ..."'


def odt(
    body: str, *, styles: str = "", head: str = "", parts: dict[str, str] | None = None
) -> bytes:
    """The bytes of an .odt file with this body, these automatic styles and further parts."""
    content = (
        f"{head}<office:document-content {SPACES} {LOEXT}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", content)
        for name, text in (parts or {}).items():
            file.writestr(name, text)
    return out.getvalue()


def lines(body: str, styles: str = "") -> list[str]:
    """The lines read from an .odt with this body and these automatic styles."""
    return to_text(odt(body, styles=styles), "方案.odt").splitlines()


def p(text: str) -> str:
    """A paragraph."""
    return f"<text:p>{text}</text:p>"


def level(number: int, attributes: str) -> str:
    """One level of a list style."""
    return f'<text:list-level-style-number text:level="{number}" {attributes}/>'


def list_style(*levels: str, name: str = "L") -> str:
    """A list style with these levels."""
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def items(*texts: str, more: str = "") -> str:
    """A list of style L with these items; what begins with "<" is put in as it is."""
    inside = "".join(
        t if t.startswith("<") else f"<text:list-item>{p(t)}</text:list-item>" for t in texts
    )
    return f'<text:list text:style-name="L" {more}>{inside}</text:list>'


def nested(*texts: str) -> str:
    """An item that holds only a list of the next level."""
    inside = "".join(f"<text:list-item>{p(t)}</text:list-item>" for t in texts)
    return f"<text:list-item><text:list>{inside}</text:list></text:list-item>"


LEVELS = list_style(
    level(1, f'{CHINESE} style:num-suffix="、"'),
    level(2, f'{CHINESE} style:num-prefix="（" style:num-suffix="）"'),
)


def test_typed_numbers_give_the_text_as_it_is() -> None:
    data = odt("".join(p(line) for line in PLAN.splitlines()))
    assert to_text(data, "方案.odt") == PLAN
    assert read(data, "方案.odt").to_json("000") == read_text(PLAN).to_json("000")


def test_nested_lists_are_numbered_by_their_styles() -> None:
    body = items("走访", nested("慰问", "学习"), "检查", nested("服务"))
    assert lines(body, styles=LEVELS) == [
        "一、走访",
        "（一）慰问",
        "（二）学习",
        "二、检查",
        "（一）服务",
    ]


def test_a_list_starts_anew_unless_it_says_that_it_goes_on() -> None:
    again = items("检查")
    going_on = items("检查", more='text:continue-numbering="true"')
    after = items("慰问", more='xml:id="b"')
    first = items("走访", more='xml:id="a"')
    named = items("检查", more='text:continue-list="a"')
    unknown = items("检查", more='text:continue-list="x"')
    assert lines(first + p("正文") + again, styles=LEVELS) == ["一、走访", "正文", "一、检查"]
    assert lines(first + p("正文") + going_on, styles=LEVELS) == ["一、走访", "正文", "二、检查"]
    assert lines(first + after + named, styles=LEVELS) == ["一、走访", "一、慰问", "二、检查"]
    assert lines(first + unknown, styles=LEVELS) == ["一、走访", "一、检查"]


def test_start_values_headers_and_second_paragraphs_of_an_item() -> None:
    style = list_style(level(1, 'style:num-format="1" style:num-suffix="." text:start-value="3"'))
    body = items(
        f"<text:list-header>{p('说明')}</text:list-header>",
        f"<text:list-item>{p('走访')}{p('各支部要走访。')}</text:list-item>",
        f'<text:list-item text:start-value="8">{p("慰问")}</text:list-item>',
        "检查",
    )
    assert lines(body, styles=style) == ["说明", "3.走访", "各支部要走访。", "8.慰问", "9.检查"]


def test_upper_numbers_are_shown_where_the_style_says_so() -> None:
    plain = list_style(
        level(1, 'style:num-format="1"'),
        level(2, 'style:num-format="1" text:display-levels="2"'),
    )
    written = list_style(
        level(1, f'{CHINESE} loext:num-list-format="第%1%章"'),
        level(2, f'{CHINESE} loext:num-list-format="第%2%条"'),
    )
    body = items("总则", nested("走访", "慰问"))
    assert lines(body, styles=plain) == ["1 总则", "1.1 走访", "1.2 慰问"]
    assert lines(body, styles=written) == ["第一章 总则", "第一条 走访", "第二条 慰问"]


def test_headings_have_the_level_and_the_number_of_the_outline() -> None:
    outline = (
        f"<office:document-styles {SPACES}><office:styles><text:outline-style>"
        f'<text:outline-level-style text:level="1" {CHINESE} style:num-suffix="、"/>'
        '<text:outline-level-style text:level="2" style:num-format=""/>'
        "</text:outline-style></office:styles></office:document-styles>"
    )
    title = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    )
    body = (
        '<text:p text:style-name="P1">方案</text:p><text:h text:outline-level="1">走访</text:h>'
        '<text:h text:outline-level="2">职工</text:h>'
        '<text:h text:outline-level="1" text:is-list-header="true">慰问</text:h>'
        '<text:h text:outline-level="1">检查</text:h>'
    )
    source = to_source(odt(body, styles=title), "a.odt")
    assert source.styled == {0: 0, 3: 1, 6: 2, 9: 1, 12: 1}
    found = to_source(odt(body, styles=title, parts={"styles.xml": outline}), "a.odt")
    assert found.text == "方案\n一、走访\n职工\n慰问\n二、检查\n"
    assert found.styled == {0: 0, 3: 1, 8: 2, 11: 1, 14: 1}


def test_blanks_breaks_and_what_is_not_part_of_the_page() -> None:
    hidden = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    body = (
        "<text:tracked-changes><text:deletion>"
        + p("检查")
        + "</text:deletion></text:tracked-changes>"
        "<text:table-of-content>"
        + p("一、走访 1")
        + "</text:table-of-content>"
        + p(
            '走访<text:s text:c="3"/>\n  职工<text:tab/>慰问<text:line-break/>学习'
            '<text:span text:style-name="T1">隐藏</text:span>'
            "<text:note><text:note-body>" + p("脚注") + "</text:note-body></text:note>"
            "<office:annotation>" + p("批注") + "</office:annotation>"
            "<text:ruby><text:ruby-base>工会</text:ruby-base><text:ruby-text>gh</text:ruby-text></text:ruby>"
        )
    )
    assert lines(body, styles=hidden) == ["走访    职工\u3000慰问", "学习工会"]


def test_a_text_box_stands_before_its_paragraph_without_its_description() -> None:
    box = f"<draw:frame><draw:text-box>{p('关爱职工')}</draw:text-box><svg>图</svg></draw:frame>"
    assert lines(p(f"走访{box}职工")) == ["关爱职工", "走访职工"]


def test_table_rows_are_lines() -> None:
    cell = "<table:table-cell>{}</table:table-cell>".format
    row = "<table:table-row>{}</table:table-row>".format
    head = f"<table:table-header-rows>{row(cell(p('序号')) + cell(p('任务')))}</table:table-header-rows>"
    body = row(cell(p("1")) + "<table:covered-table-cell/>" + cell(p("走访") + p("慰问")))
    assert lines(f"<table:table>{head}{body}</table:table>") == ["序号\t任务", "1\t\t走访 慰问"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (odt(p("走访"))[:-40], "文件已损坏"),
        (odt(p("走访"), head='<!DOCTYPE x [<!ENTITY a "b">]>'), "文件已损坏"),
        (odt("<text:p>" * 2000 + "</text:p>" * 2000), "文件内容过大"),
        (
            odt("<text:list><text:list-item>" * 900 + "</text:list-item></text:list>" * 900),
            "内容过大",
        ),
        (odt("<text:p/>" * 1_100_000), "文件内容过大"),
        (odt(p("走访"), parts={"META-INF/manifest.xml": LOCKED}), "文件设有密码"),
        (odt(p("")), "内容是空的"),
    ],
    ids=["cut", "entity", "deep", "deep list", "many", "locked", "empty"],
)
def test_a_bad_open_document_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(PlanUnreadable, match=sentence):
        to_text(data, "方案.odt")


def test_an_immense_count_of_blanks_is_cut() -> None:
    assert len(lines(p('走<text:s text:c="99999"/>访'))[0]) == 22
