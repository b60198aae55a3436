"""Rows and cells of old Word files."""

import struct

from niudai.plantext.formats import to_text
from niudai.plantext.formats.legacy_tables import Tables
from tests.plantext.old_word import doc, prl

CELL = prl(0x2416, 1)


def row(*edges: int) -> bytes:
    """The modifiers of the mark of a row whose cells have these edges."""
    shape = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges) + bytes(8)
    return CELL + prl(0x2417, 1) + struct.pack("<HH", 0xD608, len(shape) + 1) + shape


def rows(*rows: tuple[list[str], tuple[int, ...]]) -> list[str]:
    """The lines of one table: (cells, edges) of its rows."""
    tables = Tables()
    for cells, edges in rows:
        for cell in cells:
            tables.add(1, [cell])
            tables.end_cell(1)
        tables.end_row(1, edges, kept=True)
    return tables.lines()


def test_a_wide_cell_keeps_the_columns_behind_it() -> None:
    changes = [CELL, CELL, row(0, 200, 300), CELL, CELL, CELL, row(-5, 90, 200, 300)]
    text = "任务\x07单位\x07\x071\x07走访\x07工会\x07\x07"
    data = doc(text, paragraphs=[(0, x) for x in changes])
    assert to_text(data, "a.doc").splitlines() == ["任务\t\t单位", "1\t走访\t工会"]


def test_edges_near_each_other_are_one() -> None:
    wide = (["任务", "单位"], (0, 200, 300))
    first, second = (["1", "甲", "乙"], (0, 90, 200, 300)), (["2", "丙", "丁"], (0, 100, 210, 310))
    assert rows(wide, first, second)[0] == "任务\t\t单位"


def test_a_row_alone_or_without_edges_stays_as_it_is() -> None:
    assert rows((["甲", "乙"], ()), (["丙", "丁"], (0, 100, 200, 300))) == ["甲\t乙", "丙\t丁"]
    assert rows((["通栏"], (0, 300)), (["甲", "乙"], (0, 100, 300))) == ["通栏", "甲\t乙"]


def test_too_many_edges_are_left_alone() -> None:
    odd = [(["甲", "乙"], (0, 100 * i, 9000)) for i in range(1, 80)]
    assert set(rows(*odd)) == {"甲\t乙"}


def test_inner_tables_stand_within_their_cell() -> None:
    tables = Tables()
    tables.add(1, ["甲"])
    tables.add(2, ["内"])
    tables.end_cell(2)
    tables.end_row(2, (), kept=True)
    tables.add(1, ["后"])
    tables.end_cell(1)
    tables.add(1, ["乙"])
    tables.end_cell(1)
    tables.end_row(1, (), kept=True)
    tables.add(0, ["文"])
    assert tables.lines() == ["甲 内 后\t乙", "文"]
