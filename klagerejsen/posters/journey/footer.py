"""The foot of the sheet: the legend on one line or more, and the small print."""

from collections.abc import Callable, Iterator, Sequence

from klagerejsen.catalogue import Translate
from klagerejsen.posters.journey.content import PosterContent
from klagerejsen.posters.paper.display import PT, Area, Disc, Mark, Passage, Path, Pen, Text, rectangle, stroke
from klagerejsen.posters.paper.ink import FOLD, INK, LOOKS, PAPER, SECONDARY, SIDES, Side, Sizes, leading, style
from klagerejsen.posters.paper.setting import Column
from klagerejsen.posters.paper.shapes import lettered, number_disc, shape
from klagerejsen.posters.paper.typeface import runs, width
from klagerejsen.posters.wording import side_names

_BETWEEN = 6.5
Drawer = Callable[[float, float], tuple[Mark, ...]]
LegendItem = tuple[float, Drawer, str]
"""A line of the legend: how wide its sample is, how it is drawn from its left and middle, and what it means."""


def footer(
    content: PosterContent, small_print: str, x: float, bottom: float, measure: float, sizes: Sizes, _: Translate
) -> tuple[list[Passage], float]:
    """Return the passages of legend and small print with their last line on `bottom`, and the y of their top."""
    return foot(tuple(_items(content, sizes, _)), small_print, x, bottom, measure, sizes)


def foot(
    items: Sequence[LegendItem], small_print: str, x: float, bottom: float, measure: float, sizes: Sizes
) -> tuple[list[Passage], float]:
    """Return the passages of a legend and small print with their last line on `bottom`, and the y of their top."""
    legend, rows = _legend(items, x, 0.0, measure, sizes)
    column = Column(x, 0.0, measure)
    column.add(small_print, style("regular", sizes.small, SECONDARY), ours=True)
    legend_height = rows * _row(sizes)
    top = bottom - column.y - legend_height - 0.6
    legend, rows = _legend(items, x, top, measure, sizes)
    column = Column(x, top + legend_height + 0.6, measure)
    column.add(small_print, style("regular", sizes.small, SECONDARY), ours=True)
    return [*legend, *column.passages], top


def _row(sizes: Sizes) -> float:
    return leading(sizes.legend, 1.42)


def _legend(
    items: Sequence[LegendItem], x: float, top: float, measure: float, sizes: Sizes
) -> tuple[list[Passage], int]:
    face = style("regular", sizes.legend, SECONDARY)
    passages = []
    at, row = x, 0
    for wide, draw, words in items:
        whole = wide + 1.8 + width(words, face)
        if at > x and at + whole > x + measure:
            at, row = x, row + 1
        middle = top + row * _row(sizes) + _row(sizes) * 0.46
        text = Text(at + wide + 1.8, middle + sizes.legend * PT * 0.32, (runs(words, face, True),))
        passages.append(Passage("artifact", draw(at, middle)))
        passages.append(Passage("paragraph", (text,)))
        at += whole + _BETWEEN
    return passages, row + 1


def _items(content: PosterContent, sizes: Sizes, _: Translate) -> Iterator[LegendItem]:
    """Yield the legend; only what stands on this sheet is explained."""
    blue, grey = LOOKS["citizen"], Pen(INK, 0.4)
    names = side_names(_)
    states = {state for entry in content.entries for state in entry.states.values()}
    kinds: set[str] = {bar.kind for bar in content.bars}
    yield from ((5.2, emblem(side, sizes), names[side].lower()) for side in SIDES)
    yield 9.0, lambda x, y: (Disc(x + 2, y, 1.8, INK), _square(x + 7, y, INK)), _("kendte hændelsen")
    if "unknown" in states:
        yield 9.0, lambda x, y: (Disc(x + 2, y, 1.6, PAPER, grey), _square(x + 7, y, PAPER)), _("vidste det ikke")
    if "not_asked" in states:
        yield 4.0, lambda x, y: shape("citizen", x + 2, y, 3.7, "not_asked"), _("har ikke svaret")
    if "not_relevant" in states:
        yield 1.6, lambda x, y: (stroke(grey, (x + 0.8, y - 1.3), (x + 0.8, y + 1.3)),), _("ikke relevant")
    if not all(entry.exact for entry in content.entries):
        yield 12.0, _uncertain, _("usikker dato")
    if "silence" in kinds:
        yield 20.0, lambda x, y: _bar(x, y, blue.soft, blue.ink), _("uden besked, så bred som den var lang")
    if any(bar.attempts for bar in content.bars):
        yield 3.0, lambda x, y: (Disc(x + 1.5, y, 1.05, PAPER, Pen(blue.ink, 0.4)),), _("egne forsøg imens")
    if any(bar.others for bar in content.bars):
        yield 3.0, lambda x, y: (_word_from_others(x, y, blue.ink),), _("besked fra andre")
    if kinds & {"possible", "wait"}:
        yield 20.0, lambda x, y: _dashed(x, y, blue.ink), _dashed_means(kinds, _)
    if any(entry.gap >= 2 for entry in content.entries):
        yield 3.0, _accounts, _("to beretninger, mindst 2 point fra hinanden")
    if content.findings:
        yield 9.8, lambda x, y: _discs(x, y, sizes), _("fund; fyldt: alvor 3 af 3")
    if content.folds:
        yield 11.0, _tear, _("foldet tid")


