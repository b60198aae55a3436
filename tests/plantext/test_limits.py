"""No file takes the reader more than ten seconds or 500 MB, and each ends in a plan or one sentence.

Each is read by a process of its own, whose processor time and memory at its peak are what is measured:
the wall clock depends on the machine's other work.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from niudai.plantext import PlanUnreadable, read
from niudai.plantext.formats import READERS
from tests.plantext.hostile import FILES
from tests.plantext.test_formats_legacy import doc
from tests.plantext.test_formats_odt import odt
from tests.plantext.test_formats_pdf import pdf as paper
from tests.plantext.test_formats_word import PLAN, docx, plain

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEGABYTES = 10, 500
PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"}
READABLE = {
    ".docx": docx("".join(plain(line) for line in PLAN.splitlines())),
    ".odt": odt("".join(f"<text:p>{line}</text:p>" for line in PLAN.splitlines())),
    ".doc": doc(PLAN),
    ".wps": doc(PLAN),
    ".pdf": paper(PLAN),
    ".html": f"<html><p>{PLAN}".encode(),
    ".txt": PLAN.encode(),
}


@pytest.mark.parametrize("name", list(FILES))
def test_a_hostile_file_costs_little_and_ends_in_a_sentence(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.plantext.hostile", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["seconds"] <= SECONDS
    assert found["mb"] <= MEGABYTES
    assert found["refusal"].endswith("。") or found["refusal"] == ""


@pytest.mark.parametrize("suffix", list(READABLE))
def test_a_file_cut_anywhere_ends_in_a_plan_or_a_sentence(suffix: str) -> None:
    whole = READABLE[suffix]
    for share in range(1, 20):
        outcome(whole[: len(whole) * share // 20], suffix)


@pytest.mark.parametrize("suffix", sorted(set(READERS) - PICTURES))
def test_a_file_under_a_wrong_name_ends_in_a_plan_or_a_sentence(suffix: str) -> None:
    for data in READABLE.values():
        outcome(data, suffix)


def test_a_locked_pdf_says_so() -> None:
    with pytest.raises(PlanUnreadable, match="文件设有密码"):
        read(FILES["locked.pdf"](), "a.pdf")


def outcome(data: bytes, suffix: str) -> None:
    """Read; any exception but PlanUnreadable with a Chinese sentence fails the test."""
    try:
        read(data, f"a{suffix}")
    except PlanUnreadable as refused:
        assert str(refused).endswith("。")  # noqa: PT017 — both ways are right
