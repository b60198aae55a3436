"""The project's Python files as syntax trees, and made-up ones to prove that each rule bites."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
ROOMS = tuple(sorted(path.parent.name for path in (ROOT / "niudai").glob("*/__init__.py")))


@dataclass(frozen=True)
class Module:
    """One Python file: its path below the project folder with `/` between the parts, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree; raises SyntaxError for a file that is not Python."""
        return ast.parse(self.text, self.path)

    @property
    def room(self) -> str:
        """`work` for niudai/work/…, empty for what stands outside the rooms."""
        parts = self.path.split("/")
        return parts[1] if parts[0] == "niudai" and len(parts) > 2 else ""

    @property
    def name(self) -> str:
        """The dotted module name."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def at(self, node: ast.AST, words: str) -> str:
        """A finding: file, line, what is wrong there."""
        return f"{self.path}:{node.lineno}: {words}"


def made_up(path: str, code: str) -> Module:
    """A module that exists only in a test."""
    return Module(path, dedent(code))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file below the folders, migrations excepted."""
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in paths
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    )


def imports(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Each imported name in full with its node: `from a.b import c` gives `a.b.c`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = module.name.split(".")
                if not module.path.endswith("/__init__.py"):
                    package.pop()
                above = package[: len(package) - node.level + 1]
                base = ".".join([*above, *filter(None, [base])])
            yield from ((node, f"{base}.{alias.name}") for alias in node.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` for that expression, empty for anything that is not names and dots."""
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return node.id if isinstance(node, ast.Name) else ""
