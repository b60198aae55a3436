"""Large type and high contrast are switched without scripts and stay in a cookie."""

from __future__ import annotations

from django.test import Client


def classes(client: Client) -> str:
    """The class attribute of <html>."""
    return client.get("/").content.decode().partition('class="')[2].partition('"')[0]


def test_switch_look_turns_each_switch_on_and_off(li: Client) -> None:
    assert classes(li) == ""
    answer = li.post("/look/", {"switch": "large", "next": "/rows/?page=2"})
    assert answer.headers["Location"] == "/rows/?page=2"
    assert classes(li) == "nd-large"
    li.post("/look/", {"switch": "contrast"})
    assert classes(li) == "nd-large nd-contrast"
    li.post("/look/", {"switch": "large"})
    assert classes(li) == "nd-contrast"


def test_switch_look_takes_no_other_class_and_no_get(li: Client) -> None:
    li.post("/look/", {"switch": '"><script>'})
    assert classes(li) == ""
    assert li.get("/look/").status_code == 405
    assert (
        li.post("/look/", {"switch": "large", "next": "//evil.example"}).headers["Location"] == "/"
    )
