"""Real documents beside the checkout: read without error, and scored against their labels."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from niudai.plantext import Plan, read

PLANS = Path(__file__).resolve().parents[2].parent / "shared" / "plans"
pytestmark = pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not here")
FLOOR = {
    "headings": 0.99,
    "tasks": 0.99,
    "lines": 0.97,
    "sectors": 0.95,
    "programmes": 0.95,
    "deadlines": 0.95,
    "targets": 0.95,
    "frameworks": 0.95,
    "phases": 0.95,
}


def documents() -> list[Path]:
    """The texts of the corpus, none where it is absent."""
    return sorted((PLANS / "dev").glob("*.txt"))


def plan_of(path: Path) -> Plan:
    """The plan read from one file."""
    return read(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The scoring program that stands beside the labels."""
    spec = importlib.util.spec_from_file_location("score", PLANS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", documents(), ids=lambda p: p.stem)
def test_every_document_is_read_into_tasks(path: Path) -> None:
    plan = plan_of(path)
    assert plan.headings
    assert plan.tasks
    assert all(plan.text[t.char_start : t.char_end] == t.text for t in plan.tasks)


def test_the_seed_document_is_right_in_full(score: ModuleType) -> None:
    gold = json.loads((PLANS / "gold" / "000.json").read_text(encoding="utf-8"))
    predicted = plan_of(PLANS / "dev" / "000.txt").to_json("000")
    counts, titles, meta = score.score_doc(gold, predicted)
    assert {k: v for k, v in counts.items() if v[1] or v[2]} == {}
    assert titles == (len(gold["headings"]), len(gold["headings"]))
    assert all(meta.values())
    run_in = [t for t in predicted["tasks"] if t["path"][-1].endswith("是")]
    assert len(run_in) == 22
    assert [f["name"] for f in predicted["frameworks"]] == [f["name"] for f in gold["frameworks"]]


def test_scores_over_all_labels_stay_above_the_floor(score: ModuleType) -> None:
    totals = {field: [0, 0, 0] for field in FLOOR}
    for path in sorted((PLANS / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        predicted = plan_of(PLANS / "dev" / f"{path.stem}.txt").to_json(path.stem)
        for field, counts in score.score_doc(gold, predicted)[0].items():
            totals[field] = [a + b for a, b in zip(totals[field], counts, strict=True)]
    below = {f: score.prf(t)[2] for f, t in totals.items() if score.prf(t)[2] < FLOOR[f]}
    assert below == {}
