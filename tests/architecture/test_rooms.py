"""The doors between rooms, and the mirror of each inner file in the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOMS, ROOT, Module, imports, made_up, modules

DOORS = {"actions", "choices", "models", "queries", "rules"}
PURE = {("sync", "tallies")}  # values that queries hand out; no database behind them
OPEN_ROOMS = {"base", "plantext"}  # libraries of the house: all of it is a door
OUTER_ROOMS = {"config"}  # puts the rooms together: urls, settings, commands
MIRRORED = ("actions", "queries", "rules")


def closed_doors(module: Module) -> Iterator[str]:
    """Across rooms only the doors; the API skin may collect the rooms' routers too."""
    for node, name in imports(module):
        parts = name.split(".")
        if parts[0] != "niudai" or len(parts) < 3 or parts[1] not in ROOMS:
            continue
        room, door = parts[1], parts[2]
        if room == module.room or room in OPEN_ROOMS or module.room in OUTER_ROOMS:
            continue
        if door in DOORS or (room, door) in PURE or (module.room, door) == ("api", "api"):
            continue
        yield module.at(node, f"{module.room} may not import niudai.{room}.{door}")


def missing_mirrors(paths: list[str], root: Path) -> list[str]:
    """The inner files that have no tests/<room>/test_<file>.py and no package of that name."""
    missing = []
    for path in paths:
        parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
        if len(parts) == 3 and parts[2] in MIRRORED:
            mirror = root / "tests" / parts[1]
            places = (
                mirror / f"test_{parts[2]}.py",
                mirror / f"test_{parts[2]}",
                mirror / parts[2],
            )
            if not any(place.exists() for place in places):
                missing.append(f"{path}: write tests/{parts[1]}/test_{parts[2]}.py")
    return missing


def test_rooms_use_the_doors():
    assert [found for module in modules("niudai") for found in closed_doors(module)] == []


@pytest.mark.parametrize(
    ("path", "code", "bites"),
    [
        ("niudai/work/actions.py", "from niudai.ledger import actions", False),
        ("niudai/work/actions.py", "from niudai.ledger.models import Entry", False),
        ("niudai/desk/queries.py", "from niudai.sync.tallies import Cell", False),
        ("niudai/desk/queries.py", "from niudai.sync.matching import match", True),
        ("niudai/work/actions.py", "from niudai.base.web.pages import page", False),
        ("niudai/work/actions.py", "from niudai.work.jobs import remind", False),
        ("niudai/work/actions.py", "from .jobs import remind", False),
        ("niudai/work/actions.py", "from niudai.ledger import forms", True),
        ("niudai/work/actions.py", "import niudai.ledger.views", True),
        ("niudai/work/actions.py", "from ..ledger.jobs import sweep", True),
        ("niudai/config/urls.py", "from niudai.work import views", False),
        ("niudai/api/__init__.py", "from niudai.work.api import router", False),
        ("niudai/desk/views.py", "from niudai.work.api import router", True),
    ],
)
def test_closed_doors_bite(path, code, bites):
    assert len(list(closed_doors(made_up(path, code)))) == bites


def test_inner_files_are_mirrored():
    assert missing_mirrors([m.path for m in modules("niudai") if m.text.strip()], ROOT) == []


def test_missing_mirrors_bite(tmp_path):
    (tmp_path / "tests/work/actions").mkdir(parents=True)
    (tmp_path / "tests/work/test_rules.py").touch()
    inner = ["niudai/work/rules.py", "niudai/work/actions/__init__.py", "niudai/work/queries.py"]
    other = ["niudai/work/views.py", "niudai/work/actions/plans.py", "niudai/__init__.py"]
    assert missing_mirrors([*inner, *other], tmp_path) == [
        "niudai/work/queries.py: write tests/work/test_queries.py"
    ]
