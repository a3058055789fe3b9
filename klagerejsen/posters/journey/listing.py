"""One line per event: what a band shows when there are too many events for cards.

The events stand in columns under the rail, filled in the order of time. A fan of paper joins each column to
the stretch of the rail that it lists; since both are in order, no fan meets another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from klagerejsen.catalogue import Translate
from klagerejsen.posters.journey.content import Entry
from klagerejsen.posters.journey.timescale import Timescale
from klagerejsen.posters.paper.display import PT, Area, Line, Mark, Passage, Path, Pen, Run, Text, rectangle, stroke
from klagerejsen.posters.paper.ink import CARD_EDGE, INK, LOOKS, PAPER, SECONDARY, Side, Sizes, leading, style
from klagerejsen.posters.paper.setting import RISE
from klagerejsen.posters.paper.typeface import runs, width, wrap

_COLUMN = 74.0
_BETWEEN = 3.6
_FAN = 7.0
_INNER = 2.0
_DATE = 17.0
"""The room for a date at 11.4 points; it grows with the type."""
_STEP = 1.17


@dataclass(frozen=True, slots=True)
class Item:
    """An event on its line or lines; `beside` says whether the title begins beside the date."""

    entry: Entry
    beside: bool
    lines: tuple[Line, ...]

    @property
    def rows(self) -> int:
        """How many lines it takes."""
        return len(self.lines) + (0 if self.beside else 1)


@dataclass(frozen=True, slots=True)
class Listing:
    """Columns of events of one side."""

    columns: tuple[tuple[Item, ...], ...]
    rows: int
    sizes: Sizes

    @property
    def height(self) -> float:
        """The fans and the tallest column."""
        return _FAN + self.rows * leading(self.sizes.date, _STEP) + 2 * _INNER if self.columns else 0.0


def listing(entries: Sequence[Entry], scale: Timescale, sizes: Sizes, _: Translate) -> Listing:
    """Measure the events of a side and share them evenly among as many columns as the axis has room for."""
    items = [_item(entry, sizes, _) for entry in entries]
    room = int((scale.right - scale.left + _BETWEEN) // (_COLUMN + _BETWEEN))
    rows = max(max((item.rows for item in items), default=0), -(-sum(item.rows for item in items) // room))
    while items and len(columns := list(_filled(items, rows))) > room:
        rows += 1
    return Listing(tuple(columns) if items else (), rows, sizes)


def _item(entry: Entry, sizes: Sizes, _: Translate) -> Item:
    face = style("regular", sizes.date, INK)
    dates = _dates(sizes)
    beside = width(entry.short, style("semibold", sizes.date)) <= dates - 1.2
    lines = [list(runs(line, face)) for line in wrap(entry.title, face, _COLUMN - 2 * _INNER - dates)]
    if entry.numbers:
        said = " " + _("fund {list}").format(list=", ".join(map(str, entry.numbers)))
        note = Run(said.strip(), style("regular", sizes.small, SECONDARY), True)
        used = sum(width(run.text, run.style) for run in lines[-1]) + width(said, note.style)
        if used <= _COLUMN - 2 * _INNER - dates:
            lines[-1].append(Run(said, note.style, True))
        else:
            lines += [
                [Run(text, note.style, True)] for text in wrap(note.text, note.style, _COLUMN - 2 * _INNER - dates)
            ]
    return Item(entry, beside, tuple(tuple(line) for line in lines))


def _dates(sizes: Sizes) -> float:
    return _DATE * sizes.date / 11.4


def _filled(items: Sequence[Item], rows: int) -> Iterator[tuple[Item, ...]]:
    column: list[Item] = []
    used = 0
    for item in items:
        if column and used + item.rows > rows:
            yield tuple(column)
            column, used = [], 0
        column.append(item)
        used += item.rows
    yield tuple(column)


def placed(
    found: Listing, side: Side, scale: Timescale, rail_y: float, top: float
) -> tuple[list[Mark], list[Mark], list[Area], dict[str, list[Passage]]]:
    """Return the fans, the paper of the columns, the columns' areas, and what each event says."""
    step = leading(found.sizes.date, _STEP)
    pen = Pen(LOOKS[side].ink, CARD_EDGE)
    fans: list[Mark] = []
    paper: list[Mark] = []
    areas = []
    said: dict[str, list[Passage]] = {}
    for column, left in zip(found.columns, _lefts(found, scale), strict=True):
        y = top + _FAN
        area = Area(left, y, left + _COLUMN, y + sum(item.rows for item in column) * step + 2 * _INNER)
        first, last = scale.x(column[0].entry.middle), scale.x(column[-1].entry.middle)
        fan = ((first - 0.4, rail_y), (last + 0.4, rail_y), (area.right, y), (area.left, y))
        fans.append(Path(fan, True, PAPER))
        paper += [rectangle(area, PAPER), stroke(pen, (area.left, y), (area.right, y))]
        areas.append(area)
        y += _INNER
        for item in column:
            said[item.entry.id] = [_said(item, left + _INNER, y, found.sizes)]
            y += item.rows * step
    return fans, paper, areas, said


def _lefts(found: Listing, scale: Timescale) -> list[float]:
    """Put each column as near under its stretch of the rail as its neighbours allow."""
    pitch = _COLUMN + _BETWEEN
    count = len(found.columns)
    lefts: list[float] = []
    for index, column in enumerate(found.columns):
        middle = (scale.x(column[0].entry.middle) + scale.x(column[-1].entry.middle)) / 2
        low = lefts[-1] + pitch if lefts else scale.left
        high = scale.right - _COLUMN - (count - 1 - index) * pitch
        lefts.append(min(max(middle - _COLUMN / 2, low), high))
    return lefts


def _said(item: Item, x: float, top: float, sizes: Sizes) -> Passage:
    step = leading(sizes.date, _STEP)
    base = top + sizes.date * PT * RISE
    when = Text(x, base, (runs(item.entry.short, style("semibold", sizes.date, SECONDARY), True),))
    title = Text(x + _dates(sizes), base + (0 if item.beside else step), item.lines, step)
    return Passage("heading", (when, title), level=2)
