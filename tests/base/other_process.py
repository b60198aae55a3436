"""A process beside the tests: `python -m tests.base.other_process migrate|prepare|work|release|write|look`.

`database_for` says in the environment which database it opens: on PostgreSQL the one of the test,
on SQLite a file in a folder, since no other process can see a database in memory.
"""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
STEPS = 60
PAUSES_AT = 20


def database_for(folder: Path) -> dict[str, str]:
    """The environment of the other processes; the database is there and empty afterwards."""
    from django.db import connection  # noqa: PLC0415 - the script below loads Django itself

    environment = {**os.environ, "NIUDAI_DATA": str(folder)}
    if connection.vendor == "postgresql":
        it = connection.settings_dict
        user = f"{quote(it['USER'])}:{quote(it['PASSWORD'])}"
        environment["DATABASE_URL"] = f"postgres://{user}@{it['HOST']}:{it['PORT']}/{it['NAME']}"
    else:
        environment.pop("DATABASE_URL", None)
        run(environment, "migrate")
    return environment


def start(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    """Start the script with these words."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.base.other_process", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(environment: dict[str, str], *words: str) -> str:
    """Run the script to its end; what it printed."""
    process = start(environment, *words)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output


def main(verb: str, *words: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niudai.config.settings")
    import django  # noqa: PLC0415 - the other functions run where Django is set up

    django.setup()
    print(json.dumps(VERBS[verb](*words)))  # noqa: T201 - read by the test


def migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)


def prepare(pause: str) -> None:
    """Enqueue the job of many small steps; `pause` is "for ever" or "until released"."""
    from niudai.base.actors import Actor  # noqa: PLC0415
    from niudai.base.jobs import enqueue  # noqa: PLC0415

    register()
    enqueue(Actor(7, "张三", jurisdiction=1), "test.steps", pause=pause)


def register() -> None:
    """The job: one draft per step, in a transaction each, skipping those already there.

    Its first try pauses after some steps: for ever and inside a transaction, or until released.
    """
    from django.db import transaction  # noqa: PLC0415

    from niudai.base.calendar import now  # noqa: PLC0415
    from niudai.base.jobs import Run, job  # noqa: PLC0415
    from niudai.base.models import Draft  # noqa: PLC0415

    def write(run: Run, step: int) -> None:
        values = {"try": run.job.tries}
        Draft.objects.create(account_id=7, form=str(step), values=values, saved_at=now())

    @job("test.steps", title="逐步处理")
    def steps(run: Run, *, pause: str) -> None:
        for step in range(STEPS):
            pauses = step == PAUSES_AT and run.job.tries == 1
            while pauses and pause == "until released" and not Draft.objects.filter(form="go"):
                time.sleep(0.05)
            with transaction.atomic():
                if not Draft.objects.filter(account_id=7, form=str(step)).exists():
                    write(run, step)
                if pauses and pause == "for ever":
                    time.sleep(600)
            run.progress(step + 1, STEPS)
        run.finish(message="完成")


def release() -> None:
    """Let the pausing job go on."""
    from niudai.base.calendar import now  # noqa: PLC0415
    from niudai.base.models import Draft  # noqa: PLC0415

    Draft.objects.create(account_id=8, form="go", saved_at=now())


def work() -> int:
    """A worker whose jobs count as dead after one second."""
    from niudai.base import worker  # noqa: PLC0415

    register()
    worker.BEAT, worker.DEAD_AFTER, worker.IDLE = 0.2, timedelta(seconds=1), 0.1
    return worker.run_worker()


def write(account: str, lines: str) -> None:
    """Append audit lines to the chain of jurisdiction 1, each in its own transaction."""
    from niudai.base import audit  # noqa: PLC0415
    from niudai.base.actors import Actor  # noqa: PLC0415

    for number in range(int(lines)):
        audit.record(Actor(int(account), "张三", jurisdiction=1), "test.write", text=str(number))


def look() -> dict:
    """What the database holds."""
    from niudai.base import audit  # noqa: PLC0415
    from niudai.base.models import AuditEntry, Draft, Job  # noqa: PLC0415

    job = Job.objects.unrestricted("test").first()
    drafts = list(Draft.objects.filter(account_id=7))
    return {
        "job": job and [job.state, job.tries, job.done, job.total, job.message],
        "drafts": sorted(int(draft.form) for draft in drafts),
        "tries": sorted({draft.values["try"] for draft in drafts}),
        "lines": AuditEntry.objects.unrestricted("test").count(),
        "chain": [str(found) for found in audit.verify(1)],
    }


VERBS = {verb.__name__: verb for verb in (migrate, prepare, work, release, write, look)}

if __name__ == "__main__":
    main(*sys.argv[1:])
