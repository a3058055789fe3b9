"""Beside the room: where a newcomer waits to be let in, and where somebody ends up who is in no longer."""

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import open_to_all
from klagerejsen.accounts import sessions
from klagerejsen.extensions import db
from klagerejsen.workshops.models import Participant, Workshop
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.services import WorkshopClosed


def outside() -> Participant | None:
    """Return the seat with which this browser waits outside of a room."""
    session = sessions.current(sessions.SEAT)
    found = db.session.get(Participant, session.participant_id) if session and session.participant_id else None
    return found if found is not None and found.waiting and found.left_at is None else None


@blueprint.get("/aside")
@open_to_all
def aside() -> Response:
    """Ask for patience, or say goodbye; whoever is in after all is shown the way."""
    session = sessions.current(sessions.SEAT)
    found = db.session.get(Participant, session.participant_id) if session and session.participant_id else None
    if found is None or found.left_at is not None:
        return _goodbye()
    room = db.session.get(Workshop, found.workshop_id)
    if room is None or room.closed_at is not None:
        raise WorkshopClosed
    if not found.waiting:
        return redirect(url_for("workshops.phone", workshop_id=room.id), 303)
    return make_response(render_template("workshops/waiting.html", side=found.perspective.value))


def _goodbye() -> Response:
    """Say that this browser is in no room; the key to its old seat opens nothing and is thrown away.

    Not before somebody sees this: pages that are open ask here by themselves, and then send their reader here.
    """
    if sessions.SEAT not in request.cookies:
        return redirect(url_for("workshops.join"), 303)
    response = make_response(render_template("workshops/shown_out.html"))
    if request.headers.get("Sec-Fetch-Dest", "document") == "document":
        response.delete_cookie(sessions.SEAT)
    return response
