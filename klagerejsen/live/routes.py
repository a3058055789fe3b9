"""The live channel's two addresses: the stream, and polling for those whom it does not reach."""

from dataclasses import dataclass

from flask import Blueprint, abort, current_app, jsonify, request
from werkzeug.wrappers import Response

from klagerejsen.access.guard import actor, audience, requires
from klagerejsen.access.permissions import Permission
from klagerejsen.access.rules import Actor, Display, Member, Seat
from klagerejsen.accounts import sessions
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.live.messages import CatchUp, catch_up, number
from klagerejsen.live.rendering import rendering
from klagerejsen.live.subscriber import Eyes
from klagerejsen.web.filters import language
from klagerejsen.web.tokens import hash_of

blueprint = Blueprint("live", __name__)

# Where the stream leaves a list in the WSGI environment for the view to put its `Admission` into.
ADMISSIONS = "klagerejsen.admissions"
_COOKIES: dict[type[Actor], str] = {Member: sessions.USER, Seat: sessions.SEAT, Display: sessions.DISPLAY}


@dataclass(frozen=True, slots=True)
class Admission:
    """Somebody whom the guard let through to a journey's stream; `session` tells one browser from another."""

    journey_id: int
    eyes: Eyes
    session: str


@blueprint.get("/journeys/<int:journey_id>/stream")
@requires(Permission.FOLLOW_LIVE)
def stream(journey_id: int) -> Response:
    """Let a reader through to the stream, which the ASGI side then holds; a plain WSGI server has none."""
    admissions = request.environ.get(ADMISSIONS)
    if admissions is None:
        abort(501)
    admissions.append(Admission(journey_id, _eyes(), _session()))
    headers = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}
    return Response(mimetype="text/event-stream", headers=headers)


@blueprint.get("/journeys/<int:journey_id>/changes")
@requires(Permission.FOLLOW_LIVE)
def changes(journey_id: int) -> Response:
    """Answer with what was missed since `after`: the very messages of the stream."""
    missed = _missed(journey_id, request.args.get("after"))
    answer = {"seq": missed.seq, "after": missed.place, "messages": missed.bodies}
    return jsonify({**answer, "reset": True, "html": missed.reset} if missed.reset else answer)


def _missed(journey_id: int, after: str | None) -> CatchUp:
    place, eyes = history.place(journey_id), _eyes()
    if after is None or after == place:
        return CatchUp(history.number_of(place), place)
    # Rendering opens a database session of its own: this one gives its connection back first.
    db.session.rollback()
    with rendering(current_app._get_current_object(), journey_id, eyes.language):  # type: ignore[attr-defined]
        return catch_up(journey_id, number(journey_id, after), eyes.audience)


def _eyes() -> Eyes:
    return Eyes(audience(), language())


def _session() -> str:
    """Name the session that was let in; other cookies are whatever a browser likes to send."""
    token = request.cookies.get(_COOKIES[type(actor())], "")
    return hash_of(token)
