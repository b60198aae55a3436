"""Writes of the sync room: frameworks by people, summaries by the ledger and by jobs."""

from niudai.sync.actions.frameworks import (
    NewStep,
    add_framework,
    change_framework,
    seed_frameworks,
)
from niudai.sync.actions.summaries import follow_entries, rebuild, refresh_pairs, refresh_stale

__all__ = [
    "NewStep",
    "add_framework",
    "change_framework",
    "follow_entries",
    "rebuild",
    "refresh_pairs",
    "refresh_stale",
    "seed_frameworks",
]
