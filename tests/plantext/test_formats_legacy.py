"""Old Word files: the text of the pieces, written here by hand as [MS-DOC] lays them out."""

import struct

import pytest

from niudai.plantext import PlanUnreadable, read, read_text
from niudai.plantext.formats import to_text
from tests.plantext.test_formats_word import PLAN, docx, plain

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
SECTOR = 512


def entry(
    name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE
) -> bytes:
    """One directory entry of an OLE file."""
    raw = (name + "\0").encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file of one allocation table and two streams, each padded over 4,096 bytes."""
    table, body, places = [0xFFFFFFFD, END], b"", []
    for content in streams.values():
        padded = content.ljust(4096, b"\0")
        padded += bytes(-len(padded) % SECTOR)
        first, count = len(table), len(padded) // SECTOR
        table += [*range(first + 1, first + count), END]
        places.append((first, len(padded)))
        body += padded
    (one, two), ((at1, size1), (at2, size2)) = streams, places
    directory = entry("Root Entry", 5, END, 0, child=1)
    directory += entry(one, 2, at1, size1, right=2) + entry(two, 2, at2, size2) + bytes(128)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    )
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108) + fat + directory + body


def doc(text: str, *, flags: int = 0x200, version: int = 0xC1, rest: str = "") -> bytes:
    """A .doc file with `text` as two pieces and `rest` behind the main text."""
    whole = (text + rest).encode("utf-16-le")
    half, start = len(text) // 2, 0x400
    places = struct.pack("<III", 0, half, len(text + rest))
    pieces = struct.pack("<HIHHIH", 0, start, 0, 0, start + 2 * half, 0)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(places + pieces)) + places + pieces
    head = bytearray(start)
    struct.pack_into("<HH6xH", head, 0, 0xA5EC, version, flags)
    struct.pack_into("<I", head, 0x4C, len(text))
    struct.pack_into("<II", head, 0x1A2, 0, len(clx))
    return ole({"WordDocument": bytes(head) + whole, "1Table": clx})


@pytest.mark.parametrize("name", ["方案.doc", "方案.wps"])
def test_an_old_file_gives_the_same_plan_as_the_text(name: str) -> None:
    data = doc(PLAN.replace("\n", "\r"), rest="页眉\r")
    assert to_text(data, name) == PLAN
    assert read(data, name).to_json("000") == read_text(PLAN).to_json("000")


def test_fields_cells_and_breaks() -> None:
    raw = "走访\x13 PAGE \x14第1页\x15\x0b慰问\x01\r序号\x07任务\x07\x07"
    assert to_text(doc(raw), "a.doc") == "走访第1页\n慰问\n序号\t任务\n"


def test_a_new_file_with_the_old_ending_is_read() -> None:
    assert to_text(docx(plain("走访职工")), "a.doc") == "走访职工\n"
    assert to_text("<html><p>走访职工".encode(), "a.doc") == "走访职工\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (doc("走访\r", flags=0x300), "文件设有密码"),
        (doc("走访\r", version=0x65), "Word 95"),
        (doc("走访\r")[:900], "文件已损坏"),
        (b"{\\rtf1 abc", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "文件已损坏"),
    ],
    ids=["locked", "old", "cut", "rtf", "head"],
)
def test_a_bad_old_file_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(PlanUnreadable, match=sentence):
        to_text(data, "a.doc")
