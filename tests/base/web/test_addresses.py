"""Where a browser may be sent: only within this site."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from niudai.base.web.addresses import page_before, safe_next


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/rows/?page=2", "/rows/?page=2"),
        ("http://testserver/rows/", "http://testserver/rows/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_safe_next_stays_on_this_site(url: str, expected: str) -> None:
    assert safe_next(RequestFactory().get("/"), url) == expected


def test_page_before_is_a_path_of_this_site_or_nothing() -> None:
    get = RequestFactory().get
    assert page_before(get("/", HTTP_REFERER="http://testserver/rows/?page=2")) == "/rows/?page=2"
    assert page_before(get("/", HTTP_HX_CURRENT_URL="http://testserver/form/")) == "/form/"
    assert page_before(get("/", HTTP_REFERER="http://evil.example/rows/")) == ""
    assert page_before(get("/")) == ""
