"""The picture of the collaboration map in millimetres: the page's geometry in the poster's shapes and type."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from klagerejsen.board.collaboration import CollaborationMap
from klagerejsen.board.map_drawing import SHAPE, WIDTH, Arc, Drawing, Point, Spot, envelope
from klagerejsen.posters.paper.display import PT, Anchor, Area, Mark, Path, Pen, Style, Text, rectangle
from klagerejsen.posters.paper.ink import INK, LINE, PAPER, SECONDARY, Side, Sizes, leading, style
from klagerejsen.posters.paper.shapes import lettered
from klagerejsen.posters.paper.typeface import ASCENT, DESCENT, HYPHEN, runs, width, wrap

_SCALES = (0.95, 0.86, 0.78, 0.7, 0.62, 0.54, 0.47, 0.41, 0.36, 0.31, 0.27, 0.23, 0.2, 0.17)
"""Millimetres to a unit of the drawing, the largest first: where places are many, shapes shrink and names do not."""
_MOST_ROW = 110.0
_LEAST_ROW = SHAPE * 1.3
_LARGE, _SMALL = (2.2, 1.9, 1.6), (1.35, 1.2, 1.1, 1.0)
_NAMES = ((_LARGE, True), (_SMALL, True), ((*_LARGE, *_SMALL), False))
"""Type of the names against the legend's, and whether words must stay whole: smaller shapes are rather tried."""
_LARGE_FIGURES = 0.5
"""From this scale on there is room for figures that are read from further away."""
_STEPS = 24
DASHES = (3.2, 1.9)


@dataclass(frozen=True, slots=True)
class Picture:
    """The finished picture: its marks from back to front, and how many numbers had no room beside their line."""

    marks: tuple[Mark, ...]
    unnumbered: int


def picture(drawn: CollaborationMap, names: dict[str, str], area: Area, sizes: Sizes) -> Picture | None:
    """Return the map inside an area, or None where it has more places than the area can name legibly."""
    settings = [_Setting(drawn, names, area, sizes, scale) for scale in _SCALES]
    for type_sizes, whole in _NAMES:
        for setting in settings:
            found = setting.names(type_sizes, whole)
            if found is not None:
                return Picture((*setting.lines(), *setting.shapes(), *found), setting.unnumbered)
    return None


class _Setting:
    """The map at one scale."""

    def __init__(self, drawn: CollaborationMap, names: dict[str, str], area: Area, sizes: Sizes, scale: float) -> None:
        self._names, self._area, self._sizes, self._scale = names, area, sizes, scale
        self._number = style("bold", sizes.finding * (1.5 if scale >= _LARGE_FIGURES else 1.0))
        places = drawn.found.places
        ours = sum(each.perspective == "authority" for each in places)
        self._row = min(_MOST_ROW, (area.bottom - area.top) / scale / max(ours, len(places) - ours, 3))
        self._figure = self._number.size * PT / scale
        self._drawing: Drawing = drawn.drawing(self._row, self._figure)
        self._left = (area.left + area.right - WIDTH * scale) / 2
        self._top = (area.top + area.bottom - self._drawing.height * scale) / 2

    @property
    def unnumbered(self) -> int:
        return sum(arc.link.weight > 1 and arc.number is None for arc in self._drawing.arcs)

    def _at(self, point: Point) -> Point:
        return self._left + point[0] * self._scale, self._top + point[1] * self._scale

    def lines(self) -> Iterator[Mark]:
        """Yield the lines, those with which the case was handed over last, and what stands on them."""
        arcs = sorted(self._drawing.arcs, key=lambda arc: (bool(arc.link.handovers), bool(arc.link.carried)))
        for arc in arcs:
            yield from self._line(arc)
        for arc in arcs:
            yield from self._upon(arc)

    def _line(self, arc: Arc) -> Iterator[Mark]:
        ink = INK if arc.link.handovers else SECONDARY if arc.link.carried else LINE
        way = Pen(ink, arc.width * self._scale, DASHES if arc.link.carried else ())
        yield Path(tuple(self._at(arc.at(step / _STEPS)) for step in range(_STEPS + 1)), pen=way)
        yield Path(tuple(map(self._at, arc.head)), pen=Pen(ink, 1.5 * self._scale))

    def _upon(self, arc: Arc) -> Iterator[Mark]:
        if arc.number is not None:
            (x, y), face, size = self._at(arc.number), self._number, self._number.size
            half, tall = width(str(arc.link.weight), face) / 2 + 0.6, size * PT * 0.42
            yield rectangle(Area(x - half, y - tall, x + half, y + tall), PAPER)
            yield Text(x, y + size * PT * 0.33, (runs(str(arc.link.weight), face, True),), anchor="middle")
        if arc.parcel is not None:
            outline, flap = envelope(arc.parcel, self._figure)
            pen = Pen(INK, 0.4, round=True)
            yield Path(tuple(map(self._at, outline)), True, PAPER, pen)
            yield Path(tuple(map(self._at, flap)), pen=pen)

    def shapes(self) -> Iterator[Mark]:
        """Yield the sides' shapes with their letters."""
        size = SHAPE * self._scale
        for spot in self._drawing.spots:
            side: Side = spot.place.perspective  # type: ignore[assignment]
            marks, letter = lettered(side, *self._at((spot.x, spot.y)), size, size / PT * 0.42, "known")
            yield from (*marks, letter)

    def names(self, type_sizes: Iterable[float], whole: bool) -> tuple[Text, ...] | None:
        """Return the names in the first of these type sizes at which all stand in their rows, else None."""
        if self._row < _LEAST_ROW:
            return None
        for larger in type_sizes:
            face = style("regular", self._sizes.legend * larger)
            texts = [self._name(spot, face, whole) for spot in self._drawing.spots]
            if all(texts):
                return tuple(text for text in texts if text)
        return None

    def _name(self, spot: Spot, face: Style, whole: bool) -> Text | None:
        (x, y) = self._at((spot.text_x, spot.y))
        room = x - self._area.left if spot.anchor == "end" else self._area.right - x
        lines = wrap(self._names[spot.place.id], face, room)
        step, size = leading(face.size), face.size * PT
        tall = (len(lines) - 1) * step + (ASCENT + DESCENT) * size
        divided = any(line.endswith(HYPHEN) for line in lines)
        if not lines or tall > self._row * self._scale - 0.8 or (whole and divided):
            return None
        first = y - tall / 2 + ASCENT * size
        anchor: Anchor = "end" if spot.anchor == "end" else "start"
        return Text(x, first, tuple(runs(line, face) for line in lines), step, anchor=anchor)
