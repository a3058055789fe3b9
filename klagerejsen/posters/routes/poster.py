"""The poster's page, where it is chosen and proved, and the poster itself."""

from functools import partial

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries
from klagerejsen.posters.choices import ANONYMITIES, SECTIONS
from klagerejsen.posters.handing import as_chosen, choices_or_404, format_or_404, or_why_not, printed
from klagerejsen.posters.paper.ink import SIDES
from klagerejsen.posters.paper.tiling import TILE_PAPER
from klagerejsen.posters.proving import proved
from klagerejsen.posters.services import SIZES, poster_layout, poster_of
from klagerejsen.posters.wording import anonymity_words, section_names, side_names
from klagerejsen.web.pages import page_or_partial

blueprint = Blueprint("posters", __name__)


@blueprint.get("/journeys/<int:journey_id>/poster")
@requires(Permission.READ_JOURNEYS)
def choose(journey_id: int) -> Answer:
    """Choose what is printed and how, beside a proof that follows the choices."""
    journey, choices = queries.whole_journey(scope()), choices_or_404()
    context = {
        "journey": journey,
        "choices": choices,
        "again": as_chosen(url_for("posters.choose", journey_id=journey_id)),
        "file": partial(_file, journey_id),
        **proved(lambda: poster_layout(journey, choices)),
    }
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


def _file(journey_id: int, kind: str, page: int) -> str:
    """Return the address of a sheet as it was chosen."""
    return as_chosen(url_for("posters.poster", journey_id=journey_id, kind=kind), page=page)


def _offers() -> dict[str, object]:
    """Return what can be chosen, with the words for it."""
    sections, sides, anonymities = section_names(_), side_names(_), anonymity_words(_)
    return {
        "sizes": SIZES,
        "sections": [(code, sections[code].capitalize()) for code in SECTIONS],
        "sides": [(code, sides[code]) for code in SIDES],
        "anonymities": [(code, *anonymities[code]) for code in ANONYMITIES],
    }
