"""What a closed ballot says: every choice with each side's dots beside the others', and ties as ties.

Nothing is averaged over heads: a side of one stands in a column of its own beside a side of twenty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from klagerejsen.access.rules import Scope
from klagerejsen.codes import Perspective
from klagerejsen.extensions import db
from klagerejsen.workshops.models import Ballot, Participant, Vote
from klagerejsen.workshops.papers import Choice, paper

Dots = Mapping[str, Mapping[Perspective, int]]
LONGEST_BAR = 6
"""Shapes in the longest bar; where there were more dots, a shape stands for several of them."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Cell:
    """One side's dots on one choice: how many, as how many shapes, and whether none of that side's has more."""

    side: Perspective
    dots: int
    shapes: int
    top: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A choice with its dots; it shares the places from `first` to `last` with those that got as many."""

    choice: Choice
    total: int
    first: int
    last: int
    cells: tuple[Cell, ...]

    @property
    def place(self) -> str:
        """Say the place: "1. plads", "delt 2.–3. plads"."""
        if self.first == self.last:
            return _("%(place)s. plads", place=self.first)
        return _("delt %(first)s.–%(last)s. plads", first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class Column:
    """One side of the result: its dots, from how many people."""

    side: Perspective
    dots: int
    voices: int


@dataclass(frozen=True, slots=True)
class Result:
    """A counted ballot: the choices that got dots, most first; those that got none; and how many dots a shape is."""

    rows: tuple[Row, ...]
    blank: tuple[Choice, ...]
    columns: tuple[Column, ...]
    step: int


def result(scope: Scope, ballot: Ballot) -> Result | None:
    """Count a ballot; None while it is open, whoever asks."""
    if ballot.closed_at is None:
        return None
    return counted(paper(scope, ballot), _dots(ballot), _voices(ballot))


def _dots(ballot: Ballot) -> Dots:
    found: dict[str, dict[Perspective, int]] = {}
    for choice, side, dots in db.session.execute(_by_side(Vote.choice, func.sum(Vote.dots), ballot)):
        found.setdefault(choice, {})[side] = int(dots)
    return found


def _by_side(what: Any, number: Any, ballot: Ballot) -> Any:
    query = select(what, Participant.perspective, number).join(Participant, Participant.id == Vote.participant_id)
    return query.where(Vote.ballot_id == ballot.id).group_by(what, Participant.perspective)


def _voices(ballot: Ballot) -> Mapping[Perspective, int]:
    rows = db.session.execute(_by_side(Vote.ballot_id, func.count(Vote.participant_id.distinct()), ballot))
    return {side: voices for _ballot, side, voices in rows}


def counted(choices: Sequence[Choice], dots: Dots, voices: Mapping[Perspective, int]) -> Result:
    """Put the choices in their places; equal ones stand in the order of the paper."""
    most = {side: max((on.get(side, 0) for on in dots.values()), default=0) for side in Perspective}
    step = step_for(max(most.values()))
    chosen = [choice for choice in choices if dots.get(choice.key)]
    places = _places({choice.key: sum(dots[choice.key].values()) for choice in chosen})
    rows = [_row(choice, dots[choice.key], places[choice.key], most, step) for choice in chosen]
    sums = {side: sum(on.get(side, 0) for on in dots.values()) for side in Perspective}
    return Result(
        rows=tuple(sorted(rows, key=lambda row: row.first)),
        blank=tuple(choice for choice in choices if choice not in chosen),
        columns=tuple(Column(side, sums[side], voices.get(side, 0)) for side in Perspective),
        step=step,
    )


def _row(
    choice: Choice, on: Mapping[Perspective, int], place: tuple[int, int], most: Mapping[Perspective, int], step: int
) -> Row:
    given = {side: on.get(side, 0) for side in Perspective}
    cells = tuple(
        Cell(side, dots, shapes=-(-dots // step), top=dots > 0 and dots == most[side]) for side, dots in given.items()
    )
    return Row(choice, sum(given.values()), *place, cells)


def _places(totals: Mapping[str, int]) -> Mapping[str, tuple[int, int]]:
    places, taken = {}, 0
    for _total, group in groupby(sorted(totals, key=lambda key: -totals[key]), key=lambda key: totals[key]):
        tied = list(group)
        places.update(dict.fromkeys(tied, (taken + 1, taken + len(tied))))
        taken += len(tied)
    return places


def step_for(most: int) -> int:
    """Return how many dots one shape stands for, so that the longest bar fits.

    >>> step_for(3), step_for(6), step_for(7), step_for(150)
    (1, 1, 2, 50)
    """
    return next((step for step in STEPS if most <= step * LONGEST_BAR), STEPS[-1])
