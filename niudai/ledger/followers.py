"""What the ledger tells and asks the rooms above it, by the names the settings give (decision 0006)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from niudai.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A content row that an entry may carry: its code `<framework>/<row>`, its words, its line."""

    code: str
    name: str
    framework: str
    line: str


def tell(entries: Sequence[Entry]) -> None:
    """Call every follower with the entries just added or voided, inside the same transaction.

    Called exactly once per write, right after it: followers may rely on everything before having
    been told.
    """
    if not entries:
        return
    for path in settings.LEDGER_FOLLOWERS:
        _resolve(path)(entries)


def row_choices(jurisdiction: int) -> list[RowChoice]:
    """The content rows of the frameworks in force in a jurisdiction; none when no room offers any."""
    path = getattr(settings, "LEDGER_CONTENT_ROWS", "")
    return [RowChoice(*values) for values in _resolve(path)(jurisdiction)] if path else []


@cache
def _resolve(path: str) -> Callable[..., Any]:
    return import_string(path)
