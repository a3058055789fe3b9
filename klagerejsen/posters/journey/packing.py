"""Where the cards of one side of a rail stand: rows and places chosen together, exactly.

Leaders keep the order of time, so they never cross. Along the nearest row lies a sequence of things, each a
card of that row or the pole of a card further out, which passes between two cards; the cheapest sequence is
found by dynamic programming over a grid of places (after the placement of boundary labels with ordered
leaders; Bekos, Kaufmann, Symvonis & Wolff 2007). The work grows with cards × rows × places.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

from klagerejsen.posters.journey.timescale import Timescale

GAP = 3.6
_CLEAR = GAP / 2
_INSET = 0.25
_STEP = 1.8
"""The grid of places; card plus gap, and card plus half a gap, are whole numbers of it."""
_ELBOW, _PER_MM, _OFF_DATE, _ON_FOLD, _TALL = 40.0, 1.2, 0.03, 12.0, 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where one card stands: its row (1 is nearest the rail), left edge, and where its pole meets it."""

    row: int
    x: float
    pole: float


@dataclass(frozen=True, slots=True)
class _Choice:
    """One thing in one role at consecutive places of the grid, of which `first` is the number of the first.

    For each place: the least cost of a sequence that ends there, where that sequence came from as (role, index), and
    the index of the cheapest place up to this one.
    """

    first: int
    costs: list[float]
    origins: list[tuple[int, int]]
    best: list[int]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a rail: the axis, the width of a card, the number of rows and the longest elbow."""

    scale: Timescale
    card: float
    rows: int
    elbow: float


def packed(dates: Sequence[float], heights: Sequence[float], side: Side) -> list[Place] | None:
    """Place cards of these heights for events at these x, which must be ascending; None when there is no room.

    Hard: cards never overlap, no pole passes a card, no elbow is longer than allowed or crosses a fold. Soft,
    in this order: no elbows, tall cards further out, off the folds, to the right of the date.
    """
    if not dates:
        return []
    table: list[list[_Choice]] = []
    for at, tall in zip(dates, heights, strict=True):
        table.append([_choices(at, tall, role, table, side) for role in range(side.rows)])
        if all(min(choice.costs, default=inf) == inf for choice in table[-1]):
            return None
    places = _placed(dates, _traced(table, side), side)
    return places if _apart(places, side) else None


def _choices(at: float, tall: float, role: int, table: Sequence[Sequence[_Choice]], side: Side) -> _Choice:
    low, high = _reach(at, role, side)
    first = ceil((low - side.scale.left) / _STEP - 1e-9)
    last = int((high - side.scale.left) / _STEP + 1e-9)
    xs = [side.scale.left + place * _STEP for place in range(first, last + 1)]
    weight = _TALL * tall * (side.rows - 1 - role)
    own = [weight + cost for cost in (_pole_costs(at, xs) if role else _card_costs(at, xs, side))]
    costs, origins = _continued(own, first, role, table[-1], side) if table else (own, [(-1, -1)] * len(own))
    return _Choice(first, costs, origins, _running_best(costs))


def _reach(at: float, role: int, side: Side) -> tuple[float, float]:
    """Return the leftmost and rightmost place: of the card's left edge, or of the pole of a card further out."""
    left, right = side.scale.bounds(side.scale.segment(at))
    low, high = max(at - side.elbow, left), min(at + side.elbow, right)
    if role == 0:
        low, high = low - side.card + _INSET, high - _INSET
        return max(low, side.scale.left), min(high, side.scale.right - side.card)
    if role < side.rows - 1:
        low = max(low, side.scale.left + side.card)  # so that the card can hang left of the poles further out
    return low, high


def _pole_costs(at: float, xs: Sequence[float]) -> list[float]:
    offs = (abs(x - at) for x in xs)
    return [_ELBOW + off * _PER_MM if off > _STEP else 0.0 for off in offs]


def _card_costs(at: float, xs: Sequence[float], side: Side) -> list[float]:
    """Return what it costs to put a card of the nearest row at each place."""
    costs = []
    near, far = _INSET, side.card - _INSET
    strips = [(strip.left - side.card, strip.right) for strip in side.scale.strips]
    for x in xs:
        cost = _OFF_DATE * abs(x + near - at)
        if at < x + near or at > x + far:
            cost += _ELBOW + _PER_MM * (x + near - at if at < x + near else at - x - far)
        if strips and any(left < x < right for left, right in strips):
            cost += _ON_FOLD
        costs.append(cost)
    return costs


