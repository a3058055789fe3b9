"""The figures as a file: the page where its purpose is stated, and the file: a workbook or a report."""

from flask import Response as FlaskResponse
from flask import abort, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires
from klagerejsen.access.permissions import Permission
from klagerejsen.codes import Outgoing
from klagerejsen.keyfigures.definitions import everything
from klagerejsen.keyfigures.paper import content
from klagerejsen.keyfigures.report import sections
from klagerejsen.keyfigures.routes import FILTERS, Asked, asked, blueprint
from klagerejsen.keyfigures.workbook import TYPE, workbook
from klagerejsen.outgoing.forms import TermsForm
from klagerejsen.outgoing.services import note_taken
from klagerejsen.outgoing.terms import Terms
from klagerejsen.posters.drawing.isolation import render_isolated
from klagerejsen.posters.figures.sheet import build_figures
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.web.filters import day, language, today
from klagerejsen.web.line import Full, Line
from klagerejsen.web.transactions import done_reading, reads_first

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
    """Hand out the figures as a workbook or as a report on paper, on the terms that were stated."""
    this, form, kind = asked(*FILTERS), TermsForm(), request.form.get("format", "")
    if kind not in FORMATS:
        abort(404)
    if not form.validate():
        return make_response(_page(this, form), 422)
    make, mimetype = FORMATS[kind]
    try:
        with line.place():
            data = make(this, form.terms())
    except Full:
        abort(503, _("Andre henter filer ud lige nu. Prøv igen om lidt."))
    except PosterError as error:
        abort(503, str(error))
    note_taken(Outgoing.STATISTICS, kind, form.terms())
    response = FlaskResponse(data, mimetype=mimetype)
    name = f"klagetal-{form.terms().in_a_name(this.translate)}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _as_workbook(this: Asked, terms: Terms) -> bytes:
    stated = [(_("Klager"), this.names.group(this.where)), (_("Som det stod"), day(this.register.as_of))]
    meant = everything(this.register.least, this.translate)
    return workbook(sections(this.register, this.where, this.names), stated, meant, terms, this.translate)


def _as_report(this: Asked, terms: Terms) -> bytes:
    found = sections(this.register, this.where, this.names)
    told = content(this.register, this.where, this.names, found, terms, day(this.register.as_of))
    layout = build_figures(told, language=language(), made=today())
    done_reading()
    return render_isolated(layout, "pdf")


FORMATS = {"xlsx": (_as_workbook, TYPE), "pdf": (_as_report, "application/pdf")}
"""The formats by name, each with what makes it and its type."""
