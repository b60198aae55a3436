"""A real web server for the measurements, and clients that keep their connection."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

SESSION = "sessionid"


class Client:
    """One connection to the server, with a session cookie or a bearer token."""

    def __init__(self, port: int, *, session: str = "", token: str = "") -> None:
        self.port = port
        self.headers = {"Host": f"127.0.0.1:{port}"}
        if session:
            self.headers["Cookie"] = f"{SESSION}={session}"
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> bytes:
        """The body of a page; anything but 200 is an error of the measurement."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: bytes = b"{}") -> bytes:
        """Send JSON to the API."""
        return self._ask("POST", path, body, {"Content-Type": "application/json"})

    def _ask(self, method: str, path: str, body: bytes | None, more: dict[str, str]) -> bytes:
        headers = {**self.headers, **more}
        try:
            self.connection.request(method, path, body=body, headers=headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # closed when long unused
            self.connection.close()
            self.connection.request(method, path, body=body, headers=headers)
            answer = self.connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
        return text


@contextmanager
def running(
    environment: dict[str, str], *, worker: bool = False
) -> Iterator[tuple[int, list[int]]]:
    """The web server (two workers, as in production) and optionally the background worker.

    Yields the port and the ids of the started processes.
    """
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "2", "--blocking-threads", "2"]
    command += [
        "--respawn-failed-workers",
        "--log-level",
        "warning",
        "niudai.config.wsgi:application",
    ]
    started = [subprocess.Popen(command, env=environment)]
    if worker:
        started.append(
            subprocess.Popen([sys.executable, "-m", "niudai.config.cli", "worker"], env=environment)
        )
    try:
        _wait(port)
        yield port, [process.pid for process in started]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=20)


def memory(pids: list[int]) -> float:
    """Megabytes of these processes and all below them, shared pages counted once (PSS)."""
    total = 0
    for pid in _family(pids):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def _family(pids: list[int]) -> set[int]:
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            parents[int(folder.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    found = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            Client(port).get("/health/")
            return
        except (OSError, RuntimeError):
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def query(**values: object) -> str:
    """A query string."""
    return urlencode(values)
