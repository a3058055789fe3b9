"""Curves as points and paths: where everything of a drawing lies, for a template to draw as SVG.

A curve falls from all to none as days pass, with its interval as a band, and under the axis how many are still
followed. Where fewer than ``least`` are followed the curve stops: what is left of it would be single complaints.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from klagerejsen.statistics.outcomes import Incidence
from klagerejsen.statistics.survival import FEW, Estimate, Step, Survival

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MOST_TICKS = 7
_GROUP, _NAME = 44, 24  # height under the axis of a group's name and numbers, and of a name alone
_DOTS = 14  # height of a row of dots


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and what stands there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A group's curve: ``path`` and ``band`` as SVG paths; instead of them ``dots`` where the group is few.

    ``open`` are the places where somebody stopped being followed, ``end`` is where the line ends, ``followed`` how many
    are still followed at each tick, None where they are too few to tell. A line of numbers alone has neither path nor
    dots.
    """

    name: str
    path: str
    band: str
    open: tuple[tuple[float, float], ...]
    dots: tuple[tuple[float, float], ...]
    end: tuple[float, float]
    followed: tuple[int | None, ...]


def _height(line: Line) -> int:
    return _GROUP if line.followed else _NAME


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a drawing, and where days and shares lie in it."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    days: int

    def x(self, day: float) -> float:
        """Return where a day lies."""
        return round(self.left + (self.right - self.left) * day / self.days, 2)

    def y(self, share: float) -> float:
        """Return where a share lies; all of them is at the top."""
        return round(self.bottom - (self.bottom - self.top) * share, 2)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of one or more curves on the same axes."""

    frame: Frame
    days: tuple[Tick, ...]
    shares: tuple[Tick, ...]
    lines: tuple[Line, ...]

    @property
    def groups(self) -> tuple[tuple[float, Line], ...]:
        """Each group with where its name stands under the axis; its numbers stand a line below."""
        heights = accumulate((_height(line) for line in self.lines), initial=self.frame.bottom + 62)
        return tuple(zip(heights, self.lines, strict=False))


def picture(
    curves: Mapping[str, Survival],
    width: float = 720,
    height: float = 300,
    days: int | None = None,
    least: int = 5,
    until: Mapping[str, int] | None = None,
) -> Picture:
    """Lay out curves by name; ``days`` is how far the axis reaches, which several drawings side by side share.

    ``until`` is the last day on which each curve may be drawn, where something else than its own end decides.
    """
    ticks = ticks_for(days or longest(curves.values(), least))
    reach = ticks[-1]
    few = sum(curve.total < FEW for curve in curves.values())
    frame = Frame(width, height + 54 + _GROUP * len(curves), 52, 12 + _DOTS * few, width - 20, height, reach)
    lines, rows = [], 0
    for name, curve in curves.items():
        lines.append(_line(name, curve, frame, ticks, least, rows, (until or {}).get(name, frame.days)))
        rows += curve.total < FEW
    return Picture(
        frame,
        tuple(Tick(frame.x(day), str(day)) for day in ticks),
        tuple(Tick(frame.y(share / 4), f"{25 * share} %") for share in range(5)),
        tuple(lines),
    )


def ticks_for(days: int) -> range:
    """Return the days that stand under an axis which reaches so far, the last of them at or behind it."""
    step = next((step for step in _STEPS if days / step < _MOST_TICKS), _STEPS[-1])
    return range(0, -(-days // step) * step + 1, step)


def longest(curves: Iterable[Survival], least: int = 5) -> int:
    """Return the last day that any of the curves is drawn on, at least one."""
    return max(chain([1], (drawn_until(curve, least) for curve in curves)))


def drawn_until(curve: Survival, least: int = 5) -> int:
    """Return the last day on which enough are still followed to draw; of few, the last day at all."""
    if curve.total < FEW:
        return curve.last_day
    return max((day.day for day in curve.table if day.at_risk >= least), default=0)


def small_multiples(
    areas: Mapping[str, Mapping[str, Survival]],
    width: float = 340,
    height: float = 190,
    least: int = 5,
    days: int | None = None,
    until: Mapping[str, Mapping[str, int]] | None = None,
) -> dict[str, Picture]:
    """Lay out one small drawing for each area, all on the same axes so that they can be compared by eye."""
    reach = days or longest((curve for curves in areas.values() for curve in curves.values()), least)
    limits = until or {}
    return {area: picture(curves, width, height, reach, least, limits.get(area)) for area, curves in areas.items()}


def _line(name: str, curve: Survival, frame: Frame, ticks: Sequence[int], least: int, row: int, until: int) -> Line:
    followed = tuple(_followed(curve, day, least) if day <= until else None for day in ticks)
    if curve.total < FEW:
        dots = _dots(curve, frame, row) if curve.total >= least else ()
        return Line(name, "", "", (), dots, (0.0, 0.0), followed)
    last = max(0, min(drawn_until(curve, least), frame.days, until))
    steps = [step for step in curve.steps if step.day <= last]
    path = _stairs(frame, last, [(step.day, step.value) for step in steps])
    band = _band(frame, last, steps)
    stopped = tuple(
        (frame.x(day.day), frame.y(curve.waiting(day.day).value or 0.0))
        for day in curve.table
        if day.open and day.day <= last
    )
    end = (frame.x(last), frame.y(steps[-1].value if steps else 1.0))
    return Line(name, "M" + "L".join(path), band, stopped, (), end, followed)


def rising(
    curves: Mapping[str, Incidence], followed: Mapping[str, Survival], days: int, until: int, least: int = 5
) -> Picture:
    """Lay out how many have ended in each way as days pass; under the axis, how many are still followed in all.

    ``followed`` is the curve of all of them by what the line of numbers is called.
    """
    ticks = ticks_for(days)
    [(name_of_all, everybody)] = followed.items()
    frame = Frame(720, 300 + 54 + _NAME * len(curves) + _GROUP, 52, 12, 700, 300, ticks[-1])
    last = max(0, min(drawn_until(everybody, least), frame.days, until))
    numbers = tuple(_followed(everybody, day, least) if day <= until else None for day in ticks)
    lines: list[Line] = []
    for name, curve in curves.items():
        steps = [step for step in curve.steps if step.day <= last]
        path = "M" + "L".join(_stairs(frame, last, [(step.day, step.value) for step in steps], 0.0))
        end = (frame.x(last), frame.y(steps[-1].value if steps else 0.0))
        lines.append(Line(name, path, _band(frame, last, steps, 0.0), (), (), end, ()))
    lines.append(Line(name_of_all, "", "", (), (), (0.0, 0.0), numbers))
    return Picture(
        frame,
        tuple(Tick(frame.x(day), str(day)) for day in ticks),
        tuple(Tick(frame.y(share / 4), f"{25 * share} %") for share in range(5)),
        tuple(lines),
    )


def _followed(curve: Survival, day: int, least: int) -> int | None:
    count = curve.at_risk(day)
    return count if count == 0 or count >= least else None


def _band(frame: Frame, last: int, steps: Sequence[Step], begun: float = 1.0) -> str:
    upper = _stairs(frame, last, [(step.day, step.high) for step in steps], begun)
    lower = _stairs(frame, last, [(step.day, step.low) for step in steps], begun)
    return "M" + "L".join(upper + lower[::-1]) + "Z" if steps else ""


def _stairs(frame: Frame, last: int, points: Sequence[tuple[int, float]], begun: float = 1.0) -> list[str]:
    """Return the corners of a stair from all (or none) on the first day, a step at each point, to the last day."""
    corners, share = [(0, begun)], begun
    for day, value in points:
        corners += [(day, share), (day, value)]
        share = value
    return [f"{frame.x(day)} {frame.y(value)}" for day, value in [*corners, (last, share)]]


def _dots(curve: Survival, frame: Frame, row: int) -> tuple[tuple[float, float], ...]:
    """Return a dot for each day on which something ended, in a row above the axes."""
    return tuple((frame.x(day.day), 10 + _DOTS * row) for day in curve.table if day.ends)


@dataclass(frozen=True, slots=True)
class Cell:
    """What the table beside a drawing says of a group on a day: None where the curve has stopped, or is none."""

    waiting: Estimate | None
    followed: int | None


def table_of(
    drawn: Picture, curves: Mapping[str, Survival], least: int = 5, until: Mapping[str, int] | None = None
) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Return the drawing as a table: for each tick, each group's share that still waits and how many are followed."""
    rows, limits = [], until or {}
    for place, tick in enumerate(drawn.days):
        day = int(tick.text)
        cells = (
            Cell(
                curve.waiting(day) if _is_drawn(curve, day, least) and day <= limits.get(line.name, day) else None,
                line.followed[place],
            )
            for curve, line in zip(curves.values(), drawn.lines, strict=True)
        )
        rows.append((tick.text, tuple(cells)))
    return tuple(rows)


def _is_drawn(curve: Survival, day: int, least: int) -> bool:
    return curve.total >= FEW and day <= drawn_until(curve, least)
