"""Shapes as SVG: numbers and the sheet's own colours only, never a word that somebody typed."""

from collections.abc import Iterable, Sequence

from klagerejsen.posters.paper.display import Disc, Passage, Path, Pen, Text

Shape = Disc | Path
_OWN_DRAWING = 40
"""A figure with so many shapes is drawn by itself; the others' shapes share a drawing."""


def number(value: float) -> str:
    """Write a length to a thousandth of a millimetre."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def element(shape: Shape) -> str:
    """Return a shape as an SVG element."""
    if isinstance(shape, Disc):
        place = f'cx="{number(shape.x)}" cy="{number(shape.y)}" r="{number(shape.radius)}"'
        return f"<circle {place}{_paint(shape.fill, shape.pen)}/>"
    steps = " ".join(f"{number(x)} {number(y)}" for x, y in shape.points)
    return f'<path d="M{steps}{"Z" if shape.closed else ""}"{_paint(shape.fill, shape.pen)}/>'


def _paint(fill: str | None, pen: Pen | None) -> str:
    found = f' fill="{fill or "none"}"'
    if pen is not None:
        found += f' stroke="{pen.ink}" stroke-width="{number(pen.width)}"'
        if pen.dashes:
            found += f' stroke-dasharray="{" ".join(number(dash) for dash in pen.dashes)}"'
        if pen.round:
            found += ' stroke-linecap="round" stroke-linejoin="round"'
    return found


def drawing(shapes: Iterable[Shape], width: float, height: float) -> str:
    """Return shapes as an SVG document of the sheet's size in design millimetres."""
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(map(element, shapes))}</svg>'


def layered(passages: Sequence[Passage]) -> list[tuple[Passage, list[Shape]]]:
    """Gather the shapes of a sheet into a few drawings, each painted with the passage it stands beside.

    All text is painted above the shapes of its passage and of those before it, so nothing moves to another depth. Of a
    passage itself only the texts are left to paint.
    """
    found: list[tuple[Passage, list[Shape]]] = []
    shared: list[Shape] | None = None
    for passage in passages:
        shapes = [mark for mark in passage.marks if not isinstance(mark, Text)]
        if passage.role == "figure" and len(shapes) >= _OWN_DRAWING:
            found.append((passage, shapes))
            shared = None
            continue
        if shapes and shared is None:
            shared = []
            found.append((Passage("artifact"), shared))
        if shapes and shared is not None:
            shared += shapes
        if len(shapes) < len(passage.marks) or passage.grid:
            found.append((passage, []))
    return found
