"""Word documents: automatic numbers, changes, boxes and tables as a reader of the page sees them."""

import io
import re
import zipfile

import pytest

from niudai.plantext import PlanUnreadable, read, read_text
from niudai.plantext.formats import to_source, to_text

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACE += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
PLAN = """幸福街道党建带群建实施方案
为做好党建带群建工作，制定本方案。
一、工作目标
到2026年底，建成5个职工之家。
二、重点任务
（一）带思想
1.各级工会要在6月底前开展走访慰问，服务职工。
2.团委要组织青年学习，每季度不少于1次。
（二）带组织
1.妇联要建好妇女之家。
三、工作要求
各支部要加强领导，抓好落实。
幸福街道党工委
2026年3月5日
"""
LEVELS = (
    ("chineseCounting", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
)


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """One w:lvl of numbering.xml."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, nums: str = "") -> str:
    """A numbering.xml with one abstract list, list 1 of it, and `nums`."""
    first = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return (
        f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f"{first}{nums}</w:numbering>"
    )


def numbered(text: str, depth: int, number: int = 1) -> str:
    """A paragraph with an automatic number."""
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def plain(text: str) -> str:
    """A paragraph without a number."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, *, head: str = "", **parts: str) -> bytes:
    """The bytes of a .docx file with this body; `parts` are further parts of word/."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        document = f"{head}<w:document {SPACE}><w:body>{body}</w:body></w:document>"
        file.writestr("word/document.xml", document)
        for name, content in parts.items():
            file.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def lines(body: str, **parts: str) -> list[str]:
    """The lines read from a .docx with this body."""
    return to_text(docx(body, **parts), "方案.docx").splitlines()


def automatic(line: str) -> str:
    """The paragraph of a line of PLAN, its number made an automatic one."""
    for depth, sign in enumerate((r"[一二三]、", r"（[一二]）", r"\d\.")):
        if found := re.match(sign, line):
            return numbered(line[found.end() :], depth)
    return plain(line)


def test_typed_numbers_give_the_text_as_it_is() -> None:
    data = docx("".join(plain(line) for line in PLAN.splitlines()))
    assert to_text(data, "方案.docx") == PLAN
    assert read(data, "方案.docx").to_json("000") == read_text(PLAN).to_json("000")


def test_automatic_numbers_give_the_same_plan_as_typed_ones() -> None:
    body = "".join(automatic(line) for line in PLAN.splitlines())
    assert body.count("numPr>") == 2 * 8
    levels = "".join(level(i, form, text) for i, (form, text) in enumerate(LEVELS))
    data = docx(body, numbering=numbering(levels))
    assert to_text(data, "方案.docx") == PLAN
    assert read(data, "方案.docx").to_json("000") == read_text(PLAN).to_json("000")


def test_a_lower_level_restarts_unless_the_list_says_not() -> None:
    body = "".join(numbered("走访", depth) for depth in (0, 1, 1, 0, 1))
    restarting = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.")
    going_on = level(0, "chineseCounting", "%1、") + level(
        1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'
    )
    assert lines(body, numbering=numbering(restarting)) == [
        "一、走访",
        "1.走访",
        "2.走访",
        "二、走访",
        "1.走访",
    ]
    assert lines(body, numbering=numbering(going_on))[-1] == "3.走访"


def test_lists_of_one_kind_go_on_counting_and_an_override_starts_again() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    part = numbering(level(0, "decimal", "%1."), nums)
    body = "".join(numbered("走访", 0, number) for number in (1, 2, 3, 3))
    assert lines(body, numbering=part) == ["1.走访", "2.走访", "1.走访", "2.走访"]


def test_a_level_may_show_upper_numbers_in_decimal() -> None:
    part = numbering(
        level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    )
    body = numbered("总则", 0) + numbered("走访", 1)
    assert lines(body, numbering=part) == ["第一章 总则", "1.1 走访"]


def test_a_heading_style_gives_the_number() -> None:
    styles = (
        f'<w:styles {SPACE}><w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H"/></w:style></w:styles>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr><w:r><w:t>走访</w:t></w:r></w:p>'
        for name in ("H", "H2", "other")
    )
    part = numbering(level(0, "ideographDigital", "%1、"))
    assert lines(body, styles=styles, numbering=part) == ["一、走访", "二、走访", "走访"]


def test_a_bullet_of_a_symbol_font_is_a_dot() -> None:
    part = numbering(level(0, "bullet", "\uf06c"))
    assert lines(numbered("走访", 0), numbering=part) == ["●走访"]


def test_a_style_or_paragraph_may_switch_the_number_off() -> None:
    part = numbering(level(0, "decimal", "%1."))
    assert lines(numbered("走访", 0, number=0), numbering=part) == ["走访"]


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = (
        "<w:p><w:r><w:t>走访</w:t></w:r><w:ins><w:r><w:t>慰问</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>检查</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>原处</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
    )
    assert lines(body) == ["走访慰问"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>走访</w:t></w:r></w:p>" + numbered(
        "职工", 0
    )
    assert lines(body, numbering=numbering(level(0, "decimal", "%1."))) == ["1.走访职工"]


def test_a_text_box_is_read_once_and_stands_before_its_paragraph() -> None:
    box = f"<w:txbxContent>{plain('关爱职工')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>走访</w:t></w:r></w:p>"
    )
    assert lines(body) == ["关爱职工", "走访"]


def test_table_rows_are_lines_and_a_frame_table_is_its_paragraphs() -> None:
    cell = "<w:tc>{}</w:tc>".format
    rows = f"<w:tr>{cell(plain('序号'))}{cell(plain('工作任务'))}{cell(plain('完成时限'))}</w:tr>"
    frame = f"<w:tbl><w:tr>{cell(plain('一、走访') + plain('二、慰问'))}</w:tr></w:tbl>"
    assert lines(f"<w:tbl>{rows}</w:tbl>{frame}") == [
        "序号\t工作任务\t完成时限",
        "一、走访",
        "二、慰问",
    ]


def test_breaks_fields_and_contents_lists() -> None:
    toc = f'<w:styles {SPACE}><w:style w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>'
    body = (
        '<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>一、走访</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>走访</w:t><w:br/><w:t>慰问</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert lines(body, styles=toc) == ["走访", "慰问"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (docx(plain("走访"))[:-40], "文件已损坏"),
        (b"PK\x03\x04" + b"\x00" * 60, "文件已损坏"),
        (
            docx(plain("走访"), head='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
            "已损坏",
        ),
        (docx("<w:p>" * 2000 + "</w:p>" * 2000), "文件内容过大"),
        (docx("<w:p/>" * 1_100_000), "文件内容过大"),
        (docx(" " * 30_000_000), "文件内容过大"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "文件设有密码，请用 Word 或 WPS 打开并取消密码",
        ),
        (docx(""), "内容是空的"),
    ],
    ids=["cut", "no zip", "entity", "deep", "many", "bomb", "locked", "empty"],
)
def test_a_bad_word_file_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(PlanUnreadable, match=sentence):
        to_text(data, "方案.docx")


def test_styles_and_outline_levels_make_headings() -> None:
    styles = (
        f'<w:styles {SPACE}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="x"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="y"><w:name w:val="小标题"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:styleId="T"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        "</w:styles>"
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>走访</w:t></w:r></w:p>'
        for style, more in (
            ("T", ""),
            ("1", ""),
            ("x", ""),
            ("y", ""),
            ("1", '<w:outlineLvl w:val="9"/>'),
            ("none", '<w:outlineLvl w:val="1"/>'),
            ("none", ""),
        )
    )
    found = to_source(docx(body, styles=styles), "a.docx")
    assert found.text == "走访\n" * 7
    assert found.styled == {0: 0, 3: 1, 6: 1, 9: 3, 15: 2}


def test_headings_by_style_alone_make_the_tree() -> None:
    styles = (
        f'<w:styles {SPACE}><w:style w:styleId="1"><w:name w:val="标题 1"/></w:style></w:styles>'
    )
    heading = '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'.format
    duty = "各支部要走访困难职工，建立台账。"
    body = plain("幸福街道党建工作实施方案") + heading("工作目标") + plain(duty)
    plan = read(docx(body + heading("工作任务") + plain(duty), styles=styles), "a.docx")
    assert [(h.level, h.number_text, h.title) for h in plan.headings] == [
        (1, "", "工作目标"),
        (1, "", "工作任务"),
    ]
    assert [(t.path, t.kind) for t in plan.tasks] == [
        (("工作目标",), "goal"),
        (("工作任务",), "action"),
    ]


def test_strict_open_xml_is_read_like_the_usual_one() -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    part = numbering(level(0, "chineseCounting", "%1、"))
    file = zipfile.ZipFile(io.BytesIO(docx(numbered("走访", 0), numbering=part)))
    out = io.BytesIO()
    with file, zipfile.ZipFile(out, "w") as changed:
        for name in file.namelist():
            changed.writestr(name, file.read(name).replace(usual, strict))
    assert to_text(out.getvalue(), "方案.docx") == "一、走访\n"


def test_the_parts_of_a_file_may_have_other_names() -> None:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="x/{}" Target="{}"/></Relationships>'
    ).format
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("_rels/.rels", relation("officeDocument", "/word/document2.xml"))
        file.writestr("word/_rels/document2.xml.rels", relation("numbering", "n/lists.xml"))
        body = f"<w:document {SPACE}><w:body>{numbered('走访', 0)}</w:body></w:document>"
        file.writestr("word/document2.xml", body)
        file.writestr("word/n/lists.xml", numbering(level(0, "decimal", "%1.")))
    assert to_text(out.getvalue(), "方案.docx") == "1.走访\n"


def test_a_circled_number_runs_together_with_its_text() -> None:
    part = numbering(level(0, "decimalEnclosedCircle", "%1"))
    assert lines(numbered("走访", 0), numbering=part) == ["①走访"]
