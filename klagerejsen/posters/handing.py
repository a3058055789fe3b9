"""What every page that prints has in common: the choices of its address, its turn in the line, and the file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast, get_args

from flask import Response, abort, request
from flask_babel import get_locale
from flask_babel import gettext as _

from klagerejsen.codes import Outgoing
from klagerejsen.outgoing.services import note_taken
from klagerejsen.posters.asking import choices_asked
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.content import PosterError
from klagerejsen.posters.render import Format
from klagerejsen.posters.services import line
from klagerejsen.web.line import Full

MIMETYPES: Mapping[Format, str] = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}


def choices_or_404() -> Choices:
    """Return the choices of this address."""
    try:
        return choices_asked(request.args, str(get_locale()))
    except ValueError:
        abort(404)


def format_or_404(kind: str) -> Format:
    """Return the format that an address ends on."""
    if kind not in get_args(Format):
        abort(404)
    return cast(Format, kind)


def busy() -> str:
    """Say that too many are printing."""
    return _("En anden plakat bliver tegnet. Prøv igen om lidt.")


@contextmanager
def in_turn() -> Iterator[None]:
    """Hold a place in the line; where there is none, or what is drawn cannot be drawn, the answer says so."""
    try:
        with line.place():
            yield
    except Full:
        abort(503, busy())
    except PosterError as error:
        abort(503, _("Plakaten kunne ikke tegnes: %(why)s", why=str(error)))


def handed_out(data: bytes, kind: Format, name: str, *, proof: bool = False) -> Response:
    """Return a drawing as a file, and note that it leaves; a proof stays on the page and leaves nothing."""
    if not proof:
        note_taken(Outgoing.POSTER, kind)
    response = Response(data, mimetype=MIMETYPES[kind])
    response.headers.set("Content-Disposition", "inline" if proof else "attachment", filename=f"{name}.{kind}")
    return response
