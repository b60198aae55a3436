"""Patterns that wait to be compiled."""

import re

import pytest

from niudai.plantext.patterns import lazy


def test_lazy_pattern_compiles_at_its_first_use_and_then_is_the_pattern():
    pattern = lazy("(?P<n>[0-9]+)人")
    assert "match" not in vars(pattern)
    assert pattern.search("约12人").group("n") == "12"
    assert vars(pattern)["match"] == re.compile("(?P<n>[0-9]+)人").match


def test_lazy_pattern_keeps_its_flags_and_splits_and_substitutes():
    pattern = lazy("a", re.IGNORECASE)
    assert (pattern.split("1A2a3"), pattern.sub("-", "1A2a3")) == (["1", "2", "3"], "1-2-3")
    assert pattern.pattern == "a"


def test_lazy_pattern_has_no_other_attributes():
    with pytest.raises(AttributeError):
        lazy("a").nothing  # noqa: B018
