"""Property modifiers of old Word files: their sizes, where they stand, how many there may be."""

import pytest

from niudai.plantext import PlanUnreadable
from niudai.plantext.formats import legacy_modifiers, to_source
from niudai.plantext.formats.legacy_modifiers import LEVEL, OUTLINE, Modifiers
from tests.plantext.old_word import doc, prl


@pytest.mark.parametrize(
    "other",
    [
        prl(0x2403, 1),
        prl(0x845E, 7, 2),
        prl(0x6649, 7, 4),
        prl(0x7000, 7, 3)[:2] + b"\7\7\7\7",
        b"\x0f\xe4abc",
        b"\x0d\xc6\x02ab",
        b"\x08\xd6\x03\0ab",
        b"\x15\xc6\xff\x01abcd\x02abcdef",
    ],
    ids=["byte", "word", "long", "long 3", "three", "own size", "table", "tabs"],
)
def test_a_modifier_of_any_size_is_passed_over(other: bytes) -> None:
    assert Modifiers().values(other + prl(LEVEL, 3)).get(LEVEL) == 3


def test_the_last_modifier_holds_and_a_cut_one_is_dropped() -> None:
    assert Modifiers().values(prl(LEVEL, 3) + prl(LEVEL, 4) + b"\x0a") == {LEVEL: 4}


def test_what_is_too_long_for_a_page_stands_in_the_data_stream() -> None:
    outline = prl(OUTLINE, 0)
    data = b"abc" + bytes([len(outline), 0]) + outline
    paragraphs = [(0, prl(0x6646, 3, 4)), (0, prl(0x6646, 9_999, 4))]
    whole = doc("走访\r职工\r", paragraphs=paragraphs, data=data)
    assert to_source(whole, "a.doc").styled == {0: 1}


def test_too_many_modifiers_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy_modifiers, "STEPS_MAX", 20)
    with pytest.raises(PlanUnreadable, match="过大"):
        to_source(doc("走访\r" * 30, paragraphs=[(0, b"")] * 30), "a.doc")
