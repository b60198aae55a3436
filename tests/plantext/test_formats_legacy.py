"""Old Word files: the text of the pieces, written here by hand as [MS-DOC] lays them out."""

import pytest

from niudai.plantext import PlanUnreadable, read, read_text
from niudai.plantext.formats import to_text
from tests.plantext.old_word import doc
from tests.plantext.test_formats_word import PLAN, docx, plain


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
