"""The examples in the modules are run."""

import doctest
import importlib
import pkgutil

import pytest

import klagerejsen.statistics

MODULES = sorted(each.name for each in pkgutil.iter_modules(klagerejsen.statistics.__path__))
WITHOUT_EXAMPLES = {"bootstrap", "exchanges", "pictures", "published"}


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name):
    result = doctest.testmod(importlib.import_module(f"klagerejsen.statistics.{name}"))
    assert result.failed == 0
    assert result.attempted > 0 or name in WITHOUT_EXAMPLES
