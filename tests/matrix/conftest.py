"""One world for a whole module of matrix tests: it is built once, and every request's effects are undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from niudai.base import calendar
from tests.matrix.world import World, make_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """See world.py; rolled back when the module is done."""
    calendar.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)
    calendar.forget()
