"""Attachments: known by content, refused with a sentence, never half kept."""

import errno
import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from niudai.base import files
from niudai.base.actors import Actor
from niudai.base.calendar import now
from niudai.base.crypto import sm3
from niudai.base.errors import Refused, Unseen
from niudai.base.models import Attachment
from niudai.base.spreadsheets import write_table
from tests.base.rollback import rolled_back

ACTOR = Actor(7, "张三", jurisdiction=1)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
EVERY_KIND = tuple(files.KINDS)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def packed(*names: str) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return output.getvalue()


def open_document(media_type: str = "application/vnd.oasis.opendocument.text") -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("mimetype", media_type)
    return output.getvalue()


def ole(stream: str) -> bytes:
    return files.OLE_SIGNATURE + bytes(600) + f"{stream}\0".encode("utf-16-le") + bytes(100)


@pytest.fixture
def folder(settings, tmp_path):
    """A storage of this test only; a function lists what is in it."""
    settings.MEDIA_ROOT = tmp_path
    return lambda: sorted(path for path in tmp_path.rglob("*") if path.is_file())


CONTENTS = [
    ("方案.txt", "一、总体要求".encode(), "txt"),
    ("方案.txt", "一、总体要求".encode("gb18030"), "txt"),
    ("方案.txt", b"\xef\xbb\xbf" + "要求".encode(), "txt"),
    ("方案.txt", "要求".encode("utf-16"), "txt"),
    ("笔记.md", b"plain", "txt"),
    ("名单.csv", "姓名,电话\n".encode(), "csv"),
    ("方案.docx", packed("word/document.xml"), "docx"),
    ("方案.odt", open_document(), "odt"),
    ("公告.html", "<!DOCTYPE html><p>一、总体要求".encode(), "html"),
    ("公告.htm", "\ufeff\r\n<html><p>一、总体要求".encode("utf-16-le"), "html"),
    ("名单.xlsx", write_table("名单", ["姓名"], [["张三"]]), "xlsx"),
    ("旧方案.doc", ole("WordDocument"), "doc"),
    ("旧方案.wps", ole("WordDocument"), "doc"),
    ("旧名单.xls", ole("Workbook"), "xls"),
    ("旧名单.et", ole("Workbook"), "xls"),
    ("文件.PDF", b"%PDF-1.7\n%%EOF", "pdf"),
    ("照片.png", PNG, "png"),
    ("照片.jpeg", b"\xff\xd8\xff\xe0" + bytes(40), "jpg"),
]


@pytest.mark.parametrize(("name", "content", "kind"), CONTENTS)
def test_kind_is_known_by_content(name, content, kind):
    assert files.check(upload(name, content), allow=EVERY_KIND) == kind


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.txt", b"", "文件是空的，请检查后重新选择。"),
        (
            "程序.txt",
            b"MZ\x90\x00" + bytes(range(256)),
            "文件名以 .txt 结尾，但内容无法识别，请确认文件没有损坏或改错名称。",
        ),
        (
            "照片.txt",
            PNG,
            "文件名以 .txt 结尾，但内容像是PNG 图片，请确认文件没有损坏或改错名称。",
        ),
        (
            "方案.docx",
            b"PK\x03\x04 broken",
            "文件名以 .docx 结尾，但内容无法识别，请确认文件没有损坏或改错名称。",
        ),
        (
            "压缩包.docx",
            packed("a.txt"),
            "文件名以 .docx 结尾，但内容无法识别，请确认文件没有损坏或改错名称。",
        ),
        (
            "别的.docx",
            open_document("application/epub+zip"),
            "文件名以 .docx 结尾，但内容无法识别，请确认文件没有损坏或改错名称。",
        ),
        (
            "公告.txt",
            b"<html><p>text",
            "文件名以 .txt 结尾，但内容像是网页，请确认文件没有损坏或改错名称。",
        ),
        (
            "旧方案.doc",
            ole("PowerPoint Document"),
            "文件名以 .doc 结尾，但内容无法识别，请确认文件没有损坏或改错名称。",
        ),
        ("加密.docx", ole("EncryptedPackage"), "文件有打开密码，请取消密码、另存后再上传。"),
        ("程序.exe", b"MZ", "只能上传 txt、md、docx 文件，请换一个文件。"),
        ("没有后缀", b"text", "只能上传 txt、md、docx 文件，请换一个文件。"),
        ("照片.png", PNG, "只能上传 txt、md、docx 文件，请换一个文件。"),
    ],
)
def test_wrong_file_is_refused_with_a_sentence(name, content, message):
    allow = ("txt", "docx", "doc") if name.endswith(".doc") else ("txt", "docx")
    with pytest.raises(Refused) as refusal:
        files.check(upload(name, content), allow=allow)
    assert (refusal.value.message, refusal.value.field) == (message, "file")


