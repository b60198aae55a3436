"""Signing in and out: lockout, held posts, first password, expiry."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from niudai.base.models import AuditEntry
from niudai.org.models import Account, Organization, SignIn
from tests.cast import PASSWORD

pytestmark = pytest.mark.page
SIGN_IN = "/sign-in/"


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def test_sign_in_leads_home_and_is_written_down(cast, client):
    response = sign_in(client, "office")
    assert (response.status_code, response["Location"]) == (302, reverse("desk:home"))
    row = SignIn.objects.get()
    assert (row.account, row.session_key) == (cast.office, client.session.session_key)
    line = AuditEntry.objects.unrestricted("test").get()
    assert (line.verb, line.account_name, line.ip) == ("org.sign_in", "周敏", "127.0.0.1")


def test_sign_in_goes_on_to_next_on_this_site_only(cast, client):
    assert sign_in(client, "office", next="/organizations/")["Location"] == "/organizations/"
    client.logout()
    assert sign_in(client, "office", next="https://evil.example/")["Location"] == "/"


def test_sign_in_page_for_somebody_signed_in_leads_on(cast, as_person):
    response = as_person("office").get(f"{SIGN_IN}?next=/organizations/")
    assert (response.status_code, response["Location"]) == (302, "/organizations/")


@pytest.mark.parametrize(("username", "password"), [("office", "wrong"), ("nobody", PASSWORD)])
def test_sign_in_never_says_which_of_the_two_is_wrong(cast, client, username, password):
    response = sign_in(client, username, password)
    assert response.status_code == 422
    assert "账号或密码不正确，请重新输入；连续输错会暂时锁定。" in response.content.decode()


def test_sign_in_refuses_a_deactivated_account(cast, client):
    Account.objects.filter(pk=cast.office.pk).update(is_active=False)
    assert sign_in(client, "office").status_code == 422


def test_sign_in_locks_after_five_failures_for_fifteen_minutes(cast, client):
    start = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False):
        answers = [sign_in(client, "office", "wrong").status_code for _ in range(5)]
        assert answers == [422, 422, 422, 422, 429]
        locked = sign_in(client, "office")
        assert locked.status_code == 429
        assert "已锁定15分钟" in locked.content.decode()
        assert sign_in(client, "league").status_code == 302
        client.logout()
    with time_machine.travel(start + datetime.timedelta(minutes=16), tick=False):
        assert sign_in(client, "office").status_code == 302


def test_sign_out_ends_the_session(cast, as_person):
    client = as_person("office")
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == SIGN_IN
    assert client.get("/organizations/").status_code == 303


def test_expired_session_leads_to_sign_in_and_back(cast, client):
    start = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)
    page = f"/organizations/{cast.lake_league.code}/"
    with time_machine.travel(start, tick=False):
        sign_in(client, "office")
        assert client.get(page).status_code == 200
    later = start + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)
    with time_machine.travel(later, tick=False):
        response = client.get(page)
        assert response.status_code == 303
        assert response["Location"] == f"{SIGN_IN}?next={page.replace('/', '%2F')}"
        assert sign_in(client, "office", next=page)["Location"] == page


def test_session_in_use_does_not_expire(cast, client):
    start = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False):
        sign_in(client, "office")
    for minutes in (20, 40, 60, 80):
        with time_machine.travel(start + datetime.timedelta(minutes=minutes), tick=False):
            assert client.get("/organizations/").status_code == 200


def test_post_after_expiry_is_held_and_sent_after_sign_in(cast, client):
    start = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False):
        sign_in(client, "office")
        client.get("/organizations/")
    url = f"/organizations/{cast.lake_league.code}/posts/new/"
    typed = {"title": "委员", "holder": "刚填的人", "started_on": "2026-01-05"}
    later = start + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)
    with time_machine.travel(later, tick=False):
        assert client.post(url, typed).status_code == 303
        assert "登录后可以继续提交" in client.get(SIGN_IN).content.decode()
        response = sign_in(client, "office")
        assert response["Location"] == reverse("base:held")
        assert "刚填的人" in client.get(response["Location"]).content.decode()


def test_first_password_before_anything_else(cast, client):
    Account.objects.filter(pk=cast.office.pk).update(must_change_password=True)
    sign_in(client, "office")
    for url in ("/", "/organizations/", "/account/"):
        assert client.get(url)["Location"] == "/account/password/", url
    response = client.post(
        "/account/password/", {"old": PASSWORD, "new": "Xin-Mima-88", "again": "Xin-Mima-88"}
    )
    assert response["Location"] == reverse("desk:home")
    assert client.get("/organizations/").status_code == 200  # still signed in
    assert SignIn.objects.get().session_key == client.session.session_key


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"old": "x", "new": "Xin-Mima-88", "again": "Xin-Mima-88"}, "原密码不正确"),
        ({"old": PASSWORD, "new": "Xin-Mima-88", "again": "Other-88"}, "两次输入的新密码不一致"),
        ({"old": PASSWORD, "new": "xin", "again": "xin"}, "密码"),
        ({"old": "", "new": "", "again": ""}, "必填"),
    ],
)
def test_password_refused_is_shown_at_the_form(cast, as_person, values, sentence):
    response = as_person("office").post("/account/password/", values)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Account.objects.get(pk=cast.office.pk).check_password(PASSWORD)


def test_rights_end_with_the_post_on_the_next_click(cast, as_person):
    client = as_person("lake_league_secretary")
    page = f"/organizations/{cast.lake_league.code}/"
    assert client.get(page).status_code == 200
    Organization.objects.unrestricted("test").filter(pk=cast.lake_league.pk).update(
        closed_on=datetime.date(2026, 1, 1)
    )
    assert client.get(page).status_code == 404
