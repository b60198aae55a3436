"""Every example in a docstring of the room holds."""

import doctest
import importlib
import pkgutil

import pytest

import niudai.plantext

MODULES = [f"niudai.plantext.{m.name}" for m in pkgutil.iter_modules(niudai.plantext.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
