"""The pages of a file that is being drawn: how far it is, the file, and an end to it."""

from typing import cast

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.background import jobs, worker
from klagerejsen.background.jobs import Job
from klagerejsen.extensions import htmx
from klagerejsen.posters.drawing.render import Format
from klagerejsen.posters.handing import KEPT_SECONDS, handed_out, prints
from klagerejsen.posters.press import STEP, STOPPED
from klagerejsen.web.transactions import reads_first

blueprint = Blueprint("prints", __name__)


@blueprint.record_once
def tidy(state: BlueprintSetupState) -> None:
    """Remove, when the server starts, what was left an hour before it."""
    jobs.tidy(prints(state.app), KEPT_SECONDS)


def _job_or_404(token: str) -> Job:
    return jobs.find(prints(current_app), token, scope().team_id, member().user_id) or abort(404)


@blueprint.get("/prints/<token>")
@requires(Permission.READ_JOURNEYS)
def show(token: str) -> Response:
    """Show how far the file is; one that is there comes by itself."""
    job = _job_or_404(token)
    state = jobs.state(job)
    if htmx and state.kind != "running":
        return Response(status=204, headers={"HX-Redirect": url_for("prints.show", token=token)})
    template = "posters/_printing.html" if htmx else "posters/printing.html"
    page = render_template(template, job=job, state=state, back=job.choices()["back"], why=_why(state))
    return make_response(page, 422 if state.refusal else 200)


def _why(state: worker.State) -> str:
    """Return why there is no file; what is said of files on their way in is not what to do here."""
    if state.refusal is None:
        return ""
    return _(STOPPED) if state.refusal.text == worker.STOPPED else state.refusal.said(_)


@blueprint.get("/prints/<token>/file")
@requires(Permission.READ_JOURNEYS)
def take(token: str) -> Response:
    """Hand out the file."""
    job = _job_or_404(token)
    if jobs.state(job).kind != "done":
        abort(404)
    name = job.name.removesuffix(f".{job.kind}")
    data = job.result(STEP).read_bytes()
    return handed_out(data, cast(Format, job.kind), name, journey_id=job.choices()["journey_id"])


@blueprint.post("/prints/<token>/removal")
@requires(Permission.READ_JOURNEYS)
@reads_first
def remove(token: str) -> Response:
    """Leave the line, or delete the file here."""
    job = _job_or_404(token)
    back = job.choices()["back"]
    done = jobs.state(job).kind == "done"
    jobs.drop(job)
    flash(_("Filen er slettet her.") if done else _("Tegningen er afbrudt."))
    return redirect(back, 303)
