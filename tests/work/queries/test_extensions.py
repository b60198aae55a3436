"""Requests for more time are seen with their task."""

import pytest

from niudai.base.errors import Unseen
from niudai.work import actions, queries
from tests.factories.work import in_days


def test_extension_is_seen_as_its_task(world):
    task = world.task()
    asked = actions.ask_extension(
        actor=world.actor("lake_league_secretary"),
        assignment=task,
        due_on=in_days(60),
        reason="场地还在维修",
    )
    assert queries.extensions(task) == [asked]
    assert queries.extension(world.actor("league_officer"), asked.code) == asked
    for name in ("stranger", "park_league_secretary"):
        with pytest.raises(Unseen):
            queries.extension(world.actor(name), asked.code)