def _dashed_means(kinds: set[str], _: Translate) -> str:
    if kinds >= {"possible", "wait"}:
        return _("mulig stilhed, eller ventetid hos klageinstans")
    return _("mulig stilhed") if "possible" in kinds else _("ventetid hos klageinstans")


def _word_from_others(x: float, y: float, ink: str) -> Mark:
    return Path(((x + 0.4, y + 0.9), (x + 1.5, y - 0.9), (x + 2.6, y + 0.9)), True, PAPER, Pen(ink, 0.4))


def emblem(side: Side, sizes: Sizes) -> Drawer:
    """Return what draws a side's shape with its letter."""

    def draw(x: float, y: float) -> tuple[Mark, ...]:
        shapes, letter = lettered(side, x + 2.4, y, 4.5, sizes.letter, "known")
        return (*shapes, letter)

    return draw


def _square(x: float, y: float, fill: str) -> Mark:
    half = 1.65 if fill == INK else 1.45
    return rectangle(Area(x - half, y - half, x + half, y + half), fill, None if fill == INK else Pen(INK, 0.4))


def _uncertain(x: float, y: float) -> tuple[Mark, ...]:
    return stroke(Pen(INK, 1.5), (x, y), (x + 12, y)), Disc(x + 6, y, 1.8, INK)


def _bar(x: float, y: float, fill: str, ink: str) -> tuple[Mark, ...]:
    box = Area(x, y - 1.8, x + 20, y + 1.8)
    thin, strong = Pen(ink, 0.3), Pen(ink, 0.9)
    ends = (stroke(strong, (at, box.top), (at, box.bottom)) for at in (x + 0.45, x + 19.55))
    edges = (stroke(thin, (x, at), (x + 20, at)) for at in (box.top, box.bottom))
    return (rectangle(box, fill), *edges, *ends)


def _dashed(x: float, y: float, ink: str) -> tuple[Mark, ...]:
    return (rectangle(Area(x, y - 1.8, x + 20, y + 1.8), PAPER, Pen(ink, 0.35, (1.6, 1.1))),)


def _accounts(x: float, y: float) -> tuple[Mark, ...]:
    line = stroke(Pen(INK, 0.55), (x + 1.5, y - 1.4), (x + 1.5, y + 1.4))
    return Disc(x + 1.5, y - 1.6, 1.1, INK), _small_square(x + 1.5, y + 1.6), line


def _small_square(x: float, y: float) -> Mark:
    return rectangle(Area(x - 1, y - 1, x + 1, y + 1), INK)


def _discs(x: float, y: float, sizes: Sizes) -> tuple[Mark, ...]:
    size = sizes.date * PT * 1.16
    return (
        *number_disc(x + size / 2, y, 1, True, size, sizes.letter + 0.6),
        *number_disc(x + size * 1.5 + 0.25, y, 2, False, size, sizes.letter + 0.6),
    )


def _tear(x: float, y: float) -> tuple[Mark, ...]:
    points = tuple((x + step * 1.1, y + (0.8 if step % 2 else -0.8)) for step in range(11))
    return (Path(points, pen=FOLD),)
