"""The top of the sheet: title, subtitle and summary on the left, the figures flush right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from klagerejsen.posters.journey.content import HeaderFigure, PosterContent
from klagerejsen.posters.paper.display import PT, Passage, Run, Text
from klagerejsen.posters.paper.ink import INK, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.setting import RISE, Column, evened
from klagerejsen.posters.paper.typeface import runs, width, wrap

_BETWEEN = 12.0
_ABOVE_FIGURES = 6.0
_SUMMARY = 470.0
_SHRINK = (1.0, 0.88, 0.78, 0.69, 0.6, 0.52, 0.46)


@dataclass(frozen=True, slots=True)
class _Figure:
    value: str
    lines: tuple[str, ...]
    wide: float


def masthead(
    content: PosterContent, left: float, top: float, right: float, sizes: Sizes, stacked: bool = False
) -> tuple[list[Passage], float]:
    """Return the passages of the header and the y where it ends; stacked, the figures have a row of their own."""
    if stacked:
        return _stacked(content, left, top, right, sizes)
    figures = [_measured(figure, sizes) for figure in content.figures]
    taken = sum(figure.wide for figure in figures) + _BETWEEN * (len(figures) - 1) if figures else 0.0
    passages, bottom = _titles(content, left, top, right - taken - 2 * _BETWEEN, sizes)
    row, below = _row(figures, right - taken, top, _BETWEEN, sizes)
    return [*passages, *row], max(bottom, below)


def _stacked(
    content: PosterContent, left: float, top: float, right: float, sizes: Sizes
) -> tuple[list[Passage], float]:
    """Set the figures under the titles, spread over the whole width, in the largest type that leaves air."""
    passages, bottom = _titles(content, left, top, right - left, sizes)
    if not content.figures:
        return passages, bottom
    for share in _SHRINK:
        smaller = replace(sizes, figure=sizes.figure * share)
        figures = [_measured(figure, smaller) for figure in content.figures]
        spare = right - left - sum(figure.wide for figure in figures)
        if spare >= _BETWEEN * (len(figures) - 1):
            break
    between = min(spare / max(len(figures) - 1, 1), 40.0)
    row, below = _row(figures, left, bottom + _ABOVE_FIGURES, between, smaller)
    return [*passages, *row], below


def _row(figures: Sequence[_Figure], x: float, top: float, between: float, sizes: Sizes) -> tuple[list[Passage], float]:
    """Set figures beside one another; return them and where the longest caption ends."""
    passages = []
    for figure in figures:
        passages.append(_figure(figure, x, top, sizes))
        x += figure.wide + between
    lines = max((len(figure.lines) for figure in figures), default=0)
    return passages, _captions_top(top, sizes) + lines * leading(sizes.legend) if figures else top


def _titles(content: PosterContent, left: float, top: float, room: float, sizes: Sizes) -> tuple[list[Passage], float]:
    column = Column(left, top, room)
    size = _title_size(content.title, room, sizes)
    column.add(content.title, style("bold", size), heading=1, factor=1.04)
    column.skip(0.4)
    column.add(content.subtitle, style("regular", sizes.subtitle, SECONDARY))
    column.skip(1.0)
    face = style("regular", sizes.legend + 0.5)
    column.measure = evened(content.summary, face, min(room, _SUMMARY))
    column.add(content.summary, face)
    return column.passages, column.y


def _title_size(title: str, room: float, sizes: Sizes) -> float:
    """Take the largest size at which the title stands on one line, or a smaller one on two or three."""
    for share in _SHRINK[:5]:
        if width(title, style("bold", sizes.title * share)) <= room:
            return sizes.title * share
    for share in _SHRINK[3:]:
        if len(wrap(title, style("bold", sizes.title * share), room)) <= 2:
            return sizes.title * share
    return sizes.title * _SHRINK[-1]


def _measured(figure: HeaderFigure, sizes: Sizes) -> _Figure:
    value = width(figure.value, style("bold", sizes.figure))
    face = style("regular", sizes.legend, SECONDARY)
    lines = wrap(figure.caption, face, max(value, 36.0))
    return _Figure(figure.value, tuple(lines), max([value, *(width(line, face) for line in lines)]))


def _captions_top(top: float, sizes: Sizes) -> float:
    return top + sizes.figure * PT * 1.04


def _figure(figure: _Figure, x: float, top: float, sizes: Sizes) -> Passage:
    value = Text(x, top + sizes.figure * PT * RISE, ((Run(figure.value, style("bold", sizes.figure, INK), True),),))
    face = style("regular", sizes.legend, SECONDARY)
    lines = tuple(runs(line, face, True) for line in figure.lines)
    caption = Text(x, _captions_top(top, sizes) + sizes.legend * PT * RISE, lines, leading(sizes.legend))
    return Passage("paragraph", (value, caption))
