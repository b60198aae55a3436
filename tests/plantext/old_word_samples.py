"""Two Word files that hold what the .doc reader knows, to be converted by a real office program.

`python -m tests.plantext.old_word_samples FOLDER` writes them as .docx.
"""

import io
import sys
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"'
LEVELS = (
    ("chineseCounting", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircle", "%5"),
)
BY = 'w:author="甲" w:date="2026-01-01T00:00:00Z"'


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType '
    f'w:val="multilevel"/>{"".join(level(i, *x) for i, x in enumerate(LEVELS))}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    + level(0, "chineseCountingThousand", "第%1条", '<w:pStyle w:val="Article"/>')
    + level(1, "decimal", "%1—%2.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def style(name: str, title: str, more: str = "") -> str:
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/>{more}</w:style>'
    )


STYLES = (
    f'<w:styles {SPACES}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
    + style("Title", "Title")
    + style("H1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("H2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    + style("Contents", "toc 1")
    + style("Article", "Article", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>')
    + "</w:styles>"
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str) -> str:
    """Text deleted while changes were tracked."""
    return f'<w:del w:id="1" {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of plain text or of runs."""
    content = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def item(text: str, depth: int, number: int = 1) -> str:
    """A paragraph with an automatic number."""
    place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
    return paragraph(text, f"<w:numPr>{place}</w:numPr>")


def styled(text: str, name: str) -> str:
    """A paragraph with a style."""
    return paragraph(text, f'<w:pStyle w:val="{name}"/>')


def cell(content: str) -> str:
    """A cell of a table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    """A row of a table."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(cell, cells))}</w:tr>"


def table(*rows: str, width: int = 3) -> str:
    """A table."""
    grid = '<w:gridCol w:w="2000"/>' * width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def box(*paragraphs: str) -> str:
    """A run that holds a text box."""
    return (
        '<w:r><w:pict><v:rect style="position:absolute;width:90pt;height:40pt"><v:textbox>'
        f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
    )


def docx(body: str) -> bytes:
    """A whole .docx file with the lists and styles above and a page header."""
    parts = {"document": "main+xml", "numbering": "xml", "styles": "xml", "header": "xml"}
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{name}{"." if "+" in end else "+"}{end}"/>'
        for name, end in parts.items()
    )
    links = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name in list(parts)[1:]
    )
    page = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        f'Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        "</Relationships>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}{page}</w:body></w:document>",
        "word/numbering.xml": NUMBERING,
        "word/styles.xml": STYLES,
        "word/header.xml": f"<w:hdr {SPACES}>{paragraph('页眉不读')}</w:hdr>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


NUMBERS = "".join(
    [
        styled("幸福街道党建带群建实施方案", "Title"),
        paragraph("为做好党建带群建工作，制定本方案。"),
        item("工作目标", 0),
        paragraph("到2026年底，建成5个职工之家。"),
        item("重点任务", 0),
        item("带思想", 1),
        item("工会要在6月底前走访困难职工。", 2),
        item("团委要组织青年学习，每季度不少于1次：", 2),
        item("线上学习", 3),
        item("线下学习", 3),
        item("读书", 4),
        item("座谈", 4),
        item("带组织", 1),
        item("妇联要建好妇女之家。", 2),
        item("工作要求", 0),
        item("加强领导", 1),
        styled("各支部要按月报告。", "Article"),
        styled("各支部要建立台账。", "Article"),
        item("台账按户建立。", 1, 2),
        styled("保障措施", "H1"),
        styled("经费保障", "H2"),
        paragraph("街道党工委要安排专项经费。"),
    ]
)
CHANGES = "".join(
    [
        styled("目录行 1", "Contents"),
        paragraph(run("工会要") + deleted("慰问") + f'<w:ins w:id="2" {BY}>{run("走访")}</w:ins>'
                  + run("职工") + run("隐藏的话", "<w:vanish/>") + run("。𠮷田社区参加。")),
        paragraph("前半，", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="3" {BY}/></w:rPr>'),
        item("后半。", 0),
        item("下一项", 0),
        paragraph('<w:fldSimple w:instr=" HYPERLINK &quot;a.htm&quot; ">' + run("2026年3月5日") + "</w:fldSimple>"),
        table(
            row(paragraph("序号"), paragraph("任务"), paragraph("责任单位")),
            row(paragraph("1"), paragraph("走访") + paragraph("慰问"), paragraph("")),
            row(paragraph(""), table(row(paragraph("内一"), paragraph("内二")), width=2) + paragraph(""), paragraph("工会")),
        ),
        paragraph(run("框的段落。") + box(paragraph("框内一"), paragraph("框内二"))),
        paragraph(run("前页") + '<w:r><w:br w:type="page"/></w:r>' + run("后页")),
    ]
)  # fmt: skip
SAMPLES = {"numbers": docx(NUMBERS), "changes": docx(CHANGES)}

if __name__ == "__main__":
    for name, content in SAMPLES.items():
        (Path(sys.argv[1]) / f"{name}.docx").write_bytes(content)
