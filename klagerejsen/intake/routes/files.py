"""The one entrance for files: take it in, say what it is, show how far it is read, and go on from there."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.background import jobs, worker
from klagerejsen.background.refusals import Refusal
from klagerejsen.extensions import htmx
from klagerejsen.intake import kinds
from klagerejsen.intake.routes import blueprint
from klagerejsen.intake.routes.shared import (
    entrance_of,
    folder_in,
    job_or_404,
    onward,
    root,
    taken_in,
    text_of,
    told_of,
)
from klagerejsen.journeys import queries
from klagerejsen.journeys.routes import files as journey_files
from klagerejsen.web.sizes import takes_large_files
from klagerejsen.web.transactions import reads_first


@blueprint.record_once
def tidy(state: BlueprintSetupState) -> None:
    """Remove, when the server starts, what was left a day before it."""
    jobs.tidy(folder_in(state.app))


@blueprint.get("/intake")
@requires(Permission.EDIT_JOURNEYS)
def begin() -> str:
    """Show the entrance, and the files that the member has on their way in."""
    return _entrance()


def _entrance(refusal: Refusal | None = None) -> str:
    under_way = jobs.under_way(root(), scope().team_id, member().user_id)
    said = refusal.said(_) if refusal else None
    return render_template("intake/begin.html", jobs=under_way, kinds=kinds.KINDS, refusal=said)


@blueprint.post("/intake")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
@takes_large_files
def receive() -> Response:
    """Take in a file of any kind; the server looks at its first bytes only, and has it read elsewhere."""
    try:
        with taken_in() as (job, name):
            kind = kinds.kind_of(job.source, name)
            if kind in worker.PARSERS:
                job = jobs.know(job, kind)
                jobs.start(job, kind)
            elif kind == "journey":
                jobs.drop(job)
                request.files["file"].stream.seek(0)
                return journey_files.receive()
            else:
                raise Refusal(kinds.NOT_OURS)
    except Refusal as refusal:
        return make_response(_entrance(refusal), 422)
    return redirect(url_for("intake.show", token=job.token), 303)


@blueprint.get("/intake/<token>")
@requires(Permission.BRING_FILES)
def show(token: str) -> Response:
    """Show how far a file is read, or go on to what comes next."""
    job = job_or_404(token)
    state = jobs.state(job)
    url = onward(job, state)
    if htmx and state.kind != "running":
        return Response(status=204, headers={"HX-Redirect": url or url_for("intake.show", token=token)})
    if url is not None:
        return redirect(url, 303)
    template = "intake/_progress.html" if htmx else "intake/progress.html"
    refusal = state.refusal.said(_) if state.refusal else None
    page = render_template(
        template, **told_of(job), state=state, refusal=refusal, log="log" in job.choices(), entrance=entrance_of(job)
    )
    return make_response(page, 422 if refusal else 200)


@blueprint.post("/intake/<token>/removal")
@requires(Permission.BRING_FILES)
@reads_first
def remove(token: str) -> Response:
    """Stop reading a file, and forget it."""
    job = job_or_404(token)
    entrance = entrance_of(job)
    jobs.drop(job)
    flash(_("Filen er slettet her. Intet er hentet ind."))
    return redirect(url_for(entrance), 303)


@blueprint.get("/intake/<token>/text")
@requires(Permission.EDIT_JOURNEYS)
def text(token: str) -> str:
    """Show the text of a document, and the cases that it can be split into events of."""
    job, found = text_of(token)
    cases = [journey for journey, _count in queries.journeys(scope())]
    return render_template("intake/text.html", **told_of(job), text=found, cases=cases)
