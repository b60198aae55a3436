"""Reads of the sync room."""

from niudai.sync.queries.facts import facts_of, tallies_of
from niudai.sync.queries.frameworks import (
    RowSpec,
    StepSpec,
    VersionSpec,
    content_rows,
    current_versions,
    framework_keys,
    in_force,
    jurisdiction_of,
    versions_of,
)
from niudai.sync.queries.matrix import (
    AnsweredFact,
    CellFacts,
    Matrix,
    MatrixRow,
    first_of,
    pair_cell,
    pair_matrix,
    tally_of,
)
from niudai.sync.queries.pairs import (
    is_stale,
    open_today,
    pair,
    pairs_of,
    stale_pairs,
    versions_key,
    visible_pairs,
)
from niudai.sync.queries.rollups import AreaRow, Rollup, RollupRow, area_rollup, lines_of, rollup
from niudai.sync.tallies import Cell

__all__ = [
    "AnsweredFact",
    "AreaRow",
    "Cell",
    "CellFacts",
    "Matrix",
    "MatrixRow",
    "Rollup",
    "RollupRow",
    "RowSpec",
    "StepSpec",
    "VersionSpec",
    "area_rollup",
    "content_rows",
    "current_versions",
    "facts_of",
    "first_of",
    "framework_keys",
    "in_force",
    "is_stale",
    "jurisdiction_of",
    "lines_of",
    "open_today",
    "pair",
    "pair_cell",
    "pair_matrix",
    "pairs_of",
    "rollup",
    "stale_pairs",
    "tallies_of",
    "tally_of",
    "versions_key",
    "versions_of",
    "visible_pairs",
]
