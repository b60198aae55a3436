"""Paragraphs, fields, tables and text boxes of old Word files."""

import struct

import pytest

from niudai.plantext import PlanUnreadable
from niudai.plantext.formats import legacy_story, to_source, to_text
from niudai.plantext.formats.legacy_file import Part
from tests.plantext.old_word import Run, doc, level, lists, numbered, prl

CELL = prl(0x2416, 1)
ROW = CELL + prl(0x2417, 1)
INNER = CELL + prl(0x6649, 2, 4)
INNER_CELL, INNER_ROW = INNER + prl(0x244B, 1), INNER + prl(0x244C, 1)
DELETED = prl(0x0800, 1)


def read(text: str, *changes: bytes, **more: object) -> list[str]:
    """The lines of a .doc file whose paragraphs have these modifiers."""
    data = doc(text, paragraphs=[(0, x) for x in changes], **more)  # type: ignore[arg-type]
    return to_text(data, "a.doc").splitlines()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("走访\x13 PAGE \x14第1页\x15。", "走访第1页。"),
        ("走访\x13 A \x13 B \x14甲\x15 C \x14乙\x13 D \x15\x15。", "走访乙。"),
        ("走访\x13 没有结尾", "走访 没有结尾"),
        ("走访\x15\x14慰问", "走访慰问"),
        ("走\x1e访\x1f职\t工\x02\x08", "走-访职\u3000工"),
    ],
    ids=["field", "nested", "open", "ends only", "signs"],
)
def test_fields_and_signs(text: str, line: str) -> None:
    assert read(f"{text}\r") == [line]


def test_a_row_ends_where_its_mark_says_so() -> None:
    marks = [CELL, CELL, ROW] * 2
    assert read("序号\x07\x07\x071\x07走访\x07\x07", *marks) == ["序号\t", "1\t走访"]


def test_paragraphs_of_a_cell_stand_in_one_cell() -> None:
    assert read("走访\r慰问\x07工会\x07\x07", CELL, CELL, CELL, ROW) == ["走访 慰问\t工会"]


def test_a_table_within_a_cell() -> None:
    text = "甲\x07" + "内一\r内二\r\r" + "\x07\x07后\r"
    changes = [CELL, INNER_CELL, INNER_CELL, INNER_ROW, CELL, ROW, b""]
    assert read(text, *changes) == ["甲\t内一 内二", "后"]


def test_a_deleted_row_leaves_nothing() -> None:
    text, changes = "甲\x07乙\x07\x07丙\x07丁\x07\x07", [CELL, CELL, ROW] * 2
    assert read(text, *changes, runs=[Run(4, 5, DELETED)]) == ["丙\t丁"]


def test_a_row_without_an_end_is_closed() -> None:
    assert read("甲\x07乙\x07后\r", CELL, CELL, b"") == ["甲\t乙", "后"]


def test_a_deleted_mark_before_a_table_joins_nothing() -> None:
    runs = [Run(2, 3, DELETED)]
    assert read("走访\r甲\x07乙\x07\x07", b"", CELL, CELL, ROW, runs=runs) == ["走访", "甲\t乙"]


def test_a_section_ends_a_paragraph_and_a_page_does_not() -> None:
    numbers = {7: [level(0, "\0.")]}
    lines = read(
        "走访\x0c\x0c慰问\x0c职工\r",
        *[numbered(1, 0)] * 2,
        sections=[2],
        parts=lists(numbers, [(7, [])]),
    )
    assert lines == ["1.走访", "2.慰问", "职工"]


def test_a_page_break_stands_before_a_title_and_its_number() -> None:
    heading = prl(0x2640, 0)
    parts = lists({7: [level(0, "\0.")]}, [(7, [])])
    paragraphs = [(0, heading), (0, heading + numbered(1, 0))]
    source = to_source(doc("\x0c走访\r\x0c慰问\r", paragraphs=paragraphs, parts=parts), "a.doc")
    assert (source.text, source.styled) == ("\n走访\n1.慰问\n", {1: 1, 4: 1})


def box(first: int, last: int, shape: int, *, spare: bool = False) -> tuple[int, bytes]:
    """A box's first place and record (FTXBXS)."""
    return first, struct.pack("<IIHIII", 1, 0, spare, FREE, shape, 0)


FREE = 0xFFFFFFFF


def boxes(*texts: tuple[int, bytes], end: int, anchors: dict[int, int]) -> dict[Part, bytes]:
    """The parts with the boxes (the last a spare one) and the places of their shapes."""
    starts = struct.pack(f"<{len(texts) + 1}I", *(first for first, _ in texts), end)
    places = struct.pack(f"<{len(anchors) + 1}I", *anchors.values(), 99)
    shapes = b"".join(struct.pack("<I22x", shape) for shape in anchors)
    return {Part.BOXES: starts + b"".join(x for _, x in texts), Part.ANCHORS: places + shapes}


def test_a_box_stands_before_the_paragraph_that_holds_it() -> None:
    one, two, spare = box(0, 3, 11), box(3, 6, 12), box(6, 7, 0, spare=True)
    parts = boxes(one, two, spare, end=7, anchors={12: 1, 11: 6})
    lines = to_text(
        doc("走\x08访\r慰问\x08\r", rest="页眉\r", boxes="甲框\r乙框\r\r", parts=parts), "a.doc"
    )
    assert lines.splitlines() == ["乙框", "走访", "甲框", "慰问"]


def test_a_box_without_a_place_comes_last_and_a_deleted_one_not_at_all() -> None:
    one, two, spare = box(0, 3, 11), box(3, 6, 12), box(6, 7, 0, spare=True)
    parts = boxes(one, two, spare, end=7, anchors={12: 1})
    text = doc("走\x08访\r", boxes="甲框\r乙框\r\r", parts=parts, runs=[Run(1, 2, DELETED)])
    assert to_text(text, "a.doc").splitlines() == ["走访", "甲框"]


def test_too_many_paragraphs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy_story, "MARKS_MAX", 10)
    assert len(read("走\r" * 10)) == 10
    with pytest.raises(PlanUnreadable, match="过大"):
        read("走\r" * 11)
