"""A session that ended in the middle of a form loses nothing, and shows nothing to anybody else."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client

from niudai.base.web import held

pytestmark = pytest.mark.django_db
TYPED = {
    "_labels": "title=事项名称|note=情况说明",
    "title": "走访慰问",
    "note": "长" * 60,
    "line": "union",
}


@pytest.fixture
def expired(li: Client) -> Client:
    """The browser in which 李红 was signed in until her session ended."""
    li.get("/form/")
    expire(li)
    return li


def expire(client: Client) -> None:
    """The session ends; the browser stays the same."""
    del client.cookies["person"]


def sign_in(client: Client, number: int) -> None:
    """Somebody signs in; Django keeps an anonymous session's content."""
    client.cookies["person"] = str(number)


def test_held_post_is_shown_and_sent_again_under_a_fresh_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["person"] = "1"
    token = csrf_of(client.get("/form/").content.decode())
    expire(client)
    assert client.post("/form/", {**TYPED, "csrfmiddlewaretoken": token}).status_code == 303
    sign_in(client, 1)
    text = client.get("/held/").content.decode()
    assert "走访慰问" in text
    assert "长" * 60 in text
    assert '<form method="post" action="/form/">' in text
    assert '<input type="hidden" name="line" value="union">' in text
    fresh = csrf_of(text)
    again = client.post("/form/", {**TYPED, "csrfmiddlewaretoken": fresh})
    assert again.status_code == 422  # reached the form, which misses its date
    assert 'value="走访慰问"' in again.content.decode()


def csrf_of(text: str) -> str:
    """The last token on a page."""
    return re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)[-1]


def test_held_post_of_another_account_is_deleted_unseen(li: Client) -> None:
    li.get("/form/")  # the browser is 李红's
    expire(li)
    li.post("/form/", TYPED)
    sign_in(li, 2)
    answer = li.get("/held/", follow=True)
    assert "走访慰问" not in answer.content.decode()
    assert "登录前填写的内容属于另一个账号，已经删除。" in answer.content.decode()
    assert held.SESSION_KEY not in li.session


def test_nothing_is_held_in_a_browser_nobody_used(anonymous: Client) -> None:
    assert anonymous.post("/form/", TYPED).status_code == 303
    assert held.SESSION_KEY not in anonymous.session


def test_sign_in_page_says_that_the_text_waits(expired: Client) -> None:
    expired.post("/form/", TYPED)
    assert "刚才填写的内容已经保留" in expired.get("/sign-in/").content.decode()


def test_held_post_too_large_says_so(expired: Client) -> None:
    expired.post("/form/", {"note": "字" * 70_000})
    sign_in(expired, 1)
    assert "提交的内容太大，没有保留" in expired.get("/held/").content.decode()


def test_held_post_keeps_no_file_and_no_password(expired: Client) -> None:
    upload = SimpleUploadedFile("方案.txt", b"x")
    expired.post("/form/", {"title": "走访", "password": "Secret-1", "plan": upload})
    assert expired.session[held.SESSION_KEY]["values"] == {"title": ["走访"]}
    sign_in(expired, 1)
    assert "附件没有保留" in expired.get("/held/").content.decode()


def test_held_post_can_be_thrown_away(expired: Client) -> None:
    expired.post("/form/", TYPED)
    sign_in(expired, 1)
    assert expired.post("/held/").status_code == 302
    assert held.SESSION_KEY not in expired.session
    assert expired.get("/held/").status_code == 302


def test_held_page_needs_somebody_signed_in(anonymous: Client, li: Client) -> None:
    assert anonymous.get("/held/").status_code == 303
    assert li.get("/held/").status_code == 302


def test_after_sign_in_names_the_page_only_when_something_waits() -> None:
    request = HttpRequest()
    request.session = {}
    assert held.after_sign_in(request) is None
    request.session = {held.SESSION_KEY: {}}
    assert held.after_sign_in(request) == "/held/"


def test_who_cookie_cannot_be_forged(expired: Client) -> None:
    expired.cookies[held.WHO_COOKIE] = "2:forged"
    expired.post("/form/", TYPED)
    assert held.SESSION_KEY not in expired.session
