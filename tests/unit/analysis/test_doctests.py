"""The examples in the modules are run: every rule tells itself with a journey of five events drawn by hand."""

import doctest
import importlib
import pkgutil

import pytest

import klagerejsen.analysis

MODULES = sorted(each.name for each in pkgutil.iter_modules(klagerejsen.analysis.__path__))
RULES = ["silence", "unanswered", "handovers", "ping_pong", "deadlines", "perception", "blind_spots", "standstill"]
RULES += ["contradictions", "rework", "messenger", "escalation", "caseworkers", "owners", "bottlenecks", "externals"]
WITH_EXAMPLES = [*RULES, "calendar", "chance", "comparing", "explain", "gaps", "parties", "recurrence"]
WITH_EXAMPLES += ["alike", "brokerage", "helped", "intervals", "kinds", "repeated", "statements", "together", "words"]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name):
    result = doctest.testmod(importlib.import_module(f"klagerejsen.analysis.{name}"))
    assert result.failed == 0
    assert result.attempted > 0 or name not in WITH_EXAMPLES
