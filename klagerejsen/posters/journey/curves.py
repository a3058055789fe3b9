"""The experience curves: every side's answers on one scale, and the gaps between authority and citizen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from klagerejsen.figures import number
from klagerejsen.posters.journey.content import Curve, Entry
from klagerejsen.posters.journey.panel import level
from klagerejsen.posters.journey.timescale import Timescale
from klagerejsen.posters.paper.display import PT, Area, Mark, Path, Style, Text, rectangle
from klagerejsen.posters.paper.ink import GAP_BAR, LOOKS, SIDES, Sizes, style
from klagerejsen.posters.paper.shapes import shape
from klagerejsen.posters.paper.typeface import extent, runs

_APART = 1.1
_GAP_WIDTH = 2.8
_MARK = 4.0
Segment = tuple[float, float, float, float]
Spots = dict[tuple[str, str], tuple[float, float]]


@dataclass(slots=True)
class _Obstacles:
    """What a gap's figure must keep clear of, and the field it stays in."""

    field: Area
    areas: list[Area]
    segments: list[Segment]

    def take(self, area: Area) -> bool:
        """Take an area if it is free."""
        free = (
            area.inside(self.field)
            and not any(area.overlaps(other) for other in self.areas)
            and not any(_clips(area, segment) for segment in self.segments)
        )
        if free:
            self.areas.append(area)
        return free


def curves(
    found: Sequence[Curve],
    entries: Sequence[Entry],
    scale: Timescale,
    top: float,
    height: float,
    sizes: Sizes,
    language: str,
) -> tuple[list[Mark], list[Mark]]:
    """Return the bars of the gaps with the curves, and upon them the marks with the gaps' figures."""
    size = min(_MARK, max(1.6, 220 / max(len(entries), 1)))
    spots = _spots(found, scale, top, height, size)
    thin = max(0.45, size / _MARK)
    lines: list[Mark] = []
    segments: list[Segment] = []
    for curve in found:
        for run in curve.joined:
            points = tuple(spots[curve.side, curve.points[index].entry] for index in run)
            lines.append(Path(points, pen=replace(LOOKS[curve.side].curve, width=LOOKS[curve.side].curve.width * thin)))
            segments += [(*a, *b) for a, b in pairwise(points)]
    marks: list[Mark] = []
    for curve in found:
        for point in curve.points:
            marks += shape(curve.side, *spots[curve.side, point.entry], size)
    reach = size * 0.65 + 0.4  # a triangle is wider than its size
    areas = [Area(x - reach, y - reach, x + reach, y + reach) for x, y in spots.values()]
    areas += [Area(strip.left - 1, top - 9, strip.right + 1, top + height + 9) for strip in scale.strips]
    obstacles = _Obstacles(Area(scale.left, top - 4, scale.right, top + height + 4), areas, segments)
    gaps, figures = _gaps(entries, spots, obstacles, size, style("bold", sizes.body), language)
    return [*gaps, *lines], [*marks, *figures]


def _spots(found: Sequence[Curve], scale: Timescale, top: float, height: float, size: float) -> Spots:
    """Return where every answer stands; equal answers to one event are set apart by side."""
    scores = {(curve.side, point.entry): point for curve in found for point in curve.points}
    spots: Spots = {}
    for (side, entry), point in scores.items():
        alike = [other for other in SIDES if (other, entry) in scores and scores[other, entry].score == point.score]
        shift = (alike.index(side) - (len(alike) - 1) / 2) * _APART * size / _MARK
        spots[side, entry] = (scale.x(point.day), level(point.score, top, height) + shift)
    return spots


def _gaps(
    entries: Sequence[Entry], spots: Spots, obstacles: _Obstacles, size: float, face: Style, language: str
) -> tuple[list[Mark], list[Mark]]:
    """Draw a bar between authority and citizen from a gap of two steps, with its figure where nothing is hit."""
    bars: list[Mark] = []
    figures: list[Mark] = []
    wide = min(_GAP_WIDTH, size * 0.7)
    for entry in entries:
        if entry.gap < 2:
            continue
        (x, y), (_x, other) = spots["citizen", entry.id], spots["authority", entry.id]
        low, high = min(y, other), max(y, other)
        bars.append(rectangle(Area(x - wide / 2, low, x + wide / 2, high), fill=GAP_BAR))
        tries = _tries(number(entry.gap, language), x, low, high, wide, face)
        figures += [text for text in [next((text for text in tries if obstacles.take(extent(text))), None)] if text]
    return bars, figures


def _tries(figure: str, x: float, low: float, high: float, wide: float, face: Style) -> Iterator[Text]:
    """Yield ten places for a gap's figure: right and left of its bar, from the middle outwards."""
    drop = face.size * PT * 0.33
    for share in (0.5, 0.65, 0.35, 0.8, 0.2):
        y = low + (high - low) * share + drop
        yield Text(x + wide / 2 + 0.9, y, (runs(figure, face, True),))
        yield Text(x - wide / 2 - 0.9, y, (runs(figure, face, True),), anchor="end")


def _clips(area: Area, segment: Segment) -> bool:
    """Tell whether a line passes through the area (Liang & Barsky's clipping, 1984)."""
    x0, y0, x1, y1 = segment
    if max(x0, x1) < area.left or min(x0, x1) > area.right:
        return False
    enter, leave = 0.0, 1.0
    for delta, low, high in ((x1 - x0, area.left - x0, area.right - x0), (y1 - y0, area.top - y0, area.bottom - y0)):
        if delta == 0:
            if low > 0 or high < 0:
                return False
            continue
        first, second = sorted((low / delta, high / delta))
        enter, leave = max(enter, first), min(leave, second)
    return enter < leave
