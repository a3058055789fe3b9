"""The axis: days to millimetres, linear except where an empty stretch is folded to a torn strip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from klagerejsen.dates import month_name
from klagerejsen.posters.journey.content import Folded

TEAR = 16.0
"""Width of a fold in design millimetres."""
_LEAST_DAYS = 21


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a fold stands on the sheet, and the days it hides."""

    left: float
    right: float
    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The start of a month, quarter or year on the axis. An unruled tick labels the reopening after a fold."""

    x: float
    label: str
    ruled: bool = True
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Timescale:
    """A piecewise linear map from days (as ordinals) to x in design millimetres."""

    left: float
    right: float
    knots: tuple[tuple[float, float], ...]
    strips: tuple[Strip, ...]

    def x(self, day: date | int) -> float:
        """Return where a day stands."""
        ordinal = day if isinstance(day, int) else day.toordinal()
        for (first, start), (last, end) in zip(self.knots, self.knots[1:], strict=False):
            if ordinal <= last:
                return start + (end - start) * (ordinal - first) / (last - first)
        return self.knots[-1][1]

    def segment(self, x: float) -> int:
        """Return which open stretch, counted from the left, a place belongs to."""
        return sum(x > (strip.left + strip.right) / 2 for strip in self.strips)

    def bounds(self, segment: int) -> tuple[float, float]:
        """Return the left and right end of an open stretch."""
        left = self.strips[segment - 1].right if segment else self.left
        right = self.strips[segment].left if segment < len(self.strips) else self.right
        return left, right


def timescale(
    first: date, last: date, folds: Sequence[Folded], left: float, right: float, inset: float = 6.0
) -> Timescale:
    """Spread the days from first to last between left and right, with `inset` kept free at both ends."""
    start, end = first.toordinal(), last.toordinal()
    if end - start < _LEAST_DAYS:
        spare = _LEAST_DAYS - (end - start)
        start, end = start - spare // 3, end + spare - spare // 3
    hidden = [(fold, fold.start.toordinal(), fold.end.toordinal()) for fold in folds]
    hidden = [each for each in hidden if start < each[1] < each[2] < end]
    tear = min(TEAR, (right - left) * 0.25 / max(len(hidden), 1))
    open_days = end - start - sum(to - since for _, since, to in hidden)
    per_day = (right - left - 2 * inset - tear * len(hidden)) / open_days
    return _unrolled(start, end, hidden, per_day, tear, left, right, inset)


def _unrolled(
    start: int,
    end: int,
    hidden: Sequence[tuple[Folded, int, int]],
    per_day: float,
    tear: float,
    left: float,
    right: float,
    inset: float,
) -> Timescale:
    knots = [(float(start), left + inset)]
    strips = []
    for fold, since, to in hidden:
        day, x = knots[-1]
        x += (since - day) * per_day
        strips.append(Strip(x, x + tear, since, to, fold.words))
        knots += [(since, x), (to, x + tear)]
    knots.append((end, right - inset))
    before, after = start - inset / per_day, end + inset / per_day
    return Timescale(left, right, ((before, left), *knots, (after, right)), tuple(strips))


def ticks(scale: Timescale, language: str, room: float) -> tuple[Tick, ...]:
    """Return the ticks of the axis, the finest kind whose labels keep `room` millimetres each."""
    (first, _), (last, _) = scale.knots[0], scale.knots[-1]
    days = [day for day in (first, last) if 1 <= day <= date.max.toordinal()]
    start, end = date.fromordinal(max(int(first), 1)), date.fromordinal(min(int(last) + 1, date.max.toordinal()))
    if not days:
        days = [first]
    per_day = _open_millimetres_per_day(scale)
    if per_day * 30.4 >= room * 0.55:
        return _placed(scale, _months(start, end), language, short=per_day * 30.4 < room)
    if per_day * 91 >= room * 0.55:
        return _placed(scale, (day for day in _months(start, end) if day.month % 3 == 1), language, True)
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000) if per_day * 365 * n >= room)
    return _years(scale, start.year, end.year, step)


def _open_millimetres_per_day(scale: Timescale) -> float:
    (first, start), (last, end) = scale.knots[0], scale.knots[-1]
    folded = sum(strip.end - strip.start for strip in scale.strips)
    torn = sum(strip.right - strip.left for strip in scale.strips)
    return (end - start - torn) / (last - first - folded)


def _months(start: date, end: date) -> Iterator[date]:
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        yield date(year, month, 1)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if year > date.max.year:
            return


def _hidden(scale: Timescale, day: int) -> bool:
    return any(strip.start < day < strip.end for strip in scale.strips)


def _placed(scale: Timescale, months: Iterator[date], language: str, short: bool) -> tuple[Tick, ...]:
    """Place months; the year stands at its first month and where the axis opens again after a fold."""
    found: list[Tick] = []
    shown = date.fromordinal(max(int(scale.knots[1][0]), 1)).year
    for day in months:
        x = scale.x(day)
        if _hidden(scale, day.toordinal()) or not scale.left <= x <= scale.right - 4:
            continue
        name = _month(day, language, short)
        found.append(Tick(x, name if day.year == shown else f"{name} {day.year}", True, day.year != shown))
        shown = day.year
    for strip in scale.strips:
        day = date.fromordinal(strip.end)
        found.append(Tick(strip.right, f"{_month(day, language, short)} {day.year}", False))
    return tuple(sorted(found, key=lambda tick: tick.x))


def _month(day: date, language: str, short: bool) -> str:
    name = month_name(day.month, language)
    return name[:3] if short else name


def _years(scale: Timescale, first: int, last: int, step: int) -> tuple[Tick, ...]:
    years = (year for year in range(first, last + 1) if year % step == 0)
    found = ((date(max(year, 1), 1, 1), year) for year in years if year <= date.max.year)
    return tuple(
        Tick(scale.x(day), str(year), True, True)
        for day, year in found
        if not _hidden(scale, day.toordinal()) and scale.left <= scale.x(day) <= scale.right - 4
    )
