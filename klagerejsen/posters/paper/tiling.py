"""A poster on ordinary paper: each sheet in pieces that overlap, with marks to cut and align by, behind an overview.

A page shows a window of the sheet. Its left and upper edge, where a neighbour lies, is the line to cut along; what the
last millimetres at its right and lower edge show is shown again by the neighbour, which is glued upon them. A cross
stands at the same point of the poster on every page that shows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import ceil
from typing import Literal

from klagerejsen.catalogue import Translate, translator
from klagerejsen.posters.paper.display import (
    Area,
    Disc,
    Layout,
    Mark,
    Passage,
    Path,
    Pen,
    Sheet,
    Text,
    Window,
    passage_marks,
    rectangle,
    stroke,
)
from klagerejsen.posters.paper.ink import HAIRLINE, INK, PAPER, SECONDARY, leading, style
from klagerejsen.posters.paper.setting import set_lines
from klagerejsen.posters.paper.typeface import extent, runs, width

TilePaper = Literal["a4", "a3"]
TILE_PAPER: dict[TilePaper, tuple[float, float]] = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}
UNPRINTABLE, OVERLAP = 5.0, 8.0
"""Millimetres that many printers leave white at every edge, and that two neighbours both show."""
SMALLEST = 0.93
"""The poster is made smaller, never below this, where that saves a row or a column of pages."""
_SLIVER = 0.01


@dataclass(frozen=True, slots=True)
class Division:
    """How a sheet is divided: the page, how many rows and columns, and how much smaller the poster is printed."""

    page: tuple[float, float]
    columns: int
    rows: int
    shrink: float

    @property
    def step(self) -> tuple[float, float]:
        """From one page's edge to the next one's, in millimetres of the printed poster."""
        return self.page[0] - 2 * UNPRINTABLE - OVERLAP, self.page[1] - 2 * UNPRINTABLE - OVERLAP


def division(wide: float, tall: float, paper: TilePaper) -> Division:
    """Return the division of a sheet of these millimetres into fewest pages, and of those the one printed largest."""
    long, short = TILE_PAPER[paper]
    found = []
    for page in ((long, short), (short, long)):
        across, down = (side - 2 * UNPRINTABLE - OVERLAP for side in page)
        counts = [range(ceil((side * SMALLEST - OVERLAP) / step - _SLIVER), ceil((side - OVERLAP) / step) + 1)
                  for side, step in ((wide, across), (tall, down))]  # fmt: skip
        for columns, rows in product(*counts):
            shrink = min(1.0, (columns * across + OVERLAP) / wide, (rows * down + OVERLAP) / tall)
            if shrink >= SMALLEST:
                found.append(Division(page, max(columns, 1), max(rows, 1), shrink))
    return min(found, key=lambda each: (each.columns * each.rows, -each.shrink))


def tiled(layout: Layout, paper: TilePaper) -> Layout:
    """Return the layout as pages of this paper: for every sheet an overview, then its pieces row by row."""
    _ = translator(layout.language)
    pages: list[Sheet] = []
    for number, sheet in enumerate(layout.sheets, start=1):
        found = division(sheet.width * sheet.scale, sheet.height * sheet.scale, paper)
        prefix = f"{number}·" if len(layout.sheets) > 1 else ""
        pages += [_overview(sheet, found, prefix, _), *_pieces(sheet, found, prefix, layout.title, _)]
    return replace(layout, sheets=tuple(pages))


def windows(sheet: Sheet, found: Division) -> Iterator[tuple[int, int, Area]]:
    """Yield the row and column of every piece, counted from 1, with what it shows in the sheet's own millimetres."""
    scale = sheet.scale * found.shrink
    across, down = (each / scale for each in found.step)
    overlap = OVERLAP / scale
    left = (sheet.width - found.columns * across - overlap) / 2
    top = (sheet.height - found.rows * down - overlap) / 2
    for row, column in product(range(found.rows), range(found.columns)):
        x, y = left + column * across, top + row * down
        yield row + 1, column + 1, Area(x, y, x + across + overlap, y + down + overlap)


