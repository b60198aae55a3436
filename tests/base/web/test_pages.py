"""One way to answer: whole pages, parts for htmx, and their headers."""

from __future__ import annotations

from django.test import Client

PART = {"HTTP_HX_REQUEST": "true"}


def test_page_is_whole_and_names_who_and_where(li: Client) -> None:
    answer = li.get("/pieces/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>零件 · 纽带</title>" in text
    assert "幸福街道党工委" in text
    assert "李红" in text
    assert answer.headers["Vary"].split(", ").count("HX-Request") == 1
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_page_sends_the_named_part_to_htmx_only(li: Client) -> None:
    part = li.get("/pieces/", **PART).content.decode()
    assert part.startswith('<div id="part">')
    assert "<html" not in part
    assert "<html" in li.get("/pieces/", **PART, HTTP_HX_BOOSTED="true").content.decode()
    restored = li.get("/pieces/", **PART, HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<html" in restored.content.decode()
