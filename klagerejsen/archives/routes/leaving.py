"""A team's archive on its way out: asked for, made in a process of its own, taken, and removed."""

import io
from pathlib import Path

from flask import Response as FlaskResponse
from flask import abort, current_app, flash, make_response, redirect, render_template, send_file, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.archives.routes import blueprint
from klagerejsen.archives.writing import CPR, TOO_MANY
from klagerejsen.background import jobs
from klagerejsen.background.jobs import Job
from klagerejsen.catalogue import translator
from klagerejsen.codes import Outgoing
from klagerejsen.extensions import htmx
from klagerejsen.outgoing.forms import TermsForm
from klagerejsen.outgoing.services import note_taken
from klagerejsen.web.filters import language
from klagerejsen.web.line import Full
from klagerejsen.web.transactions import done_reading, reads_first

PARSER = "pack"


@blueprint.record_once
def tidy(state: BlueprintSetupState) -> None:
    """Remove, when the server starts, what was left a day before it."""
    jobs.tidy(state.app.config["SETTINGS"].data_dir / "archives")


def _root() -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir / "archives"
    return folder


@blueprint.get("/settings/archive")
@requires(Permission.MANAGE_TEAM)
def ask() -> str:
    """Ask what the archive is for, and show those that lie ready."""
    return _page(TermsForm())


def _page(form: TermsForm) -> str:
    ready = jobs.under_way(_root(), scope().team_id, member().user_id)
    return render_template("archives/ask.html", form=form, jobs=ready)


@blueprint.post("/settings/archive")
@requires(Permission.MANAGE_TEAM)
@reads_first
def make() -> Response:
    """Note that the archive is taken, and have it made."""
    form = TermsForm()
    if not form.validate():
        return make_response(_page(form), 422)
    terms, team_id, user_id = form.terms(), scope().team_id, member().user_id
    note_taken(Outgoing.ARCHIVE, "zip", terms)
    done_reading()
    name = f"klagerejsen-{terms.in_a_name(translator(language()))}.zip"
    job = jobs.know(jobs.begin(_root(), io.BytesIO(), name, team_id, user_id), "archive")
    url = current_app.config["SETTINGS"].database_url
    stated = {**terms.as_json(), "purpose": terms.purpose, "words": terms.words}
    try:
        jobs.start(job, PARSER, {"database_url": url, "team_id": team_id, "terms": stated, "language": language()})
    except Full:
        jobs.drop(job)
        raise
    return redirect(url_for("archives.show", token=job.token), 303)


def _job_or_404(token: str) -> Job:
    return jobs.find(_root(), token, scope().team_id, member().user_id) or abort(404)


@blueprint.get("/settings/archive/<token>")
@requires(Permission.MANAGE_TEAM)
def show(token: str) -> Response:
    """Show how far the archive is, or that it lies ready."""
    job = _job_or_404(token)
    state = jobs.state(job)
    if htmx and state.kind != "running":
        return Response(status=204, headers={"HX-Redirect": url_for("archives.show", token=token)})
    refusal = state.refusal
    # What the process says of files that come in is not what to do here.
    said = refusal.said(_) if refusal and refusal.text in (CPR, TOO_MANY) else ""
    size = job.result(PARSER).stat().st_size if state.kind == "done" else 0
    template = "archives/_progress.html" if htmx else "archives/show.html"
    return make_response(render_template(template, job=job, state=state, said=said, size=size))


@blueprint.get("/settings/archive/<token>/file")
@requires(Permission.MANAGE_TEAM)
def take(token: str) -> FlaskResponse:
    """Hand out the archive."""
    job = _job_or_404(token)
    if jobs.state(job).kind != "done":
        abort(404)
    done_reading()
    return send_file(job.result(PARSER), "application/zip", as_attachment=True, download_name=job.name)


@blueprint.post("/settings/archive/<token>/removal")
@requires(Permission.MANAGE_TEAM)
@reads_first
def remove(token: str) -> Response:
    """Stop making the archive, or delete it here."""
    jobs.drop(_job_or_404(token))
    flash(_("Arkivet er slettet her."))
    return redirect(url_for("archives.ask"), 303)
