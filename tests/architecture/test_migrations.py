"""Migrations are named by a person and stand on their own."""

import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, Module, imports, made_up


def misnamed(path: str) -> bool:
    """Whether a migration has no real name."""
    name = path.rsplit("/", 1)[-1]
    return not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+\.py", name) or "_auto_" in name


def leaning(module: Module) -> Iterator[str]:
    """Imports of code that will change after the migration has run somewhere."""
    for node, name in imports(module):
        if name.startswith("niudai.") and not name.startswith("niudai.base.fields"):
            yield module.at(node, f"a migration may not import {name}")


def migrations() -> list[Module]:
    """Every migration of every room."""
    paths = sorted((ROOT / "niudai").glob("*/migrations/[!_]*.py"))
    return [Module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths]


def test_migrations_have_real_names():
    assert [module.path for module in migrations() if misnamed(module.path)] == []


def test_migrations_stand_on_their_own():
    assert [found for module in migrations() for found in leaning(module)] == []


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("0001_initial.py", False),
        ("0002_entry_occasion.py", False),
        ("0003_auto_20260305_1200.py", True),
        ("0004.py", True),
        ("add_lines.py", True),
    ],
)
def test_misnamed_bites(name, bad):
    assert misnamed(f"niudai/work/migrations/{name}") is bad


@pytest.mark.parametrize(
    ("code", "bites"),
    [
        ("import niudai.base.fields", False),
        ("from niudai.base.fields import CodeSetField", False),
        ("from niudai.work.choices import State", True),
        ("import niudai.org.models", True),
    ],
)
def test_leaning_bites(code, bites):
    assert len(list(leaning(made_up("niudai/work/migrations/0002_x.py", code)))) == bites
