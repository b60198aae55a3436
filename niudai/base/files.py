"""Attachments (附件): taking a file in, knowing it by its content, and handing it out."""

from __future__ import annotations

import codecs
import errno
import logging
import weakref
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse
from django.utils import timezone

from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.errors import Refused, Unseen
from niudai.base.models import Attachment
from niudai.base.spreadsheets import ENCRYPTED, LOCKED

logger = logging.getLogger("niudai.files")

DISK_FULL = "磁盘空间不足，文件没有保存，请联系管理员后重试。"
ORPHAN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file we take: its media type and the name endings that go with it."""

    label: str
    media_type: str
    endings: tuple[str, ...]


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "txt": Kind("文本", "text/plain", ("txt", "md")),
    "csv": Kind("CSV 表格", "text/csv", ("csv",)),
    "docx": Kind("Word 文档", _OPEN_XML + "wordprocessingml.document", ("docx",)),
    "doc": Kind("Word 97 或 WPS 文档", "application/msword", ("doc", "wps")),
    "odt": Kind("OpenDocument 文档", "application/vnd.oasis.opendocument.text", ("odt",)),
    "html": Kind("网页", "text/html", ("html", "htm")),
    "xlsx": Kind("Excel 表格", _OPEN_XML + "spreadsheetml.sheet", ("xlsx",)),
    "xls": Kind("Excel 97 或 WPS 表格", "application/vnd.ms-excel", ("xls", "et")),
    "pdf": Kind("PDF 文件", "application/pdf", ("pdf",)),
    "png": Kind("PNG 图片", "image/png", ("png",)),
    "jpg": Kind("JPG 图片", "image/jpeg", ("jpg", "jpeg")),
}
SIGNATURES = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
OLE_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<?xml", b"<!--")
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))


def store(actor: Actor, uploaded: UploadedFile, *, allow: Iterable[str]) -> Attachment:
    """Keep an uploaded file whose content is of one of the kinds `allow` (keys of KINDS).

    Raises Refused for an empty file, one over settings.UPLOAD_LIMIT, a kind not allowed, a name
    ending that contradicts the content, or a full disk; then nothing is kept. The file is removed
    again when the surrounding transaction rolls back. The caller audits.
    """
    kind = check(uploaded, allow=allow)
    attachment = Attachment(
        jurisdiction=actor.jurisdiction,
        account_id=actor.account_id,
        name=clean_name(uploaded.name or "", kind),
        media_type=KINDS[kind].media_type,
        size=uploaded.size or 0,
        sm3=_digest(uploaded),
    )
    with transaction.atomic():
        name = _save(attachment, uploaded, f"{attachment.code.hex}.{KINDS[kind].endings[0]}")
        keeper = _Keeper(attachment.file.storage, name)
        attachment.save(force_insert=True)
        transaction.on_commit(keeper.keep)
    return attachment


def check(uploaded: UploadedFile, *, allow: Iterable[str]) -> str:
    """The kind of an uploaded file, for rooms that read a file without keeping it; Refused as in `store`."""
    allowed = list(allow)
    if not uploaded.size:
        raise Refused("文件是空的，请检查后重新选择。", field="file")
    if uploaded.size > settings.UPLOAD_LIMIT:
        most = settings.UPLOAD_LIMIT // 1_000_000
        raise Refused(f"文件超过 {most} MB，请压缩或拆分后再上传。", field="file")
    ending = PurePath(uploaded.name or "").suffix.lower().lstrip(".")
    endings = [ending for kind in allowed for ending in KINDS[kind].endings]
    if ending not in endings:
        raise Refused(f"只能上传 {'、'.join(endings)} 文件，请换一个文件。", field="file")
    kind = sniff(uploaded)
    if kind == "txt" and ending in KINDS["csv"].endings:
        kind = "csv"
    if kind is None or ending not in KINDS[kind].endings:
        found = f"像是{KINDS[kind].label}" if kind else "无法识别"
        raise Refused(
            f"文件名以 .{ending} 结尾，但内容{found}，请确认文件没有损坏或改错名称。", field="file"
        )
    return kind


def sniff(file: File) -> str | None:
    """The key in KINDS that the bytes themselves speak for; None when they speak for none."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    for signature, kind in SIGNATURES.items():
        if head.startswith(signature):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(file)
    if head == OLE_SIGNATURE:
        return _ole_kind(file)
    if not _is_text(file):
        return None
    return "html" if _begins_like_a_page(file) else "txt"


