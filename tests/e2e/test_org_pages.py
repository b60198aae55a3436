"""The pages of the organization room as people see them: pictures, no sideways scroll, no axe violation."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from niudai.base.actors import system
from niudai.base.calendar import today
from niudai.org import actions
from niudai.org.models import Account, Post
from tests.cast import PASSWORD, Cast, make_cast
from tests.e2e.look import look


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast with members, a term and a covered unit."""
    cast = make_cast()
    set_up = system("画面测试")
    actions.create_members(
        actor=set_up,
        organization=cast.lake_league,
        rows=[actions.MemberRow("单小明", "male", today()) for _ in range(12)],
    )
    actions.cover_unit(
        actor=set_up,
        organization=cast.lake_league,
        unit=cast.lake_factory,
        started_on=today(),
    )
    return cast


def enter(page: Page, url: str, account: Account) -> None:
    """Give the browser the session of an account."""
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": url}])


def test_registry_pages_look_right(page, live_server, cast):
    enter(page, live_server.url, cast.office)
    post = Post.objects.get(account=cast.lake_league_secretary)
    one = f"/organizations/{cast.lake_league.code}/"
    for path, name in [
        ("/organizations/", "list"),
        (one, "organization"),
        (f"/organizations/{cast.party.code}/", "organization-party"),
        ("/organizations/tree/?by=division", "tree"),
        ("/organizations/terms/", "terms"),
        (f"{one}new/", "new"),
        (f"{one}leader/", "leader"),
        (f"{one}posts/{post.pk}/hand-over/", "hand-over"),
        ("/units/", "units"),
        (f"/units/{cast.lake_factory.pk}/", "unit"),
        ("/divisions/", "divisions"),
        ("/account/", "account"),
    ]:
        look(page, f"{live_server.url}{path}", f"org-{name}")


def test_administration_pages_look_right(page, live_server, cast):
    enter(page, live_server.url, cast.security_admin)
    for path, name in [
        ("/accounts/", "accounts"),
        ("/accounts/lake/", "account-one"),
        ("/accounts/lake/grant/", "grant"),
        ("/new-account/", "new-account"),
    ]:
        look(page, f"{live_server.url}{path}", f"org-{name}")


def test_sign_in_by_hand_leads_to_where_one_was_going(page, live_server, cast):
    look(page, f"{live_server.url}/sign-in/", "org-sign-in")
    page.goto(f"{live_server.url}/organizations/{cast.lake_league.code}/")
    page.get_by_label("账号").fill("lake-league")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/organizations/{cast.lake_league.code}/")
    assert page.get_by_role("heading", name="湖滨社区团支部").is_visible()
