"""Every rule tells itself by an example: a journey of five events drawn by hand."""

from pathlib import Path

import pytest

from klagerejsen import analysis

RULES = ["silence", "unanswered", "handovers", "ping_pong", "deadlines", "perception", "blind_spots", "standstill"]
RULES += ["contradictions", "rework", "messenger", "escalation", "caseworkers", "owners", "bottlenecks", "externals"]
WITH_EXAMPLES = [*RULES, "calendar", "chance", "comparing", "explain", "gaps", "parties", "recurrence"]
WITH_EXAMPLES += ["alike", "brokerage", "helped", "intervals", "kinds", "repeated", "statements", "together", "words"]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_it_tells_itself_by_an_example(name):
    assert ">>> " in (Path(analysis.__path__[0]) / f"{name}.py").read_text("utf-8")
