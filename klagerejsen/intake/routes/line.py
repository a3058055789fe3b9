"""The line on the board: what is typed is shown as chips, and accepted with Enter."""

import json
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import dates, labels
from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.codes import CHANNELS, EVENT_TYPES
from klagerejsen.extensions import htmx
from klagerejsen.intake import chips
from klagerejsen.intake.accepting import accept
from klagerejsen.intake.chips import FIELDS, Chips
from klagerejsen.intake.proposals import Case
from klagerejsen.intake.routes import blueprint
from klagerejsen.intake.understanding import case_of
from klagerejsen.journeys import history, queries
from klagerejsen.journeys.checking import NotAJourney
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Event
from klagerejsen.web.filters import language
from klagerejsen.web.pages import page_or_partial
from klagerejsen.web.transactions import reads_first

PAGE, PARTIAL = "intake/line.html", "intake/_chips.html"


def choices(kind: str, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return codes with their words, in the order of the words, behind the empty choice."""
    named = sorted(((code, labels.label(kind, code, _)) for code in codes), key=lambda pair: pair[1].casefold())
    return [("", "–"), *named]


def _context(case: Case, shown: Chips | None) -> dict[str, Any]:
    return {
        "journey_id": scope().journey_id,
        "chips": shown,
        "actors": case.actors,
        "spoken": [chips.spoken(actor) for actor in case.actors],
        "types": choices("event_type", EVENT_TYPES),
        "channels": choices("channel", CHANNELS),
    }


@blueprint.get("/journeys/<int:journey_id>/line")
@requires(Permission.EDIT_JOURNEYS)
def line(journey_id: int) -> str:
    """Show the line on a page of its own."""
    context = _context(case_of(scope(), member().user_id), None)
    return render_template(PAGE, journey=queries.journey(scope()), **context)


@blueprint.post("/journeys/<int:journey_id>/line/proposal")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
def proposal(journey_id: int) -> Response:
    """Show what is understood of a line; nothing is written."""
    case = case_of(scope(), member().user_id)
    read = chips.read(request.form, case)
    context = _context(case, read if read.line else None)
    if not htmx:
        # Without script the page is sent as it stands: every field of it is set by hand, and every question seen.
        context |= {"journey": queries.journey(scope()), "ask": True, "by_hand": " ".join(FIELDS)}
    return page_or_partial(PAGE, PARTIAL, 200, **context)


@blueprint.post("/journeys/<int:journey_id>/line")
@requires(Permission.EDIT_JOURNEYS)
def add(journey_id: int) -> Response:
    """Accept a line as it is understood, or ask about what is open."""
    case = case_of(scope(), member().user_id)
    read = chips.read(request.form, case)
    if read.questions:
        context = _context(case, read) | {"journey": queries.journey(scope()), "ask": True}
        if not htmx:
            context["by_hand"] = " ".join(FIELDS)
        return page_or_partial(PAGE, PARTIAL, 422, **context)
    try:
        [event] = accept(scope(), [read.proposal], Author(member().user_id))
    except NotAJourney:
        abort(400)
    return _added(event, is_first=case.near is None)


def _added(event: Event, is_first: bool) -> Response:
    """Say what was added and leave the line ready; the first event of a case brings the timeline with it."""
    board = url_for("board.show", journey_id=event.journey_id, event=event.id, line=1)
    said = _("Tilføjet: %(when)s, %(title)s", when=dates.in_words(event.date, language()), title=event.title)
    if not htmx or is_first:
        flash(said)
        return Response(status=204, headers={"HX-Redirect": board}) if htmx else redirect(board, 303)
    seq = history.latest_number(event.journey_id)
    response = make_response(render_template("intake/_added.html", journey_id=event.journey_id, said=said, seq=seq))
    response.headers["HX-Trigger"] = json.dumps({"board:changed": {"event": event.id}})
    return response
