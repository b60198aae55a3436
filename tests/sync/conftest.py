"""What the tests of the sync room share: the shipped frameworks and a fixed day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from niudai.sync import actions
from tests.cast import Cast


@pytest.fixture
def world(cast: Cast) -> Iterator[Cast]:
    """The cast on 20 April 2026, with the frameworks that ship."""
    with time_machine.travel("2026-04-20 10:00+08:00", tick=False):
        actions.seed_frameworks()
        yield cast
