"""The upper part of the time field: the axis, the experience curves with their gaps, and the folds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from klagerejsen.catalogue import Translate
from klagerejsen.posters.content import Curve, Entry
from klagerejsen.posters.display import PT, Area, Mark, Path, Pen, Style, Text, rectangle, stroke
from klagerejsen.posters.ink import (
    FOLD,
    GAP_BAR,
    GRID,
    INK,
    LOOKS,
    PAPER,
    SECONDARY,
    SIDES,
    ZERO,
    Sizes,
    leading,
    style,
)  # fmt: skip
from klagerejsen.posters.shapes import shape
from klagerejsen.posters.timescale import Strip, Tick, Timescale
from klagerejsen.posters.typeface import extent, line_width, runs, wrap
from klagerejsen.posters.wording import score

AXIS = 9.0
_APART = 1.1
_GAP_WIDTH = 2.8
_MARK = 4.0
Segment = tuple[float, float, float, float]


def axis(found: Sequence[Tick], scale: Timescale, top: float, year: int, left: float, sizes: Sizes) -> list[Mark]:
    """Draw the axis: ticks with their labels. Where labels would meet, those that name a year go before others."""
    base = top + AXIS - 3.4
    marks: list[Mark] = [Text(left, base, (runs(str(year), style("bold", sizes.answer), True),))]
    for tick in found:
        if tick.ruled:
            marks.append(stroke(Pen(SECONDARY, 0.3), (tick.x, top + 1.5), (tick.x, top + AXIS - 1.5)))
    taken: list[Area] = []
    torn = [Area(strip.left - 1, top, strip.right, top + AXIS) for strip in scale.strips]
    field = Area(scale.left, top - AXIS, scale.right + 8, top + 2 * AXIS)
    for tick in sorted(found, key=lambda tick: tick.ruled and not tick.strong):
        face = style(
            "bold" if tick.strong or not tick.ruled else "semibold", sizes.body, INK if tick.strong else SECONDARY
        )
        label = Text(tick.x + 1.2, base, (runs(tick.label, face, True),))
        area = extent(label)
        if area.inside(field) and not any(area.overlaps(other, -1.0) for other in [*taken, *torn]):
            taken.append(area)
            marks.append(label)
    return marks


def level(value: float, top: float, height: float) -> float:
    """Return the y of a score; +2 is at the top."""
    return top + (2 - value) * height / 4


def grid(
    scale: Timescale, top: float, height: float, left: float, sizes: Sizes, language: str, _: Translate
) -> list[Mark]:
    """Draw the grid of scores with its words in the gutter."""
    marks: list[Mark] = []
    small = style("regular", sizes.small, SECONDARY)
    for value in (2, 1, 0, -1, -2):
        y = level(value, top, height)
        marks.append(stroke(ZERO if value == 0 else GRID, (scale.left, y), (scale.right, y)))
        line = runs(score(value, language), small, True)
        marks.append(Text(scale.left - 1.6, y + sizes.small * PT * 0.32, (line,), anchor="end"))
    base = top + sizes.section * PT * 0.3
    marks.append(Text(left, base, (runs(_("Oplevelse"), style("bold", sizes.section), True),)))
    words = (_("+2 meget god"), _("−2 meget dårlig"), _("ét svar pr. side"))
    lines = tuple(runs(line, small, True) for each in words for line in wrap(each, small, 26))
    marks.append(Text(left, base + leading(sizes.small) * 1.25, lines, leading(sizes.small)))
    return marks


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
    gaps, figures = _gaps(
        entries, spots, segments, size, Area(scale.left, top - 4, scale.right, top + height + 4), sizes, language
    )
    return [*gaps, *lines], [*marks, *figures]


def _spots(
    found: Sequence[Curve], scale: Timescale, top: float, height: float, size: float
) -> dict[tuple[str, str], tuple[float, float]]:
    """Return where every answer stands; equal answers to one event are set apart by side."""
    scores = {(curve.side, point.entry): point for curve in found for point in curve.points}
    spots: dict[tuple[str, str], tuple[float, float]] = {}
    for (side, entry), point in scores.items():
        alike = [other for other in SIDES if (other, entry) in scores and scores[other, entry].score == point.score]
        shift = (alike.index(side) - (len(alike) - 1) / 2) * _APART * size / _MARK
        spots[side, entry] = (scale.x(point.day), level(point.score, top, height) + shift)
    return spots


def _gaps(
    entries: Sequence[Entry],
    spots: dict[tuple[str, str], tuple[float, float]],
    segments: Sequence[Segment],
    size: float,
    field: Area,
    sizes: Sizes,
    language: str,
) -> tuple[list[Mark], list[Mark]]:
    """Draw a bar between authority and citizen from a gap of two steps, with its figure where nothing is hit."""
    bars: list[Mark] = []
    figures: list[Mark] = []
    wide = min(_GAP_WIDTH, size * 0.7)
    reach = size * 0.65 + 0.4  # a triangle is wider than its size
    taken = [Area(x - reach, y - reach, x + reach, y + reach) for x, y in spots.values()]
    for entry in entries:
        if entry.gap < 2 or ("citizen", entry.id) not in spots or ("authority", entry.id) not in spots:
            continue
        (x, y), (_, other) = spots["citizen", entry.id], spots["authority", entry.id]
        low, high = min(y, other), max(y, other)
        bars.append(rectangle(Area(x - wide / 2, low, x + wide / 2, high), fill=GAP_BAR))
        face = style("bold", sizes.body)
        for text in _tries(score(entry.gap, language).lstrip("+"), x, low, high, wide, face):
            area = extent(text)
            if area.inside(field) and not any(area.overlaps(other) for other in taken) and not _crossed(area, segments):
                figures.append(text)
                taken.append(area)
                break
    return bars, figures


def _tries(figure: str, x: float, low: float, high: float, wide: float, face: Style) -> Iterator[Text]:
    """Yield ten places for a gap's figure: right and left of its bar, from the middle outwards."""
    drop = face.size * PT * 0.33
    for share in (0.5, 0.65, 0.35, 0.8, 0.2):
        y = low + (high - low) * share + drop
        yield Text(x + wide / 2 + 0.9, y, (runs(figure, face, True),))
        yield Text(x - wide / 2 - 0.9, y, (runs(figure, face, True),), anchor="end")


