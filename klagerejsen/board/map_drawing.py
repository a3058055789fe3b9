"""Where everything stands on the map of a case: the same case always gives the same drawing.

The authority stands on the right, everybody else on the left, each in order of first appearance and on a curve of its
own, so that no line between two of them runs over a third and no name over another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot, sqrt
from textwrap import wrap

from klagerejsen.analysis.collaboration import Link, Place
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN

WIDTH, ROW = 720, 76
SHAPE, FIGURE = 28, 15.0
_MIDDLE, _BULGE, _FLATTEST = WIDTH / 2, 172, 0.8
_CLEAR = SHAPE / 2 + 5
_INWARDS, _APART = 0.32, 24
_NAME_LETTERS, _LINE = 20, 18
_THINNEST, _THICKER, _THICKEST = 1.25, 0.9, 7.0
# A number stands nearer to the one who turned to the other, so that two directions do not share one, and a parcel
# nearer to the other; where something is in the way, elsewhere.
_NUMBER_AT = (0.36, 0.3, 0.42, 0.24, 0.48, 0.54, 0.18, 0.6, 0.66, 0.72, 0.78)
_PARCEL_AT = (0.62, 0.56, 0.68, 0.5, 0.74, 0.44, 0.8, 0.38, 0.32, 0.26, 0.2)
_PARCEL = 1.15, 0.8
_HEAD = 7

Point = tuple[float, float]
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it is drawn: ``lines`` are its name with the height of each line, from ``text_x`` outwards."""

    place: Place
    x: float
    y: float
    text_x: float
    anchor: str
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """A link as it is drawn: a curve (start, what it bends towards, end), its arrow head, and where its number stands.

    ``parcel`` is the middle of the sign that something was carried along it. Number and parcel are None where there is
    nothing to say, and where everything near the line is taken.
    """

    link: Link
    curve: tuple[Point, Point, Point]
    head: tuple[Point, Point, Point]
    width: float
    number: Point | None = None
    parcel: Point | None = None

    @property
    def path(self) -> str:
        """The curve as an SVG path."""
        start, bend, end = map(_pair, self.curve)
        return f"M{start}Q{bend} {end}"

    @property
    def head_path(self) -> str:
        """The arrow head as an SVG path."""
        return "M" + "L".join(map(_pair, self.head))

    @property
    def parcel_paths(self) -> tuple[str, ...]:
        """The envelope as SVG paths, its outline and its flap; nothing where there is none."""
        if self.parcel is None:
            return ()
        outline, flap = envelope(self.parcel)
        return f"M{'L'.join(map(_pair, outline))}Z", f"M{'L'.join(map(_pair, flap))}"

    def at(self, share: float) -> Point:
        """Return the point of the curve at a share of its way, from 0 to 1."""
        return _on_the_curve(*self.curve, share)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole map in its own units."""

    height: int
    spots: tuple[Spot, ...]
    arcs: tuple[Arc, ...]


def drawing(
    places: Sequence[Place],
    links: Iterable[Link],
    names: Mapping[str, str],
    row: float = ROW,
    figure: float = FIGURE,
) -> Drawing:
    """Arrange places and links.

    ``names`` says what each place is called, ``row`` is the height that each is given, ``figure`` the size of numbers.
    """
    left = [each for each in places if each.perspective != AUTHORITY]
    left.sort(key=lambda place: place.perspective != CITIZEN)
    right = [each for each in places if each.perspective == AUTHORITY]
    height = round(row * max(len(left), len(right), 3))
    at = dict(zip([each.id for each in left], _column(len(left), height, -1), strict=True))
    at |= zip([each.id for each in right], _column(len(right), height, 1), strict=True)
    spots = tuple(_spot(place, at[place.id], names[place.id]) for place in (*left, *right))
    arcs = [_arc(link, at[link.giver], at[link.taker], height) for link in links]
    return Drawing(height, spots, tuple(_labelled(arcs, at.values(), figure)))


def _labelled(arcs: Iterable[Arc], places: Iterable[Point], figure: float) -> Iterator[Arc]:
    """Give every line its number and its parcel where there is room for them."""
    taken = [_around(place, SHAPE * 1.4, SHAPE * 1.2) for place in places]
    for arc in arcs:
        number = parcel = None
        if arc.link.weight > 1:
            number = _clear(arc, _NUMBER_AT, (figure * (0.6 * len(str(arc.link.weight)) + 0.3), figure * 1.25), taken)
        if arc.link.carried:
            parcel = _clear(arc, _PARCEL_AT, (figure * (_PARCEL[0] + 0.1), figure * (_PARCEL[1] + 0.1)), taken)
        yield replace(arc, number=number, parcel=parcel)


def _clear(arc: Arc, shares: Iterable[float], size: Point, taken: list[_Box]) -> Point | None:
    """Find the first place on a line where a label touches nothing, and take it."""
    for share in shares:
        middle = _rounded(arc.at(share))
        box = _around(middle, *size)
        if not any(_touch(box, other) for other in taken):
            taken.append(box)
            return middle
    return None


def _around(middle: Point, wide: float, tall: float) -> _Box:
    return middle[0] - wide / 2, middle[1] - tall / 2, middle[0] + wide / 2, middle[1] + tall / 2


def _touch(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _column(count: int, height: int, side: int) -> list[Point]:
    """Spread a side evenly in height, on a curve that is widest in the middle."""
    steps = [(number + 0.5) / count * 2 - 1 for number in range(count)]
    return [(_MIDDLE + side * _BULGE * sqrt(1 - (_FLATTEST * step) ** 2), height * (1 + step) / 2) for step in steps]


def _spot(place: Place, at: Point, name: str) -> Spot:
    x, y = at
    outwards = -1 if x < _MIDDLE else 1
    lines = wrap(name, _NAME_LETTERS)[:3]
    first = y + 5 - _LINE * (len(lines) - 1) / 2
    return Spot(
        place=place,
        x=round(x, 1),
        y=round(y, 1),
        text_x=round(x + outwards * (_CLEAR + 6), 1),
        anchor="end" if outwards < 0 else "start",
        lines=tuple((round(first + _LINE * number, 1), line) for number, line in enumerate(lines)),
    )


def _arc(link: Link, start: Point, end: Point, height: int) -> Arc:
    bend = _bend(start, end, height)
    width = min(_THICKEST, _THINNEST + _THICKER * (link.weight - 1))
    first = _towards(start, bend, _CLEAR)
    last = _towards(end, bend, _CLEAR + 1)
    return Arc(
        link=link,
        curve=(first, bend, last),
        head=_head(last, bend, _HEAD + width),
        width=round(width, 2),
    )


def envelope(middle: Point, figure: float = FIGURE) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Draw an envelope around a point: the corners of its outline, and its flap."""
    left, top, right, bottom = _around(middle, figure * _PARCEL[0], figure * _PARCEL[1])
    outline = (left, top), (right, top), (right, bottom), (left, bottom)
    return outline, ((left, top), (middle[0], middle[1] + figure * 0.07), (right, top))


