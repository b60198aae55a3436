"""Old Word files written by hand, as [MS-DOC] lays them out, for the tests of the .doc reader."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from niudai.plantext.formats.legacy_file import Part

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
SECTOR = 512
START = 0x400  # where the text begins in the main stream


def entry(
    name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE
) -> bytes:
    """One directory entry of an OLE file."""
    raw = (name + "\0").encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file of one allocation table and two or three streams, each over 4,096 bytes."""
    table, body, places = [0xFFFFFFFD, END], b"", []
    for content in streams.values():
        padded = content.ljust(4096, b"\0")
        padded += bytes(-len(padded) % SECTOR)
        first, count = len(table), len(padded) // SECTOR
        table += [*range(first + 1, first + count), END]
        places.append((first, len(padded)))
        body += padded
    directory = entry("Root Entry", 5, END, 0, child=1)
    for i, (name, (at, size)) in enumerate(zip(streams, places, strict=True), 1):
        directory += entry(name, 2, at, size, right=i + 1 if i < len(streams) else FREE)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    )
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return (
        head + struct.pack("<109I", 0, *[FREE] * 108) + fat + directory.ljust(SECTOR, b"\0") + body
    )


@dataclass(frozen=True)
class Run:
    """Modifiers of the characters from `first` up to `last`."""

    first: int
    last: int
    changes: bytes


def doc(
    text: str,
    *,
    flags: int = 0x200,
    version: int = 0xC1,
    rest: str = "",
    boxes: str = "",
    paragraphs: Sequence[tuple[int, bytes]] = (),
    sections: Sequence[int] = (),
    runs: Sequence[Run] = (),
    parts: dict[Part, bytes] | None = None,
    prc: bytes = b"ab",
    prm: int = 0,
    data: bytes = b"",
) -> bytes:
    """A .doc file with `text` as two pieces; behind it `rest` (a header) and the text of `boxes`.

    `paragraphs` are (style, modifiers) of the first paragraphs, `sections` the places of page signs
    that end one, `prm` what the second piece
    changes, `prc` the list of modifiers it may name.
    """
    whole = text + rest + boxes
    half = len(text) // 2
    places = struct.pack("<III", 0, half, len(whole))
    pieces = struct.pack("<HIHHIH", 0, START, 0, 0, START + 2 * half, prm)
    clx = b"\x01" + struct.pack("<H", len(prc)) + prc
    clx += b"\x02" + struct.pack("<I", len(places + pieces)) + places + pieces
    main = bytearray(START) + whole.encode("utf-16-le", "surrogatepass")
    main += bytes(-len(main) % SECTOR)
    content = {Part.PIECES: clx}
    if paragraphs:
        marks = [i + 1 for i, sign in enumerate(whole) if sign in "\r\x07" or i in sections]
        bounds = [START + 2 * place for place in [0, *marks[: len(paragraphs)]]]
        content[Part.PARAGRAPH_PAGES] = pages(main, bounds, [papx(*x) for x in paragraphs], 13)
    if runs:
        ends = sorted({0, len(whole), *(place for x in runs for place in (x.first, x.last))})
        changed = {x.first: bytes([len(x.changes)]) + x.changes for x in runs}
        records = [changed.get(place, b"") for place in ends[:-1]]
        bounds = [START + 2 * place for place in ends]
        content[Part.CHARACTER_PAGES] = pages(main, bounds, records, 1)
    table = b""
    for part, value in (content | (parts or {})).items():
        size = struct.unpack_from("<H", value)[0] * 28 + 2 if part == Part.LISTS else len(value)
        struct.pack_into("<II", main, 0x9A + 8 * part, len(table), size)
        table += value
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, version, flags)
    struct.pack_into("<IIIIIII", main, 0x4C, len(text), 0, len(rest), 0, 0, 0, len(boxes))
    streams = {"WordDocument": bytes(main), "1Table": table}
    return ole(streams | ({"Data": data} if data else {}))


def papx(style: int, changes: bytes) -> bytes:
    """A paragraph's record on a formatting page."""
    changes += bytes(len(changes) % 2)
    return bytes([0, 1 + len(changes) // 2]) + struct.pack("<H", style) + changes


def pages(main: bytearray, bounds: list[int], records: list[bytes], size: int) -> bytes:
    """Append one formatting page to `main` and return the part that finds it."""
    page, end = bytearray(SECTOR), SECTOR - 1
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    for i, record in enumerate(records):
        if record:
            end = (end - len(record)) // 2 * 2
            page[end : end + len(record)] = record
            page[4 * len(bounds) + size * i] = end // 2
    page[-1] = len(records)
    main += page
    return struct.pack("<III", bounds[0], bounds[-1], len(main) // SECTOR - 1)


def prl(code: int, value: int, size: int = 1) -> bytes:
    """One property modifier."""
    return struct.pack("<H", code) + value.to_bytes(size, "little")


def numbered(use: int, level: int) -> bytes:
    """The modifiers of a paragraph that a list numbers."""
    return prl(0x460B, use, 2) + prl(0x260A, level)


def level(form: int, text: str, *, start: int = 1, flags: int = 0, restart: int = 0) -> bytes:
    """One level of a list (LVL); signs 0–8 in `text` stand for the numbers of levels."""
    head = struct.pack("<IBB", start, form, flags) + bytes(18) + bytes([0, 0, restart, 0])
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def lists(
    kinds: dict[int, list[bytes]], uses: Sequence[tuple[int, list[bytes]]]
) -> dict[Part, bytes]:
    """The parts with the lists (one or nine levels each) and their uses (list, overrides)."""
    heads = struct.pack("<H", len(kinds))
    for name, levels in kinds.items():
        heads += struct.pack("<i", name) + bytes(22) + bytes([len(levels) == 1, 0])
    heads += b"".join(one for levels in kinds.values() for one in levels)
    lfos = struct.pack("<I", len(uses))
    lfos += b"".join(struct.pack("<i8xB3x", name, len(changes)) for name, changes in uses)
    lfos += b"".join(b"\xff" * 4 + b"".join(changes) for _, changes in uses)
    return {Part.LISTS: heads, Part.LIST_USES: lfos}


def override(depth: int, *, start: int | None = None, level: bytes = b"") -> bytes:
    """A level or a first number that one use of a list replaces (LFOLVL)."""
    flags = depth | 0x10 * (start is not None) | 0x20 * bool(level)
    return struct.pack("<II", start or 0, flags) + level


def sheet(styles: Sequence[tuple[int, int, bytes, bytes]]) -> dict[Part, bytes]:
    """A style sheet of paragraph styles: (Word's number, base, paragraph, character modifiers)."""
    out = struct.pack("<HHH", 18, len(styles), 10) + bytes(14)
    for number, base, paragraph, character in styles:
        style = struct.pack("<HHHHH", number, base << 4 | 1, 2, 0, 0)
        style += struct.pack("<H", 1) + "名".encode("utf-16-le") + b"\0\0"
        for changes in (b"\0\0" + paragraph, character):
            style += struct.pack("<H", len(changes)) + changes + bytes(len(changes) % 2)
        out += struct.pack("<H", len(style)) + style
    return {Part.STYLES: out}