def _crossed(area: Area, segments: Sequence[Segment]) -> bool:
    """Tell whether a line passes through the area (Liang & Barsky's clipping, 1984)."""
    return any(_clips(area, segment) for segment in segments)


def _clips(area: Area, segment: Segment) -> bool:
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


def folds(scale: Timescale, top: float, bottom: float, words_at: tuple[float, float], sizes: Sizes) -> list[Mark]:
    """Draw the tears of the axis over everything that passes behind them, and say how much each hides."""
    marks: list[Mark] = []
    for strip in scale.strips:
        left = tuple(_torn(strip.left, top, bottom))
        right = tuple(_torn(strip.right, top, bottom))
        marks.append(Path((*left, *reversed(right)), True, PAPER))
        marks += [Path(left, pen=FOLD), Path(right, pen=FOLD)]
        marks += _torn_words(strip, words_at, sizes)
    return marks


def _torn_words(strip: Strip, between: tuple[float, float], sizes: Sizes) -> Iterator[Mark]:
    """Yield what the tear says, running upwards, as many of its lines as its width allows."""
    low, high = between
    step = leading(sizes.body)
    count = min(len(strip.words), int((strip.right - strip.left - 1.6) / step))
    faces = (style("semibold", sizes.body, SECONDARY), style("regular", sizes.body, SECONDARY))
    lines = [runs(line, face, True) for line, face in zip(strip.words[:count], faces, strict=False)]
    if lines and max(line_width(line) for line in lines) < high - low:
        x = (strip.left + strip.right) / 2 + sizes.body * PT * 0.32 - (len(lines) - 1) * step / 2
        yield Text(x, (low + high) / 2, tuple(lines), step, anchor="middle", turned=True)


def _torn(x: float, top: float, bottom: float) -> Iterator[tuple[float, float]]:
    steps = max(int((bottom - top) / 2.4), 1)
    for index in range(steps + 1):
        yield x + (0.8 if index % 2 else -0.8), top + (bottom - top) * index / steps
