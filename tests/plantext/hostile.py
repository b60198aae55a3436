"""Hostile files by name, and a child process that reads one: `python -m tests.plantext.hostile NAME`.

The child makes the file, notes its own processor time and memory, reads, and prints what came of it as
JSON: seconds of processor time and MB the reader added, and the refusal ("" for a plan).
"""

from __future__ import annotations

import io
import json
import re
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from niudai.plantext import PlanUnreadable, read

MB = 1 << 20
LONGEST = 1_040_000  # characters, just within the limit
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = f'xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0"'
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
)


def bomb(name: str, head: bytes = b"") -> bytes:
    """A zip whose one part unpacks to 900 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        if name == "content.xml":
            file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        with file.open(name, "w", force_zip64=True) as part:
            part.write(head)
            for _ in range(900):
                part.write(bytes(MB))
    return out.getvalue()


def zipped(**parts: bytes | str) -> bytes:
    """A zip whose part names are written with `__` for a slash and `_` for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def docx(body: str | bytes, head: str = "") -> bytes:
    """A Word file with this body."""
    body = body.encode() if isinstance(body, str) else body
    start = f"{head}<w:document {W}><w:body>".encode()
    return zipped(word__document_xml=start + body + b"</w:body></w:document>")


def odt(body: str | bytes, head: str = "") -> bytes:
    """An OpenDocument text with this body."""
    body = body.encode() if isinstance(body, str) else body
    start = f"{head}<office:document-content {OFFICE}><office:body><office:text>".encode()
    end = b"</office:text></office:body></office:document-content>"
    return zipped(
        mimetype="application/vnd.oasis.opendocument.text", content_xml=start + body + end
    )


def xlsx(rows: bytes, head: bytes = b"", strings: bytes = b"") -> bytes:
    """A workbook of one sheet with these rows."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/>'
            "</Types>",
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook {space.decode()} {relation}><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        )
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
        )
        file.writestr("xl/sharedStrings.xml", b"<sst " + space + b">" + strings + b"</sst>")
        sheet = head + b"<worksheet " + space + b"><sheetData>" + rows + b"</sheetData></worksheet>"
        file.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """A picture with these sides in its head and a single packed row of nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(min(width * height * 3, 100 * MB)), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(pages: int = 1, content: bytes = b"", box: str = "0 0 595 842", more: str = "") -> bytes:
    """A PDF whose pages share one content stream; `more` are further objects, from number 5."""
    packed = zlib.compress(content, 1)
    kids = " ".join(f"{10 + i} 0 R" for i in range(pages))
    resources = "/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>"
    one = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 3 0 R{resources}>>"
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        f"2 0 obj\n<</Type/Pages/Kids[{kids}]/Count {pages}>>\nendobj\n".encode(),
        f"3 0 obj\n<</Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode(),
        packed + b"\nendstream\nendobj\n",
        more.encode("latin-1"),
        *(f"{10 + i} 0 obj\n{one}\nendobj\n".encode() for i in range(pages)),
    ]
    return b"%PDF-1.4\n" + b"".join(parts) + b"trailer\n<</Root 1 0 R>>\n%%EOF"


