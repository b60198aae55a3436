"""OLE files whose counts and sizes lie are refused at once."""

import struct

import pytest

from niudai.plantext import PlanUnreadable
from niudai.plantext.formats import legacy_ole, to_text
from tests.plantext.old_word import doc

TABLES, FIRST_DIFAT, DIFATS, SMALL_TABLES, SECTOR_SHIFT = 0x2C, 0x44, 0x48, 0x40, 0x1E
WHOLE = doc("走访职工\r")


def changed(**words: int) -> bytes:
    """The file with words of its header changed, by the name of their place."""
    data = bytearray(WHOLE)
    for name, value in words.items():
        struct.pack_into("<I", data, globals()[name], value)
    return bytes(data)


def sized(name: str, size: int, first: int | None = None) -> bytes:
    """The file with another size of one stream, and its chain in a circle if `first` is given."""
    data = bytearray(WHOLE)
    at = data.index(name.encode("utf-16-le"))
    struct.pack_into("<I", data, at + 120, size)
    if first is not None:
        struct.pack_into("<I", data, at + 116, first)
        struct.pack_into("<I", data, 512 + 4 * first, first)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        changed(TABLES=109 + 127 * 10_000_000, FIRST_DIFAT=2, DIFATS=10_000_000),
        changed(SMALL_TABLES=1 << 30),
        changed(SECTOR_SHIFT=31),
        changed(SECTOR_SHIFT=0),
        sized("WordDocument", 1 << 31, 5),
        sized("1Table", 1 << 31, 5),
        sized("Root Entry", 1 << 31, 5),
        WHOLE[:1000],
    ],
    ids=["tables", "small tables", "sectors", "bytes", "text", "table", "small", "cut"],
)
def test_a_file_that_lies_about_its_sizes_is_refused(data: bytes) -> None:
    with pytest.raises(PlanUnreadable, match="文件已损坏"):
        to_text(data, "a.doc")


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert to_text(WHOLE, "a.doc") == "走访职工\n"
    monkeypatch.setattr(legacy_ole, "ENTRIES_MAX", 2)
    with pytest.raises(PlanUnreadable, match="过大"):
        to_text(WHOLE, "a.doc")


def test_a_stream_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy_ole.OleFile.stream, "__defaults__", (1000,))
    with pytest.raises(PlanUnreadable, match="过大"):
        to_text(WHOLE, "a.doc")


def test_a_missing_stream_is_empty() -> None:
    with legacy_ole.opened(WHOLE) as file:
        assert file.stream("Data") == b""