def _pieces(sheet: Sheet, found: Division, prefix: str, title: str, _: Translate) -> Iterator[Sheet]:
    scale = sheet.scale * found.shrink
    edge, page = UNPRINTABLE / scale, (found.page[0] / scale, found.page[1] / scale)
    told: set[int] = set()
    for row, column, seen in windows(sheet, found):
        name = _("Ark {name}: række {row} af {rows}, kolonne {column} af {columns}").format(
            name=f"{prefix}{row}·{column}", row=row, rows=found.rows, column=column, columns=found.columns
        )
        piece = _Piece(found, row, column, Area(edge, edge, page[0] - edge, page[1] - edge), scale)
        over = (Passage("artifact", tuple(piece.marks())), *piece.caption(name, title))
        passages = tuple(_seen(sheet.passages, seen, told))
        yield Sheet(*page, scale, passages, window=Window(seen, edge, edge), over=over)


def _seen(passages: Sequence[Passage], seen: Area, told: set[int]) -> Iterator[Passage]:
    """Yield what a window shows. Each passage is told, with all its words, on the first page that shows any of it."""
    for number, passage in enumerate(passages):
        marks = tuple(passage_marks(passage))
        shown = tuple(mark for mark in marks if _area(mark).overlaps(seen))
        if not shown:
            continue
        if passage.role != "figure":
            shown = tuple(mark for mark in marks if isinstance(mark, Text) or mark in shown)
        role = "artifact" if number in told or passage.role == "artifact" else passage.role
        told.add(number)
        yield Passage("paragraph" if role in ("heading", "table") else role, shown, alt=passage.alt)


