"""One document in every format gives one plan: the text is written out, converted and read again.

Our own texts (`documents/`) and, where they are, the real ones beside the checkout are written as
.docx with typed and with automatic numbers; LibreOffice converts these to the other formats. Left
out of the comparison is only what LibreOffice does not write:

* .html — it keeps the nesting and the values of automatic numbers, not their signs: 一、 and （一）
  both come out as `1.`. So only level and title are compared, in the documents whose lists are
  nested as their numbers are.
* .doc — a list that starts again at a given number starts again with each of its paragraphs: both
  our reader and LibreOffice itself then read 1. 1. 2. from its file.
* .odt — where a list goes on with an earlier one after another list started, it may name a list
  that is not in the file, and itself shows other numbers when it opens the file again.
* .pdf — has no headings by style and no tables; our texts need neither.

White space does not count: a converted automatic number has a blank before 2026年, a text none.
"""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from niudai.plantext import Plan, read
from niudai.plantext.formats import to_text
from tests.plantext.test_corpus import PLANS
from tests.plantext.word_files import docx

OWN = sorted((Path(__file__).parent / "documents").glob("*.txt"))
LARGEST = 40_000  # bytes; the one larger real text is a table of four hundred narrow pages
REAL = [x for x in sorted((PLANS / "dev").glob("*.txt")) if x.stat().st_size <= LARGEST]
TEXTS = [*OWN, *REAL]
NESTED_AS_NUMBERED = ("implementation", "notice")
STYLED: list[tuple[str, int | None]] = [
    ("幸福街道党建带群建工作实施方案", 0),
    ("工作目标", 1),
    ("到2026年底，建成5个职工之家。", None),
    ("重点任务", 1),
    ("带思想", 2),
    ("各级工会要在6月底前开展走访慰问，服务职工。", None),
    ("带组织", 2),
    ("1.妇联要建好妇女之家，每月开展活动。", None),
    ("2.工会要建好职工之家，每月开展活动。", None),
    ("工作要求", 1),
    ("各支部要加强领导，抓好落实。", None),
    ("幸福街道党工委", None),
    ("2026年3月5日", None),
]
needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not here (apt-get install libreoffice-writer)",
)


def facts(plan: Plan) -> dict[str, Any]:
    """What a plan says, without white space and places."""
    return {
        "head": [bare(x) for x in (plan.title, plan.issuer, plan.date, plan.doc_number)],
        "headings": [(h.level, bare(h.number_text), bare(h.title)) for h in plan.headings],
        "tasks": [
            (
                bare(task.text),
                (task.kind, task.lines, task.sectors, task.programmes),
                [(bare(d.text), d.start, d.end) for d in task.deadlines],
                [(bare(t.text), t.comparator, t.value, t.unit) for t in task.targets],
            )
            for task in plan.tasks
        ],
        "frameworks": [(f.name, f.members, f.line) for f in plan.frameworks],
        "phases": [(bare(p.name), p.start, p.end) for p in plan.phases],
    }


def bare(text: str | None) -> str:
    """The text without white space."""
    return re.sub(r"[\s\ufeff\u200b]", "", text or "")


def difference(expected: dict[str, Any], found: dict[str, Any]) -> list[Any]:
    """The first field that differs with its first differing values, [] for none."""
    for name, values in expected.items():
        if values != found[name]:
            pairs = zip([*values, None], [*found[name], None], strict=False)
            return [name, *next((pair for pair in pairs if pair[0] != pair[1]), ())]
    return []


def outline(plan: Plan) -> list[tuple[int, str]]:
    """Level and title of the headings."""
    return [(heading.level, bare(heading.title)) for heading in plan.headings]


def written(folder: Path) -> list[tuple[Path, Path]]:
    """Write every text as .docx, with typed and with automatic numbers; text and file."""
    pairs = []
    for path in TEXTS:
        lines = to_text(path.read_bytes(), path.name).splitlines()
        for numbers in ("typed", "automatic"):
            target = folder / f"{path.stem}-{numbers}.docx"
            target.write_bytes(docx(lines, automatic=numbers == "automatic"))
            pairs.append((path, target))
    return pairs


def styled(path: Path) -> None:
    """Write a Word file whose headings have styles and no numbers."""
    document = Document()
    for text, level in STYLED:
        if level is None:
            document.add_paragraph(text)
        else:
            document.add_heading(text, level)
    document.save(str(path))


def convert(folder: Path, suffix: str) -> None:
    """Convert all .docx files of a folder in one run of LibreOffice."""
    profile = (folder / "profile").as_uri()
    files = map(str, sorted(folder.glob("*.docx")))
    office = ["soffice", "--headless", f"-env:UserInstallation={profile}"]
    subprocess.run(
        [*office, "--convert-to", suffix[1:], "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=300,
    )


def lost_numbers(word: Path, suffix: str) -> bool:
    """Whether LibreOffice lost automatic numbers when it wrote the other format."""
    if suffix == ".doc":
        return "startOverride" in part(word, "word/numbering.xml")
    if suffix == ".odt":
        content = part(word.with_suffix(suffix), "content.xml")
        named = set(re.findall(r'text:continue-list="([^"]+)"', content))
        return bool(named - set(re.findall(r'xml:id="([^"]+)"', content)))
    return False


def part(path: Path, name: str) -> str:
    """The text of one part of a zipped office file."""
    with zipfile.ZipFile(path) as file:
        return file.read(name).decode()


def test_a_word_file_is_the_text(tmp_path: Path) -> None:
    different = {}
    for text, word in written(tmp_path):
        expected, found = (facts(read(path.read_bytes(), path.name)) for path in (text, word))
        different[word.name] = difference(expected, found)
    assert {name: what for name, what in different.items() if what} == {}
    assert len(different) >= 6


def test_headings_by_style_stand_in_the_plan(tmp_path: Path) -> None:
    styled(tmp_path / "styled.docx")
    plan = read((tmp_path / "styled.docx").read_bytes(), "styled.docx")
    assert plan.title == "幸福街道党建带群建工作实施方案"
    assert [(h.level, h.number_text, h.title[:4]) for h in plan.headings] == [
        (1, "", "工作目标"),
        (1, "", "重点任务"),
        (2, "", "带思想"),
        (2, "", "带组织"),
        (3, "1.", "妇联要建"),
        (3, "2.", "工会要建"),
        (1, "", "工作要求"),
    ]
    assert len(plan.tasks) == 5


@needs_soffice
@pytest.mark.parametrize("suffix", [".odt", ".doc", ".pdf", ".html"])
def test_a_converted_file_is_the_text(suffix: str, tmp_path: Path) -> None:
    pairs = written(tmp_path)
    styled(tmp_path / "styled.docx")
    convert(tmp_path, suffix)
    different: dict[str, list[Any]] = {}
    for text, word in pairs:
        path = word.with_suffix(suffix)
        expected, found = (read(p.read_bytes(), p.name) for p in (text, path))
        if suffix == ".html" and word.stem.endswith("automatic"):
            if text.stem in NESTED_AS_NUMBERED:
                levels = {"headings": outline(expected)}, {"headings": outline(found)}
                different[path.name] = difference(*levels)
        elif not lost_numbers(word, suffix):
            different[path.name] = difference(facts(expected), facts(found))
    if suffix != ".pdf":
        paths = (tmp_path / "styled.docx", tmp_path / f"styled{suffix}")
        expected, found = (read(path.read_bytes(), path.name) for path in paths)
        different["styled"] = difference(facts(expected), facts(found))
    assert {name: what for name, what in different.items() if what} == {}
    assert len(different) > len(TEXTS)
