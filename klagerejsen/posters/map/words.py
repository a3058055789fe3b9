"""The collaboration map in words: what it shows, and the table of who turned to whom, in column after column."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from klagerejsen.catalogue import Translate
from klagerejsen.posters.paper.display import Cell, Grid, Mark, Passage, Pen, Style, stroke
from klagerejsen.posters.paper.ink import HAIRLINE, RULE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.setting import Column, set_lines
from klagerejsen.posters.paper.typeface import width

_SHARES = (0.51, 0.1, 0.12, 0.1, 0.17)
_FEWEST_ROWS = 3
_PAD = 1.1


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: who turned to whom, and the figures as they are written."""

    name: str
    figures: tuple[str, str, str, str]


@dataclass(slots=True)
class Telling:
    """What is still to be said; each column takes as much as it has room for."""

    said: list[str]
    rows: list[Row]
    sizes: Sizes
    translate: Translate
    _begun: set[str] = field(default_factory=set)

    @property
    def done(self) -> bool:
        """Whether everything stands somewhere."""
        return not self.said and not self.rows

    def heads_whole(self, measure: float) -> bool:
        """Say whether no word above the table's columns would have to be divided."""
        pairs = zip(self._titles(), self._widths(measure), strict=True)
        return all(width(word, self._head()) <= wide - 2 for title, wide in pairs for word in title.split())

    def fill(self, column: Column, bottom: float, table: bool = True) -> None:
        """Set what fits above `bottom`; an empty column takes one thing at least, so that there is an end to it."""
        self._say(column, bottom)
        if table and not self.said:
            self._tabulate(column, bottom)

    def _say(self, column: Column, bottom: float) -> None:
        _ = self.translate
        top, face = column.y, style("regular", self.sizes.body)
        if self.said and "said" not in self._begun:
            self._heading(column, _("Hvad kortet viser"))
            self._begun.add("said")
        while self.said:
            text = set_lines(self.said[0], face, column.x, column.y, column.measure, True)
            if column.y > top and column.y + len(text.lines) * text.leading > bottom and column.passages:
                return
            column.passages.append(Passage("paragraph", (text,)))
            column.y += len(text.lines) * text.leading + 2.4
            self.said.pop(0)

    def _heading(self, column: Column, title: str) -> None:
        column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
        column.skip(1.8)
        column.add(title, style("bold", self.sizes.section), ours=True, heading=2)
        column.skip(1.4)

    def _tabulate(self, column: Column, bottom: float) -> None:
        if not self.rows:
            return
        fresh = not column.passages
        title = 0.0 if fresh and "rows" in self._begun else leading(self.sizes.section) + 8.0
        heights = [self._height(row, column.measure) for row in self.rows]
        room = bottom - column.y - title - self._head_height(column.measure)
        count = _fitting(heights, room)
        if count < min(_FEWEST_ROWS, len(heights)) and not fresh:
            return
        if title:
            column.skip(0.0 if fresh else 4.0)
            self._heading(column, self.translate("Hvem til hvem"))
            self._begun.add("rows")
        self._grid(column, max(count, 1), heights)

    def _titles(self) -> tuple[str, ...]:
        _ = self.translate
        return _("Fra og til"), _("Gange"), _("Givet videre"), _("Båret"), _("Ventetid, arbejdsdage")

    def _widths(self, measure: float) -> tuple[float, ...]:
        return tuple(measure * share for share in _SHARES)

    def _head(self) -> Style:
        return style("regular", self.sizes.small, SECONDARY)

    def _head_height(self, measure: float) -> float:
        widths = self._widths(measure)
        lines = [
            len(set_lines(title, self._head(), 0, 0, wide - 2).lines)
            for title, wide in zip(self._titles(), widths, strict=True)
        ]
        return max(lines) * leading(self.sizes.small) + 1.2

    def _height(self, row: Row, measure: float) -> float:
        face = style("regular", self.sizes.date)
        text = set_lines(row.name, face, 0, 0, self._widths(measure)[0] - 3)
        return max(len(text.lines), 1) * text.leading + 2 * _PAD

    def _grid(self, column: Column, count: int, heights: Sequence[float]) -> None:
        widths, y = self._widths(column.measure), column.y
        tall = [self._head_height(column.measure), *heights[:count]]
        cells = [self._cells(self._titles(), column.x, y, widths, self._head(), True)]
        rules: list[Mark] = []
        face = style("regular", self.sizes.date)
        for row, height in zip(self.rows[:count], tall, strict=False):
            y += height
            rules.append(stroke(Pen(HAIRLINE, 0.22), (column.x, y), (column.x + column.measure, y)))
            cells.append(self._cells((row.name, *row.figures), column.x, y + _PAD, widths, face, False))
        column.passages.append(Passage("artifact", tuple(rules)))
        grid = Grid(column.x, column.y, widths, tuple(tall), tuple(cells))
        column.passages.append(Passage("table", grid=grid))
        column.y += sum(tall)
        del self.rows[:count]

    def _cells(
        self, texts: Sequence[str], x: float, top: float, widths: Sequence[float], face: Style, ours: bool
    ) -> tuple[Cell, ...]:
        cells = []
        for text, wide in zip(texts, widths, strict=True):
            cells.append(Cell((set_lines(text, face, x, top, wide - (2 if ours else 3), ours),) if text else ()))
            x += wide
        return tuple(cells)


def _fitting(heights: Sequence[float], room: float) -> int:
    """Return how many of the first fit into the room."""
    for count, height in enumerate(heights):
        room -= height
        if room < 0:
            return count
    return len(heights)
