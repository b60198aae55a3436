"""Old Word and WPS documents (.doc, .wps): the body as `word` reads it from a .docx.

Automatic numbers are written out; deleted and hidden text, headers, footers, notes, comments and
contents lists are left out; text boxes stand before the paragraph that holds them. No macro, link or
embedded object is looked at.
"""

from __future__ import annotations

import struct

from . import html, legacy_story, word
from .errors import DAMAGED, PlanUnreadable
from .legacy_file import WordFile
from .legacy_ole import opened
from .source import Source

RTF = "文件实际是 RTF 格式，请用 Word 或 WPS 另存为 .docx 后再上传。"
_BROKEN = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    *(RecursionError, MemoryError, struct.error),
)


def read(data: bytes) -> Source:
    """Return the text of a .doc or .wps file, also when it is really .docx or a web page."""
    if data.startswith(b"PK\x03\x04"):
        return word.read(data)
    if data[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype html")):
        return html.read(data)
    if data.startswith(b"{\\rtf"):
        raise PlanUnreadable(RTF)
    try:
        with opened(data) as file:
            return Source.of_lines(legacy_story.lines(WordFile(file)))
    except _BROKEN as error:
        raise PlanUnreadable(DAMAGED) from error
