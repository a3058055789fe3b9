"""An archive on its way in: what it is, what of it is here already, and then its journeys, group by group."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import may, member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.archives import bringing
from klagerejsen.archives.reading import lines_of
from klagerejsen.archives.routes import blueprint
from klagerejsen.background import jobs, steps
from klagerejsen.background.jobs import Job
from klagerejsen.background.worker import Tell
from klagerejsen.intake.routes.shared import job_or_404, summary_of, told_of
from klagerejsen.intake.services import note_file
from klagerejsen.journeys.history import Author
from klagerejsen.outgoing.terms import PURPOSES
from klagerejsen.pieces import pieces
from klagerejsen.web.transactions import done_reading, reads_first, writing_alone

STEP = "bringing"


@blueprint.get("/intake/<token>/archive")
@requires(Permission.EDIT_JOURNEYS)
def check(token: str) -> str:
    """Say what the archive is and what of it is here already, and ask."""
    job, manifest = _archive(token)
    with job.result("archive").open("rb") as file:
        refs = [document.get("id") for document in lines_of(file, "journey")]
    here = bringing.shared(scope().team_id, refs)
    return render_template("archives/check.html", **told_of(job), manifest=manifest, here=here, purposes=PURPOSES)


def _archive(token: str) -> tuple[Job, dict[str, Any]]:
    job = job_or_404(token)
    manifest = summary_of(job, "archive")
    if manifest is None or job.choices().get("step") != "archive":
        abort(redirect(url_for("intake.show", token=token), 303))
    return job, manifest


@blueprint.post("/intake/<token>/archive")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
def bring(token: str) -> Response:
    """Begin to store the journeys; the page says how far it is."""
    job, _manifest = _archive(token)
    keep_both = request.form.get("taken") == "keep_both"
    words = "words" in request.form and may("MANAGE_TEAM")
    team_id, by = scope().team_id, Author(member().user_id)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    done_reading()
    steps.work(job, STEP, lambda tell: _bring(app, job, team_id, by, keep_both, words, tell))
    return redirect(url_for("intake.show", token=token), 303)


def _bring(
    app: Flask, job: Job, team_id: int, by: Author, keep_both: bool, words: bool, tell: Tell
) -> Mapping[str, Any]:
    """Store journeys a few at a time, so that nobody waits long; what is here already is passed over the next time."""
    all_of_them, stored, seen = (summary_of(job, "archive") or {})["counts"]["journeys"] or 1, 0, 0
    result = job.result("archive")
    with result.open("rb") as file:
        for taxonomy in lines_of(file, "taxonomy") if words else ():
            with writing_alone(app):
                bringing.take_words(team_id, taxonomy)
    with result.open("rb") as file:
        for some in pieces(lines_of(file, "journey"), bringing.AT_ONCE):
            with writing_alone(app):
                stored += bringing.bring_in(team_id, some, by, keep_both=keep_both)
            seen += len(some)
            tell(seen / all_of_them, bringing.STORING)
    with writing_alone(app):
        note_file(team_id, job.digest, stored)
    for path in (result, job.source):
        path.unlink(missing_ok=True)
    return {"stored": stored, "passed_over": seen - stored}


@blueprint.get("/intake/<token>/archive/done")
@requires(Permission.EDIT_JOURNEYS)
def done(token: str) -> Response:
    """Say what came in, and forget what is left of the file."""
    job = job_or_404(token)
    summary = summary_of(job, STEP) or abort(404)
    stored, here = summary["stored"], summary["passed_over"]
    said = [_("1 rejse er hentet ind.") if stored == 1 else _("%(n)s rejser er hentet ind.", n=stored)]
    if here:
        said.append(_("1 var her allerede.") if here == 1 else _("%(n)s var her allerede.", n=here))
    jobs.drop(job)
    flash(" ".join(said))
    return redirect(url_for("journeys.index"), 303)