def _area(mark: Mark) -> Area:
    match mark:
        case Text():
            return extent(mark)
        case Disc():
            return Area(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)
        case Path():
            half = (mark.pen.width if mark.pen else 0.0) / 2 + _SLIVER
            xs, ys = zip(*mark.points, strict=True)
            return Area(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands on a page over its piece: `area` is where the piece lies, `scale` makes millimetres of paper."""

    division: Division
    row: int
    column: int
    area: Area
    scale: float

    def marks(self) -> Iterator[Mark]:
        """Yield the lines to cut along, and crosses along every seam."""
        area, millimetre = self.area, 1 / self.scale
        cut = Pen(SECONDARY, 0.2 * millimetre, (2.0 * millimetre, 1.4 * millimetre))
        before, above = self.column > 1, self.row > 1
        if before:
            yield stroke(cut, (area.left, area.top), (area.left, area.bottom))
        if above:
            yield stroke(cut, (area.left, area.top), (area.right, area.top))
        xs = (area.left, before), (area.right - OVERLAP * millimetre, self.column < self.division.columns)
        ys = (area.top, above), (area.bottom - OVERLAP * millimetre, self.row < self.division.rows)
        for (x, seam_across), (y, seam_down) in product(xs, ys):
            if seam_across or seam_down:
                yield from _cross(x, y, 3.0 * millimetre, Pen(INK, 0.2 * millimetre))

    def caption(self, name: str, title: str) -> Iterator[Passage]:
        """Yield which piece it is, low on the page where the next one covers it, beside a small drawing of them all."""
        millimetre = 1 / self.scale
        strong, plain = style("semibold", 7.5 * millimetre, INK), style("regular", 7.5 * millimetre, SECONDARY)
        room = Area(self.area.left + 12 * millimetre, self.area.bottom - 6 * millimetre, 0.0, self.area.bottom)
        left, base = room.left + (self.division.columns * 2.8 + 5) * millimetre, room.bottom - 2 * millimetre
        after = left + width(f"{name}    ", strong)
        end = after + width(title, plain)
        whole = end <= self.area.right - (OVERLAP + 4) * millimetre
        paper = Area(room.left - millimetre, room.top, (end if whole else after) + millimetre, room.bottom)
        cells = _cells(self.division, (self.row, self.column), room, millimetre)
        yield Passage("artifact", (rectangle(paper, PAPER), *cells))
        yield Passage("heading", (Text(left, base, (runs(name, strong, True),)),), level=1)
        if whole:
            yield Passage("paragraph", (Text(after, base, (runs(title, plain),)),))


def _cross(x: float, y: float, reach: float, pen: Pen) -> Iterator[Mark]:
    yield stroke(pen, (x - reach, y), (x + reach, y))
    yield stroke(pen, (x, y - reach), (x, y + reach))


def _cells(found: Division, place: tuple[int, int], room: Area, millimetre: float) -> Iterator[Mark]:
    """Yield a cell for every page, this one filled."""
    wide, tall = 2.8 * millimetre, min(2.0 * millimetre, (room.bottom - room.top) * 0.86 / found.rows)
    top = (room.top + room.bottom - tall * found.rows) / 2
    for row, column in product(range(found.rows), range(found.columns)):
        x, y = room.left + column * wide, top + row * tall
        fill = INK if (row + 1, column + 1) == place else PAPER
        yield rectangle(Area(x, y, x + wide, y + tall), fill, Pen(SECONDARY, 0.15 * millimetre))


def _overview(sheet: Sheet, found: Division, prefix: str, _: Translate) -> Sheet:
    """Return the page that shows where every piece belongs, and says how they become a poster."""
    margin, head = 12.0, 42.0
    wide, tall = found.page
    fit = min((wide - 2 * margin) / sheet.width, (tall - head - margin) / sheet.height)
    x, y = (wide - sheet.width * fit) / 2 / fit, head / fit
    passages = tuple(Passage("artifact", tuple(passage_marks(passage))) for passage in sheet.passages)
    over = (
        *_instructions(found, margin / fit, (wide - 2 * margin) / fit, fit, _),
        Passage("artifact", tuple(_seams(sheet, found, prefix, x, y, fit))),
    )
    return Sheet(wide / fit, tall / fit, fit, passages, window=Window(sheet.area, x, y), over=over)


def _seams(sheet: Sheet, found: Division, prefix: str, x: float, y: float, scale: float) -> Iterator[Mark]:
    yield rectangle(Area(x, y, x + sheet.width, y + sheet.height), None, Pen(HAIRLINE, 0.3 / scale))
    pen, face = Pen(INK, 0.35 / scale), style("bold", 15.0 / scale, INK)
    for row, column, seen in windows(sheet, found):
        left, top = max(seen.left, 0.0), max(seen.top, 0.0)
        if column > 1:
            yield stroke(pen, (x + left, y + top), (x + left, y + min(seen.bottom, sheet.height)))
        if row > 1:
            yield stroke(pen, (x + left, y + top), (x + min(seen.right, sheet.width), y + top))
        words = f"{prefix}{row}·{column}"
        middle = x + (left + min(seen.right, sheet.width)) / 2, y + (top + min(seen.bottom, sheet.height)) / 2
        half, high = width(words, face) / 2 + 2.0 / scale, 4.0 / scale
        yield rectangle(Area(middle[0] - half, middle[1] - high, middle[0] + half, middle[1] + high), PAPER, pen)
        yield Text(middle[0], middle[1] + 1.75 / scale, (runs(words, face, True),), anchor="middle")


def _instructions(found: Division, x: float, measure: float, scale: float, _: Translate) -> Iterator[Passage]:
    head, face = style("bold", 17.0 / scale, INK), style("regular", 9.5 / scale, INK)
    size = f"{found.shrink:.0%}".replace("%", "\u00a0%")
    said = _(
        "{count} sider, {rows} rækker og {columns} kolonner. Print alle sider i faktisk størrelse (100 %) på én side "
        "af papiret. Klip langs de stiplede linjer til venstre og foroven, og lim siden oven på naboens kant, så kryds "
        "ligger på kryds. Plakaten er {size} af sin størrelse, når den er samlet."
    ).format(count=found.rows * found.columns, rows=found.rows, columns=found.columns, size=size)
    top = 12.0 / scale
    yield Passage("heading", (set_lines(_("Sådan samles plakaten"), head, x, top, measure, True),), level=1)
    words = set_lines(said, face, x, top + leading(20.0 / scale), measure, True)
    yield Passage("paragraph", (words,))
