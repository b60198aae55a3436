"""Plan texts for tests: one in our own words, and the real ones where they lie beside the checkout."""

from pathlib import Path

import pytest

REAL = Path(__file__).parents[2] / "shared" / "plans" / "dev"
OWN = (Path(__file__).parents[1] / "niudai" / "config" / "demo" / "plan.txt").read_text(
    encoding="utf-8"
)


def texts() -> list:
    """The texts of a journey: always our own, and the subdistrict's real plan unless it is absent."""
    real = REAL / "000.txt"
    if real.exists():
        return [
            pytest.param(OWN, id="own"),
            pytest.param(real.read_text(encoding="utf-8"), id="real"),
        ]
    absent = pytest.mark.skip(reason="the real plan does not lie beside this checkout")
    return [pytest.param(OWN, id="own"), pytest.param("", id="real", marks=absent)]
