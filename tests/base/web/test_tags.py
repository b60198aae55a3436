"""The tags on the gallery's page of pieces."""

from __future__ import annotations

import re

from django.test import Client


def test_act_posts_when_allowed_and_gives_the_reason_when_not(li: Client) -> None:
    text = li.get("/pieces/").content.decode()
    allowed = text[text.index('<form class="nd-act"') :].partition("</form>")[0]
    assert 'method="post" action="/bulk/"' in allowed
    assert "csrfmiddlewaretoken" in allowed
    assert 'name="sent_key"' in allowed
    assert "签收" in allowed
    refused = text[text.index("nd-act-no") :].partition("</span>")[0]
    reason_id = re.search(r'aria-describedby="(why-\w+)"', refused)[1]
    assert f'<small id="{reason_id}">只有主送单位可以签收。</small>' in refused
    assert "<form" not in refused
    assert '<a class="btn" href="/form/">新建</a>' in text


def test_sent_key_is_new_each_time(li: Client) -> None:
    def key() -> str:
        text = li.get("/form/").content.decode()
        return re.search(r'name="sent_key" value="([\w-]{24})"', text)[1]

    assert key() != key()


def test_dates_numbers_and_timeline(li: Client) -> None:
    text = li.get("/pieces/").content.decode()
    assert "2026年3月5日 2026-03-05 12,345" in text
    assert '<div class="nd-when">2026-03-05 10:32</div>' in text
    assert '<div class="nd-when">2026-03-06</div>' in text
    assert '<a href="/rows/">社区签收</a>' in text
    assert "已处理 400 / 1,000，约还需 1 分钟" in text


def test_no_page_needs_inline_script_or_style(li: Client) -> None:
    for url in ("/pieces/", "/rows/", "/form/", "/sign-in/", "/problems/409/", "/rows/?print=1"):
        text = li.get(url).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text), url
