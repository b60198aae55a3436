"""Automatic numbers of old Word files."""

import pytest

from niudai.plantext import PlanUnreadable
from niudai.plantext.formats import to_text
from niudai.plantext.formats.legacy_file import Part
from tests.plantext.old_word import doc, level, lists, numbered, override, prl, sheet

CHINESE, THOUSAND, DECIMAL, CIRCLE, BULLET = 37, 39, 0, 18, 23
LEVELS = [
    level(CHINESE, "\0、"),
    level(THOUSAND, "（\1）"),
    level(DECIMAL, "\2."),
    level(CIRCLE, "\3"),
    *[level(DECIMAL, "\0.\4")] * 5,
]


def read(places: list[tuple[int, int]], parts: dict[Part, bytes]) -> list[str]:
    """The lines of paragraphs with these uses and levels of lists."""
    paragraphs = [(0, numbered(use, depth)) for use, depth in places]
    return to_text(
        doc("走访\r" * len(places), paragraphs=paragraphs, parts=parts), "a.doc"
    ).splitlines()


def test_levels_are_counted_in_their_forms() -> None:
    parts = lists({7: LEVELS}, [(7, [])])
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 0), (1, 1), (1, 4)]
    lines = ["一、走访", "（一）走访", "（二）走访", "1.走访", "①走访"]
    assert read(places, parts) == [*lines, "二、走访", "（一）走访", "二.1 走访"]


def test_uses_of_one_list_count_on_until_one_begins_anew() -> None:
    uses = [(7, []), (7, [override(0, start=5)]), (7, [override(0, level=level(DECIMAL, "\0)"))])]
    places = [(1, 0), (1, 0), (2, 0), (2, 0), (3, 0)]
    lines = ["一、走访", "二、走访", "五、走访", "六、走访", "7)走访"]
    assert read(places, lists({7: LEVELS}, uses)) == lines


def test_a_replaced_level_brings_its_own_first_number() -> None:
    uses = [(7, [override(0, start=9, level=level(DECIMAL, "\0)", start=3))])]
    assert read([(1, 0)], lists({7: LEVELS}, uses)) == ["3)走访"]


def test_a_level_can_count_through() -> None:
    levels = [LEVELS[0], level(DECIMAL, "\1.", flags=0x08), *LEVELS[2:]]
    parts = lists({7: levels}, [(7, [])])
    assert read([(1, 0), (1, 1), (1, 0), (1, 1)], parts)[1::2] == ["1.走访", "2.走访"]


def test_lists_of_one_level_bullets_and_unknown_forms() -> None:
    kinds = {1: [level(BULLET, "\uf06c")], 2: [level(99, "\0)")], 3: [level(0xFF, "条")]}
    parts = lists(kinds, [(1, []), (2, []), (3, []), (4, [])])
    places = [(1, 0), (2, 0), (3, 0), (4, 0), (9, 0), (0xF801, 0), (1, 3)]
    assert read(places, parts) == ["●走访", "1)走访", "条 走访", *["走访"] * 4]


def test_a_style_numbers_its_paragraphs() -> None:
    first, second = prl(0x460B, 1, 2), prl(0x260A, 1)
    styles = [(0, 0xFFF, b"", b""), (0xFFE, 0, first, b""), (0xFFE, 1, second, b"")]
    parts = lists({7: LEVELS}, [(7, [])]) | sheet(styles)
    paragraphs = [(1, b""), (2, b""), (1, prl(0x460B, 0, 2)), (1, b"")]
    data = doc("走访\r" * 4, paragraphs=paragraphs, parts=parts)
    assert to_text(data, "a.doc").split() == ["一、走访", "（一）走访", "走访", "二、走访"]


def test_an_empty_paragraph_counts_and_names_nothing() -> None:
    paragraphs = [(0, numbered(1, 0))] * 2
    data = doc("\r走访\r", paragraphs=paragraphs, parts=lists({7: LEVELS}, [(7, [])]))
    assert to_text(data, "a.doc") == "\n二、走访\n"


@pytest.mark.parametrize("part", [Part.LISTS, Part.LIST_USES])
def test_a_cut_list_is_refused(part: Part) -> None:
    parts = lists({7: LEVELS}, [(7, [override(0, start=5)])])
    parts[part] = parts[part][:30] if part == Part.LIST_USES else b"\xff\0" + parts[part][2:]
    with pytest.raises(PlanUnreadable, match="文件已损坏"):
        read([(1, 0)], parts)


def test_too_many_lists_are_refused() -> None:
    parts = lists({7: LEVELS}, [(7, [])])
    parts[Part.LISTS] = b"\xff\xff" + parts[Part.LISTS][2:]
    with pytest.raises(PlanUnreadable, match="过大"):
        read([(1, 0)], parts)
