"""Browsers of the cast for the tests of faults."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def as_(cast: Cast) -> Callable[[str], Client]:
    """`as_("office")`: a browser in which that person of the cast is signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(cast.people()[name], backend=BACKEND)
        return client

    return signed_in
