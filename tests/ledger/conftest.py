"""What the tests of the ledger share: a fixed day and the frameworks that ship."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from niudai.org.models import Account
from niudai.sync.actions import seed_frameworks
from tests.cast import Cast


@pytest.fixture
def world(cast: Cast) -> Iterator[Cast]:
    """The cast on 20 April 2026, with the frameworks that ship."""
    with time_machine.travel("2026-04-20 10:00+08:00", tick=False):
        seed_frameworks()
        yield cast


@pytest.fixture
def as_(world: Cast) -> Callable[[Account], Client]:
    """A browser in which an account is signed in."""

    def signed_in(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
