"""A session that ends in the middle of a form: the text is kept, and one button goes on with it."""

from __future__ import annotations

import datetime
from html.parser import HTMLParser

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from niudai.ledger.models import Entry
from tests.cast import PASSWORD

pytestmark = [pytest.mark.page, pytest.mark.django_db]
START = datetime.datetime(2026, 4, 20, 2, 0, tzinfo=datetime.UTC)
VALUES = {
    "kind": "activity",
    "title": "写了很久的活动",
    "occurred_on": "2026-04-19",
    "note": "经过",
}


class Forms(HTMLParser):
    """The forms of a page: (address, {name: value} of its inputs)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self.found.append((values.get("action") or "", {}))
        if tag == "input" and self.found and values.get("name"):
            self.found[-1][1][values["name"]] = values.get("value") or ""


def sign_in(client: Client) -> str:
    page = client.get("/sign-in/").content.decode()
    fields = next(fields for _, fields in Forms(page).found if "username" in fields)
    answer = client.post("/sign-in/", fields | {"username": "lake-league", "password": PASSWORD})
    return answer["Location"]


def test_form_sent_after_the_session_ended_is_carried_out_once(cast):
    client = Client(enforce_csrf_checks=True)
    with time_machine.travel(START, tick=False):
        sign_in(client)
        page = client.get("/ledger/record/").content.decode()
        hidden = next(fields for _, fields in Forms(page).found if "title" in fields)
    later = START + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)
    with time_machine.travel(later, tick=False):
        sent = client.post("/ledger/record/", hidden | VALUES)
        assert (sent.status_code, Entry.objects.unrestricted("test").count()) == (303, 0)
        held = client.get(sign_in(client)).content.decode()
        assert "写了很久的活动" in held
        address, fields = next(
            found for found in Forms(held).found if found[0] == "/ledger/record/"
        )
        assert client.post(address, fields).status_code == 302
        assert [row.title for row in Entry.objects.unrestricted("test")] == ["写了很久的活动"]
        assert client.post(address, fields).status_code in (302, 303)
        assert Entry.objects.unrestricted("test").count() == 1
