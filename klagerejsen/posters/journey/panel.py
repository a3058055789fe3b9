"""The ground of the time field: the axis, the grid of scores, and the folds."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from klagerejsen.catalogue import Translate
from klagerejsen.figures import signed
from klagerejsen.posters.journey.timescale import Strip, Tick, Timescale
from klagerejsen.posters.paper.display import PT, Area, Mark, Path, Pen, Text, stroke
from klagerejsen.posters.paper.ink import (
    FOLD,
    GRID,
    INK,
    PAPER,
    SECONDARY,
    ZERO,
    Sizes,
    leading,
    style,
)  # fmt: skip
from klagerejsen.posters.paper.typeface import extent, fitting, line_width, runs, wrap

AXIS = 9.0


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
        line = runs(signed(value, language), small, True)
        marks.append(Text(scale.left - 1.6, y + sizes.small * PT * 0.32, (line,), anchor="end"))
    base = top + sizes.section * PT * 0.3
    head = fitting(_("Oplevelse"), style("bold", sizes.section), scale.left - left - 7)
    marks.append(Text(left, base, (runs(_("Oplevelse"), head, True),)))
    words = (_("+2 meget god"), _("−2 meget dårlig"), _("ét svar pr. side"))
    lines = tuple(runs(line, small, True) for each in words for line in wrap(each, small, 26))
    marks.append(Text(left, base + leading(sizes.small) * 1.25, lines, leading(sizes.small)))
    return marks


def folds(
    scale: Timescale, top: float, bottom: float, words_at: Callable[[Strip], tuple[float, float]], sizes: Sizes
) -> list[Mark]:
    """Draw the tears of the axis over everything that passes behind them, and say how much each hides."""
    marks: list[Mark] = []
    for strip in scale.strips:
        left = tuple(_torn(strip.left, top, bottom))
        right = tuple(_torn(strip.right, top, bottom))
        marks.append(Path((*left, *reversed(right)), True, PAPER))
        marks += [Path(left, pen=FOLD), Path(right, pen=FOLD)]
        marks += _torn_words(strip, words_at(strip), sizes)
    return marks


def widest_opening(strip: Strip, cards: Iterable[Area], top: float, bottom: float) -> tuple[float, float]:
    """Return the tallest stretch of a tear on which no card lies."""
    upon = sorted((card.top, card.bottom) for card in cards if card.left < strip.right and strip.left < card.right)
    openings = []
    for start, end in [*upon, (bottom, bottom)]:
        openings.append((top + 1.0, start - 1.0))
        top = max(top, end)
    return max(openings, key=lambda opening: opening[1] - opening[0])


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
