"""What is shown before printing: the first sheets as drawings on a page, and from how far they can be read."""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from math import floor

from flask_babel import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from klagerejsen.posters import Layout, PosterError, render_isolated
from klagerejsen.posters.legibility import Distances, distances
from klagerejsen.posters.services import line
from klagerejsen.web.line import Full

MOST_PROVED = 3
"""So many sheets are shown; a page with all twelve would be heavy."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The first sheets, how many there are, and in words from how far they can be read."""

    drawings: tuple[Markup, ...]
    sheets: int
    reach: str


def proved(lay_out: Callable[[], Layout]) -> Mapping[str, object]:
    """Return the proof for a template, or why there is none: others are printing, or this cannot be drawn."""
    try:
        with line.place():
            return {"proof": _proof(lay_out())}
    except Full:
        return {"waiting": True}
    except PosterError as error:
        return {"refusal": str(error)}


def _proof(layout: Layout) -> Proof:
    shown = range(1, min(len(layout.sheets), MOST_PROVED) + 1)
    drawings = tuple(_inline(render_isolated(layout, "svg", sheet)) for sheet in shown)
    return Proof(drawings, len(layout.sheets), _reach(layout.level, distances(layout)))


def _inline(drawing: bytes) -> Markup:
    """Return an SVG document as a piece of a page; every word in it was escaped when it was drawn."""
    return Markup(drawing.decode().partition("?>\n")[2])  # noqa: S704


def _reach(level: str, far: Distances) -> str:
    """Say from how far a sheet can be read, in the words for what is on it."""
    title, about, smallest = (_metres(each) for each in astuple(far))
    figures = {"title": title, "about": about, "smallest": smallest}
    match level:
        case "map":
            return _(
                "Titlen kan læses på %(title)s meters afstand, navnene på kortet på %(about)s "
                "og det mindste på %(smallest)s.",
                **figures,
            )
        case "causes":
            return _(
                "Titlen kan læses på %(title)s meters afstand, årsagerne på %(about)s og det mindste på %(smallest)s.",
                **figures,
            )
        case "note" | "letter" | "handout":
            return _(
                "Titlen kan læses på %(title)s meters afstand, teksten på %(about)s og det mindste på %(smallest)s.",
                **figures,
            )
        case _:
            return _(
                "Titlen kan læses på %(title)s meters afstand, hændelserne på %(about)s "
                "og det mindste på %(smallest)s.",
                **figures,
            )


def _metres(distance: float) -> str:
    """Write a distance with one decimal, never more than it is."""
    return str(format_decimal(floor(distance * 10) / 10, "0.0"))
