"""Coverage-guided fuzz of every format: a plan or one PlanUnreadable, within time and memory.

Not a test that pytest collects: it wants `atheris` (Apache-2.0), which is in no lock, and runs as
long as it is told.

    python -m tests.fuzz.formats seed DIR
    python -m tests.fuzz.formats run DIR -max_total_time=1200 -timeout=10 -rss_limit_mb=700

The first byte of an input chooses a target. Of zipped files one part is mutated, because a changed
zip seldom passes its own checksums. What it finds becomes a case of `test_formats_found.py`.
"""

import io
import sys
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["niudai", "olefile"]):
    from niudai.plantext import PlanUnreadable, read, read_text
    from niudai.plantext.formats import archive, html, legacy, pdf, text, word  # noqa: F401

PARTS = {  # target -> suffix and the mutated part; None: the whole file is mutated
    "txt": (".txt", None),
    "html": (".html", None),
    "doc": (".doc", None),
    "wps": (".wps", None),
    "pdf": (".pdf", None),
    "docx": (".docx", None),
    "odt": (".odt", None),
    "document": (".docx", "word/document.xml"),
    "numbering": (".docx", "word/numbering.xml"),
    "styles": (".docx", "word/styles.xml"),
    "content": (".odt", "content.xml"),
    "odt-styles": (".odt", "styles.xml"),
    "pasted": (".txt", None),
}
TARGETS = list(PARTS)
WHOLE: dict[str, bytes] = {}


def one_input(data: bytes) -> None:
    """Read one mutated file; anything but a plan or a refusal is a finding."""
    if not data:
        return
    target, content = TARGETS[data[0] % len(TARGETS)], data[1:]
    suffix, part = PARTS[target]
    if target == "pasted":
        content_text = content.decode("utf-8", "replace")
    elif part is not None:
        content = zipped(suffix, part, content)
    try:
        plan = read_text(content_text) if target == "pasted" else read(content, f"a{suffix}")
    except PlanUnreadable as refusal:
        if not str(refusal).endswith("。"):
            raise AssertionError(str(refusal)) from refusal
    else:
        plan.to_json("a")
        plan.rows()


def zipped(suffix: str, part: str, content: bytes) -> bytes:
    """The whole file of this kind with one part replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(WHOLE[suffix])) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target,
    ):
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, content)
    return out.getvalue()


def seeds() -> dict[str, bytes]:
    """The whole files and parts to begin with, from the makers of the other tests."""
    from tests.plantext import test_formats_legacy as old  # noqa: PLC0415
    from tests.plantext import test_formats_odt as open_document  # noqa: PLC0415
    from tests.plantext import test_formats_pdf as portable  # noqa: PLC0415
    from tests.plantext import test_formats_word as office  # noqa: PLC0415

    plan = office.PLAN
    level = office.numbering(office.level(0, "decimal", "%1."))
    WHOLE[".docx"] = office.docx(
        office.numbered("走访职工", 0) + office.plain(plan), numbering=level
    )
    WHOLE[".odt"] = open_document.odt(open_document.items("走访职工"), styles=open_document.LEVELS)
    files = {
        "txt": plan.encode("gb18030"),
        "pasted": plan.encode(),
        "html": f"<meta charset=gbk><table><tr><td>{plan}</table><ol><li>走访".encode("gbk"),
        "doc": old.doc(plan),
        "wps": old.doc(plan),
        "pdf": portable.pdf(plan),
        "docx": WHOLE[".docx"],
        "odt": WHOLE[".odt"],
    }
    for target, (suffix, part) in PARTS.items():
        if part is not None:
            with zipfile.ZipFile(io.BytesIO(WHOLE[suffix])) as file:
                files[target] = file.read(part) if part in file.namelist() else b"<a/>"
    return files


def main() -> None:
    """Write the seeds, or fuzz."""
    files = seeds()
    if sys.argv[1] == "seed":
        folder = Path(sys.argv[2])
        folder.mkdir(parents=True, exist_ok=True)
        for target, content in files.items():
            head = bytes([TARGETS.index(target)])
            (folder / target).write_bytes(head + content)
        return
    atheris.Setup([sys.argv[0], *sys.argv[2:]], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
