"""How long `run.py start` takes in an empty copy of the project, and how long the second time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.server import free_port

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "vendor", "__pycache__", ".*_cache")


def measure_start() -> list[float]:
    """Seconds until the site answers, in a copy without packages, data and front-end files, and again."""
    with tempfile.TemporaryDirectory(prefix="niudai-start-") as folder:
        copy = Path(folder) / "niudai"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        return [_once(copy), _once(copy)]


def _once(copy: Path) -> float:
    gone = ("DATABASE_URL", "NIUDAI_DATA", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    environment |= {"NIUDAI_PORT": str(free_port()), "PYTHONUNBUFFERED": "1"}
    python = getattr(sys, "_base_executable", sys.executable)
    began = time.perf_counter()
    process = subprocess.Popen(
        [python, "run.py", "start"], cwd=copy, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        for line in process.stdout or ():
            print("   ", line.rstrip(), flush=True)
            if "http://" in line:
                return time.perf_counter() - began
        raise RuntimeError("the site did not start")
    finally:
        process.terminate()
        process.communicate(timeout=30)
