"""The gallery as the whole site, with people told by a cookie; see gallery.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from pytest_django.live_server_helper import LiveServer

HERE = Path(__file__).parent


def gallery_settings() -> dict[str, Any]:
    """The gallery as the whole site; the people come from a cookie instead of the room org."""
    left_out = ("axes", "AuthenticationMiddleware", "whitenoise")
    return {
        "ROOT_URLCONF": "tests.base.web.gallery",
        "NIUDAI_MENU": "tests.base.web.gallery.menu",
        "LOGIN_URL": "org:sign_in",
        "MIDDLEWARE": [
            "tests.base.web.gallery.StandInActor" if "ActorMiddleware" in name else name
            for name in settings.MIDDLEWARE
            if not any(word in name for word in left_out)
        ],
        "TEMPLATES": [{**settings.TEMPLATES[0], "DIRS": [HERE / "templates"]}],
    }


@pytest.fixture(autouse=True)
def gallery_site() -> Iterator[None]:
    """Every test here sees the gallery."""
    with override_settings(**gallery_settings()):
        yield


@pytest.fixture(scope="session")
def gallery_port(django_db_setup: None) -> Iterator[LiveServer]:
    """One server of the gallery for all browser tests; it reads the middleware when it starts."""
    with override_settings(**gallery_settings()):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A browser in Chinese, so that its own controls are, too."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def gallery_server(gallery_port: LiveServer, transactional_db: None) -> LiveServer:
    """The gallery's server, on a database that is emptied after the test."""
    return gallery_port


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
