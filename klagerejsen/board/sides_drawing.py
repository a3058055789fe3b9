"""Where everything stands on the drawing of what a side knew: true time across, events upwards, silences below.

The same journey always gives the same drawing, and all sides have the same axes, so that one can look from one to the
next. Lengths are in the drawing's own units, a pixel where it is shown at its full width.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from klagerejsen.analysis.knowledge import Knowledge, Step, Tally
from klagerejsen.analysis.results import POSSIBLE, Silence

WIDTH, HEIGHT = 760, 214
LEFT, RIGHT, TOP, BASE = 34.0, 616.0, 22.0, 158.0
_BAR_TOP, _BAR_HEIGHT = 166.0, 20.0
_MONTH_ROOM, _LABEL_APART, _FIGURE_ROOM = 62.0, 16.0, 7.0
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""How many months may lie between two ticks."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axes:
    """The days and the number of events that a drawing has room for."""

    first: date
    last: date
    most: int

    def x(self, day: date) -> float:
        """Return where a day stands."""
        return round(LEFT + (RIGHT - LEFT) * (day - self.first).days / max(1, (self.last - self.first).days), 1)

    def y(self, events: float) -> float:
        """Return where a number of events stands."""
        return round(BASE - (BASE - TOP) * events / max(1, self.most), 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """The first of a month on the axis; ``year`` tells whether its year is to be written."""

    x: float
    day: date
    year: bool


@dataclass(frozen=True, slots=True)
class Layer:
    """An area of the drawing: ``state`` as everywhere; ``label_y`` is where the number at its end is written."""

    state: str
    path: str
    count: int
    label_y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A silence as wide as it was long; ``sure`` is the part that every date allows (None where there is none).

    ``maybe`` tells whether some of it is not sure. ``label`` is the number of days, empty where the bar has no room for
    it, and ``label_x`` its middle.
    """

    silence: Silence
    x: float
    y: float
    width: float
    height: float
    sure: tuple[float, float] | None
    maybe: bool
    label: str
    label_x: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One side's drawing: areas from below, the line of what it knew, that of all events, and what is not sure."""

    layers: tuple[Layer, ...]
    known: str
    everything: str
    unsure: str
    bars: tuple[Bar, ...]


def axes(all_known: Iterable[Knowledge]) -> Axes | None:
    """Return the axes that all sides share; None for a journey without events."""
    steps = [step for each in all_known for step in each.steps]
    if not steps:
        return None
    days = [step.day for step in steps]
    return Axes(min(days), max(days), max(step.possibly.events for step in steps))


def ticks(on: Axes) -> tuple[Tick, ...]:
    """Return as many months as there is room for, the year at the first and where it changes."""
    day = (on.first.replace(day=1) + timedelta(days=31)).replace(day=1) if on.first.day > 1 else on.first
    months = (on.last.year - day.year) * 12 + on.last.month - day.month
    room = (RIGHT - LEFT) / _MONTH_ROOM
    apart = next((each for each in _MONTHS if months / each < room), _MONTHS[-1])
    found: list[Tick] = []
    for number in range(0, max(0, months) + 1, apart):
        year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
        at = date(year, month + 1, 1)
        if at <= on.last:
            found.append(Tick(on.x(at), at, not found or found[-1].day.year != year))
    return tuple(found)


def panel(known: Knowledge, silences: Iterable[Silence], on: Axes) -> Panel:
    """Draw what one side knew; every path begins at the left edge and ends at the right one."""
    return Panel(
        layers=tuple(_layers(known, on)),
        known=_path(_stairs(known.steps, on, lambda step: step.told.known)),
        everything=_path(_stairs(known.steps, on, lambda step: step.told.events)),
        unsure=_between(
            _stairs(known.steps, on, lambda step: step.possibly.known),
            _stairs(known.steps, on, lambda step: step.surely.known),
        ),
        bars=tuple(_bar(each, on) for each in silences),
    )


_STATES: tuple[tuple[str, Callable[[Tally], int]], ...] = (
    ("known", lambda tally: tally.known),
    ("unknown", lambda tally: tally.unknown),
    ("unasked", lambda tally: tally.unanswered),
    ("not_relevant", lambda tally: tally.not_relevant),
)


def _layers(known: Knowledge, on: Axes) -> Iterator[Layer]:
    """Yield the areas from below, those without any event left out, with labels that keep clear of one another."""
    below, found = 0, []
    for number, (state, count) in enumerate(_STATES):
        if not count(known.total):
            continue
        under = [each for _state, each in _STATES[:number]]
        over = [*under, count]
        area = _between(*(_stairs(known.steps, on, _sum_of(those)) for those in (over, under)))
        found.append((state, area, count(known.total), on.y(below + count(known.total) / 2)))
        below += count(known.total)
    places = _apart([at for *_rest, at in found])
    for (state, area, of_state, _at), label_y in zip(found, places, strict=True):
        yield Layer(state, area, of_state, label_y)


def _sum_of(counts: Sequence[Callable[[Tally], int]]) -> Callable[[Step], int]:
    return lambda step: sum(count(step.told) for count in counts)


def _apart(wanted: Sequence[float]) -> list[float]:
    """Move labels (lowest on the sheet first) up until each has room, and down again where they leave the drawing."""
    placed: list[float] = []
    for y in wanted:
        placed.append(min(y, placed[-1] - _LABEL_APART) if placed else y)
    short = max(0.0, TOP - placed[-1]) if placed else 0.0
    return [round(y + short, 1) for y in placed]


def _stairs(steps: Sequence[Step], on: Axes, value: Callable[[Step], int]) -> list[Point]:
    points, height = [(LEFT, on.y(0))], 0
    for step in steps:
        if value(step) != height:
            points += [(on.x(step.day), on.y(height)), (on.x(step.day), on.y(height := value(step)))]
    return [*points, (RIGHT, on.y(height))]


def _between(upper: Sequence[Point], lower: Sequence[Point]) -> str:
    """Return the area between two stairs; nothing where they are the same."""
    return "" if list(upper) == list(lower) else f"{_path([*upper, *reversed(lower)])}Z"


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _bar(silence: Silence, on: Axes) -> Bar:
    start, end = on.x(silence.start.middle), on.x(silence.end.middle)
    surely = on.x(silence.start.latest), on.x(silence.end.earliest)
    sure = surely if silence.certainty != POSSIBLE and surely[0] < surely[1] else None
    first, last = sure or (start, end)
    return Bar(
        silence=silence,
        x=start,
        y=_BAR_TOP,
        width=round(max(1.0, end - start), 1),
        height=_BAR_HEIGHT,
        sure=sure,
        maybe=sure != (start, end),
        label=str(silence.days) if last - first > _FIGURE_ROOM * (len(str(silence.days)) + 1) else "",
        label_x=(first + last) / 2,
    )
