"""The poster's page, where it is chosen and proved, and the poster itself."""

from dataclasses import astuple
from math import floor

from flask import Blueprint, abort, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries
from klagerejsen.journeys.models import Journey
from klagerejsen.posters.choices import ANONYMITIES, SECTIONS
from klagerejsen.posters.handing import as_chosen, choices_or_404, format_or_404, or_why_not, printed
from klagerejsen.posters.ink import SIDES
from klagerejsen.posters.services import SIZES, Choices, PosterError, line, poster_of, proof_of
from klagerejsen.posters.tiling import TILE_PAPER
from klagerejsen.posters.wording import anonymity_words, section_names, side_names
from klagerejsen.web.line import Full
from klagerejsen.web.pages import page_or_partial

blueprint = Blueprint("posters", __name__)


@blueprint.get("/journeys/<int:journey_id>/poster")
@requires(Permission.READ_JOURNEYS)
def choose(journey_id: int) -> Answer:
    """Choose what is printed and how, beside a proof that follows the choices."""
    journey, choices = queries.whole_journey(scope()), choices_or_404()
    context = {"journey": journey, "choices": choices, "asked": _asked(), **_proved(journey, choices)}
    return page_or_partial("posters/choose.html", "posters/_proof.html", 200, **context, **_offers())


@blueprint.get("/journeys/<int:journey_id>/poster.<kind>")
@requires(Permission.READ_JOURNEYS)
def poster(journey_id: int, kind: str) -> Answer:
    """Hand out the poster, or lead to the page that says how far it is."""
    choices, form = choices_or_404(), format_or_404(kind)
    sheet, tiles = request.args.get("page", 1, type=int), request.args.get("tiles")
    whole = form != "pdf" or choices.on_leaves
    if sheet < 1 or (tiles and (tiles not in TILE_PAPER or whole)):
        abort(404)
    place, size = scope(), f"{choices.size}-{tiles}" if tiles else choices.paper_name
    what = "" if choices.sheet == "journey" else f"{choices.sheet}-"

    def draw() -> bytes:
        return poster_of(queries.whole_journey(place), choices, kind=form, sheet=sheet, tiles=tiles or None)

    with or_why_not():
        back = as_chosen(url_for("posters.choose", journey_id=journey_id))
        return printed(draw, form, f"klagerejse-{journey_id}-{what}{size}", back)


def _asked() -> dict[str, list[str]]:
    """Return what the address asks for, to ask for the same as a file."""
    return {name: values for name, values in request.args.lists() if name != "page"}


def _proved(journey: Journey, choices: Choices) -> dict[str, object]:
    """Return the proof, or why there is none: others are printing, or the journey cannot be drawn."""
    try:
        with line.place():
            proof = proof_of(journey, choices)
        return {"proof": proof, "metres": [_metres(each) for each in astuple(proof.distances)]}
    except Full:
        return {"waiting": True}
    except PosterError as error:
        return {"refusal": str(error)}


def _metres(distance: float) -> str:
    """Write a distance with one decimal, never more than it is."""
    return str(format_decimal(floor(distance * 10) / 10, "0.0"))


def _offers() -> dict[str, object]:
    """Return what can be chosen, with the words for it."""
    sections, sides, anonymities = section_names(_), side_names(_), anonymity_words(_)
    return {
        "sizes": SIZES,
        "sections": [(code, sections[code].capitalize()) for code in SECTIONS],
        "sides": [(code, sides[code]) for code in SIDES],
        "anonymities": [(code, *anonymities[code]) for code in ANONYMITIES],
    }
