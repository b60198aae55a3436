"""Old Word and WPS documents (.doc, .wps): the text pieces of the OLE file, in their order.

Automatic numbers and tracked changes live in formatting records that are not read: the numbers are
missing and deleted words still stand in the text. The layout is [MS-DOC] §2.4.1.
"""

from __future__ import annotations

import io
import re
import struct
from itertools import pairwise

import olefile

from . import html, word
from .errors import DAMAGED, LOCKED, PlanUnreadable
from .source import Source

_ENCRYPTED = 0x100
_TABLE_1 = 0x200
_WORD_97 = 0x00C1
_ANSI = 0x40000000
_FIELD_CODE = re.compile("\x13[^\x13-\x15]*(?:\x14|(?=\x15)|$)")
_BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\t": "\u3000"})
_ROW_END = re.compile("\x07\x07")
_CELL_BREAK = re.compile("\x07")
_SIGNS = re.compile("[\x00-\x06\x08\x0e-\x1f]")


def read(data: bytes) -> Source:
    """Return the text of a .doc or .wps file, also when it is really .docx or a web page."""
    if data.startswith(b"PK\x03\x04"):
        return word.read(data)
    if data[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype html")):
        return html.read(data)
    if data.startswith(b"{\\rtf"):
        raise PlanUnreadable("文件实际是 RTF 格式，请用 Word 或 WPS 另存为 .docx 后再上传。")
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return Source(_plain(_pieces(file)))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
        raise PlanUnreadable(DAMAGED) from error


def _pieces(file: olefile.OleFileIO) -> str:
    if file.exists("EncryptedPackage"):
        raise PlanUnreadable(LOCKED)
    main = file.openstream("WordDocument").read()
    version, flags = struct.unpack_from("<2xH6xH", main)
    if flags & _ENCRYPTED:
        raise PlanUnreadable(LOCKED)
    if version < _WORD_97:
        raise PlanUnreadable(
            "文件是 Word 95 或更早的格式，请用 Word 或 WPS 另存为 .docx 后再上传。"
        )
    (length,) = struct.unpack_from("<I", main, 0x4C)
    start, size = struct.unpack_from("<II", main, 0x1A2)
    table = file.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
    return "".join(_decoded(main, _piece_table(table[start : start + size]), length))


def _piece_table(records: bytes) -> bytes:
    """Return the piece table (PlcPcd) behind the property records (Prc) of a Clx."""
    at = 0
    while records[at] == 1:
        at += 3 + struct.unpack_from("<H", records, at + 1)[0]
    (size,) = struct.unpack_from("<I", records, at + 1)
    return records[at + 5 : at + 5 + size]


def _decoded(main: bytes, table: bytes, length: int) -> list[str]:
    """Decode the pieces up to `length` characters: what follows are notes, headers and boxes."""
    count = (len(table) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", table)
    out, room = [], min(length, len(main))
    for i, (first, last) in enumerate(pairwise(places)):
        size = min(last, length) - first
        if size <= 0:
            continue
        room -= size
        if room < 0:
            raise PlanUnreadable(DAMAGED)
        (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * i + 2)
        if place & _ANSI:
            start = (place & ~_ANSI) // 2
            out.append(main[start : start + size].decode("cp1252", "replace"))
        else:
            out.append(main[place : place + 2 * size].decode("utf-16-le", "replace"))
    return out


def _plain(raw: str) -> str:
    r"""Drop field codes and object marks; paragraphs and table rows become lines.

    >>> _plain("走访\x13 PAGE \x14第1页\x15\r序号\x07任务\x07\x07")
    '走访第1页\n序号\t任务\n'
    """
    raw = _FIELD_CODE.sub("", raw).translate(_BREAKS)
    return _SIGNS.sub("", _CELL_BREAK.sub("\t", _ROW_END.sub("\n", raw)))
