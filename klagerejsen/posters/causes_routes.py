"""The poster of causes across journeys: chosen and proved on a page, and handed out."""

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import select

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.models import Team
from klagerejsen.codes import Outgoing
from klagerejsen.extensions import db
from klagerejsen.outgoing.services import note_taken
from klagerejsen.posters.asking import choices_asked
from klagerejsen.posters.services import (
    FORMATS,
    MIMETYPES,
    SIZES,
    Choices,
    PosterError,
    causes_of,
    causes_proof,
    line,
)
from klagerejsen.web.line import Full

blueprint = Blueprint("causes_poster", __name__)


@blueprint.get("/insights/poster")
@requires(Permission.READ_INSIGHTS)
def choose() -> str:
    """Choose paper, language and colour, beside a proof."""
    choices = _choices()
    try:
        with line.place():
            shown: dict[str, str] = {"proof": causes_proof(_team(), choices)}
    except Full:
        shown = {"refusal": _("En anden plakat bliver tegnet. Prøv igen om lidt.")}
    except PosterError as error:
        shown = {"refusal": str(error)}
    return render_template("posters/causes.html", choices=choices, sizes=SIZES, **shown)


@blueprint.get("/insights/poster.<kind>")
@requires(Permission.READ_INSIGHTS)
def poster(kind: str) -> Response:
    """Hand out the poster."""
    choices = _choices()
    if kind not in FORMATS:
        abort(404)
    try:
        with line.place():
            data = causes_of(_team(), choices, kind=kind)
    except Full:
        abort(503, _("En anden plakat bliver tegnet. Prøv igen om lidt."))
    except PosterError as error:
        abort(503, _("Plakaten kunne ikke tegnes: %(why)s", why=str(error)))
    note_taken(Outgoing.POSTER, kind)
    response = Response(data, mimetype=MIMETYPES[kind])
    response.headers.set("Content-Disposition", "attachment", filename=f"klagerejsen-aarsager-{choices.size}.{kind}")
    return response


def _team() -> Team:
    return db.session.scalars(select(Team).where(Team.id == scope().team_id)).one()


def _choices() -> Choices:
    try:
        return choices_asked(request.args, str(get_locale()))
    except ValueError:
        abort(404)