def _continued(
    own: Sequence[float], first: int, role: int, previous: Sequence[_Choice], side: Side
) -> tuple[list[float], list[tuple[int, int]]]:
    """Add to each place's own cost the least cost of what came before, and remember where that stood."""
    costs = [inf] * len(own)
    origins = [(-1, -1)] * len(own)
    for earlier in range(side.rows) if role == 0 else (role - 1,):
        choice = previous[earlier]
        if not choice.costs:
            continue
        start = first - ceil(_distance(earlier, role, side) / _STEP - 1e-9) - choice.first
        skipped = max(0, -start)
        reached = choice.best[max(0, start) : max(0, start + len(own))]
        reached += [choice.best[-1]] * (len(own) - skipped - len(reached))
        for index, at in enumerate(reached, start=skipped):
            cost = own[index] + choice.costs[at]
            if cost < costs[index]:
                costs[index] = cost
                origins[index] = (earlier, at)
    return costs, origins


def _distance(earlier: int, role: int, side: Side) -> float:
    if earlier == 0:
        return side.card + (GAP if role == 0 else _CLEAR)
    return _CLEAR if role == 0 else _CLEAR + 2 * _INSET


def _running_best(costs: Sequence[float]) -> list[int]:
    best: list[int] = []
    cheapest, at = inf, 0
    for index, cost in enumerate(costs):
        if cost < cheapest:
            cheapest, at = cost, index
        best.append(at)
    return best


def _traced(table: Sequence[Sequence[_Choice]], side: Side) -> list[tuple[int, float]]:
    """Follow the cheapest sequence back; return the role and grid place of every thing."""
    ends = [(choice.costs[choice.best[-1]], role) for role, choice in enumerate(table[-1]) if choice.best]
    role = min(ends)[1]
    index = table[-1][role].best[-1]
    found = []
    for choices in reversed(table):
        choice = choices[role]
        found.append((role, side.scale.left + (choice.first + index) * _STEP))
        role, index = choice.origins[index]
    return found[::-1]


def _placed(dates: Sequence[float], sequence: Sequence[tuple[int, float]], side: Side) -> list[Place]:
    """Move everything off the grid towards its date, then hang the cards further out on their poles."""
    exact: list[float] = []
    for index, (role, x) in enumerate(sequence):
        low, high = _reach(dates[index], role, side)
        if index:
            low = max(low, exact[-1] + _distance(sequence[index - 1][0], role, side))
        if index + 1 < len(sequence):
            following, after = sequence[index + 1]
            high = min(high, after - _distance(role, following, side))
        wanted = dates[index] - (_INSET if role == 0 else 0.0)
        exact.append(min(max(wanted if role else _kept(x, wanted), low), high))
    return _hung(dates, [(role, x) for (role, _), x in zip(sequence, exact, strict=True)], side)


def _kept(x: float, wanted: float) -> float:
    """Take the wanted place unless the grid's was chosen to keep off a fold or further away on purpose."""
    return wanted if abs(x - wanted) <= 2 * _STEP else x


def _hung(dates: Sequence[float], sequence: Sequence[tuple[int, float]], side: Side) -> list[Place]:
    """Hang every card as far to the right of its pole as the poles and cards after it allow."""
    places: list[Place] = []
    limits = [side.scale.right + GAP] * side.rows  # by row: where the next card to the right begins
    poles = [side.scale.right + _CLEAR] * side.rows  # by role: the nearest pole to the right
    for index in range(len(sequence) - 1, -1, -1):
        role, x = sequence[index]
        if role == 0:
            pole = min(max(dates[index], x + _INSET), x + side.card - _INSET)
            places.append(Place(1, x, pole))
            continue
        right = min(limits[role] - GAP, side.scale.right, *(at - _CLEAR for at in poles[role + 1 :]))
        hung = max(min(x - _INSET, right - side.card), side.scale.left)
        places.append(Place(role + 1, hung, x))
        limits[role], poles[role] = hung, x
    return places[::-1]


def _apart(places: Sequence[Place], side: Side) -> bool:
    """Tell whether the cards further out found room, which the sequence along the nearest row does not promise."""
    for row in range(2, side.rows + 1):
        xs = [place.x for place in places if place.row == row]
        ends = [side.scale.left - GAP, *(x + side.card for x in xs)]
        if any(x < end + GAP - 1e-6 for x, end in zip(xs, ends, strict=False)):
            return False
    return True