def _bend(start: Point, end: Point, height: int) -> Point:
    """Return the point that a line is drawn towards: inwards, and to its right, so that there and back lie apart."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1)
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    inwards_x, inwards_y = (_MIDDLE - x) * _INWARDS, (height / 2 - y) * _INWARDS
    return x + inwards_x - _APART * (y2 - y1) / length, y + inwards_y + _APART * (x2 - x1) / length


def _towards(start: Point, end: Point, distance: float) -> Point:
    (x1, y1), (x2, y2) = start, end
    share = distance / hypot(x2 - x1, y2 - y1)
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _head(tip: Point, bend: Point, size: float) -> tuple[Point, Point, Point]:
    """Draw an open arrow head: two strokes back from the tip, half as far to either side as back."""
    back_x, back_y = _towards(tip, bend, size)
    side_x, side_y = (back_y - tip[1]) / 2, (tip[0] - back_x) / 2
    ends = (back_x + side_x, back_y + side_y), (back_x - side_x, back_y - side_y)
    return ends[0], tip, ends[1]


def _on_the_curve(start: Point, bend: Point, end: Point, at: float) -> Point:
    first, second, third = (1 - at) ** 2, 2 * at * (1 - at), at**2
    return (
        first * start[0] + second * bend[0] + third * end[0],
        first * start[1] + second * bend[1] + third * end[1],
    )


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