def test_large_file_is_refused_before_it_is_read(settings):
    settings.UPLOAD_LIMIT = 1_000_000
    big = upload("大.txt", b"a" * 1_000_001)
    with pytest.raises(Refused, match="文件超过 1 MB，请压缩或拆分后再上传。"):
        files.check(big, allow=["txt"])
    assert files.check(upload("刚好.txt", b"a" * 1_000_000), allow=["txt"]) == "txt"


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_chinese_text_is_known_over_chunk_borders(cut):
    content = "汉".encode() * 400_000 + b"a" * cut
    assert files.sniff(upload("长.txt", content)) == "txt"


@pytest.mark.django_db(transaction=True)
def test_stored_file_comes_back_unchanged(folder):
    content = "一、总体要求".encode()
    attachment = files.store(ACTOR, upload("方案.txt", content), allow=["txt"])
    row = Attachment.objects.visible_to(ACTOR).get(code=attachment.code)
    assert (row.name, row.media_type, row.size) == ("方案.txt", "text/plain", len(content))
    assert (row.jurisdiction, row.account_id, row.sm3) == (1, 7, sm3(content))
    assert files.read_bytes(row) == content
    (path,) = folder()
    assert path.name == f"{attachment.code.hex}.txt"


@pytest.mark.django_db
def test_download_carries_its_name_and_nothing_to_run(folder):
    attachment = files.store(ACTOR, upload("方案.txt", "正文".encode()), allow=["txt"])
    response = files.send(attachment)
    assert b"".join(response.streaming_content) == "正文".encode()
    response.close()
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%96%B9%E6%A1%88.txt"
    )


@pytest.mark.django_db
def test_a_page_is_saved_and_runs_nothing(folder):
    content = b"<html><script>alert(1)</script>"
    response = files.send(files.store(ACTOR, upload("a.html", content), allow=["html"]))
    assert b"".join(response.streaming_content) == content
    response.close()
    assert response["Content-Disposition"] == 'attachment; filename="a.html"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.django_db(transaction=True)
def test_file_falls_with_the_transaction(folder):
    with rolled_back():
        files.store(ACTOR, upload("方案.txt", b"text"), allow=["txt"])
        assert len(folder()) == 1
    assert folder() == []
    assert Attachment.objects.unrestricted("test").count() == 0


@pytest.mark.django_db(transaction=True)
def test_file_falls_with_an_inner_savepoint_only(folder):
    with transaction.atomic():
        kept = files.store(ACTOR, upload("甲.txt", b"one"), allow=["txt"])
        with rolled_back():
            files.store(ACTOR, upload("乙.txt", b"two"), allow=["txt"])
    assert [path.name for path in folder()] == [f"{kept.code.hex}.txt"]


class FullDisk(SimpleUploadedFile):
    """A file whose third chunk finds the disk full."""

    def chunks(self, chunk_size=None):
        yield b"first"
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.django_db(transaction=True)
def test_full_disk_keeps_no_half_file(folder):
    with pytest.raises(Refused) as refusal:
        files.store(ACTOR, FullDisk("方案.txt", b"first second"), allow=["txt"])
    assert refusal.value.message == "磁盘空间不足，文件没有保存，请联系管理员后重试。"
    assert folder() == []
    assert Attachment.objects.unrestricted("test").count() == 0


@pytest.mark.django_db(transaction=True)
def test_other_faults_of_the_storage_are_not_hidden(folder):
    class Broken(SimpleUploadedFile):
        def chunks(self, chunk_size=None):
            yield b"first"
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        files.store(ACTOR, Broken("方案.txt", b"first second"), allow=["txt"])
    assert folder() == []


@pytest.mark.django_db
def test_lost_file_is_told(folder):
    attachment = files.store(ACTOR, upload("方案.txt", b"text"), allow=["txt"])
    folder()[0].unlink()
    with pytest.raises(Unseen, match="文件已不在存储中，请联系管理员。"):
        files.read_bytes(attachment)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("方案.txt", "方案.txt"),
        ("..\\..\\etc\\方案.txt", "方案.txt"),
        ("../../方案.txt", "方案.txt"),
        ("方\r\n案\u202e.txt", "方案.txt"),
        (".txt", ".txt.txt"),
        ("长" * 300 + ".txt", "长" * 116 + ".txt"),
        ("  .txt", "附件.txt"),
    ],
)
def test_name_is_cleaned(given, kept):
    assert files.clean_name(given, "txt") == kept


@pytest.mark.django_db(transaction=True)
def test_sweep_removes_old_files_without_a_row(folder):
    kept = files.store(ACTOR, upload("有主.txt", b"kept"), allow=["txt"])
    place = folder()[0].parent
    for name in ("old.txt", "new.txt"):
        (place / name).write_bytes(b"orphan")
    before = (now() - timedelta(days=2)).timestamp()
    for path in (place / "old.txt", place / f"{kept.code.hex}.txt"):
        os.utime(path, (before, before))
    assert files.sweep() == 1
    assert [path.name for path in folder()] == sorted([f"{kept.code.hex}.txt", "new.txt"])


@pytest.mark.django_db
def test_sweep_of_an_empty_storage_removes_nothing(folder):
    assert files.sweep() == 0
