"""The pieces of old Word files, and what is no such file."""

import struct

import pytest

from niudai.plantext import PlanUnreadable
from niudai.plantext.formats import to_text
from niudai.plantext.formats.legacy_file import Part, plc
from tests.plantext.old_word import START, doc, prl


def clx(*pieces: tuple[int, int]) -> bytes:
    """A piece table without modifiers: (end place, byte or compressed byte)."""
    places = struct.pack(f"<{len(pieces) + 1}I", 0, *(end for end, _ in pieces))
    records = b"".join(struct.pack("<HIH", 0, start, 0) for _, start in pieces)
    return b"\x02" + struct.pack("<I", len(places + records)) + places + records


def text(data: bytes) -> str:
    """The text read from a .doc file."""
    return to_text(data, "a.doc")


def test_pieces_stand_in_the_order_of_the_table() -> None:
    parts = {Part.PIECES: clx((2, START + 4), (5, START), (6, START + 8))}
    assert text(doc("走访慰问\r，", parts=parts)) == "慰问走访慰\n"[:2] + "走访慰\n"


def test_a_compressed_piece_is_western_text() -> None:
    data = doc(
        "走访\r" + "\u6241\u0d2e",
        parts={Part.PIECES: clx((2, START), (5, 1 << 30 | 2 * START + 12), (6, START + 4))},
    )
    assert text(data) == "走访Ab.\n"


def test_a_sign_beyond_the_basic_plane_counts_as_two() -> None:
    assert text(doc("\ud842\udfb7田社区\r\ud842走访\r")) == "𠮷田社区\n\ufffd走访\n"


@pytest.mark.parametrize("prm", [0x0041 << 1 | 1 << 8, 1])
def test_a_piece_may_be_deleted_as_a_whole(prm: int) -> None:
    assert text(doc("走访职工慰问困难", prc=prl(0x0800, 1), prm=prm)) == "走访职工\n"


@pytest.mark.parametrize(
    "pieces",
    [
        [(4, START), (2, START), (6, START)],
        [(3, START), (6, 0x7000_0000)],
        [(6, START), (5, START)],
        [(900_000, START)],
    ],
    ids=["backwards", "outside", "shrinking", "more than there is"],
)
def test_a_piece_table_that_cannot_be_is_refused(pieces: list[tuple[int, int]]) -> None:
    with pytest.raises(PlanUnreadable, match="文件已损坏"):
        text(
            doc(
                "走访慰问\r，" * 900_000 if pieces[0][0] == 900_000 else "走访慰问\r，",
                parts={Part.PIECES: clx(*pieces)},
            )
        )


def test_places_without_records_are_no_plc() -> None:
    assert plc(b"", 8) == ((), [])
    assert plc(bytes(11), 8) == ((), [])
