"""Nobody signed in: to the sign-in page and back; what was typed waits."""

from __future__ import annotations

import pytest
from django.test import Client

from niudai.base.web import held

pytestmark = pytest.mark.django_db


def test_signed_in_sends_a_stranger_to_sign_in_and_lets_others_through(
    anonymous: Client, li: Client
) -> None:
    answer = anonymous.get("/rows/?state=a")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in/?next=%2Frows%2F%3Fstate%3Da"
    assert li.get("/rows/?state=a").status_code == 200


def test_signed_in_moves_the_whole_page_for_htmx(anonymous: Client) -> None:
    answer = anonymous.get(
        "/rows/", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/pieces/"
    )
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2Fpieces%2F"


def test_signed_in_holds_a_post(li: Client) -> None:
    li.get("/form/")
    del li.cookies["person"]
    answer = li.post("/form/?plan=3", {"title": "走访"}, HTTP_REFERER="http://testserver/form/")
    assert answer.headers["Location"] == "/sign-in/?next=%2Fform%2F"
    kept = li.session[held.SESSION_KEY]
    assert kept["url"] == "/form/?plan=3"
    assert kept["values"] == {"title": ["走访"]}
