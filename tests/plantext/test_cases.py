"""Labelled texts of our own, one for each numbering style and each noise of real documents.

The texts are fictional; the labels follow the published rules (schema v1), not the reader. Every
field has to be exactly right: spans to the character, values to the day and the unit.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from niudai.plantext import Plan, read_text

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.json"))


def text_of(name: str) -> str:
    """The text of a case, its line ends as they are."""
    return (CASES / f"{name}.txt").read_bytes().decode("utf-8")


def label_of(name: str) -> dict[str, Any]:
    """The label of a case."""
    label: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return label


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest) -> tuple[Plan, dict[str, Any]]:
    """One case: the plan as read, and its label."""
    return read_text(text_of(request.param)), label_of(request.param)


def test_a_case_has_its_head(case: tuple[Plan, dict[str, Any]]) -> None:
    plan, label = case
    fields = ("title", "issuer", "date", "doc_number")
    assert {f: getattr(plan, f) for f in fields} == {f: label[f] for f in fields}


def test_a_case_has_its_headings(case: tuple[Plan, dict[str, Any]]) -> None:
    plan, label = case
    assert plan.to_json()["headings"] == label["headings"]


def test_a_case_has_its_tasks(case: tuple[Plan, dict[str, Any]]) -> None:
    plan, label = case
    found = [(t.kind, t.text, t.char_start, t.char_end) for t in plan.tasks]
    assert found == [(t["kind"], t["text"], t["char_start"], t["char_end"]) for t in label["tasks"]]


def test_the_tasks_of_a_case_have_their_attributes(case: tuple[Plan, dict[str, Any]]) -> None:
    plan, label = case
    assert [attributes(t) for t in plan.to_json()["tasks"]] == [
        attributes(t) for t in label["tasks"]
    ]


def attributes(task: dict[str, Any]) -> dict[str, Any]:
    """What a task says, without the order in which its owners and classes are listed."""
    return {
        "text": task["text"],
        "lines": sorted(task["lines"]),
        "sectors": sorted(task["sectors"]),
        "programmes": sorted(task["programmes"]),
        "deadlines": sorted(
            (d["start"] or "", d["end"] or "", "" if d["start"] or d["end"] else d["text"])
            for d in task["deadlines"]
        ),
        "targets": [(t["comparator"], t["value"], t["unit"]) for t in task["targets"]],
    }


def test_a_case_has_its_frameworks_and_phases(case: tuple[Plan, dict[str, Any]]) -> None:
    plan, label = case
    found = plan.to_json()
    assert {k: found[k] for k in ("frameworks", "phases")} == {
        k: label[k] for k in ("frameworks", "phases")
    }


def test_the_cases_show_every_numbering_style() -> None:
    shown = {h["number_text"] for name in NAMES for h in label_of(name)["headings"]}
    assert {"一、", "1.", "1．", "1、", "（一）", "(一)", "（1）", "1)", "①", "第一条"} <= shown
    assert "１．" in shown


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("printed", "instead"),
    [("，：；（）", ",:;()"), ("0123456789", "０１２３４５６７８９"), ("“”", '""')],
    ids=["half width", "full width", "straight quotes"],
)
def test_a_case_reads_the_same_in_other_marks(name: str, printed: str, instead: str) -> None:
    text = text_of(name)
    table = str.maketrans(printed, instead)
    if any(c in text for c in instead):
        pytest.skip("the text has such marks already")
    there = read_text(text).to_json()
    again = read_text(text.translate(table)).to_json()
    assert [spans(t) for t in again["tasks"]] == [spans(t) for t in there["tasks"]]
    assert [h["char_start"] for h in again["headings"]] == [
        h["char_start"] for h in there["headings"]
    ]


def spans(task: dict[str, Any]) -> tuple[Any, ...]:
    """What other marks must not change in a task."""
    return (
        task["char_start"],
        task["char_end"],
        task["lines"],
        task["sectors"],
        [(d["start"], d["end"]) for d in task["deadlines"]],
        [(t["comparator"], t["value"], t["unit"]) for t in task["targets"]],
    )
