"""The board: the shared timeline, its cards, and what the room says of a finding."""

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import audience, member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.board import reading
from klagerejsen.codes import Status
from klagerejsen.insights import judgements
from klagerejsen.journeys import history, queries
from klagerejsen.journeys.history import Author
from klagerejsen.web.filters import language
from klagerejsen.web.pages import after_write

blueprint = Blueprint("board", __name__)


@blueprint.get("/journeys/<int:journey_id>/board")
@requires(Permission.READ_JOURNEYS)
def show(journey_id: int) -> str:
    """Show the board."""
    journey = queries.whole_journey(scope())
    return render_template(
        "board/board.html",
        journey=journey,
        seq=history.latest_number(journey_id),
        **reading.board(journey, language()),
        chosen=request.args.get("event", type=int),
    )


@blueprint.get("/journeys/<int:journey_id>/timeline")
@requires(Permission.SEE_SCREEN)
def timeline(journey_id: int) -> Response:
    """Hand the timeline to the browser; the projector gets no answers before they are shown."""
    journey = queries.whole_journey(scope())
    shown = audience() == "facilitator" or reading.screen_shows_views(journey_id)
    return jsonify(reading.payload(journey, language(), shown_views=shown))


@blueprint.get("/journeys/<int:journey_id>/events/<int:event_id>/card")
@requires(Permission.READ_JOURNEYS)
def card(journey_id: int, event_id: int) -> str:
    """Show one event with its accounts side by side."""
    journey = queries.whole_journey(scope())
    row = next((row for row in reading.event_rows(journey, language()) if row.id == event_id), None)
    if row is None:
        abort(404)
    return render_template("board/_card.html", journey=journey, event=row, finding=None)


@blueprint.get("/journeys/<int:journey_id>/findings/<path:key>/card")
@requires(Permission.READ_JOURNEYS)
def finding_card(journey_id: int, key: str) -> str:
    """Show one finding: what, evidence, rule, what else it could be."""
    journey = queries.whole_journey(scope())
    row = next((row for row in reading.finding_rows(journey, language()) if row.key == key), None)
    if row is None:
        abort(404)
    return render_template("board/_card.html", journey=journey, event=None, finding=row)


@blueprint.post("/journeys/<int:journey_id>/findings/<path:key>/judgement")
@requires(Permission.EDIT_JOURNEYS)
def judge(journey_id: int, key: str) -> Response:
    """Confirm, dispute or dismiss a finding; a dismissal without a reason is asked back."""
    journey = queries.whole_journey(scope())
    reason = request.form.get("reason", "").strip()[: judgements.LONGEST_REASON]
    try:
        status = Status(request.form.get("status", ""))
        judgements.judge(journey, key, status, reason, Author(member().user_id))
    except ValueError:
        abort(400)
    except KeyError:
        abort(404)
    url = url_for("board.show", journey_id=journey_id, _anchor="card")
    response = after_write(url, "_nothing.html")
    response.headers["HX-Trigger"] = "board:changed"
    return response


@blueprint.get("/journeys/<int:journey_id>/findings")
@requires(Permission.READ_JOURNEYS)
def findings(journey_id: int) -> str:
    """List all findings, the seven that matter most in front."""
    journey = queries.whole_journey(scope())
    rows = reading.finding_rows(journey, language())
    return render_template("board/findings.html", journey=journey, findings=rows)


@blueprint.get("/journeys/<int:journey_id>")
@requires(Permission.READ_JOURNEYS)
def journey(journey_id: int) -> Response:
    """Go to the board, which is where a journey is."""
    return redirect(url_for("board.show", journey_id=journey_id))
