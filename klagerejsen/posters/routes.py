"""The poster's page and the poster itself."""

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.catalogue import LANGUAGES
from klagerejsen.codes import Outgoing
from klagerejsen.journeys import queries
from klagerejsen.outgoing.services import note_taken
from klagerejsen.posters.services import FORMATS, MIMETYPES, SIZES, PosterError, line, poster_of
from klagerejsen.web.line import Full

blueprint = Blueprint("posters", __name__)


@blueprint.get("/journeys/<int:journey_id>/poster")
@requires(Permission.READ_JOURNEYS)
def choose(journey_id: int) -> str:
    """Choose size, format and language, beside a proof."""
    return render_template("posters/choose.html", journey=queries.journey(scope()), sizes=SIZES, formats=FORMATS)


@blueprint.get("/journeys/<int:journey_id>/poster.<kind>")
@requires(Permission.READ_JOURNEYS)
def poster(journey_id: int, kind: str) -> Response:
    """Hand out the poster."""
    size, language = request.args.get("size", "a1"), request.args.get("language", "da")
    if kind not in FORMATS or size not in SIZES or language not in LANGUAGES:
        abort(404)
    try:
        with line.place():
            data = poster_of(queries.whole_journey(scope()), size=size, kind=kind, language=language)
    except Full:
        abort(503, _("En anden plakat bliver tegnet. Prøv igen om lidt."))
    except PosterError as error:
        abort(503, _("Plakaten kunne ikke tegnes: %(why)s", why=str(error)))
    if "proof" not in request.args:
        note_taken(Outgoing.POSTER, kind)
    response = Response(data, mimetype=MIMETYPES[kind])
    how = "inline" if "proof" in request.args else "attachment"
    response.headers.set("Content-Disposition", how, filename=f"klagerejse-{journey_id}-{size}.{kind}")
    return response
