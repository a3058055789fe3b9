"""The table of causes with the interval of each drawn beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from klagerejsen.catalogue import Translate
from klagerejsen.posters.hand import LONGEST_TITLE, Hand
from klagerejsen.posters.paper.display import (
    PT,
    Anchor,
    Area,
    Cell,
    Disc,
    Grid,
    Mark,
    Passage,
    Pen,
    Style,
    rectangle,
    stroke,
)
from klagerejsen.posters.paper.ink import GRID, INK, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.setting import set_lines
from klagerejsen.posters.paper.typeface import width

_SHARES = (0.37, 0.12, 0.21)
"""How causes, journeys and shares divide the width; the rest is the drawing of the intervals."""
_TALLEST, _AIR, _GAP = 3.2, 2.4, 4.0
"""How tall a row may be, in em; the millimetres that it has above its lines, and those between two columns."""
_MARKED: tuple[tuple[float, Anchor], ...] = ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
_BAR = "#b9c2ce"
_HALF, _POINT, _LINE = 0.35, 0.14, 0.066
"""In em: half of a bar, a point and half an end of an interval, and its line."""


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause: its name, its journeys and its share in words, and the share with its interval, 0 to 1."""

    name: str
    journeys: str
    share: str
    at: float
    low: float
    high: float


def cause_rows(report: Mapping[str, Any], hand: Hand, _: Translate) -> list[CauseRow]:
    """Return the causes of a report in its order, those in the most journeys first."""
    return [
        CauseRow(
            name=hand(cause["label"], LONGEST_TITLE),
            journeys=_("{n} af {m}").format(n=cause["journeys"], m=report["journeys"]),
            share=_("{share} % ({low}–{high} %)").format(
                **{name: round(cause[name] * 100) for name in ("share", "low", "high")}
            ),
            at=cause["share"],
            low=cause["low"],
            high=cause["high"],
        )
        for cause in report["causes"]
    ]


@dataclass(frozen=True, slots=True)
class CauseTable:
    """Where the table stands, in which sizes, and its words."""

    place: Area
    sizes: Sizes
    translate: Translate

    def set(self, rows: Sequence[CauseRow]) -> tuple[list[Passage], int]:
        """Return the table with what is drawn beside it, and how many of the rows had no room."""
        place, head = self.place, leading(self.sizes.small) * 2 + 1.6
        heights = self._heights(rows, place.bottom - place.top - head)
        shown = rows[: len(heights)]
        left = place.left + sum(self._widths) + 3.0
        chart = Area(left, place.top + head, place.right, place.top + head + sum(heights))
        drawn = Passage("artifact", tuple(_drawn(shown, chart, heights, self.sizes.finding * PT)))
        scale = Passage("artifact", tuple(self._scale(chart)))
        table = Passage("table", grid=self._grid(shown, (head, *heights)))
        return [drawn, scale, table], len(rows) - len(shown)

    def figures_whole(self, rows: Sequence[CauseRow]) -> bool:
        """Say whether every figure stands on one line."""
        face = style("regular", self.sizes.finding)
        return all(
            width(text, face) <= wide - _GAP
            for row in rows
            for text, wide in zip((row.journeys, row.share), self._widths[1:], strict=True)
        )

    @property
    def _widths(self) -> tuple[float, ...]:
        return tuple((self.place.right - self.place.left) * share for share in _SHARES)

    def _heights(self, rows: Sequence[CauseRow], room: float) -> list[float]:
        """Return the heights of as many rows as there is room for, at least one, with what is left shared out."""
        face, measure = style("semibold", self.sizes.finding), self._widths[0] - _GAP
        least = [len(set_lines(row.name, face, 0, 0, measure).lines) * leading(face.size) + _AIR for row in rows]
        while len(least) > 1 and sum(least) > room:
            least.pop()
        spare = (room - sum(least)) / len(least)
        return [max(each, min(each + spare, _TALLEST * face.size * PT)) for each in least]

    def _grid(self, rows: Sequence[CauseRow], heights: tuple[float, ...]) -> Grid:
        _, sizes = self.translate, self.sizes
        small = style("regular", sizes.small, SECONDARY)
        titles = (_("Årsag"), _("Rejser"), _("Andel af rejserne, 95 % interval"))
        name, figure = style("semibold", sizes.finding), style("regular", sizes.finding)
        cells, y = [self._cells([(title, small) for title in titles], self.place.top)], self.place.top
        for row, above, tall in zip(rows, heights, heights[1:], strict=False):
            y += above
            cells.append(self._cells([(row.name, name), (row.journeys, figure), (row.share, figure)], y, tall))
        return Grid(self.place.left, self.place.top, self._widths, heights, tuple(cells))

    def _cells(self, said: Sequence[tuple[str, Style]], top: float, tall: float | None = None) -> tuple[Cell, ...]:
        """Return the cells of a row; with a height each text stands in the middle of it."""
        cells, x = [], self.place.left
        for (words, face), wide in zip(said, self._widths, strict=True):
            text = set_lines(words, face, x, top, wide - _GAP, True)
            down = (tall - len(text.lines) * text.leading) / 2 if tall else 0.0
            cells.append(Cell((replace(text, y=text.y + down),)))
            x += wide
        return tuple(cells)

    def _scale(self, chart: Area) -> Iterator[Mark]:
        face = style("regular", self.sizes.small, SECONDARY)
        for share, anchor in _MARKED:
            at = chart.left + share * (chart.right - chart.left)
            label = set_lines(f"{round(share * 100)} %", face, at, self.place.top, 60, True)
            yield replace(label, anchor=anchor)


def _drawn(rows: Sequence[CauseRow], chart: Area, heights: Sequence[float], em: float) -> Iterator[Mark]:
    """Yield a bar as long as each share, its interval across it, and the lines that one reads them by."""
    wide, y, pen, point = chart.right - chart.left, chart.top, Pen(INK, _LINE * em), _POINT * em
    for quarter in range(5):
        at = chart.left + wide * quarter / 4
        yield stroke(GRID, (at, y), (at, chart.bottom))
    for row, tall in zip(rows, heights, strict=True):
        middle, half = y + tall / 2, min(tall * 0.3, _HALF * em)
        at, low, high = (chart.left + wide * share for share in (row.at, row.low, row.high))
        yield rectangle(Area(chart.left, middle - half, at, middle + half), _BAR)
        yield stroke(pen, (low, middle), (high, middle))
        for end in (low, high):
            yield stroke(pen, (end, middle - point), (end, middle + point))
        yield Disc(at, middle, point, INK)
        y += tall
