"""A process beside the tests: `python -m tests.base.other_process prepare|work|write|look`.

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
    return subprocess.Popen(  # noqa: S603 - our own script
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
    output, errors = process.communicate(timeout=60)
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


def prepare() -> None:
    """Enqueue the job of many small steps."""
    from niudai.base.actors import Actor  # noqa: PLC0415
    from niudai.base.jobs import enqueue  # noqa: PLC0415

    register()
    enqueue(Actor(7, "张三", jurisdiction=1), "test.steps", steps=STEPS)


def register() -> None:
    """The job: one draft per step, in a transaction each, skipping those already there."""
    from django.db import transaction  # noqa: PLC0415

    from niudai.base.calendar import now  # noqa: PLC0415
    from niudai.base.jobs import Run, job  # noqa: PLC0415
    from niudai.base.models import Draft  # noqa: PLC0415

    @job("test.steps", title="逐步处理")
    def steps(run: Run, *, steps: int) -> None:
        for step in range(steps):
            with transaction.atomic():
                if not Draft.objects.filter(account_id=7, form=str(step)).exists():
                    time.sleep(0.02)
                    Draft.objects.create(
                        account_id=7, form=str(step), values={"try": run.job.tries}, saved_at=now()
                    )
            run.progress(step + 1, steps)
        run.finish(message="完成")


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
    return {
        "job": job and [job.state, job.tries, job.done, job.total, job.message],
        "drafts": sorted(int(form) for form in Draft.objects.values_list("form", flat=True)),
        "tries": sorted({row.values["try"] for row in Draft.objects.all()}),
        "lines": AuditEntry.objects.unrestricted("test").count(),
        "chain": [str(found) for found in audit.verify(1)],
    }


VERBS = {"migrate": migrate, "prepare": prepare, "work": work, "write": write, "look": look}

if __name__ == "__main__":
    main(*sys.argv[1:])
