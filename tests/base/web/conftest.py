"""The gallery as the whole site, with people told by a cookie; see gallery.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def gallery_site(settings: Settings) -> None:
    """Every test here sees the gallery's addresses, templates and people."""
    settings.ROOT_URLCONF = "tests.base.web.gallery"
    settings.NIUDAI_MENU = "tests.base.web.gallery.menu"
    settings.LOGIN_URL = "org:sign_in"
    settings.MIDDLEWARE = [
        "tests.base.web.gallery.StandInActor" if "ActorMiddleware" in name else name
        for name in settings.MIDDLEWARE
        if not any(word in name for word in ("axes", "Authentication", "whitenoise"))
    ]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [HERE / "templates"]}]


@pytest.fixture
def anonymous() -> Client:
    """Nobody signed in."""
    return Client()


@pytest.fixture
def li(db: None) -> Client:
    """李红 of 幸福街道, account 1."""
    return person(1)


def person(number: int) -> Client:
    """One of gallery.PEOPLE."""
    client = Client()
    client.cookies["person"] = str(number)
    return client
