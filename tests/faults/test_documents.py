"""Bad plan documents sent to the import page: one sentence each, what was typed stays, nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from niudai.base.models import Attachment
from niudai.work.models import Plan, PlanItem

pytestmark = [pytest.mark.page, pytest.mark.django_db(transaction=True)]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PROGRAM = b"MZ\x90\x00" + bytes(range(256))
BROKEN = "一、街道团工委要办好集市。".encode()[:-1] + b"\x80\xff\x81 \xff"


def imported(client, content: bytes, name: str = "方案.txt"):
    uploaded = SimpleUploadedFile(name, content)
    return client.post("/plans/import/", {"file": uploaded, "title": "打好的标题"})


def assert_nothing_kept() -> None:
    assert Plan.objects.unrestricted("test").count() == 0
    assert Attachment.objects.unrestricted("test").count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "文件是空的，请检查后重新选择。"),
        (b" \r\n\t", "文件是空的，请选择有内容的方案文件。"),
        (PNG, "文件名以 .txt 结尾，但内容像是PNG 图片，请确认文件没有损坏或改错名称。"),
        (PROGRAM, "文件名以 .txt 结尾，但内容无法识别，请确认文件没有损坏或改错名称。"),
        (BROKEN, "文件名以 .txt 结尾，但内容无法识别，请确认文件没有损坏或改错名称。"),
        ("Plan of work".encode("utf-16"), "没有读到中文内容"),
    ],
    ids=["empty", "blank", "picture", "program", "broken encoding", "no Chinese"],
)
def test_bad_file_is_told_in_one_sentence(as_, content, sentence):
    answer = imported(as_("office"), content)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert "打好的标题" in shown
    assert_nothing_kept()


def test_file_of_100_mb_is_refused(as_):
    answer = imported(as_("office"), b"\xe4\xb8\x80" * 33_400_000)
    assert answer.status_code == 422
    assert "文件超过 50 MB，请压缩或拆分后再上传。" in answer.content.decode()
    assert_nothing_kept()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_usual_encodings_are_all_read(as_, encoding):
    text = "群团工作方案\n一、街道团工委要办好集市。\n"
    answer = imported(as_("office"), text.encode(encoding))
    assert answer.status_code == 302
    assert "街道团工委要办好集市" in Plan.objects.unrestricted("test").get().text


def test_plan_without_numbering_says_so_on_the_review_page(as_):
    client = as_("office")
    answer = imported(client, "工作安排\n工会要走访困难职工。\n".encode())
    shown = client.get(answer["Location"]).content.decode()
    assert "没有找到编号" in shown
    assert "走访困难职工" in shown


def test_date_that_does_not_exist_becomes_no_deadline(as_):
    client = as_("office")
    text = "群团工作方案\n一、街道团工委2026年2月30日前办好集市。\n"
    answer = imported(client, text.encode())
    items = PlanItem.objects.unrestricted("test").filter(kind="measure")
    assert [item.due_on for item in items] == [None]
    assert client.get(answer["Location"]).status_code == 200


class FullDisk(FileSystemStorage):
    """A storage whose bytes go to the device that is always full: the error is the kernel's own."""

    def _save(self, name, content):
        with Path("/dev/full").open("wb", buffering=0) as device:
            device.write(content.read())
        return name


def test_full_disk_is_told_and_nothing_is_kept(as_):
    if not Path("/dev/full").exists():
        pytest.skip("this machine has no /dev/full")
    storages = {
        "default": {"BACKEND": "tests.faults.test_documents.FullDisk"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages):
        answer = imported(as_("office"), "一、街道团工委要办好集市。".encode())
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "磁盘空间不足，文件没有保存，请联系管理员后重试。" in shown
    assert "打好的标题" in shown
    assert_nothing_kept()
