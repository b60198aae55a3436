"""My account: posts, sessions, tokens."""

import re

import pytest
from django.test import Client

from niudai.org import queries
from niudai.org.models import SignIn, Token
from tests.cast import PASSWORD

pytestmark = pytest.mark.page


def test_account_shows_posts_and_this_session(cast, client):
    client.post("/sign-in/", {"username": "office", "password": PASSWORD})
    text = client.get("/account/").content.decode()
    assert "幸福街道党工委" in text
    assert "党建办主任" in text
    assert "本机" in text


def test_token_is_shown_once_and_works(cast, as_person):
    client = as_person("office")
    text = client.post("/account/tokens/new/", {"name": "报表", "days": "30"}).content.decode()
    secret = re.search(r"nd_[\w-]+", text).group()
    assert queries.actor_for_token(secret) is not None
    assert secret not in client.get("/account/").content.decode()
    token = Token.objects.get()
    assert client.post(f"/account/tokens/{token.pk}/revoke/")["Location"] == "/account/"
    assert queries.actor_for_token(secret) is None
    assert client.post(f"/account/tokens/{token.pk}/revoke/").status_code == 404


def test_token_form_refuses(cast, as_person):
    client = as_person("office")
    assert client.post("/account/tokens/new/", {"name": "", "days": "30"}).status_code == 422
    assert client.post("/account/tokens/new/", {"name": "a", "days": "9999"}).status_code == 422
    assert not Token.objects.exists()


def test_token_of_another_is_unseen(cast, client):
    client.force_login(cast.office)
    client.post("/account/tokens/new/", {"name": "报表", "days": "30"})
    token = Token.objects.get()
    client.force_login(cast.league_officer)
    assert client.post(f"/account/tokens/{token.pk}/revoke/").status_code == 404
    assert Token.objects.get().revoked_at is None


def test_session_elsewhere_can_be_ended(cast, client):
    other = Client()
    for browser in (client, other):
        browser.post("/sign-in/", {"username": "office", "password": PASSWORD})
    row = SignIn.objects.get(session_key=other.session.session_key)
    assert client.post(f"/account/sessions/{row.pk}/end/")["Location"] == "/account/"
    assert other.get("/account/").status_code == 303
    assert client.get("/account/").status_code == 200
