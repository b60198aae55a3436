"""The same form sent twice is carried out once."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client

from niudai.base.models import Draft, SentForm
from tests.base.web.conftest import person
from tests.base.web.gallery import make_rows


def times_done() -> int:
    """How often the bulk act was carried out on the first row."""
    return Draft.objects.order_by("pk").first().values.get("done", 0)


def post(client: Client, key: str, **headers: str) -> tuple[int, str]:
    """Send the bulk act on the first row; status and where it led."""
    row = Draft.objects.order_by("pk").first().pk
    answer = client.post(
        "/bulk/", {"row": row, "sent_key": key, "next": "/rows/?page=2"}, **headers
    )
    return answer.status_code, answer.headers.get("Location") or answer.headers.get(
        "HX-Redirect", ""
    )


def test_once_carries_the_second_post_to_where_the_first_led(li: Client) -> None:
    make_rows(1)
    assert post(li, "k1") == (302, "/rows/?page=2")
    assert post(li, "k1") == (303, "/rows/?page=2")
    assert post(li, "k1", HTTP_HX_REQUEST="true") == (204, "/rows/?page=2")
    assert times_done() == 1


def test_once_carries_another_key_and_another_account_out(li: Client) -> None:
    make_rows(1)
    post(li, "k1")
    post(li, "k2")
    post(person(2), "k1")
    assert times_done() == 3


def test_once_without_key_counts_nothing(li: Client) -> None:
    make_rows(1)
    post(li, "")
    post(li, "")
    assert times_done() == 2
    assert SentForm.objects.count() == 0


def test_once_frees_the_key_when_the_form_was_not_accepted(li: Client) -> None:
    good = {
        "sent_key": "k1",
        "title": "走访",
        "due": "2026-03-05",
        "line": "union",
        "way": "a",
        "_draft": "gallery.form",
    }
    Draft.objects.create(account_id=1, form="gallery.form", saved_at="2026-03-05T10:00+08:00")
    assert li.post("/form/", {**good, "title": ""}).status_code == 422
    assert SentForm.objects.count() == 0
    assert Draft.objects.count() == 1
    assert li.post("/form/", good).status_code == 302
    assert SentForm.objects.get().url == "/rows/"
    assert Draft.objects.count() == 0  # carried out, so the draft is gone


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="an in-memory database has one writer")
def test_once_of_two_posts_at_the_same_time_carries_out_one() -> None:
    make_rows(1)
    answers: list[int] = []

    def send() -> None:
        answers.append(post(person(1), "k1")[0])
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 303]
    assert times_done() == 1
