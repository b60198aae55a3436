"""python -m bench [--small] [--postgres URL] [--only sqlite|postgres|reader] [--keep FOLDER]: the table of measurements.

Loads the demo at full size into an empty SQLite file and an empty PostgreSQL database, starts the real web
server on it, and prints each work beside the bare SQL for the same rows. Full size takes some fifteen minutes.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlsplit, urlunsplit


def main() -> None:
    """Run the measurements on each database in a process of its own, since settings are read once."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--small", action="store_true", help="a few thousand rows, to try the bench"
    )
    parser.add_argument("--postgres", default=os.environ.get("NIUDAI_TEST_POSTGRES", ""))
    parser.add_argument("--only", choices=("sqlite", "postgres", "reader"))
    parser.add_argument(
        "--keep",
        default="",
        help="folder that keeps the SQLite data, and keep the PostgreSQL database, for the next run",
    )
    parser.add_argument(
        "--start", action="store_true", help="only measure the first and the second start"
    )
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        inside(small=chosen.small)
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if chosen.start:
        from bench.start import measure_start  # noqa: PLC0415

        first, second = measure_start()
        print(f"{'first start, empty folder':<62}{first:9.1f}s{'':>18}  ≤ 60 s")
        print(f"{'second start':<62}{second:9.1f}s{'':>18}  ≤ 3 s")
        return
    if chosen.only in (None, "reader"):
        from bench import reader  # noqa: PLC0415

        reader.main()
        if chosen.only:
            return
    if chosen.only != "postgres":
        with tempfile.TemporaryDirectory(prefix="niudai-bench-") as folder:
            _start(chosen, data=chosen.keep or folder, url="")
    if chosen.only != "sqlite" and chosen.postgres:
        with tempfile.TemporaryDirectory(prefix="niudai-bench-") as folder:
            _start(chosen, data=folder, url=_database(chosen.postgres, keep=bool(chosen.keep)))
    elif not chosen.postgres:
        print("PostgreSQL not measured: name a server with --postgres or NIUDAI_TEST_POSTGRES.")


def _start(chosen: argparse.Namespace, *, data: str, url: str) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "niudai.config.settings",
        "NIUDAI_DATA": data,
        "NIUDAI_LOG": "WARNING",
    }
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    command = [sys.executable, "-m", "bench", "--inside", *(["--small"] if chosen.small else [])]
    subprocess.run(command, env=environment, check=True)


def _database(url: str, *, keep: bool) -> str:
    """A database called niudai_bench on that server: an empty one, or with `keep` the earlier one."""
    import psycopg  # noqa: PLC0415

    parts = urlsplit(url)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        kept = server.execute("SELECT 1 FROM pg_database WHERE datname = 'niudai_bench'").fetchone()
        if kept and not keep:
            server.execute("DROP DATABASE niudai_bench WITH (FORCE)")
        if not (kept and keep):
            server.execute("CREATE DATABASE niudai_bench")
    return urlunsplit(parts._replace(path="/niudai_bench"))


def inside(*, small: bool) -> None:
    """Load, start the server, measure, print; runs with the environment of one database."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from bench import cases, data, server  # noqa: PLC0415
    from niudai.base.actions import seed_calendar  # noqa: PLC0415
    from niudai.base.actors import system  # noqa: PLC0415
    from niudai.org.actions import issue_token  # noqa: PLC0415
    from niudai.org.models import Division  # noqa: PLC0415
    from niudai.sync.actions import seed_frameworks  # noqa: PLC0415

    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    seed_calendar()
    seed_frameworks()
    if not Division.objects.exists():
        data.load(data.SMALL if small else data.FULL)
    print(f"\n{connection.vendor}: {data.told()}; loaded in {time.perf_counter() - began:.0f} s")
    account = data.office()
    token = issue_token(actor=system("bench", account.jurisdiction), account=account, name="bench")
    session = _session(account)
    environment = {**os.environ, "AXES_ENABLED": "0"}
    with server.running(environment, worker=True) as (port, pids):
        world = cases.World(
            account=account,
            jurisdiction=account.jurisdiction,
            client=server.Client(port, session=session),
            api=server.Client(port, token=token),
            port=port,
            session=session,
        )
        time.sleep(3)
        idle = server.memory(pids)
        print(f"{'work':<62}{'took':>10}{'SQL':>10}{'ratio':>8}  limit")
        for result in cases.all_cases(world):
            show(result)
        show(cases.absolute("memory of all processes, idle (MB)", idle, 350, "PSS"))


def show(result: object) -> None:
    """One line of the table."""
    floor = f"{result.floor:8.2f}" if result.floor else ""
    times = f"{result.took / result.floor:6.1f}×" if result.floor else ""
    verdict = "met" if result.met else "NOT MET"
    print(
        f"{result.name:<62}{result.took:10.2f}{floor:>10}{times:>8}  {result.limit:<10}{verdict:<8} {result.note}",
        flush=True,
    )


def _session(account: object) -> str:
    from importlib import import_module  # noqa: PLC0415

    from django.conf import settings  # noqa: PLC0415

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["_auth_user_id"] = str(account.pk)
    store["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    store["_auth_user_hash"] = account.get_session_auth_hash()
    store["renewed"] = int(time.time())
    store.create()
    return store.session_key


if __name__ == "__main__":
    main()
