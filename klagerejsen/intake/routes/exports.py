"""A journey as a file: the page where its purpose and a format are chosen, and the files themselves."""

from collections.abc import Iterator
from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.catalogue import translator
from klagerejsen.codes import Outgoing
from klagerejsen.intake.exports import FORMATS, TooLong
from klagerejsen.intake.routes import blueprint
from klagerejsen.journeys import queries
from klagerejsen.journeys.documents import document_from
from klagerejsen.outgoing.forms import TermsForm
from klagerejsen.outgoing.services import note_taken
from klagerejsen.outgoing.terms import Terms
from klagerejsen.screening import KINDS, kinds
from klagerejsen.web.filters import language
from klagerejsen.web.personal import forbid, looks_like
from klagerejsen.web.transactions import reads_first


@blueprint.get("/journeys/<int:journey_id>/export")
@requires(Permission.READ_JOURNEYS)
def export(journey_id: int) -> str:
    """Ask for a purpose and a format; what looks like personal data is pointed out before anything leaves."""
    return _page(TermsForm())


def _page(form: TermsForm) -> str:
    journey = queries.whole_journey(scope())
    found = {kind for text in _texts(document_from(journey)) for kind in kinds(text)}
    personal = looks_like(kind for kind in KINDS if kind in found)
    return render_template("intake/export.html", journey=journey, personal=personal, form=form)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


@blueprint.post("/journeys/<int:journey_id>/export")
@requires(Permission.READ_JOURNEYS)
@reads_first
def hand_out(journey_id: int) -> Response:
    """Hand out the journey in a format, on the terms that were chosen."""
    kind, form = request.form.get("format", ""), TermsForm()
    if kind not in FORMATS:
        abort(404)
    if not form.validate():
        return make_response(_page(form), 422)
    return _handed_out(journey_id, kind, form.terms())


@blueprint.get("/journeys/<int:journey_id>/journey.json")
@requires(Permission.READ_JOURNEYS)
def whole(journey_id: int) -> Response:
    """Hand out the journey without loss to a program, which nobody asks for a purpose; the log says so."""
    return _handed_out(journey_id, "json", None)


def _handed_out(journey_id: int, kind: str, terms: Terms | None) -> Response:
    """Return the file; who took it is logged, what was in it is not."""
    form, translate = FORMATS[kind], translator(language())
    document = document_from(queries.whole_journey(scope()))
    forbid(document)
    try:
        data = form.make(document, translate, terms)
    except TooLong as error:
        flash(error.said(_), "error")
        return redirect(url_for("intake.export", journey_id=journey_id), 303)
    note_taken(Outgoing.JOURNEY, kind, terms)
    name = "-".join(["klagerejse", str(journey_id), *([terms.in_a_name(translate)] if terms else [])])
    response = FlaskResponse(data, mimetype=form.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form.suffix}")
    return response
