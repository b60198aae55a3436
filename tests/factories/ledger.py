"""Ledger entries for tests, recorded through the action, so that followers know of them."""

from __future__ import annotations

import datetime
from typing import Any

from niudai.base.actors import system
from niudai.ledger import actions
from niudai.ledger.actions import SourceRef
from niudai.ledger.models import Entry
from niudai.org.models import Organization

BY_TEST = SourceRef("test", "1", "测试")


def fact(place: Organization, kind: str, day: str, *concerns: str, **fields: Any) -> Entry:
    """One entry of `place` on `day` ("2026-01-10"), recorded by the system."""
    return actions.record_entry(
        actor=system("测试", place.jurisdiction),
        organization=place,
        kind=kind,
        occurred_on=datetime.date.fromisoformat(day),
        title=fields.pop("title", "一件事"),
        concerns=concerns,
        source=fields.pop("source", BY_TEST),
        **fields,
    )
