"""A process beside the tests: `python -m tests.faults.other_process prepare|work|accept|look`.

The databases are those of tests/base/other_process.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MEASURES = 150


def start(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    """Start the script with these words; it reads a line and answers with one of JSON."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.other_process", *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(environment: dict[str, str], *words: str) -> Any:
    """Run the script to its end; what it answered."""
    output, errors = start(environment, *words).communicate(timeout=240)
    assert output, errors
    return json.loads(output.splitlines()[-1])


def prepare() -> dict[str, Any]:
    """The cast, one reported task, and a plan of many measures whose dispatch waits for a worker."""
    from niudai.base.calendar import today  # noqa: PLC0415 — Django is set up by now
    from niudai.sync.actions import seed_frameworks  # noqa: PLC0415
    from niudai.work import actions  # noqa: PLC0415
    from tests.cast import make_cast  # noqa: PLC0415
    from tests.factories.work import a_measure, a_plan, dispatched, in_days  # noqa: PLC0415

    cast = make_cast()
    seed_frameworks()
    body = cast.actor(cast.lake_league_secretary)
    measure = a_measure(a_plan(cast.party), "league", due_on=in_days(30))
    task = dispatched(cast.actor(cast.office), measure, cast.lake_league)[0]
    actions.acknowledge_assignment(actor=body, assignment=task)
    actions.report_assignment(actor=body, assignment=task, done_on=today(), report="30人参加")
    plan = a_plan(cast.party)
    for number in range(MEASURES):
        a_measure(plan, "league", title=f"举措{number}")
    job = actions.start_plan_dispatch(actor=cast.actor(cast.office), plan=plan)
    return {"task": str(task.code), "plan": plan.pk, "job": str(job.code)}


def work() -> int:
    """A worker whose jobs count as dead after one second."""
    from niudai.base import worker  # noqa: PLC0415

    worker.BEAT, worker.DEAD_AFTER, worker.IDLE = 0.2, timedelta(seconds=1), 0.1
    return worker.run_worker()


def accept(person: str, code: str) -> int:
    """Open the task as `person`, wait for a line on standard input, then accept; the status."""
    from django.test import Client  # noqa: PLC0415

    from niudai.org.models import Account  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(
        Account.objects.get(username=person), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(f"/assignments/{code}/").status_code == 200
    print("ready", flush=True)  # noqa: T201 — read by the test
    sys.stdin.readline()
    return client.post(f"/assignments/{code}/accept/").status_code


def look(task: str, plan: str) -> dict[str, Any]:
    """What the database holds of the task and of the plan's dispatch."""
    from django.db.models import Count  # noqa: PLC0415

    from niudai.base.models import Job, Notice  # noqa: PLC0415
    from niudai.ledger.models import Entry  # noqa: PLC0415
    from niudai.work.models import Assignment, AssignmentEvent  # noqa: PLC0415

    rows = Assignment.objects.unrestricted("test").filter(measure__plan=int(plan))
    events = AssignmentEvent.objects.unrestricted("test").filter(assignment__code=task)
    facts = Entry.objects.unrestricted("test").filter(source_code=task, kind="implement")
    job = Job.objects.unrestricted("test").get()
    pairs = rows.values("organization", "measure").annotate(times=Count("pk"))
    notices = Notice.objects.unrestricted("test")
    return {
        "state": Assignment.objects.unrestricted("test").get(code=task).state,
        "accepted": events.filter(kind="accepted").count(),
        "facts": facts.count(),
        "job": [job.state, job.tries],
        "tasks": rows.count(),
        "measures": rows.values("measure").distinct().count(),
        "twice": pairs.filter(times__gt=1).count(),
        "notices_twice": notices.values("account_id", "key")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .count(),
    }


VERBS = {verb.__name__: verb for verb in (prepare, work, accept, look)}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niudai.config.settings")
    import django

    django.setup()
    print(json.dumps(VERBS[sys.argv[1]](*sys.argv[2:])))  # noqa: T201 — read by the test
