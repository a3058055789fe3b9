"""What the pages of a file on its way in share: finding it, and going on to where it belongs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from flask import abort, current_app, redirect, request, url_for
from flask.sansio.app import App
from flask_babel import gettext as _

from klagerejsen.access.guard import member, scope
from klagerejsen.background import jobs
from klagerejsen.background.jobs import Job
from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import State
from klagerejsen.intake import log_cases, queries
from klagerejsen.intake.kinds import KINDS
from klagerejsen.screening import masked
from klagerejsen.web.line import Full
from klagerejsen.web.transactions import done_reading

LONGEST_NAME = 120
PAGES = {
    "table": "intake.mapping",
    "rows": "intake.check",
    "xes": "intake.log",
    "cases": "intake.check",
    "text": "intake.text",
    "archive": "archives.check",
    "bringing": "archives.done",
}
"""Where people go on to when a parser, or another step, is done, by its name; a file may choose "pages" of its own."""


def folder_in(app: App) -> Path:
    """Return the folder of files on their way in."""
    folder: Path = app.config["SETTINGS"].data_dir / "intake"
    return folder


def root() -> Path:
    """Return it for this request."""
    return folder_in(current_app)


@contextmanager
def taken_in() -> Iterator[tuple[Job, str]]:
    """Take in the file that was sent, and give it with its name; nothing of it stays where it is refused.

    Raises `Refusal` where none was sent, and passes on `Full` where no place is left to read it.
    """
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Refusal(_("Vælg en fil først."))
    done_reading()
    # A file's name may name somebody; it is shown as a reminder only.
    name = masked(sent.filename[-LONGEST_NAME:])
    job = jobs.begin(root(), sent.stream, name, scope().team_id, member().user_id)
    try:
        yield job, sent.filename
    except (Refusal, Full):
        jobs.drop(job)
        raise


def _found(token: str) -> Job | None:
    return jobs.find(root(), token, scope().team_id, member().user_id)


def job_or_404(token: str) -> Job:
    """Return the member's own file, in the team that they work in."""
    return _found(token) or abort(404)


def onward(job: Job, state: State) -> str | None:
    """Return the page that a file's state leads to; None while it is read, or where it was refused."""
    if state.kind != "done":
        return None
    choices = job.choices()
    return url_for((PAGES | choices.get("pages", {}))[choices["step"]], token=job.token)


def entrance_of(job: Job) -> str:
    """Return the page by which a file came, for another one."""
    entrance: str = job.choices().get("entrance", "intake.begin")
    return entrance


def summary_of(job: Job, parser: str) -> dict[str, Any] | None:
    """Return what a parser said in the end; None where it has not, or not yet."""
    state = jobs.state_of(job, parser)
    return dict(state.summary) if state.summary is not None else None


def forget(token: str) -> None:
    """Remove a file whose text was taken over, with all that was made of it; one that is gone already is no matter."""
    job = _found(token)
    if job:
        jobs.drop(job)


def elsewhere(job: Job) -> NoReturn:
    """Lead from a page whose turn it is not, or is no longer, to where the file is."""
    abort(redirect(url_for("intake.show", token=job.token), 303))


def text_of(token: str) -> tuple[Job, str]:
    """Return a document and its text."""
    job = job_or_404(token)
    return job, jobs.text_of(job) if summary_of(job, "text") else elsewhere(job)


def again(job: Job) -> None:
    """Have documents made of a file as people chose, from the rows of a table or the cases of a log."""
    choices = job.choices()
    options = {"mapping": choices["mapping"], "title": usual_title()}
    if choices.get("log"):
        jobs.start(job, "cases", options | choices["log"], of="xes")
    else:
        jobs.start(job, "rows", options, of="table")


def usual_title() -> str:
    """Return what a journey is called that nothing names."""
    return _("Sag hentet fra fil")


def headings_of(job: Job) -> list[str]:
    """Return the names of what a mapping is about: the columns of a table, the attributes of a log."""
    log = job.choices().get("log")
    if log:
        return log_cases.headings_of(log["keys"])
    headings: list[str] = (summary_of(job, "table") or {"headings": []})["headings"]
    return headings


def told_of(job: Job) -> dict[str, Any]:
    """Return what every page says of the file: its kind in words, and when the same one was here before."""
    return {"job": job, "kind": _(KINDS[job.kind]), "before": queries.imported(scope(), job.digest)}
