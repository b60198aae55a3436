"""Patterns that are compiled when they are first used: some 280 of them would make every start wait for 0.1 s."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split", "pattern")


class _Lazy:
    """Stands for a compiled pattern; its methods become the pattern's own at the first use of one."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves like `re.compile(source, flags)` and costs nothing until it is used.

    >>> lazy("[0-9]+").search("第12条").group()
    '12'
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
