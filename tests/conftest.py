"""What every test shares: quick password hashes, a browser where there is one, no time limit per example."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

    from tests.cast import Cast

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
]
E2E = Path(__file__).parent / "e2e"

hypothesis.settings.register_profile("shared machine", deadline=None)
hypothesis.settings.load_profile("shared machine")


def chromium() -> str | None:
    """The path of the first browser found, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class QuietServer(ThreadedWSGIServer):
    """The live server; a browser's connection that outlives it does not touch the main thread's database."""

    def _close_connections(self) -> None:
        if not self.connections_override:  # else it is the shared database in memory
            super()._close_connections()


def pytest_configure() -> None:
    """Replace Argon2, which is slow on purpose (tests of the hasher itself name it), and the live server."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    LiveServerThread.server_class = QuietServer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in tests/e2e as e2e; skip it, visibly, where no browser is found."""
    for item in items:
        if E2E in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium found on PATH"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Start the system's Chromium, not one that Playwright would download."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": BROWSER_FLAGS}


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: "DjangoDbBlocker"
) -> "Iterator[None]":
    """End what browsers still hold open of the live server before PostgreSQL is asked to drop the database."""
    yield
    from django.db import connection  # noqa: PLC0415 — only once Django is up

    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _calendar_of_its_own(request: pytest.FixtureRequest) -> None:
    """What one test read of the working calendar is not another's."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        from niudai.base import calendar  # noqa: PLC0415 — models can be imported only now

        calendar.forget()


@pytest.fixture
def cast(db: None) -> "Cast":
    """The two subdistricts and everybody in them (tests/cast.py)."""
    from tests.cast import make_cast  # noqa: PLC0415 — models can be imported only once Django is up

    return make_cast()
