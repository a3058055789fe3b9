"""What a finished sheet consists of: shapes and texts placed in millimetres, in the order they are read aloud.

Everything is plain data, so that overlap, order and wording are tested without drawing anything.
Coordinates are design millimetres (the A1 sheet's own), x to the right and y downwards; `Sheet.scale`
turns them into millimetres of paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PT = 25.4 / 72
"""Millimetres in one typographic point."""

Face = Literal["regular", "italic", "semibold", "bold"]
Anchor = Literal["start", "middle", "end"]
Role = Literal["artifact", "heading", "paragraph", "figure", "table"]


@dataclass(frozen=True, slots=True)
class Area:
    """An upright rectangle: left, top, right, bottom in design millimetres."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Area", tolerance: float = 0.01) -> bool:
        """Say whether the two share more than a sliver of `tolerance` millimetres."""
        return (
            self.left < other.right - tolerance
            and other.left < self.right - tolerance
            and self.top < other.bottom - tolerance
            and other.top < self.bottom - tolerance
        )

    def inside(self, other: "Area", tolerance: float = 0.01) -> bool:
        """Say whether this area lies within the other."""
        return (
            self.left >= other.left - tolerance
            and self.right <= other.right + tolerance
            and self.top >= other.top - tolerance
            and self.bottom <= other.bottom + tolerance
        )


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is set: face, size in points, ink as #rrggbb."""

    face: Face
    size: float
    ink: str


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style. `ours` marks the sheet's own words, which are in its language; the rest is quoted."""

    text: str
    style: Style
    ours: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of runs; `y` is the first baseline, `leading` the distance between baselines.

    The first line may be indented. `turned` text runs upwards, with (x, y) as its anchor point.
    """

    x: float
    y: float
    lines: tuple[Line, ...]
    leading: float = 0.0
    anchor: Anchor = "start"
    indent: float = 0.0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn: ink, width in design millimetres, dashes (lengths on and off) and round ends."""

    ink: str
    width: float
    dashes: tuple[float, ...] = ()
    round: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str | None = None
    pen: Pen | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """Straight strokes through points; a closed one is an area."""

    points: tuple[tuple[float, float], ...]
    closed: bool = False
    fill: str | None = None
    pen: Pen | None = None


Mark = Text | Disc | Path


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: the texts that stand in it, in sheet coordinates."""

    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The frame of a table: its corner, column widths and row heights; the first row is the header."""

    x: float
    y: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the sheet with one meaning for somebody who hears it read.

    An artifact is skipped by a screen reader; a figure is read as its `alt`; a heading has a `level` from 1.
    """

    role: Role
    marks: tuple[Mark, ...] = ()
    level: int = 0
    alt: str = ""
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of a larger sheet: what of it is seen, and where on the page its upper left corner lies."""

    seen: Area
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of paper: size in design millimetres, scale to paper, and passages in reading order.

    `cards` are the areas of the event cards, kept for the tests of geometry. Through a `window`, the passages are those
    of a larger sheet, cut at its edges; the passages `over` it stand on the page itself.
    """

    width: float
    height: float
    scale: float
    passages: tuple[Passage, ...]
    cards: tuple[Area, ...] = ()
    window: Window | None = None
    over: tuple[Passage, ...] = ()

    @property
    def area(self) -> Area:
        """The whole sheet."""
        return Area(0, 0, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Layout:
    """A finished poster: sheets plus what the file says about itself."""

    title: str
    language: str
    text_language: str
    made: tuple[int, int, int]
    sheets: tuple[Sheet, ...]
    level: str = "full"


def passage_marks(passage: Passage) -> Iterator[Mark]:
    """Yield every mark of a passage, those inside a table included."""
    yield from passage.marks
    if passage.grid is not None:
        for row in passage.grid.rows:
            for cell in row:
                yield from cell.texts


def rectangle(area: Area, fill: str | None = None, pen: Pen | None = None) -> Path:
    """Return the area as a closed path."""
    corners = (
        (area.left, area.top),
        (area.right, area.top),
        (area.right, area.bottom),
        (area.left, area.bottom),
    )
    return Path(corners, closed=True, fill=fill, pen=pen)


def stroke(pen: Pen, *points: tuple[float, float]) -> Path:
    """Return an open line through the points."""
    return Path(points, pen=pen)
