"""PDF files: visual lines become paragraphs; scanned pages are in `test_formats_scan.py`."""

import pytest

from niudai.plantext import PlanUnreadable, read, read_text
from niudai.plantext.formats import to_text
from niudai.plantext.formats.layout import Line, joined
from tests.plantext.test_formats_word import PLAN

PER_LINE, SIZE = 24, 16


def pdf(text: str) -> bytes:
    """A PDF as an office prints it: first lines indented by two characters, others wrapped."""
    shown, y = [], 800
    for paragraph in text.splitlines():
        rows = [paragraph[: PER_LINE - 2]]
        rows += [paragraph[i : i + PER_LINE] for i in range(PER_LINE - 2, len(paragraph), PER_LINE)]
        for i, row in enumerate(rows):
            x = 60 + (0 if i else 2 * SIZE)
            shown.append(f"1 0 0 1 {x} {y} Tm <{row.encode('utf-16-be').hex()}> Tj")
            y -= 28
    content = f"BT /F 16 Tf {' '.join(shown)} ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        "/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/Ascent 880/Descent -120"
        "/FontBBox[0 -120 1000 880]/ItalicAngle 0/CapHeight 880/StemV 80>>",
    ]
    body = "".join(f"{i} 0 obj\n{part}\nendobj\n" for i, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{body}trailer\n<</Root 1 0 R/Size 8>>\n%%EOF".encode()


def test_a_pdf_gives_the_same_plan_as_the_text() -> None:
    assert to_text(pdf(PLAN), "方案.pdf") == PLAN
    assert read(pdf(PLAN), "方案.pdf").to_json("000") == read_text(PLAN).to_json("000")


def test_page_numbers_are_dropped_and_spread_signs_are_closed_up() -> None:
    long = "各支部要走访困难职工，" * 4
    found = to_text(pdf(f"中 共 幸 福 街 道\n{long}\n— 1 —\n走访 12 户"), "a.pdf")
    assert found == f"中共幸福街道\n{long}\n走访12户\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdf(""), "PDF 中没有文字，请检查文件"),
        (b"%PDF-1.7 abc", "文件已损坏"),
        ("走访".encode(), "文件已损坏"),
    ],
    ids=["empty", "broken", "text"],
)
def test_a_bad_pdf_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(PlanUnreadable, match=sentence):
        to_text(data, "a.pdf")


def test_a_number_at_the_margin_opens_a_paragraph_where_it_cannot_stand_inside_a_sentence() -> None:
    def at_margin(*texts: str) -> list[str]:
        return joined([Line(text, 60, 60 + SIZE * PER_LINE, SIZE) for text in texts])

    listed = ["走访如下：", "（一）走访职工。", "（二）慰问职工", "（三）检查。"]
    assert at_margin(*listed) == ["走访如下：", "（一）走访职工。", "（二）慰问职工（三）检查。"]
    assert at_margin("一、走访。", "服务", "二、检查") == ["一、走访。服务", "二、检查"]
    assert at_margin("走访一、二、", "三、四年级") == ["走访一、二、三、四年级"]
    assert at_margin("按照规定的", "（二）项") == ["按照规定的（二）项"]


def test_a_list_inside_a_sentence_is_not_cut_where_its_number_meets_the_margin() -> None:
    line = [Line(text, 60, 60 + SIZE * PER_LINE, SIZE) for text in ("抓好①走访；", "②慰问；")]
    assert joined(line) == ["抓好①走访；②慰问；"]
    own = [Line(text, 60, 60 + SIZE * PER_LINE, SIZE) for text in ("①走访。", "②慰问。")]
    assert joined(own) == ["①走访。", "②慰问。"]


def test_a_title_at_the_margin_is_no_part_of_the_first_sentence() -> None:
    title = Line("幸福街道党建工作实施方案", 60, 60 + 22 * 20, 22)
    text = Line("为做好工作，制定本方案。", 60, 60 + SIZE * 12, SIZE)
    assert joined([title, text]) == ["幸福街道党建工作实施方案", "为做好工作，制定本方案。"]
