"""The projector: a page that shows and never asks, and the link that opens it without an account."""

from flask import abort, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import open_to_all, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts import sessions
from klagerejsen.journeys import history
from klagerejsen.journeys import queries as journeys
from klagerejsen.web.transactions import writing
from klagerejsen.workshops import queries
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.screen import context, join_place, join_url, qr


@blueprint.get("/workshops/<int:workshop_id>/screen")
@requires(Permission.SEE_SCREEN)
def screen(workshop_id: int) -> str:
    """Show the room: the question, the clock, the timeline, what was said last, and how to come in."""
    room = queries.workshop(scope())
    return render_template(
        "workshops/screen.html",
        journey=journeys.journey(scope()),
        after=history.place(room.journey_id),
        place=join_place(),
        code_image=qr(join_url(room)),
        **context(room),
    )


@blueprint.get("/display/<token>")
@open_to_all
def display(token: str) -> Response:
    """Let a projector in by its link, while the workshop lasts: it may look at this one and write nothing."""
    room = queries.by_display_token(token) or abort(404)
    if room.closed_at is not None:
        abort(404)
    response = make_response(redirect(url_for("workshops.screen", workshop_id=room.id), 303))
    with writing(room.journey_id):
        # A link that was renewed meanwhile opens nothing.
        room = queries.by_display_token(token) or abort(404)
        sessions.begin(sessions.DISPLAY, response, display_id=room.id)
    return response
