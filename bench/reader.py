"""The reader of plans: how right it is and how fast, beside the bare cost of reading the bytes."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.clock import beside, measure
from niudai.plantext import read, read_text

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "plantext" / "cases"
PLANS = ROOT.parent / "shared" / "plans"
DOCUMENT = 8 * 1024
MEGABYTE = 1024 * 1024
RUNS = 30
PER_TASK = ("lines", "sectors", "programmes", "deadlines", "targets")
Counts = dict[str, list[int]]  # field → right, too much, missing


def main() -> None:
    """Print accuracy, then speed."""
    for name, result in accuracy():
        fields = "  ".join(f"{field} {value:.3f}" for field, value in result.items())
        print(f"{name}, F1\n    {fields}", flush=True)
    print(f"{'work':<62}{'took':>10}{'bytes':>10}{'ratio':>8}  limit")
    for line in speed():
        print(line, flush=True)


def accuracy() -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the F1 of every field over our own cases and, where they are, the labelled documents."""
    pairs = [(_text(p), json.loads(p.read_text("utf-8"))) for p in sorted(CASES.glob("*.json"))]
    yield f"{len(pairs)} cases of our own, exactly equal", _scores(pairs, exact)
    gold = sorted((PLANS / "gold").glob("*.json"))
    if gold:
        program = _program(PLANS / "score.py")
        pairs = [(_text(PLANS / "dev" / p.name), json.loads(p.read_text("utf-8"))) for p in gold]
        result = _scores(pairs, lambda label, found: program.score_doc(label, found)[0])
        yield f"{len(pairs)} real documents, score.py", result


def _scores(
    pairs: list[tuple[str, dict[str, Any]]],
    compare: Callable[[dict[str, Any], dict[str, Any]], Counts],
) -> dict[str, float]:
    total: Counts = {}
    for text, label in pairs:
        for field, counts in compare(label, read_text(text).to_json()).items():
            before = total.setdefault(field, [0, 0, 0])
            total[field] = [a + b for a, b in zip(before, counts, strict=True)]
    scores = {field: _f1(*counts) for field, counts in total.items()}
    return {**scores, "macro": sum(scores.values()) / len(scores)}


def _f1(right: int, extra: int, missing: int) -> float:
    return 2 * right / (2 * right + extra + missing) if right + extra + missing else 1.0


def exact(label: dict[str, Any], found: dict[str, Any]) -> Counts:
    """Count, per field, what label and plan have exactly in common, and what only one has."""
    mine, yours = _facts(label), _facts(found)
    return {
        field: [
            len(mine[field] & yours[field]),
            len(yours[field] - mine[field]),
            len(mine[field] - yours[field]),
        ]
        for field in mine
    }


def _facts(plan: dict[str, Any]) -> dict[str, set[str]]:
    """Return one plan as sets of facts per field, each with the span of its task."""
    facts: dict[str, set[str]] = {
        "headings": {_one(h) for h in plan["headings"]},
        "tasks": {_one([t["char_start"], t["char_end"], t["kind"]]) for t in plan["tasks"]},
        "frameworks": {_one(f) for f in plan["frameworks"]},
        "phases": {_one(p) for p in plan["phases"]},
    }
    for field in PER_TASK:
        facts[field] = {
            _one([t["char_start"], t["char_end"], _value(value)])
            for t in plan["tasks"]
            for value in t[field]
        }
    return facts


def _value(value: Any) -> Any:
    if isinstance(value, dict) and ("start" in value and (value["start"] or value["end"])):
        return [value["start"], value["end"]]
    if isinstance(value, dict) and "unit" in value:
        return [value["comparator"], value["value"], value["unit"]]
    return value


def _one(fact: Any) -> str:
    return json.dumps(fact, ensure_ascii=False, sort_keys=True)


def _program(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _text(path: Path) -> str:
    return path.with_suffix(".txt").read_bytes().decode("utf-8")


def speed() -> Iterator[str]:
    """Yield one line for each format, for a long text, its growth, and the import."""
    body = "\n".join(_text(path) for path in sorted(CASES.glob("*.json")))
    sample = _cut(body, DOCUMENT)
    with tempfile.TemporaryDirectory(prefix="niudai-reader-") as folder:
        for path in _files(Path(folder), sample):
            yield _format_line(path)
    million = _cut(body * (MEGABYTE // len(body.encode()) + 1), MEGABYTE)
    quarter = _cut(million, MEGABYTE // 4)
    whole = measure(lambda: read_text(million), runs=3, warm=1).p50
    part = measure(lambda: read_text(quarter), runs=3, warm=1).p50
    yield _line("text of 1 MB (ms)", whole, None, "≤ 2000 ms", met=whole <= 2000)
    growth = whole / part
    yield _line("its time over that of a quarter", growth, None, "≤ 6×", met=growth <= 6)
    took = min(_import_seconds() for _ in range(5)) * 1000
    yield _line("import of niudai.plantext (ms)", took, None, "≤ 200 ms", met=took <= 200)


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore")


def _files(folder: Path, sample: str) -> Iterator[Path]:
    """Write the sample in every format this machine can write."""
    import docx  # noqa: PLC0415

    plain = folder / "plan.txt"
    plain.write_text(sample, encoding="utf-8")
    yield plain
    document = docx.Document()
    for line in sample.splitlines():
        document.add_paragraph(line)
    word = folder / "plan.docx"
    document.save(str(word))
    yield word
    page = folder / "plan.html"
    lines = "".join(f"<p>{line}</p>\n" for line in sample.splitlines())
    page.write_text(f"<html><body>{lines}</body></html>", encoding="utf-8")
    yield page
    office = shutil.which("soffice")
    for kind in ("doc", "pdf") if office else ():
        home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
        command = [office or "", "--headless", home, "--convert-to", kind, str(word)]
        subprocess.run(
            [*command, "--outdir", str(folder)], check=True, capture_output=True, timeout=120
        )
        yield folder / f"plan.{kind}"


def _format_line(path: Path) -> str:
    took, floor = beside(
        lambda: read(path.read_bytes(), path.name),
        lambda: path.read_bytes().decode("utf-8", "replace"),
        runs=RUNS,
    )
    each = 1000 / took.p50
    text = f"8 KB as {path.suffix}: {each:.0f} documents a second (ms)"
    return _line(text, took.p50, floor.p50, "≥ 150/s" if path.suffix == ".txt" else "", each >= 150)


def _line(name: str, took: float, floor: float | None, limit: str, met: bool) -> str:
    bare = f"{floor:8.2f}" if floor else ""
    times = f"{took / floor:6.0f}×" if floor else ""
    verdict = ("met" if met else "NOT MET") if limit else ""
    return f"{name:<62}{took:10.2f}{bare:>10}{times:>8}  {limit:<10}{verdict}"


def _import_seconds() -> float:
    code = "import time; t = time.perf_counter(); import niudai.plantext; print(time.perf_counter() - t)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return float(done.stdout)