def image_object(width: int, height: int) -> str:
    """Object 5, a grey picture of these sides whose data are packed zeros."""
    data = zlib.compress(bytes(min(width * height // 8, 100 * MB)), 1).decode("latin-1")
    return (
        f"5 0 obj\n<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 1"
        f"/ColorSpace/DeviceGray/Filter/FlateDecode/Length {len(data)}>>\nstream\n{data}\n"
        "endstream\nendobj\n"
    )


def filled(sign: str, size: int) -> bytes:
    """`size` bytes of a text repeated."""
    piece = sign.encode()
    return piece * (size // len(piece))


def longest(sign: str) -> bytes:
    """A text repeated up to the most characters that are read."""
    return (sign * (LONGEST // len(sign))).encode()


P = "<w:p><w:r><w:t>一、工会要走访职工。</w:t></w:r></w:p>"
ROW = b'<row><c t="inlineStr"><is><t>' + "走访".encode() + b"</t></is></c></row>"
DENSE = b"".join(
    b"1 0 0 1 %d %d Tm <8D70> Tj " % (x, y) for x in range(0, 590, 3) for y in range(0, 840, 3)
)
PATHS = b"".join(
    b"%d %d m %d %d l S " % (i % 595, i % 842, 595 - i % 595, i % 300) for i in range(400_000)
)
FONT = (
    "6 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    "/DescendantFonts[7 0 R]>>\nendobj\n7 0 obj\n<</Type/Font/Subtype/CIDFontType0/BaseFont"
    "/STSong-Light/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>\nendobj\n"
)
SHOWN = b"q 595 0 0 842 0 0 cm /I Do Q "

LOCKED_PDF = (
    "/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<"
    + "11" * 32
    + ">/U<"
    + "22" * 32
    + ">>>/ID[<00><00>]"
)

FILES: dict[str, Callable[[], bytes]] = {
    "numbers.txt": lambda: filled("一、", 50 * MB),
    "one-line.txt": lambda: filled("工会要走访职工，", 50 * MB),
    "lines.txt": lambda: filled("一\n", 50 * MB),
    "numbered-lines.txt": lambda: filled("1.工会要走访职工。\n", 50 * MB),
    "sentences.txt": lambda: filled(
        "1.工会要在2026年6月底前走访职工300户，团委办好“青年集市”。\n", LONGEST
    ),
    "dates.txt": lambda: longest("2026年6月1日至"),
    "quotes.txt": lambda: longest("“六带六同步”"),
    "blanks.txt": lambda: "方案".encode() + b" " * (50 * MB - 8),
    "open-brackets.txt": lambda: longest("（一"),
    "longest-numbers.txt": lambda: longest("一、"),
    "longest-lines.txt": lambda: longest("一要做好事\n"),
    "longest-list.txt": lambda: longest("1.工会要走访职工。\n"),
    "longest-sentence.txt": lambda: longest("工会要走访职工，"),
    "too-large.txt": lambda: filled("一", 51 * MB),
    "divs.html": lambda: filled("<div>", 50 * MB),
    "paragraphs.html": lambda: b"<html>" + filled("<p>一、走访", 49 * MB),
    "tables.html": lambda: b"<html>" + filled("<table><tr><td>一", 20 * MB),
    "lists.html": lambda: b"<html>" + filled("<ol><li>一", 20 * MB),
    "entities.html": lambda: b"<html>" + filled("&#19968;", 40 * MB),
    "attributes.html": lambda: b"<html><p " + filled("a=1 ", 49 * MB) + b">",
    "most-tags.html": lambda: b"<html>" + filled("<table><tr><td>一<ol><li>", 1_900_000),
    "most-items.html": lambda: b"<html>" + filled("<ol><li>一", 4_400_000 // 2),
    "comments.html": lambda: b"<html>" + filled("<!--", 49 * MB),
    "zip-bomb.docx": lambda: bomb("word/document.xml"),
    "million-paragraphs.docx": lambda: docx(P * 1_000_000),
    "paragraphs.docx": lambda: docx(P * 200_000),
    "one-paragraph.docx": lambda: docx(
        f"<w:p><w:r><w:t>{'工会要走访职工，' * MB}</w:t></w:r></w:p>"
    ),
    "laughs.docx": lambda: docx("<w:p>&j;</w:p>", head=LAUGHS + "]>"),
    "external.docx": lambda: docx("<w:p/>", head='<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
    "nested.docx": lambda: docx("<w:sdt>" * 200_000),
    "deep-tables.docx": lambda: docx(
        "<w:tbl><w:tr><w:tc>" * 95 + P + "</w:tc></w:tr></w:tbl>" * 95
    ),
    "nested-tables.docx": lambda: docx(
        "<w:tbl><w:tr><w:tc>" * 390 + "</w:tc></w:tr></w:tbl>" * 390
    ),
    "parts.docx": lambda: zipped(**{f"a{i}": b"" for i in range(60_000)}),
    "zip-bomb.odt": lambda: bomb("content.xml"),
    "million-paragraphs.odt": lambda: odt("<text:p>一、工会要走访职工。</text:p>" * 1_000_000),
    "spaces.odt": lambda: odt('<text:p>方案<text:s text:c="999999999"/></text:p>' * 1000),
    "repeated.odt": lambda: odt("<text:p>方案</text:p>" * 200_000),
    "laughs.odt": lambda: odt("<text:p>&j;</text:p>", head=LAUGHS + "]>"),
    "nested.odt": lambda: odt("<text:section>" * 200_000),
    "zip-bomb.xlsx": lambda: bomb("xl/workbook.xml"),
    "rows.xlsx": lambda: xlsx(ROW * 1_000_000),
    "far-cell.xlsx": lambda: xlsx(
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "laughs.xlsx": lambda: xlsx(ROW, head=(LAUGHS + "]>").encode()),
    "hundred-thousand-pages.pdf": lambda: pdf(100_000),
    "five-hundred-dense-pages.pdf": lambda: pdf(500, b"BT /F 3 Tf " + DENSE + b"ET", more=FONT),
    "dense.pdf": lambda: pdf(8, b"BT /F 3 Tf " + DENSE + b"ET", more=FONT),
    "huge-page.pdf": lambda: pdf(1, SHOWN, "0 0 1e9 1e9", image_object(1000, 1000)),
    "huge-picture.pdf": lambda: pdf(1, SHOWN, more=image_object(60_000, 60_000)),
    "many-pictures.pdf": lambda: pdf(1, SHOWN * 20_000, more=image_object(2000, 2000)),
    "many-picture-pages.pdf": lambda: pdf(400, SHOWN, more=image_object(2000, 2000)),
    "paths.pdf": lambda: pdf(1, SHOWN + PATHS, more=image_object(2000, 2000)),
    "one-path.pdf": lambda: pdf(
        1, SHOWN + PATHS.replace(b" S ", b" ") + b"S", more=image_object(2000, 2000)
    ),
    "content-bomb.pdf": lambda: pdf(1, b" " * (200 * MB)),
    "locked.pdf": lambda: pdf(1).replace(b"/Root 1 0 R", b"/Root 1 0 R" + LOCKED_PDF.encode()),
    "self-reference.pdf": lambda: pdf(1).replace(b"/Kids[10 0 R]", b"/Kids[2 0 R ]"),
    "large.png": lambda: png(60_000, 60_000),
    "long.png": lambda: png(1, 2_000_000),
    "white.png": lambda: png(7000, 7000),
    "zip-named.doc": lambda: docx(P * 1_000_000),
    "page-named.doc": lambda: b"<html>" + filled("<p>一、走访", 49 * MB),
    "zeros.doc": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(49 * MB),
    "ones.doc": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\1" * (49 * MB),
}


def most_memory() -> int:
    """The memory of this process at its peak, in MB; `ru_maxrss` would begin with that of its parent."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) >> 10


def main() -> None:
    """Read one file and print what it took."""
    name = sys.argv[1]
    data = FILES[name]()
    before = most_memory()
    began = time.process_time()
    refusal = ""
    try:
        plan = read(data, name)
    except PlanUnreadable as refused:
        refusal = str(refused)
    spent = time.process_time() - began
    peak = most_memory()
    tasks = len(plan.tasks) if not refusal else 0
    found = {"seconds": round(spent, 2), "before": before, "mb": peak}
    sys.stdout.write(json.dumps({**found, "refusal": refusal, "tasks": tasks}, ensure_ascii=False))


if __name__ == "__main__":
    main()
