"""The browser of all browser tests speaks Chinese, so that its own controls do, too."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cast import PASSWORD, Cast, make_cast


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """See above."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, where the live server sees it."""
    return make_cast()


@pytest.fixture
def office(page: Page, live_server, cast: Cast) -> Page:
    """The Party office, signed in."""
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=username]", cast.office.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page
