"""Plain text: the encoding is found, a renamed binary file is refused."""

from __future__ import annotations

import re

from .errors import PlanUnreadable
from .source import Source

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
_COMMON = re.compile(r"[\n\r，。、：；的一二三年月和在为工作大会活动组织开展]")


def read(data: bytes) -> Source:
    """Return a plain text file; raises PlanUnreadable."""
    return Source(decoded(data))


def decoded(data: bytes) -> str:
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