def _zip_kind(file: File) -> str | None:
    """What the names of the parts, or the part `mimetype` of an OpenDocument file, speak for."""
    try:
        archive = zipfile.ZipFile(file)
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return "docx"
        if "xl/workbook.xml" in names:
            return "xlsx"
        with archive.open("mimetype") as part:
            return "odt" if part.read(100).decode("ascii") == KINDS["odt"].media_type else None
    except (zipfile.BadZipFile, ValueError, KeyError, NotImplementedError, RuntimeError, OSError):
        return None
    finally:
        file.seek(0)


def _begins_like_a_page(file: File) -> bool:
    head = file.read(400).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff \t\r\n").lower()
    file.seek(0)
    return head.startswith(PAGE_STARTS)


def _ole_kind(file: File) -> str | None:
    """The directory of an OLE file names its main stream in UTF-16; it may stand anywhere."""
    content = file.read()
    file.seek(0)
    if ENCRYPTED in content:
        raise Refused(LOCKED, field="file")
    for stream, kind in OLE_STREAMS.items():
        if (stream + "\0").encode("utf-16-le") in content:
            return kind
    return None


def _is_text(file: File) -> bool:
    """Whether the bytes are UTF-8, GB18030 or marked UTF-16 text without control characters."""
    head = file.read(2)
    encodings = ["utf-16"] if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else []
    return any(_decodes(file, encoding) for encoding in encodings or ["utf-8", "gb18030"])


def _decodes(file: File, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(file):
            if encoding != "utf-16" and len(chunk.translate(None, CONTROL_BYTES)) != len(chunk):
                return False
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def clean_name(name: str, kind: str) -> str:
    """The file's name for people: no folders, no control characters, at most 120 characters."""
    path = PurePath("".join(c for c in name.replace("\\", "/") if c.isprintable()))
    ending = path.suffix or f".{KINDS[kind].endings[0]}"
    return (path.stem.strip()[: 120 - len(ending)] or "附件") + ending


def read_bytes(attachment: Attachment) -> bytes:
    """The whole content; Unseen when the file is gone from the storage."""
    with _open(attachment) as file:
        return file.read()


def send(attachment: Attachment) -> FileResponse:
    """The file as a download under its own name; the caller has passed its gate before.

    A page among the files (html) runs nothing: it is saved, not shown, and if shown, in a sandbox.
    """
    response = FileResponse(
        _open(attachment),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def sweep() -> int:
    """Delete files that a killed process left without a row; returns how many.

    Looks at this month's folder and the last one, at files older than a day.
    """
    storage, removed = Attachment._meta.get_field("file").storage, 0
    this_month = timezone.localdate().replace(day=1)
    for month in (this_month, this_month - timedelta(days=1)):
        folder = f"attachments/{month:%Y/%m}"
        names = _old_files(storage, folder)
        rows = Attachment.objects.unrestricted("a file without a row belongs to nobody")
        known = set(rows.filter(file__startswith=folder).values_list("file", flat=True))
        for name in names - known:
            storage.delete(name)
            removed += 1
    if removed:
        logger.warning("清理了 %s 个没有登记的文件", removed)
    return removed


def _old_files(storage: Storage, folder: str) -> set[str]:
    try:
        names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    except FileNotFoundError:
        return set()
    before = now() - ORPHAN_AFTER
    return {name for name in names if storage.get_modified_time(name) < before}


def _open(attachment: Attachment) -> File:
    try:
        return attachment.file.storage.open(str(attachment.file.name))
    except FileNotFoundError:
        logger.error("附件 %s 的文件不在存储中", attachment.code)
        raise Unseen("文件已不在存储中，请联系管理员。") from None


def _save(attachment: Attachment, uploaded: UploadedFile, name: str) -> str:
    """Write the bytes; on a full disk nothing stays behind."""
    storage = attachment.file.storage
    target = attachment.file.field.generate_filename(attachment, name)
    try:
        attachment.file.save(name, uploaded, save=False)
    except OSError as error:
        storage.delete(target)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refused(DISK_FULL, field="file") from error
        raise
    return str(attachment.file.name)


def _digest(file: File) -> str:
    digest = hashes.Hash(hashes.SM3())
    for chunk in _chunks(file):
        digest.update(chunk)
    return digest.finalize().hex()


def _chunks(file: File) -> Iterator[bytes]:
    """The bytes from the beginning, and the file set back to it afterwards."""
    file.seek(0)
    while chunk := file.read(1 << 20):
        yield chunk
    file.seek(0)


class _Keeper:
    """Deletes a new file unless `keep` is called.

    Django has no rollback hook, but it drops the callbacks of a transaction that rolled back. The
    keeper lives only in such a callback, so its own end is the rollback.
    """

    def __init__(self, storage: Storage, name: str) -> None:
        self._remove = weakref.finalize(self, storage.delete, name)

    def keep(self) -> None:
        """The transaction was committed: the file stays."""
        self._remove.detach()
