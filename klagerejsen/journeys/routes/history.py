"""What changed, by when, and undo."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.extensions import htmx
from klagerejsen.journeys import history as log
from klagerejsen.journeys import queries, services, undoing
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.routes import blueprint
from klagerejsen.journeys.stories import gathered, tell
from klagerejsen.web.pages import own_path


@blueprint.get("/journeys/<int:journey_id>/changes/list")
@requires(Permission.READ_JOURNEYS)
def history(journey_id: int) -> str:
    """Show the last changes, newest first, with what can be undone."""
    changes = log.latest(journey_id, tuple(undoing.SHOWN_IN_HISTORY), limit=200)
    stories = gathered(tell(changes, log.undone(journey_id)))
    return render_template("journeys/history.html", journey=queries.journey(scope()), stories=stories)


@blueprint.post("/journeys/<int:journey_id>/changes/<int:seq>/undo")
@requires(Permission.EDIT_JOURNEYS)
def undo(journey_id: int, seq: int) -> Response:
    """Put back what one change changed, unless it was changed again since."""
    change = queries.change(scope(), seq)
    if change.entity not in undoing.UNDOABLE:
        abort(404)
    try:
        undoing.undo(change, Author(member().user_id))
        flash(_("Ændringen er fortrudt."))
    except services.Clash:
        flash(_("Den er ændret igen siden, så den kan ikke fortrydes. Fortryd den nyere ændring først."), "error")
    return _back(journey_id)


@blueprint.post("/journeys/<int:journey_id>/undo")
@requires(Permission.EDIT_JOURNEYS)
def undo_latest(journey_id: int) -> Response:
    """Undo the member's own last change that is still in force."""
    undone = log.undone(journey_id)
    own = [
        change
        for change in log.latest(journey_id, undoing.UNDOABLE, limit=200)
        if change.user_id == member().user_id and change.seq not in undone and change.undoes is None
    ]
    if not own:
        flash(_("Du har ikke ændret noget, der kan fortrydes."), "error")
        return _back(journey_id)
    return undo(journey_id, own[0].seq)


def _back(journey_id: int) -> Response:
    url = own_path(request.form.get("next", ""), url_for("board.show", journey_id=journey_id))
    if htmx:
        return Response(status=204, headers={"HX-Redirect": url})
    return redirect(url, 303)
