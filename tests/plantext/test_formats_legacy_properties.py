"""Formatting pages and styles of old Word files, and what they do to the text."""

from niudai.plantext.formats import to_source
from niudai.plantext.formats.legacy_modifiers import HIDDEN, OUTLINE
from niudai.plantext.formats.legacy_properties import Pages
from niudai.plantext.formats.source import Source
from tests.plantext.old_word import Run, doc, prl, sheet

HIDE = prl(HIDDEN, 1)


def source(text: str, **more: object) -> Source:
    """What is read from a .doc file."""
    return to_source(doc(text, **more), "a.doc")  # type: ignore[arg-type]


def test_a_place_without_a_page_has_no_record() -> None:
    pages = Pages(bytes(1024), b"", 13)
    assert (bool(pages), pages.run(7)) == (False, (1024, b""))


def test_deleted_and_hidden_text_does_not_show() -> None:
    runs = [Run(2, 4, prl(0x0800, 1)), Run(6, 8, HIDE), Run(8, 10, prl(0x0801, 1))]
    assert source("走访删除职工隐藏插入\r", runs=runs).text == "走访职工插入\n"


def test_a_switch_follows_the_style_or_turns_it_round() -> None:
    styles = sheet([(0, 0xFFF, b"", b""), (0xFFE, 0, b"", HIDE), (0xFFE, 1, b"", b"")])
    runs = [
        Run(0, 2, prl(HIDDEN, 0x81)),
        Run(2, 4, prl(HIDDEN, 0x80)),
        Run(9, 11, prl(HIDDEN, 0x81)),
    ]
    paragraphs = [(2, b""), (0, b"")]
    read = source("走访职工慰问\r帮扶学习\r", runs=runs, paragraphs=paragraphs, parts=styles)
    assert read.text == "走访帮扶\n"


def test_a_deleted_mark_joins_two_paragraphs() -> None:
    runs = [Run(2, 3, prl(0x0800, 1))]
    assert source("走访\r职工\r慰问\r", runs=runs).text == "走访职工\n慰问\n"


def test_outline_levels_come_from_styles_and_paragraphs() -> None:
    styles = [(0, 0xFFF, b"", b""), (1, 0, b"", b""), (0xFFE, 1, b"", b""), (62, 0, b"", b"")]
    paragraphs = [(3, b""), (1, b""), (2, b""), (1, prl(OUTLINE, 9)), (0, prl(OUTLINE, 2))]
    read = source("甲\r乙\r丙\r丁\r戊\r", paragraphs=paragraphs, parts=sheet(styles))
    assert read.styled == {0: 0, 2: 1, 4: 1, 8: 3}


def test_a_contents_list_is_left_out() -> None:
    styles = sheet([(0, 0xFFF, b"", b""), (19, 0, b"", b"")])
    paragraphs = [(1, b""), (0, b"")]
    assert source("一、走访 1\r走访\r", paragraphs=paragraphs, parts=styles).text == "走访\n"
