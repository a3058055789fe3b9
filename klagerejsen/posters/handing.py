"""What every page that prints has in common: the choices of its address, its turn in the line, and the file."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast, get_args
from urllib.parse import urlencode

from flask import Response, abort, current_app, redirect, request, url_for
from flask.sansio.app import App
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from klagerejsen.access.guard import member, scope
from klagerejsen.background import jobs
from klagerejsen.background.jobs import Job
from klagerejsen.codes import Outgoing
from klagerejsen.outgoing.services import note_taken
from klagerejsen.posters.asking import choices_asked
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.drawing.render import Format
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.posters.press import STEP, Draw, Print, press
from klagerejsen.posters.services import line
from klagerejsen.web.line import Full
from klagerejsen.web.transactions import done_reading

KEPT_SECONDS = 3600.0
PATIENCE = 2.0
"""Seconds for which somebody is not led to another page; most files are drawn in a fraction of one."""
MIMETYPES: Mapping[Format, str] = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}


def prints(app: App) -> Path:
    """Return the folder of what is drawn for those who wait."""
    folder: Path = app.config["SETTINGS"].data_dir / "prints"
    return folder


def choices_or_404() -> Choices:
    """Return the choices of this address."""
    try:
        return choices_asked(request.args, str(get_locale()))
    except ValueError:
        abort(404)


def as_chosen(url: str, **more: object) -> str:
    """Return the address of a page or a file with what was chosen on this one."""
    chosen = [(name, value) for name, value in request.args.items(multi=True) if name not in ("page", "tiles", "proof")]
    chosen += [(name, str(value)) for name, value in more.items()]
    return f"{url}?{urlencode(chosen)}" if chosen else url


def format_or_404(kind: str) -> Format:
    """Return the format that an address ends on."""
    if kind not in get_args(Format):
        abort(404)
    return cast(Format, kind)


def busy() -> str:
    """Say that too many are printing."""
    return _("En anden plakat bliver tegnet. Prøv igen om lidt.")


def printed(draw: Draw, kind: Format, name: str, back: str) -> Answer:
    """Have a file drawn: return it where it is there at once, and else lead to the page that says how far it is.

    `draw` is called in no request when its turn comes; `back` is the page on which it is chosen. Raises `PosterError`.
    """
    place, user_id = scope(), member().user_id
    proof = "proof" in request.args
    done_reading()
    root, nothing = prints(current_app), io.BytesIO()
    job = jobs.know(jobs.begin(root, nothing, f"{name}.{kind}", place.team_id, user_id, KEPT_SECONDS), kind)
    job.choose(journey_id=place.journey_id, back=back)
    try:
        one = press.take_in(current_app._get_current_object(), job, draw)  # type: ignore[attr-defined]
    except Full:
        jobs.drop(job)
        abort(503, busy())
    if not _soon(one):
        return redirect(url_for("prints.show", token=job.token), 303)
    try:
        return handed_out(_made(job), kind, name, proof=proof)
    finally:
        jobs.drop(job)


def _soon(one: Print) -> bool:
    """Wait for a moment, if few do: a wait holds a thread of the pages."""
    try:
        with line.place():
            return one.ended.wait(PATIENCE)
    except Full:
        return False


def _made(job: Job) -> bytes:
    state = jobs.state_of(job, STEP)
    if state.refusal is not None:
        raise PosterError(state.refusal.said(_))
    return job.result(STEP).read_bytes()


@contextmanager
def or_why_not() -> Iterator[None]:
    """Answer with the reason where something cannot be drawn."""
    try:
        yield
    except PosterError as error:
        abort(503, _("Plakaten kunne ikke tegnes: %(why)s", why=str(error)))


def handed_out(data: bytes, kind: Format, name: str, *, proof: bool = False, journey_id: int | None = None) -> Response:
    """Return a drawing as a file, and note that it leaves; a proof stays on the page and leaves nothing."""
    if not proof:
        note_taken(Outgoing.POSTER, kind, journey_id=journey_id)
    response = Response(data, mimetype=MIMETYPES[kind])
    response.headers.set("Content-Disposition", "inline" if proof else "attachment", filename=f"{name}.{kind}")
    return response
