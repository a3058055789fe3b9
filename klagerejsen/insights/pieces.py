"""A team's journeys in pieces: what was counted of a piece is kept for as long as its journeys are the very same."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from klagerejsen.analysis.counts import Counts, put_together
from klagerejsen.insights.contributions import Part

SIZE = 500
"""Ids of journeys in a piece. Of 10,000 one piece is counted in ten milliseconds, and twenty are soon added up."""

Case = TypeVar("Case")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some parts in order, with what was counted of them: by what, and without which."""

    parts: tuple[Part, ...]
    _counted: dict[Any, tuple[frozenset[int], Counts[Any]]] = field(default_factory=dict)

    def counted(
        self, count: Callable[[Iterable[Case]], Counts[Case]], case: Callable[[Part], Case], without: frozenset[int]
    ) -> Counts[Case]:
        """Return what ``count`` says of the parts' cases, counted when it is first asked; others must not change it."""
        left_out = without.intersection(part.id for part in self.parts) if without else without
        known = self._counted.get(count)
        if known is None or known[0] != left_out:
            known = left_out, count(case(part) for part in self.parts if part.id not in left_out)
            self._counted[count] = known
        return known[1]


Pieces = Mapping[int, Piece]


def pieces_of(parts: Mapping[int, Part], before: Pieces) -> Pieces:
    """Cut the parts into pieces; one that holds the very same as before is the one from before."""
    pieces = {}
    for number, keys in groupby(sorted(parts), key=lambda key: key // SIZE):
        those = tuple(parts[key] for key in keys)
        earlier = before.get(number)
        pieces[number] = earlier if earlier and _same(earlier.parts, those) else Piece(those)
    return pieces


def _same(one: tuple[Part, ...], other: tuple[Part, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def summed(
    pieces: Pieces,
    count: Callable[[Iterable[Case]], Counts[Case]],
    case: Callable[[Part], Case],
    without: frozenset[int] = frozenset(),
) -> Counts[Case]:
    """Return what is counted of all pieces together, without some journeys."""
    return put_together(piece.counted(count, case, without) for piece in pieces.values())
