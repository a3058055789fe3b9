"""The three sides' shapes, filled, hollow or hatched, and the discs that carry a finding's number."""

from collections.abc import Iterator
from math import sqrt
from typing import Literal

from klagerejsen.posters.paper.display import PT, Disc, Mark, Path, Pen, Text, stroke
from klagerejsen.posters.paper.ink import INK, LOOKS, PAPER, SECONDARY, Side, style
from klagerejsen.posters.paper.typeface import runs

State = Literal["known", "unknown", "not_relevant", "not_asked"]

_WIDER = 1.3
"""A triangle looks smaller than circle and square of its size, so it is set a third wider."""


def shape(side: Side, x: float, y: float, size: float, state: State = "known") -> tuple[Mark, ...]:
    """Return a side's shape around (x, y): filled when known, hollow when not, hatched when nobody asked.

    What is not relevant to a side is a short stroke across the rail.
    """
    look = LOOKS[side]
    if state == "not_relevant":
        return (stroke(Pen(look.ink, 0.35), (x, y - size * 0.3), (x, y + size * 0.3)),)
    if state == "known":
        return (_outline(side, x, y, size, look.ink, None),)
    pen = Pen(look.ink if state == "unknown" else SECONDARY, max(0.3, min(0.42, size * 0.11)))
    hollow = _outline(side, x, y, size - pen.width, PAPER, pen)
    return (hollow, *_hatching(side, x, y, size - pen.width)) if state == "not_asked" else (hollow,)


def _outline(side: Side, x: float, y: float, size: float, fill: str | None, pen: Pen | None) -> Mark:
    half = size / 2
    match LOOKS[side].shape:
        case "circle":
            return Disc(x, y, half, fill, pen)
        case "square":
            half *= 0.92
            corners = ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))
            return Path(corners, True, fill, pen)
        case _:
            half *= _WIDER
            top, bottom = y - half * 0.98, y + half * 0.76
            return Path(((x - half, bottom), (x, top), (x + half, bottom)), True, fill, pen)


def _hatching(side: Side, x: float, y: float, size: float) -> Iterator[Mark]:
    """Yield three diagonal strokes that stay inside the shape."""
    pen = Pen(SECONDARY, max(0.22, size * 0.06))
    reach = size / 2 * (0.62 if side == "external" else 0.78)
    low = size * 0.12 if side == "external" else 0.0
    for offset in (-0.5, 0.0, 0.5):
        across = offset * reach
        along = sqrt(max(reach * reach - across * across, 0)) * 0.7
        yield stroke(
            pen, (x + across - along, y + low + across + along), (x + across + along, y + low + across - along)
        )


def lettered(side: Side, x: float, y: float, size: float, points: float, state: State) -> tuple[tuple[Mark, ...], Text]:
    """Return a side's shape with its letter: the shape's marks, and the letter as a text."""
    look = LOOKS[side]
    ink = PAPER if state == "known" else look.ink if state == "unknown" else INK
    lower = size * 0.11 if side == "external" else 0.0
    drop = points * PT * 0.33
    letter = Text(x, y + drop + lower, (runs(look.letter, style("bold", points, ink)),), anchor="middle")
    return shape(side, x, y, size, "unknown" if state == "not_relevant" else state), letter


def number_disc(x: float, y: float, number: int, heavy: bool, size: float, points: float) -> tuple[Mark, Text]:
    """Return a finding's disc, filled when it weighs 3 of 3, and its number."""
    pen = Pen(INK, size * 0.085)
    disc = Disc(x, y, (size - pen.width) / 2, INK if heavy else PAPER, pen)
    face = style("semibold", points, PAPER if heavy else INK)
    return disc, Text(x, y + points * PT * 0.33, (runs(str(number), face, True),), anchor="middle")
