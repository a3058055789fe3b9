"""Columns of text that flow over as many sheets as it takes, and stand equally tall when one is enough."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, pairwise

from klagerejsen.pieces import pieces
from klagerejsen.posters.paper.setting import Column

Setter = Callable[[Column], None]


@dataclass(frozen=True, slots=True)
class Paper:
    """The columns of a sheet: their width and distance, and between which heights they stand."""

    wide: float
    margin: float
    top: float
    bottom: float
    column: float
    gap: float

    @property
    def columns(self) -> int:
        """How many columns a sheet has."""
        return max(int((self.wide - 2 * self.margin + self.gap) // (self.column + self.gap)), 1)

    @property
    def measure(self) -> float:
        """How wide a column is."""
        return (self.wide - 2 * self.margin - (self.columns - 1) * self.gap) / self.columns


def flowed(paper: Paper, setters: Sequence[Setter], most: int) -> list[list[Column]] | None:
    """Set what stays together in one column or the next; None when it takes more than `most` sheets.

    The columns of a single sheet are made as short as they all can be, to within a fiftieth.
    """
    heights = [height(setter, paper.measure) for setter in setters]
    room = paper.bottom - paper.top
    shares = _shared(heights, room)
    if len(shares) > paper.columns * most:
        return None
    if len(shares) <= paper.columns:
        shares = _balanced(heights, room, paper.columns)
    return list(pieces(_filled(paper, setters, shares), paper.columns))


def apart(paper: Paper, groups: Sequence[Sequence[Setter]]) -> list[Column] | None:
    """Set every group in columns of its own on one sheet, as short as they can be; None when there is no room."""
    heights = [[height(setter, paper.measure) for setter in group] for group in groups]
    ways = list(_own_columns(heights, paper.bottom - paper.top, paper.columns))
    if not ways:
        return None
    shares = min(ways, key=lambda way: max(map(_tallest, heights, way)))
    return _filled(paper, list(chain.from_iterable(groups)), list(chain.from_iterable(shares)))


def _own_columns(heights: Sequence[Sequence[float]], room: float, columns: int) -> Iterator[list[list[int]]]:
    """Yield the ways to give every group columns of its own: how many things stand in each of them."""
    for cuts in combinations(range(1, columns), len(heights) - 1):
        counts = [end - start for start, end in pairwise((0, *cuts, columns))]
        shares = [_balanced(own, room, count) for own, count in zip(heights, counts, strict=True)]
        if all(len(share) <= count for share, count in zip(shares, counts, strict=True)):
            yield shares


def _tallest(heights: Sequence[float], shares: Sequence[int]) -> float:
    rest = iter(heights)
    return max(sum(islice(rest, share)) for share in shares)


def _filled(paper: Paper, setters: Sequence[Setter], shares: Sequence[int]) -> list[Column]:
    """Set so many things in each column in turn, over as many sheets as there are columns for."""
    rest = iter(setters)
    columns = []
    for index, count in enumerate(shares):
        left = paper.margin + (index % paper.columns) * (paper.measure + paper.gap)
        column = Column(left, paper.top, paper.measure)
        for setter in islice(rest, count):
            setter(column)
        columns.append(column)
    return columns


def height(setter: Setter, measure: float) -> float:
    """Return how much of a column a thing takes."""
    trial = Column(0.0, 0.0, measure)
    setter(trial)
    return trial.y


def _shared(heights: Sequence[float], room: float) -> list[int]:
    """Return how many things stand in each column of this height."""
    shares = [0]
    used = 0.0
    for height in heights:
        if shares[-1] and used + height > room:
            shares.append(0)
            used = 0.0
        shares[-1] += 1
        used += height
    return shares


def _balanced(heights: Sequence[float], room: float, columns: int) -> list[int]:
    low, high = 0.0, room
    while high - low > room / 50:
        middle = (low + high) / 2
        if max(heights, default=0.0) <= middle and len(_shared(heights, middle)) <= columns:
            high = middle
        else:
            low = middle
    return _shared(heights, high)
