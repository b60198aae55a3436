"""Only a token that holds opens the API; a browser's session never does."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from niudai.base.actors import system
from niudai.base.calendar import now
from niudai.org.actions import deactivate, issue_token, revoke_token
from niudai.org.models import Token
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.api]


@pytest.fixture
def token(cast: Cast) -> str:
    return issue_token(actor=system("test"), account=cast.office, name="test")


def ask(token: str) -> int:
    return Client(headers={"Authorization": f"Bearer {token}"}).get("/api/v1/me").status_code


def test_a_token_opens_the_api(token: str):
    assert ask(token) == 200


def test_no_token_or_a_wrong_one_is_told_what_to_do():
    for client in (Client(), Client(headers={"Authorization": "Bearer nd_wrong"})):
        answer = client.get("/api/v1/me")
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer["Content-Type"] == "application/problem+json; charset=utf-8"
        assert "令牌" in answer.json()["detail"]


def test_a_session_does_not_open_the_api(cast: Cast):
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/").status_code == 200
    assert client.get("/api/v1/me").status_code == 401


def test_a_revoked_token_is_shut(cast: Cast, token: str):
    row = Token.objects.get()
    revoke_token(actor=cast.actor(cast.office), token=row)
    assert ask(token) == 401


def test_an_expired_token_is_shut(token: str):
    Token.objects.update(expires_at=now() - datetime.timedelta(seconds=1))
    assert ask(token) == 401


def test_a_disabled_account_is_shut_out(cast: Cast, token: str):
    deactivate(actor=cast.actor(cast.security_admin), account=cast.office)
    assert ask(token) == 401
