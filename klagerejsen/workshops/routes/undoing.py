"""Undo from the console: anyone's last change of the case, and what was done to ballots and notes."""

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.services import Clash
from klagerejsen.workshops import undoing, votes
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.routes.console import back_to_console, me, room_here
from klagerejsen.workshops.routes.votes import HAS_VOTES


@blueprint.post("/workshops/<int:workshop_id>/changes/<int:seq>/undo")
@requires(Permission.RUN_WORKSHOP)
def undo(workshop_id: int, seq: int) -> Response:
    """Put back what one change changed, unless it was changed again since."""
    room = room_here()
    try:
        undoing.undo(room, journeys.change(scope(), seq), me())
    except votes.HasVotes:
        flash(HAS_VOTES)
    except Clash:
        flash(_("Den er ændret igen siden, så den kan ikke fortrydes. Fortryd den nyere ændring først."), "error")
    return back_to_console(room)
