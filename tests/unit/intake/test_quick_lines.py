"""How much of a line is understood, measured on labelled lines; run with -s to see the figures."""

import sys

import pytest

from klagerejsen.intake.quick import propose
from tests.unit.intake.lines import CASES, FIELDS, in_order, lines, understood

LEAST = {"date": 0.98, "due": 0.9, "type": 0.85, "from": 0.85, "to": 0.85, "channel": 0.85, "reply": 0.85}


@pytest.fixture(scope="module")
def told() -> list[tuple[str, dict[str, bool]]]:
    """Return for every line its batch and which of its fields were understood as labelled."""
    found = []
    for line in lines():
        case = CASES[line.case]
        got = understood(propose(line.text, case), case)
        found.append((line.batch, {field: got[field] == in_order(line.said[field]) for field in FIELDS}))
    return found


def test_there_are_lines_enough_to_measure_by():
    assert len(lines()) >= 350
    assert len({line.text for line in lines()}) == len(lines())


@pytest.mark.parametrize("field", FIELDS)
def test_most_lines_are_understood_as_they_are_meant(told, field):
    right = [fields[field] for _batch, fields in told]
    for batch in "123456":
        tell(f"{field}, batch {batch}", [fields[field] for number, fields in told if number == batch])
    tell(field, right)
    assert sum(right) / len(right) >= LEAST[field]


def tell(name: str, right: list[bool]) -> None:
    sys.stdout.write(f"\n{name}: {sum(right)} of {len(right)} ({sum(right) / len(right):.3f})")


def test_a_date_that_can_be_read_in_two_ways_is_never_taken():
    asked = [line for line in lines() if line.said["date"] == "?"]
    assert len(asked) >= 5
    for line in asked:
        proposal = propose(line.text, CASES[line.case])
        assert (proposal.date, bool(proposal.date_reason)) == (None, True), line.text
