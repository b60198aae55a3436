"""The pages of the ledger and the matrix as people see them: pictures, no sideways scroll, no axe violation."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from playwright.sync_api import Page

from niudai.base.calendar import today
from niudai.ledger import actions as ledger
from niudai.org.models import Account
from niudai.sync.actions import seed_frameworks
from tests.cast import Cast, make_cast
from tests.e2e.look import look
from tests.factories.ledger import fact


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast with half a year of facts; days are counted back from today."""
    cast = make_cast()
    seed_frameworks()
    for back in (150, 120, 95, 60, 40, 20, 6, 2):
        for kind in ("deploy", "activity", "inspect", "study"):
            day = (today() - datetime.timedelta(days=back)).isoformat()
            fact(
                cast.lake_party, kind, day, "league", "women", "union",
                rows=["league6/thought", "union4/service"], title="研究部署暑期志愿服务",
            )  # fmt: skip
    for back, kind in ((148, "deploy"), (100, "deploy"), (94, "activity"), (38, "inspect")):
        day = (today() - datetime.timedelta(days=back)).isoformat()
        fact(cast.lake_league, kind, day, rows=["league6/thought"], persons=18, person_times=24)
    return cast


def sign_in(page: Page, url: str, account: Account) -> None:
    """Give the browser the session of an account."""
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": url}])


def test_ledger_pages_look_right(page, live_server, cast):
    sign_in(page, live_server.url, cast.lake_secretary)
    look(page, f"{live_server.url}/ledger/", "ledger-list")
    look(page, f"{live_server.url}/ledger/record/", "ledger-record")
    first = fact(cast.lake_party, "activity", today().isoformat(), "league", title="学雷锋志愿服务")
    new = ledger.correct_entry(
        actor=cast.actor(cast.lake_secretary), entry=first, to=ledger.as_new(first), reason="写错"
    )
    look(page, f"{live_server.url}/ledger/{new.code}/", "ledger-entry")
    look(page, f"{live_server.url}/ledger/{new.code}/correct/", "ledger-correct")
    look(page, f"{live_server.url}/ledger/{new.code}/void/", "ledger-void")
    look(page, f"{live_server.url}/ledger/?print=1", "ledger-print")


def test_sync_pages_look_right(page, live_server, cast):
    sign_in(page, live_server.url, cast.office)
    year = f"period={today().year}"
    pair = f"{live_server.url}/sync/pairs/{cast.lake_league.code}/"
    look(page, f"{live_server.url}/sync/?line=league&{year}", "sync-rollup")
    look(page, f"{live_server.url}/sync/?line=league&{year}&print=1", "sync-rollup-print")
    look(page, f"{pair}?{year}", "sync-matrix")
    look(page, f"{pair}?{year}&print=1", "sync-matrix-print")
    look(page, f"{pair}facts/?{year}&step=deploy&row=", "sync-cell")
    look(page, f"{live_server.url}/sync/frameworks/", "sync-frameworks")
    look(page, f"{live_server.url}/sync/frameworks/league6/", "sync-framework")
    look(page, f"{live_server.url}/sync/frameworks/add/", "sync-framework-add")
    look(page, f"{live_server.url}/sync/frameworks/league6/change/", "sync-framework-change")
