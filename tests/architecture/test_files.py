"""What stands outside the code: locks and settings of tools name no host, so any mirror serves."""

import re

import pytest

from tests.architecture.source import ROOT

FILES = (
    *(
        "requirements.lock",
        "requirements-scan.lock",
        "requirements-dev.lock",
        "package.json",
        "package-lock.json",
    ),
    *("pyproject.toml", "run.py", ".ci/run"),
)
ADDRESS = re.compile(
    r"\b(?:https?|ftp|file|git\+\w+|ssh)://(?!127\.0\.0\.1|localhost|www\.w3\.org|\{)\S+"
)


def test_files_name_no_host():
    found = {name: ADDRESS.findall((ROOT / name).read_text("utf-8")) for name in FILES}
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


@pytest.mark.parametrize(
    ("text", "bites"),
    [
        ("--index-url https://mirror.example/simple", True),
        ('"resolved": "https://registry.example/x.tgz"', True),
        ("git+https://example.com/x.git", True),
        ("http://127.0.0.1:8000/", False),
        ('f"http://{host}/"', False),
    ],
)
def test_address_bites(text, bites):
    assert bool(ADDRESS.search(text)) is bites


LOCKS = ["requirements.lock", "requirements-scan.lock", "requirements-dev.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_locks_carry_a_hash_for_every_package(name):
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_each_lock_contains_the_ones_before_it():
    product, scans, developers = (
        set(re.findall(r"^\S+==\S+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in LOCKS
    )
    assert product - scans == set()
    assert scans - developers == set()


def test_entry_stays_one_readable_file():
    text = (ROOT / "run.py").read_text("utf-8")
    assert text.count("\n") <= 500
