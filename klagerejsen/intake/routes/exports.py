"""A journey as a file: the page where a format is chosen, and the files themselves."""

from collections.abc import Iterator
from typing import Any

from flask import Response as FlaskResponse
from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.catalogue import translator
from klagerejsen.intake.exports import FORMATS, TooLong
from klagerejsen.intake.routes import blueprint
from klagerejsen.journeys import queries
from klagerejsen.journeys.documents import document_from
from klagerejsen.screening import KINDS, kinds
from klagerejsen.web.filters import language
from klagerejsen.web.personal import forbid, looks_like


@blueprint.get("/journeys/<int:journey_id>/export")
@requires(Permission.READ_JOURNEYS)
def export(journey_id: int) -> str:
    """Choose a format; what looks like personal data is pointed out before anything leaves."""
    journey = queries.whole_journey(scope())
    found = {kind for text in _texts(document_from(journey)) for kind in kinds(text)}
    personal = looks_like(kind for kind in KINDS if kind in found)
    return render_template("intake/export.html", journey=journey, personal=personal)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


@blueprint.get("/journeys/<int:journey_id>/journey.json")
@requires(Permission.READ_JOURNEYS)
def whole(journey_id: int) -> Response:
    """Hand out the journey without loss."""
    return _handed_out(journey_id, "json")


@blueprint.get("/journeys/<int:journey_id>/export/<kind>")
@requires(Permission.READ_JOURNEYS)
def download(journey_id: int, kind: str) -> Response:
    """Hand out the journey in a format."""
    if kind not in FORMATS:
        abort(404)
    return _handed_out(journey_id, kind)


def _handed_out(journey_id: int, kind: str) -> Response:
    """Return the file; who took it is logged, what was in it is not."""
    form = FORMATS[kind]
    document = document_from(queries.whole_journey(scope()))
    forbid(document)
    try:
        data = form.make(document, translator(language()))
    except TooLong as error:
        flash(error.said(_), "error")
        return redirect(url_for("intake.export", journey_id=journey_id), 303)
    # A level that every server keeps: something leaves the house.
    current_app.logger.warning("export: journey %s as %s by user %s", journey_id, kind, member().user_id)
    response = FlaskResponse(data, mimetype=form.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"klagerejse-{journey_id}.{form.suffix}")
    return response
