"""Stage 1, formats: the bytes of a file become one decoded text, or a clear refusal.

Every format is a module of this package with one function `read(data: bytes) -> Source`, entered in
`READERS` under its suffixes; it is imported when the first file of its kind comes. A line of the
text is a paragraph, cells of a table row are joined by tabs, automatic numbers are written out.
"""

from __future__ import annotations

import re
from importlib import import_module

from .errors import PlanUnreadable
from .source import Progress, Source

__all__ = [
    "MAX_BYTES",
    "MAX_CHARS",
    "READERS",
    "PlanUnreadable",
    "Progress",
    "Source",
    "check_text",
    "takes_long",
    "to_source",
    "to_text",
]

MAX_BYTES = 50 * 1024 * 1024
MAX_CHARS = 1_050_000  # forty times the longest plan seen; the reader takes some seconds for it
MAX_LINES = 200_000
READERS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".docx": "word",
    ".doc": "legacy",
    ".wps": "legacy",
    ".odt": "odt",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "sheet",
    ".xls": "sheet",
    ".et": "sheet",
    ".csv": "sheet",
    ".png": "scan",
    ".jpg": "scan",
    ".jpeg": "scan",
    ".bmp": "scan",
    ".tif": "scan",
    ".tiff": "scan",
}
PAGED = ("pdf", "scan")  # modules whose `read` takes a second argument, `progress`
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{1,7}$")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def to_text(data: bytes, name: str = "") -> str:
    """Return the text of `to_source` alone.

    >>> to_text("一、学习".encode("gb18030"), "方案.txt")
    '一、学习'
    """
    return to_source(data, name).text


def to_source(data: bytes, name: str = "", progress: Progress | None = None) -> Source:
    """Return the text of a file and its styled lines; `name` is used for its suffix only.

    `progress(done, pages)` is called after each page that has to be recognized. Raises
    PlanUnreadable for an empty, oversized, binary, damaged or unsupported file.
    """
    if len(data) > MAX_BYTES:
        raise PlanUnreadable("文件超过 50 MB，请只保留方案正文后再上传。")
    if not data.strip(b"\x00\t\r\n "):
        raise PlanUnreadable("文件是空的，请选择有内容的方案文件。")
    module = _module(name)
    if module is None:
        kinds = "、".join(READERS)
        raise PlanUnreadable(f"可以读取的文件是 {kinds}，请另存为其中一种，或直接粘贴正文。")
    read = import_module(f".{module}", __package__).read
    source: Source = read(data, progress) if module in PAGED else read(data)
    check_text(source.text)
    return source


def takes_long(data: bytes, name: str = "") -> bool:
    """Tell whether pages of the file will be recognized, which takes a second or two each.

    >>> takes_long("一、学习".encode(), "方案.txt")
    False
    """
    module = _module(name)
    if module not in PAGED or not import_module(".scan", __package__).available():
        return False
    try:
        return module == "scan" or bool(import_module(".pdf", __package__).has_scans(data))
    except PlanUnreadable:
        return False  # `read` says why


def _module(name: str) -> str | None:
    match = _SUFFIX.search(name.strip().lower())
    return READERS.get(match.group() if match else ".txt")


def check_text(text: str) -> str:
    """Return `text` unchanged if it can hold a Chinese plan, otherwise raise PlanUnreadable."""
    if len(text) > MAX_CHARS:
        raise PlanUnreadable("文字超过 105 万字，请只保留方案正文后再读取。")
    if text.count("\n") > MAX_LINES:
        raise PlanUnreadable("文字超过 20 万行，请只保留方案正文后再读取。")
    if not text.strip("\ufeff\u200b \t\r\n\u3000\xa0"):
        raise PlanUnreadable("内容是空的，请提供有文字的方案。")
    if len(_CONTROL.findall(text)) > max(2, len(text) // 200):
        raise PlanUnreadable("文件不是纯文本，请用 Word 等软件打开后另存为 .txt 再上传。")
    if not _HAN.search(text):
        raise PlanUnreadable("没有读到中文内容，请检查文件是否为方案正文，或另存为 UTF-8 后重试。")
    return text
