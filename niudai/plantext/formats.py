"""Stage 1, formats: the bytes of a file become one decoded text, or a clear refusal.

A new format is one function `bytes -> str` entered in `READERS` under its suffix.
"""

from __future__ import annotations

import re
from collections.abc import Callable

MAX_BYTES = 50 * 1024 * 1024
_SIGNATURES = (
    (b"PK\x03\x04", "Word 或压缩"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office"),
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩"),
    (b"7z\xbc\xaf", "压缩"),
    (b"\x1f\x8b", "压缩"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "程序"),
    (b"MZ\x90", "程序"),
)
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{1,7}$")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_COMMON = re.compile(r"[\n\r，。、：；的一二三年月和在为工作大会活动组织开展]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class PlanUnreadable(Exception):
    """The input cannot be read as a plan; `str(error)` is one Chinese sentence with the remedy."""


def to_text(data: bytes, name: str = "") -> str:
    """Return the decoded text of a file; `name` is used for its suffix only.

    Raises PlanUnreadable for an empty, oversized, binary, damaged or unsupported file.

    >>> to_text("一、学习".encode("gb18030"), "方案.txt")
    '一、学习'
    """
    if len(data) > MAX_BYTES:
        raise PlanUnreadable("文件超过 50 MB，请只保留方案正文后再上传。")
    if not data.strip(b"\x00\t\r\n "):
        raise PlanUnreadable("文件是空的，请选择有内容的方案文件。")
    match = _SUFFIX.search(name.strip().lower())
    reader = READERS.get(match.group() if match else ".txt")
    if reader is None:
        raise PlanUnreadable("目前只能读取 .txt 文件，请另存为纯文本（.txt）或直接粘贴正文。")
    return check_text(reader(data))


def check_text(text: str) -> str:
    """Return `text` unchanged if it can hold a Chinese plan, otherwise raise PlanUnreadable."""
    if len(text) > MAX_BYTES:
        raise PlanUnreadable("文字超过 50 MB，请只保留方案正文后再读取。")
    if not text.strip("\ufeff\u200b \t\r\n\u3000\xa0"):
        raise PlanUnreadable("内容是空的，请提供有文字的方案。")
    if len(_CONTROL.findall(text)) > max(2, len(text) // 200):
        raise PlanUnreadable("文件不是纯文本，请用 Word 等软件打开后另存为 .txt 再上传。")
    if not _HAN.search(text):
        raise PlanUnreadable("没有读到中文内容，请检查文件是否为方案正文，或另存为 UTF-8 后重试。")
    return text


def read_txt(data: bytes) -> str:
    """Decode plain text: BOM first, then UTF-8, evident UTF-16, GB18030."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise PlanUnreadable(
                f"文件实际是{kind}文件，只改了后缀名，请打开后另存为纯文本（.txt）再上传。"
            )
    for bom, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(bom):
            text = _decode(data[len(bom) :], encoding)
            if text is None:
                break
            return text
    else:
        text = _decode_without_bom(data)
        if text is not None:
            return text
    raise PlanUnreadable("文件编码已损坏，请用记事本打开原文件，另存为 UTF-8 编码后再上传。")


def _decode_without_bom(data: bytes) -> str | None:
    text = _decode(data, "utf-8")
    if text is not None and "\x00" not in text:
        return text
    sample = data[:4000]
    candidates = [
        (_plausible(part), encoding)
        for encoding in ("gb18030", "utf-16-le", "utf-16-be")
        if (part := sample.decode(encoding, "ignore"))
    ]
    for _, encoding in sorted(candidates, key=lambda item: -item[0]):
        text = _decode(data, encoding)
        if text is not None and _plausible(text[:2000]) > 0.02:
            return text
    return None


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(text: str) -> float:
    if "\x00" in text:
        return 0.0
    return len(_COMMON.findall(text)) / max(1, len(text))


READERS: dict[str, Callable[[bytes], str]] = {".txt": read_txt, ".text": read_txt}
