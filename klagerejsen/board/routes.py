"""The board: the shared timeline, its cards, and what the room says of a finding."""

from typing import Any

from flask import Blueprint, abort, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import audience, may, member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.analysis.collaboration import ACTOR, UNIT
from klagerejsen.board import replay as lapse
from klagerejsen.board.reading import Board
from klagerejsen.board.words import side_names
from klagerejsen.catalogue import translator
from klagerejsen.codes import Status
from klagerejsen.extensions import htmx
from klagerejsen.insights import judgements
from klagerejsen.insights.findings import judged
from klagerejsen.insights.measuring import analysis_of
from klagerejsen.journeys import history, queries
from klagerejsen.journeys.history import Author
from klagerejsen.web.filters import language
from klagerejsen.web.pages import page_or_partial
from klagerejsen.web.personal import PersonalNumber, why_not
from klagerejsen.web.transactions import reads_first, writing
from klagerejsen.workshops import queries as workshops

blueprint = Blueprint("board", __name__)


def _board(**options: bool) -> Board:
    return Board(queries.whole_journey(scope()), language(), **options)


def _context(board: Board, **chosen: Any) -> dict[str, Any]:
    return {"journey": board.journey, "can_edit": may("EDIT_JOURNEYS"), **chosen}


def _focus_url() -> str | None:
    """Return where to put an event on the screen, while a workshop is open on the case."""
    room = workshops.open_workshop(scope().journey_id or 0)
    return url_for("workshops.focus", workshop_id=room.id) if room and may("RUN_WORKSHOP") else None


@blueprint.get("/journeys/<int:journey_id>")
@requires(Permission.READ_JOURNEYS)
def journey(journey_id: int) -> Response:
    """Go to the board, which is where a journey is."""
    return redirect(url_for("board.show", journey_id=journey_id))


@blueprint.get("/journeys/<int:journey_id>/board")
@requires(Permission.READ_JOURNEYS)
def show(journey_id: int) -> str:
    """Show the timeline, the list beside it and the chosen event's or finding's card below."""
    board = _board()
    chosen = board.event_row(request.args.get("event", type=int))
    return render_template(
        "board/board.html",
        after=history.place(journey_id),
        payload=board.payload(),
        events=board.event_rows(),
        findings=board.finding_rows(),
        period=board.period(),
        room=workshops.open_workshop(journey_id),
        focus_url=_focus_url(),
        **_context(board, chosen=chosen, chosen_finding=board.finding_row(request.args.get("finding", ""))),
    )


@blueprint.get("/journeys/<int:journey_id>/timeline")
@requires(Permission.SEE_SCREEN)
def timeline(journey_id: int) -> Response:
    """Hand the drawing to the browser; the screen gets no answers before they are shown to the room."""
    shown = audience() in ("facilitator", "reader") or workshops.accounts_shown(journey_id)
    return jsonify(_board(shown_views=shown).payload())


@blueprint.get("/journeys/<int:journey_id>/map")
@requires(Permission.READ_JOURNEYS)
def collaboration(journey_id: int) -> str:
    """Show who turned to whom, by unit or by role; what is pressed has its events below."""
    board, by = _board(), request.args.get("by", UNIT)
    if by not in (UNIT, ACTOR):
        abort(404)
    pressed = {name: request.args.get(name) for name in ("giver", "taker", "place")}
    drawn = board.map_by(by)
    return render_template(
        "board/map.html",
        journey=board.journey,
        by=by,
        map=drawn,
        pressed=pressed,
        chosen=drawn.chosen(**pressed),
        sides=side_names(translator(language())),
    )


@blueprint.get("/journeys/<int:journey_id>/sides")
@requires(Permission.READ_JOURNEYS)
def sides(journey_id: int) -> str:
    """Show what each side knew, what only one knew, and how differently they lived the same."""
    board = _board()
    return render_template("board/sides.html", journey=board.journey, seen=board.sides(), lived=board.experience())


@blueprint.get("/journeys/<int:journey_id>/replay")
@requires(Permission.READ_JOURNEYS)
def replay(journey_id: int) -> str:
    """Replay how the timeline grew."""
    journey = queries.whole_journey(scope())
    return render_template("board/replay.html", journey=journey, steps=lapse.steps(journey))


@blueprint.get("/journeys/<int:journey_id>/replay/<int:seq>")
@requires(Permission.READ_JOURNEYS)
def replay_step(journey_id: int, seq: int) -> Response:
    """Hand out the drawing as it was after one change."""
    return jsonify(lapse.payload_at(queries.whole_journey(scope()), seq, language(), shown_views=False))


@blueprint.get("/journeys/<int:journey_id>/events/<int:event_id>/card")
@requires(Permission.READ_JOURNEYS)
def card(journey_id: int, event_id: int) -> str | Response:
    """Show one event with its accounts side by side."""
    if not htmx:
        return redirect(url_for("board.show", journey_id=journey_id, event=event_id))
    board = _board()
    row = board.event_row(event_id)
    if row is None:
        abort(404)
    return render_template("board/_card.html", **_context(board, event=row), focus_url=_focus_url())


@blueprint.get("/journeys/<int:journey_id>/findings/<path:key>/card")
@requires(Permission.READ_JOURNEYS)
def finding_card(journey_id: int, key: str) -> str | Response:
    """Show one finding: what, evidence, rule, what else it could be."""
    if not htmx:
        return redirect(url_for("board.show", journey_id=journey_id, finding=key))
    board = _board()
    row = board.finding_row(key)
    if row is None:
        abort(404)
    return render_template("board/_finding.html", **_context(board, finding=row))


@blueprint.get("/journeys/<int:journey_id>/findings")
@requires(Permission.READ_JOURNEYS)
def findings(journey_id: int) -> str:
    """List all findings, the most important in front."""
    board = _board()
    context = _context(board, findings=board.finding_rows(), front=board.analysis.front)
    return render_template("board/findings.html", **context)


@blueprint.post("/journeys/<int:journey_id>/findings/<path:key>/judgement")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
def judge_finding(journey_id: int, key: str) -> Response:
    """Confirm, dispute or dismiss a finding; a dismissal without a reason is asked for one."""
    status, reason = request.form.get("status", ""), request.form.get("reason", "").strip()
    if status not in set(Status):
        abort(400)
    analysis = analysis_of(queries.whole_journey(scope()))
    try:
        with writing():
            # What somebody said of it meanwhile is read again; the reader did not see later events either.
            found = judged(queries.findings(scope()), analysis)
            judgements.judge(queries.journey(scope()), found, key, Status(status), reason, Author(member().user_id))
    except KeyError:
        abort(404)
    except judgements.NeedsReason:
        return _ask_for_reason(key, status, _("Skriv kort hvorfor, så andre kan følge det senere."))
    except PersonalNumber:
        return _ask_for_reason(key, status, why_not())
    if not htmx:
        return redirect(url_for("board.show", journey_id=journey_id, finding=key, _anchor="card"), 303)
    board = _board()
    # A finding that was only suggested keeps its key once it is written down.
    response = make_response(render_template("board/_finding.html", **_context(board, finding=board.finding_row(key))))
    response.headers["HX-Trigger"] = "board:changed"
    return response


def _ask_for_reason(key: str, status: str, problem: str) -> Response:
    board = _board()
    context = _context(board, finding=board.finding_row(key), problem=problem, wanted=status)
    return page_or_partial("board/reason.html", "board/_finding.html", 422, **context)
