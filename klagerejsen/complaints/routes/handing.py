"""Complaints as a file: the page where its purpose and a format are chosen, and the file itself."""

from flask import Response as FlaskResponse
from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.catalogue import translator
from klagerejsen.codes import Outgoing
from klagerejsen.complaints import exports, queries
from klagerejsen.complaints.routes import blueprint
from klagerejsen.complaints.routes.listing import address_of, wanted_of
from klagerejsen.journeys.queries import area_names
from klagerejsen.outgoing.forms import TermsForm
from klagerejsen.outgoing.services import note_taken
from klagerejsen.outgoing.terms import Terms
from klagerejsen.web.filters import language
from klagerejsen.web.line import Full, Line
from klagerejsen.web.personal import forbid
from klagerejsen.web.transactions import reads_first

line = Line(2)


@blueprint.get("/complaints/export")
@requires(Permission.READ_COMPLAINTS)
def export() -> str:
    """Ask for a purpose and a format, for the complaints that the address asks for."""
    return _page(TermsForm())


def _page(form: TermsForm) -> str:
    wanted = wanted_of()
    return render_template(
        "complaints/export.html",
        form=form,
        address=address_of(wanted),
        count=queries.counted(scope(), wanted),
        counted=queries.MOST_COUNTED,
        most=exports.MOST,
    )


@blueprint.post("/complaints/export")
@requires(Permission.READ_COMPLAINTS)
@reads_first
def hand_out() -> Response:
    """Hand out the complaints asked for, on the terms that were chosen."""
    kind, form = request.form.get("format", ""), TermsForm()
    if kind not in exports.FORMATS:
        abort(404)
    if not form.validate():
        return make_response(_page(form), 422)
    try:
        with line.place():
            data = _made(kind, form.terms())
    except Full:
        abort(503, _("Andre henter filer ud lige nu. Prøv igen om lidt."))
    if data is None:
        flash(
            _("Der er over %(n)s klager. Vælg en kortere periode, og hent dem ud i flere filer.", n=exports.MOST),
            "error",
        )
        return redirect(url_for("complaints.export", **address_of(wanted_of())), 303)
    return _handed_out(kind, data, form.terms())


def _made(kind: str, terms: Terms) -> bytes | None:
    rows = queries.all_of(scope(), wanted_of(), exports.MOST + 1)
    if len(rows) > exports.MOST:
        return None
    for complaint in rows:
        forbid([complaint.reference, complaint.unit, complaint.learning, complaint.action])
    make, _type = exports.FORMATS[kind]
    return make(rows, area_names(scope().team_id, language()), translator(language()), terms)


def _handed_out(kind: str, data: bytes, terms: Terms) -> Response:
    """Return the file; who took it is logged, what was in it is not."""
    note_taken(Outgoing.COMPLAINTS, kind, terms)
    response = FlaskResponse(data, mimetype=exports.FORMATS[kind][1])
    name = f"klager-{terms.in_a_name(translator(language()))}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
