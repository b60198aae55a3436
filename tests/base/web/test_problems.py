"""Every refusal ends in a page of the house, or in a small alert for htmx, and shows what was typed."""

from __future__ import annotations

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import Client
from pytest_django import Settings

EXPECTED = {
    "404": (404, "没有找到，或者您无权查看。"),
    "403": (403, "只有主送单位可以签收，请联系街道党建办。"),
    "409": (409, "他人已处理，请刷新后再看。"),
    "422": (422, "时限早于印发日期，请改正。"),
    "507": (507, "磁盘空间不足，文件没有保存，请联系管理员后重试。"),
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_error_becomes_a_page_in_the_frame(li: Client, kind: str) -> None:
    status, sentence = EXPECTED[kind]
    answer = li.get(f"/fail/{kind}/", HTTP_REFERER="http://testserver/rows/?page=2")
    text = answer.content.decode()
    assert answer.status_code == status
    assert sentence in text
    assert "主菜单" in text
    assert '<a class="btn btn-primary" href="/rows/?page=2">' in text


@pytest.mark.parametrize("kind", EXPECTED)
def test_error_becomes_an_alert_for_htmx(li: Client, kind: str) -> None:
    status, sentence = EXPECTED[kind]
    answer = li.get(f"/fail/{kind}/", HTTP_HX_REQUEST="true")
    assert answer.status_code == status
    assert answer.headers["HX-Retarget"] == "#problem"
    assert sentence in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_typed_text_is_shown_back_without_passwords(li: Client) -> None:
    posted = {
        "_labels": "note=情况说明",
        "note": "<b>已上门</b>" + "长" * 50,
        "password": "Secret-1",
        "line": "union",
    }
    text = li.post("/fail/409/", posted).content.decode()
    assert "您填写的内容" in text
    assert "&lt;b&gt;已上门&lt;/b&gt;" + "长" * 50 in text
    assert "情况说明" in text
    assert "Secret-1" not in text
    assert "您填写的内容" not in li.get("/fail/409/").content.decode()


def test_unknown_error_is_a_500_page_that_needs_no_database(li: Client) -> None:
    li.raise_request_exception = False
    answer = li.get("/fail/500/")
    assert answer.status_code == 500
    assert "这是系统的问题，已经记录。" in answer.content.decode()
    assert "主菜单" not in answer.content.decode()


def test_unknown_address_is_a_404_page(li: Client, anonymous: Client) -> None:
    assert li.get("/nowhere/").status_code == 404
    assert "主菜单" in li.get("/nowhere/").content.decode()
    answer = anonymous.get("/nowhere/")
    assert answer.status_code == 404
    assert "主菜单" not in answer.content.decode()


def test_oversized_post_is_a_413_page(li: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = li.post("/form/", {"note": "字" * 1000})
    assert answer.status_code == 413
    assert "提交的内容超过上限，没有保存。" in answer.content.decode()


def test_unknown_host_is_a_400_page(li: Client) -> None:
    answer = li.get("/", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert "请求无法识别" in answer.content.decode()


class FullDisk(MemoryFileUploadHandler):
    """A disk that is full while the upload arrives."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_disk_full_while_the_upload_arrives_is_a_507_page(settings: Settings) -> None:
    settings.FILE_UPLOAD_HANDLERS = [f"tests.base.web.test_problems.{FullDisk.__name__}"]
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post("/form/", {"plan": SimpleUploadedFile("方案.txt", b"x" * 100)})
    assert answer.status_code == 507
    assert "磁盘空间不足，文件没有保存" in answer.content.decode()


def test_expired_token_keeps_the_text_and_offers_no_button_to_send_it(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["person"] = "1"
    answer = client.post("/form/", {"note": "已电话说明，本周上门"})
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "页面打开太久或登录有变化，没有保存。" in text
    assert "已电话说明，本周上门" in text
    assert 'action="/form/"' not in text


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 500, 507])
def test_problem_page_can_be_previewed(li: Client, status: int) -> None:
    assert li.get(f"/problems/{status}/").status_code == status


def test_problem_page_of_an_unknown_status_is_not_there(li: Client) -> None:
    assert li.get("/problems/418/").status_code == 404


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Django logs every 500; the tests know."""
    caplog.set_level("CRITICAL", "django.request")
    caplog.set_level("CRITICAL", "django.security.DisallowedHost")
