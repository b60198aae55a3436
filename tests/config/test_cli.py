"""The console command as people run it: in a process of its own, on files and a database of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def niudai(*arguments: str, data, expect: int = 0) -> subprocess.CompletedProcess:
    """Run the command with its own data folder; SQLite whatever the tests run on."""
    environment = {**os.environ, "NIUDAI_DATA": str(data), "PYTHONIOENCODING": "utf-8"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "niudai.config.cli", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == expect, done.stdout + done.stderr
    return done


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("fly",), 2, "没有这个命令或参数"),
        (("token",), 2, "缺少参数"),
        (("plan", "read", "不存在.txt"), 1, "没有这个文件"),
        (("demo", "--organizations", "three"), 2, "的值不对"),
    ],
)
def test_mistakes_are_one_chinese_sentence(tmp_path, arguments, status, sentence):
    done = niudai(*arguments, data=tmp_path, expect=status)
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_setup_builds_the_demo_once_and_its_accounts_work(tmp_path):
    niudai("setup", data=tmp_path)
    told = (tmp_path / "demo-accounts.txt").read_text(encoding="utf-8")
    assert "dangjian" in told
    niudai("setup", data=tmp_path)
    assert "审计链完好" in niudai("audit", "verify", data=tmp_path).stdout
    token = niudai("token", "dangjian", data=tmp_path).stdout.strip()
    assert token.startswith("nd_")
    assert "没有账号" in niudai("token", "nobody", data=tmp_path, expect=1).stderr
    refused = niudai("demo", data=tmp_path, expect=1)
    assert "空库" in refused.stderr
