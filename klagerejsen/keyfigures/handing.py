"""The figures as a file: the page where its purpose is stated, and the workbook."""

from flask import Response as FlaskResponse
from flask import abort, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires
from klagerejsen.access.permissions import Permission
from klagerejsen.codes import Outgoing
from klagerejsen.keyfigures.report import sections
from klagerejsen.keyfigures.routes import FILTERS, Asked, asked, blueprint
from klagerejsen.keyfigures.workbook import TYPE, workbook
from klagerejsen.outgoing.forms import TermsForm
from klagerejsen.outgoing.services import note_taken
from klagerejsen.outgoing.terms import Terms
from klagerejsen.web.filters import day
from klagerejsen.web.line import Full, Line
from klagerejsen.web.transactions import reads_first

line = Line(2)


@blueprint.get("/complaints/statistics/export")
@requires(Permission.READ_COMPLAINTS)
def export() -> str:
    """Ask for a purpose."""
    return _page(asked(*FILTERS), TermsForm())


def _page(this: Asked, form: TermsForm) -> str:
    return render_template("keyfigures/export.html", form=form, where=this.where, group=this.names.group(this.where))


@blueprint.post("/complaints/statistics/export")
@requires(Permission.READ_COMPLAINTS)
@reads_first
def hand_out() -> Response:
    """Hand out the workbook, on the terms that were stated."""
    this, form = asked(*FILTERS), TermsForm()
    if not form.validate():
        return make_response(_page(this, form), 422)
    try:
        with line.place():
            data = _made(this, form.terms())
    except Full:
        abort(503, _("Andre henter filer ud lige nu. Prøv igen om lidt."))
    note_taken(Outgoing.STATISTICS, "xlsx", form.terms())
    response = FlaskResponse(data, mimetype=TYPE)
    name = f"klagetal-{form.terms().in_a_name(this.translate)}.xlsx"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _made(this: Asked, terms: Terms) -> bytes:
    return workbook(sections(this.register, this.where, this.names), stated(this), terms, this.translate)


def stated(this: Asked) -> list[tuple[str, str]]:
    """Return which complaints the figures are of, and as of when."""
    return [(_("Klager"), this.names.group(this.where)), (_("Som det stod"), day(this.register.as_of))]
