"""Home and search as pages."""

from __future__ import annotations

import pytest
from django.test import Client

from niudai.sync.actions import seed_frameworks
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture(autouse=True)
def _frameworks(cast: Cast) -> None:
    seed_frameworks()


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_home_of_every_person_opens(cast: Cast):
    titles = {}
    for name, person in cast.people().items():
        answer = client_of(person).get("/")
        assert answer.status_code == 200, name
        titles[name] = answer.content.decode()
    assert "今天要办的事" in titles["lake_league_secretary"]
    assert "需要我办" in titles["office"]
    assert "核验审计记录" in titles["audit_admin"]
    assert "管理账号" in titles["security_admin"]
    assert "维护工作日历" in titles["system_admin"]


def test_home_without_a_post_says_whom_to_ask(cast: Cast):
    cast.lake_league_secretary.posts.update(ended_on="2021-01-01")
    answer = client_of(cast.lake_league_secretary).get("/")
    assert "您的账号还没有任职" in answer.content.decode()


def test_home_sends_strangers_to_sign_in():
    answer = Client().get("/")
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in/?next=%2F")


def test_search_finds_by_name_and_code_within_view(cast: Cast):
    page = client_of(cast.office).get("/search/", {"q": "湖滨社区团"}).content.decode()
    assert f"/organizations/{cast.lake_league.code}/" in page
    page = client_of(cast.stranger).get("/search/", {"q": "湖滨社区团"}).content.decode()
    assert cast.lake_league.code not in page
    assert "没有找到" in page


def test_search_shows_what_was_typed_as_text(cast: Cast):
    page = (
        client_of(cast.office).get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    )
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
