"""The kit's own pages in a browser, at both widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.base.web.gallery import make_rows
from tests.e2e.look import look

pytestmark = pytest.mark.e2e

PAGES = {
    "rows": "/rows/",
    "rows-filtered": "/rows/?state=b&saved_from=2026-03-01&columns=title,state,note&sort=title&q=障碍",
    "rows-found": "/rows/?state=b&page=2",
    "pieces": "/pieces/",
    "form": "/form/",
    "sign-in": "/sign-in/",
    "print": "/rows/?print=1&state=b",
    "missing": "/problems/404/",
    "stale": "/fail/409/",
}


@pytest.fixture
def li_page(page: Page, gallery_server: LiveServer) -> Page:
    """A browser in which 李红 is signed in, on 74 rows."""
    make_rows(74)
    page.context.add_cookies([{"name": "person", "value": "1", "url": gallery_server.url}])
    return page


@pytest.mark.parametrize("name", PAGES)
def test_page_looks_right_at_both_widths(
    li_page: Page, gallery_server: LiveServer, name: str
) -> None:
    look(li_page, gallery_server.url + PAGES[name], f"kit-{name}")


@pytest.mark.parametrize("chosen", ["large", "contrast", "contrast.large"])
def test_page_looks_right_in_the_chosen_look(
    li_page: Page, gallery_server: LiveServer, chosen: str
) -> None:
    li_page.context.add_cookies([{"name": "nd_look", "value": chosen, "url": gallery_server.url}])
    look(li_page, f"{gallery_server.url}/rows/", f"kit-rows-{chosen}")
    look(li_page, f"{gallery_server.url}/form/", f"kit-form-{chosen}")
    look(li_page, f"{gallery_server.url}/pieces/", f"kit-pieces-{chosen}")
