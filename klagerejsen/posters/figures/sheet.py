"""The report of the register's figures, set from tables that were made for it; it knows nothing of complaints."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from klagerejsen.catalogue import translator
from klagerejsen.posters.paper.display import Layout, Mark, Passage, Path, Pen, Style, stroke
from klagerejsen.posters.paper.flow import Setter
from klagerejsen.posters.paper.ink import GRID, INK, SECONDARY, Sizes, style
from klagerejsen.posters.paper.leaves import LEAF_SIZES, Leaves, one_or_more, paragraph, sheets_of, together
from klagerejsen.posters.paper.setting import Column, set_lines
from klagerejsen.posters.paper.tables import Table
from klagerejsen.statistics.pictures import Picture

Cells = Sequence[str]
_MARGIN, _FOOT = 15.0, 12.5
_NARROWEST, _WIDEST = 6, 26
_BAND = "#DDDDDD"
_BREADTH = 0.84
"""How much of the width a drawing takes: two of them, with their words, stand on a leaf."""
_MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table with its heading."""

    title: str
    headings: Cells
    rows: Sequence[Cells]


@dataclass(frozen=True, slots=True)
class Curve:
    """A drawing, its heading, and what it says in words."""

    title: str
    words: str
    unit: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Figures:
    """What the report says, in the order in which it is read."""

    title: str
    subtitle: str
    said: Sequence[str]
    curves: Sequence[Curve]
    tables: Sequence[Tabled]
    meant: Sequence[tuple[str, str]]
    small_print: str


def build_figures(content: Figures, *, language: str, made: date) -> Layout:
    """Return the report. Raises PosterError where it takes more leaves than there may be."""
    _ = translator(language)
    leaves = one_or_more((partial(_filled, content=content, meant=_("Hvad tallene betyder")),), LEAF_SIZES, _)
    sheets = sheets_of(leaves, content.title, _)
    return Layout(content.title, language, language, (made.year, made.month, made.day), sheets, "figures")


def _filled(sizes: Sizes, content: Figures, meant: str) -> Leaves:
    leaves = Leaves.begun(_MARGIN, _FOOT)
    leaves.put([partial(_titles, content=content, sizes=sizes)])
    for said in content.said:
        leaves.put(paragraph(said, style("regular", sizes.subtitle), leaves.measure, True))
    for curve in content.curves:
        leaves.put([partial(_drawn, curve=curve, sizes=sizes)])
    for table in content.tables:
        leaves.table(partial(_headed, title=table.title, sizes=sizes), _table(table, sizes))
    leaves.put(_meant(content, meant, leaves.measure, sizes))
    leaves.close(content.small_print, sizes.small)
    return leaves


def _titles(column: Column, content: Figures, sizes: Sizes) -> None:
    column.add(content.title, style("bold", sizes.title), ours=True, heading=1)
    column.skip(0.8)
    column.add(content.subtitle, style("regular", sizes.subtitle, SECONDARY), ours=True)
    column.skip(3.0)


def _headed(column: Column, title: str, sizes: Sizes) -> None:
    column.skip(5.0)
    column.add(title, style("bold", sizes.section), ours=True, heading=2)
    column.skip(1.4)


def _table(table: Tabled, sizes: Sizes) -> Table:
    plain, strong = style("regular", sizes.date), style("semibold", sizes.date)
    rows = [[[(cell, plain if place else strong)] for place, cell in enumerate(row)] for row in table.rows]
    shares = _shares([table.headings, *table.rows])
    return Table(shares, table.headings, style("regular", sizes.small, SECONDARY), rows, ours=True)


def _shares(rows: Sequence[Cells]) -> list[float]:
    """Return how a table shares the width: by the longest text of each column, within reason."""
    longest = [
        min(_WIDEST, max(_NARROWEST, *(len(row[place]) for row in rows[1:]), len(rows[0][place]) // _MOST_LINES))
        for place in range(len(rows[0]))
    ]
    return [each / sum(longest) for each in longest]


def _meant(content: Figures, title: str, measure: float, sizes: Sizes) -> Iterator[Setter]:
    head: Setter = partial(_headed, title=title, sizes=sizes)
    for name, text in content.meant:
        said = together(*paragraph(f"{name}: {text}", style("regular", sizes.body), measure, True))
        yield together(head, said, lambda column: column.skip(1.2))
        head = together()


def _drawn(column: Column, curve: Curve, sizes: Sizes) -> None:
    """Draw curves below the words that say what they show."""
    _headed(column, curve.title, sizes)
    column.add(curve.words, style("regular", sizes.body), ours=True)
    column.skip(2.0)
    drawing, small = curve.picture, style("regular", sizes.small, SECONDARY)
    scale, top = _BREADTH * column.measure / drawing.frame.width, column.y
    marks = list(_lines(drawing, column.x, top, scale))
    marks += _texts(drawing, column.x, top, scale, small, curve.unit)
    column.passages.append(Passage("figure", tuple(marks), alt=curve.words))
    column.y = top + drawing.frame.height * scale


def _lines(drawing: Picture, left: float, top: float, scale: float) -> Iterator[Mark]:
    frame = drawing.frame
    for tick in drawing.shares:
        y = top + tick.at * scale
        yield stroke(GRID, (left + frame.left * scale, y), (left + frame.right * scale, y))
    for line in drawing.lines[:1]:
        if line.band:
            yield Path(tuple(_points(line.band, left, top, scale)), closed=True, fill=_BAND)
    pens = (Pen(INK, 0.5), Pen(SECONDARY, 0.4, (1.6, 0.9)), Pen(SECONDARY, 0.4, (0.5, 0.7)), Pen(SECONDARY, 0.9))
    for (y, line), pen in zip(drawing.groups, pens, strict=False):
        if line.path:
            yield stroke(pen, *_points(line.path, left, top, scale))
            at = top + (y - 5) * scale
            yield stroke(pen, (left + frame.left * scale, at), (left + (frame.left + 34) * scale, at))


def _points(path: str, left: float, top: float, scale: float) -> Iterator[tuple[float, float]]:
    for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", path):
        yield left + float(x) * scale, top + float(y) * scale


def _texts(drawing: Picture, left: float, top: float, scale: float, face: Style, unit: str) -> Iterator[Mark]:
    frame = drawing.frame

    def text(words: str, x: float, y: float) -> Mark:
        return set_lines(words, face, left + x * scale, top + (y - 12) * scale, 200.0, True)

    for tick in drawing.shares:
        yield text(tick.text, 0, tick.at + 4)
    for tick in drawing.days:
        yield text(tick.text, tick.at - 4, frame.bottom + 21)
    yield text(unit, frame.right - 70, frame.bottom + 38)
    for y, line in drawing.groups:
        yield text(line.name, frame.left + 42, y)
        for followed, tick in zip(line.followed, drawing.days, strict=False):
            yield text("–" if followed is None else str(followed), tick.at - 4, y + 19)
