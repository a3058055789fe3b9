"""What a learning note is put together from: headings, names, the sentence to remember, the figures."""

from collections.abc import Sequence

from klagerejsen.posters.journey.content import HeaderFigure
from klagerejsen.posters.paper.display import PT, Passage, Pen, Run, Style, Text, stroke
from klagerejsen.posters.paper.flow import Setter
from klagerejsen.posters.paper.ink import INK, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.setting import RISE, Column, set_lines
from klagerejsen.posters.paper.typeface import runs, width, wrap

_RULE = Pen(INK, 0.35)
_APART = 3.4


def skipped(distance: float) -> Setter:
    """Return what leaves some room."""
    return lambda column: column.skip(distance)


def headed(column: Column, title: str, sizes: Sizes) -> None:
    """Set the heading of a section under a rule."""
    column.skip(_APART)
    column.draw(stroke(_RULE, (column.x, column.y), (column.x + column.measure, column.y)))
    column.skip(1.4)
    column.add(title, style("bold", sizes.section), ours=True, heading=2)
    column.skip(0.6)


def named(name: str, sizes: Sizes, heading: int = 3) -> Setter:
    """Return what sets the name of a finding, a cause or a question."""
    return lambda column: column.add(name, style("semibold", sizes.finding), ours=True, heading=heading)


def quietly(column: Column, text: str, sizes: Sizes) -> None:
    """Say that there is nothing to say."""
    column.add(text, style("italic", sizes.body, SECONDARY), ours=True)


def pulled(column: Column, text: str, face: Style) -> None:
    """Set the sentence that is to be remembered, with a rule at its left."""
    column.skip(2.4)
    found = set_lines(text, face, column.x + 4, column.y, column.measure - 4)
    bottom = column.y + len(found.lines) * found.leading
    column.draw(stroke(Pen(INK, 0.7), (column.x + 0.4, column.y + 0.4), (column.x + 0.4, bottom)))
    column.passages.append(Passage("paragraph", (found,)))
    column.y = bottom


def figured(column: Column, figures: Sequence[HeaderFigure], sizes: Sizes) -> None:
    """Set the figures beside one another, each beside its caption."""
    column.skip(3.4)
    gap, bottom = 6.0, column.y
    share = (column.measure - gap * (len(figures) - 1)) / len(figures)
    big, small = style("bold", sizes.figure), style("regular", sizes.legend, SECONDARY)
    for place, figure in enumerate(figures):
        x = column.x + place * (share + gap)
        value = Text(x, column.y + big.size * PT * RISE, ((Run(figure.value, big, True),),))
        beside = width(figure.value, big) + 2.2
        lines = tuple(runs(line, small, True) for line in wrap(figure.caption, small, share - beside))
        step = leading(small.size)
        first = max(value.y - (len(lines) - 1) * step, column.y + small.size * PT * RISE)
        caption = Text(x + beside, first, lines, step)
        column.passages.append(Passage("paragraph", (value, caption)))
        bottom = max(bottom, value.y + 1.6, first + (len(lines) - 1) * step + 1.6)
    column.y = bottom
