"""Pages of the sync room."""

from niudai.sync.views.frameworks import add_framework, change_framework, framework, frameworks
from niudai.sync.views.matrices import cell, matrix, rollup

__all__ = [
    "add_framework",
    "cell",
    "change_framework",
    "framework",
    "frameworks",
    "matrix",
    "rollup",
]
