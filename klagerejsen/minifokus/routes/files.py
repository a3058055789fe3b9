"""Learning notes as a file: the page that asks for a purpose and a format, and the file."""

from flask import Response as FlaskResponse
from flask import abort, make_response, render_template, request
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.catalogue import translator
from klagerejsen.codes import Outgoing
from klagerejsen.complaints import queries as complaints
from klagerejsen.journeys import queries as journeys
from klagerejsen.minifokus.forms import SoughtForm
from klagerejsen.minifokus.routes import blueprint
from klagerejsen.minifokus.tables import FORMATS, Words
from klagerejsen.outgoing.forms import TermsForm
from klagerejsen.outgoing.services import note_taken
from klagerejsen.reflections import queries
from klagerejsen.reflections.queries import Learned
from klagerejsen.screening import KINDS, kinds
from klagerejsen.web.filters import language
from klagerejsen.web.personal import forbid, looks_like
from klagerejsen.web.transactions import reads_first


@blueprint.get("/minifokus/export")
@requires(Permission.READ_JOURNEYS)
def export() -> str:
    """Ask for a purpose and a format; what looks like personal data is pointed out before anything leaves."""
    return _page(TermsForm(formdata=None))


def _found() -> list[Learned]:
    """Return what was looked for, without drafts: they are nobody's to hand out."""
    form = SoughtForm(formdata=request.args).offer(journeys.areas(scope().team_id), journeys.causes(scope().team_id))
    if not form.validate():
        abort(404)
    return [one for one in queries.learned(scope(), member().user_id, form.sought()) if not one.draft]


def _page(form: TermsForm) -> str:
    found = _found()
    seen = {kind for one in found for kind in kinds(queries.text_of(one))}
    personal = looks_like(kind for kind in KINDS if kind in seen)
    return render_template("minifokus/export.html", form=form, count=len(found), personal=personal)


@blueprint.post("/minifokus/export")
@requires(Permission.READ_JOURNEYS)
@reads_first
def hand_out() -> Response:
    """Hand out the notes in a format, on the terms that were chosen."""
    kind, form = request.form.get("format", ""), TermsForm()
    if kind not in FORMATS:
        abort(404)
    if not form.validate():
        return make_response(_page(form), 422)
    found, terms, translate = _found(), form.terms(), translator(language())
    forbid([queries.text_of(one) for one in found])
    team_id = scope().team_id
    areas, causes = journeys.area_names(team_id, language()), journeys.cause_names(team_id, language())
    names = Words(areas, causes, complaints.names(scope(), (one.complaint_id for one in found)), translate)
    mimetype, make = FORMATS[kind]
    data = make(found, names, terms)
    note_taken(Outgoing.LEARNING, kind, terms)
    response = FlaskResponse(data, mimetype=mimetype)
    name = f"klagerejsen-laering-{terms.in_a_name(translate)}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
