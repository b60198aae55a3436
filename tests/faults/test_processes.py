"""Two officers at the same moment, and a worker killed in the middle of a dispatch: real processes."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing

import pytest
from django.db import connection

from niudai.work.models import Assignment
from tests.base.other_process import database_for
from tests.faults.other_process import MEASURES, run, start

pytestmark = pytest.mark.django_db(transaction=True)
BODIES = 3  # community and enterprise branches that the plan's measures reach


def test_two_officers_accept_at_once_and_a_killed_dispatch_finishes(tmp_path):
    """One test for both faults, because the world they need takes long to build in another process."""
    environment = database_for(tmp_path)
    world = run(environment, "prepare")
    look = ("look", world["task"], str(world["plan"]))

    officers = [
        start(environment, "accept", person, world["task"]) for person in ("office", "league")
    ]
    for officer in officers:
        assert officer.stdout is not None
        assert officer.stdout.readline().strip() == "ready"
    statuses = []
    for officer in officers:
        assert officer.stdin is not None
        officer.stdin.write("go\n")
        officer.stdin.flush()
    for officer in officers:
        output, errors = officer.communicate(timeout=120)
        assert output, errors
        statuses.append(int(output))
    assert sorted(statuses) == [302, 409]
    seen = run(environment, *look)
    assert (seen["state"], seen["accepted"], seen["facts"]) == ("accepted", 1, 1)

    first = start(environment, "work")
    wait_until_dispatching(tmp_path, world["plan"])
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=120)
    seen = run(environment, *look)
    assert 0 < seen["tasks"] < BODIES * MEASURES, "the worker was faster than the kill"
    assert seen["job"][0] == "running"

    second = start(environment, "work")
    seen = wait_for(environment, look, lambda seen: seen["job"][0] != "running")
    second.send_signal(signal.SIGTERM)
    second.communicate(timeout=120)
    assert seen["job"] == ["done", 2]
    assert (seen["tasks"], seen["measures"]) == (BODIES * MEASURES, MEASURES)
    assert (seen["twice"], seen["notices_twice"]) == (0, 0)


def wait_for(environment, look, condition):
    """Look at the database until `condition` holds, for at most three minutes."""
    limit = time.monotonic() + 180
    while not condition(seen := run(environment, *look)):
        assert time.monotonic() < limit, f"it took too long: {seen}"
    return seen


def wait_until_dispatching(folder, plan):
    """Ask the database itself, quickly, until the first of the plan's tasks are there."""
    limit = time.monotonic() + 120
    while not tasks_now(folder, plan):
        assert time.monotonic() < limit, "the worker dispatches nothing"
        time.sleep(0.01)


def tasks_now(folder, plan) -> int:
    """How many tasks the plan has, read past the processes that write them."""
    if connection.vendor == "postgresql":
        return Assignment.objects.unrestricted("test").filter(measure__plan=plan).count()
    with closing(sqlite3.connect(folder / "niudai.sqlite3", timeout=30)) as file:
        question = (
            "SELECT count(*) FROM work_assignment JOIN work_planitem"
            " ON work_planitem.id = measure_id WHERE plan_id = ?"
        )
        return file.execute(question, [plan]).fetchone()[0]
