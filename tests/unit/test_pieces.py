"""Journeys in pieces: where one changed, only the piece it is in is counted again."""

from types import SimpleNamespace

import pytest

from klagerejsen.analysis.counts import Counts
from klagerejsen.insights import pieces
from klagerejsen.insights.pieces import pieces_of, summed


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(pieces, "SIZE", 10)


@pytest.fixture
def seen():
    return []


@pytest.fixture
def count(seen):
    def counted(cases):
        counts = Counts()
        for case in cases:
            seen.append(case)
            counts.numbers["all"][case] += 1
            counts.behind["all"].append(case)
        return counts

    return counted


def parts(*keys):
    return {key: SimpleNamespace(id=key, case=key) for key in keys}


def total(those, count, without=()):
    return summed(those, count, lambda part: part.case, frozenset(without)).behind["all"]


def test_what_did_not_change_is_not_counted_again(count, seen):
    every = parts(1, 2, 11, 12, 25)
    first = pieces_of(every, {})
    assert total(first, count) == [1, 2, 11, 12, 25]
    del seen[:]
    later = pieces_of(every | parts(12) | parts(13), first)
    assert total(later, count) == [1, 2, 11, 12, 13, 25]
    assert seen == [11, 12, 13]
    assert total(first, count) == [1, 2, 11, 12, 25]  # what somebody still reads from before stands


def test_a_journey_that_went_is_no_longer_counted(count, seen):
    first = pieces_of(parts(1, 2, 11), {})
    total(first, count)
    del seen[:]
    assert total(pieces_of({key: first[0].parts[key - 1] for key in (1, 2)}, first), count) == [1, 2]
    assert seen == []


def test_journeys_left_out_come_back(count, seen):
    those = pieces_of(parts(1, 2, 11), {})
    assert total(those, count, without=[2]) == [1, 11]
    del seen[:]
    assert total(those, count) == [1, 2, 11]
    assert seen == [1, 2]
