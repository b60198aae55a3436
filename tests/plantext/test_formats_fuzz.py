"""Whatever the bytes are, the reader gives a plan or one clear refusal.

Pictures, of which each takes the models a second, are damaged in `test_formats_pictures.py`.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niudai.plantext import Plan, PlanUnreadable, read
from niudai.plantext.formats import READERS
from tests.plantext.test_formats_legacy import doc
from tests.plantext.test_formats_odt import LEVELS, items, odt
from tests.plantext.test_formats_pdf import pdf
from tests.plantext.test_formats_sheet import book, one_table
from tests.plantext.test_formats_word import PLAN, docx, level, numbered, numbering

WHOLE = {
    "word": docx(numbered("走访职工", 0), numbering=numbering(level(0, "decimal", "%1."))),
    "odt": odt(items("走访职工"), styles=LEVELS),
    "legacy": doc(PLAN),
    "pdf": pdf(PLAN),
    "html": f"<meta charset=gbk><table><tr><td>{PLAN}</table><ol><li>走访".encode("gbk"),
    "text": PLAN.encode(),
    "sheet": book(one_table),
}
SUFFIXES = [suffix for suffix, module in READERS.items() if module != "scan"]
STARTS = [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"]
once = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def outcome(data: bytes, suffix: str) -> None:
    """Read; any exception but PlanUnreadable with a Chinese sentence fails the test."""
    refusal = ""
    try:
        plan = read(data, f"a{suffix}")
    except PlanUnreadable as refused:
        refusal = str(refused)
    assert refusal.endswith("。") or isinstance(plan, Plan)


@pytest.mark.parametrize("suffix", SUFFIXES)
@once
@given(start=st.sampled_from(STARTS), data=st.binary(max_size=400))
def test_arbitrary_bytes(suffix: str, start: bytes, data: bytes) -> None:
    outcome(start + data, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
@once
@given(
    place=st.floats(0, 1, exclude_max=True),
    signs=st.binary(min_size=1, max_size=8),
    cut=st.booleans(),
)
def test_a_file_with_damage(suffix: str, place: float, signs: bytes, cut: bool) -> None:
    whole = WHOLE[READERS[suffix]]
    at = int(place * len(whole))
    outcome(whole[:at] + signs + (b"" if cut else whole[at + len(signs) :]), suffix)
