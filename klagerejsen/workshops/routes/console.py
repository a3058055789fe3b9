"""The facilitator's console: one button, one noun, one line in the log."""

from urllib.parse import parse_qs, urlsplit

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.codes import Phase
from klagerejsen.database import utcnow
from klagerejsen.journeys import history
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.history import Author
from klagerejsen.workshops import console as view
from klagerejsen.workshops import queries, saying, services
from klagerejsen.workshops.models import Workshop
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.screen import join_url, qr


def room_here() -> Workshop:
    """Return the workshop that this request is about."""
    return queries.workshop(scope())


def me() -> Author:
    """Return the facilitator as the author of what is written."""
    return Author(user_id=member().user_id)


def back_to_console(room: Workshop) -> Response:
    """Go back to the console, with the event that the facilitator was looking at."""
    looked_at = parse_qs(urlsplit(request.referrer or "").query).get("event", [""])[0]
    event = looked_at if looked_at.isdecimal() else None
    return redirect(url_for("workshops.console", workshop_id=room.id, event=event), 303)


@blueprint.post("/journeys/<int:journey_id>/workshops")
@requires(Permission.RUN_WORKSHOP)
def start(journey_id: int) -> Response:
    """Open a workshop on the case, or go to the one that is open."""
    return back_to_console(services.start(journeys.journey(scope()), me()))


@blueprint.get("/workshops/<int:workshop_id>/console")
@requires(Permission.RUN_WORKSHOP)
def console(workshop_id: int) -> str:
    """Show everything the facilitator steers and waits for."""
    room, events = room_here(), journeys.events(scope())
    return render_template(
        "workshops/console.html",
        journey=journeys.journey(scope()),
        events=events,
        candidate=view.candidate(room, events, request.args.get("event", type=int)),
        after=history.place(room.journey_id),
        join_url=join_url(room),
        code_image=qr(join_url(room)),
        **view.context(scope(), room, events),
    )


@blueprint.post("/workshops/<int:workshop_id>/phase")
@requires(Permission.RUN_WORKSHOP)
def choose_phase(workshop_id: int) -> Response:
    """Go to a phase."""
    try:
        phase = Phase(request.form.get("phase", ""))
    except ValueError:
        abort(400)
    room = room_here()
    services.choose_phase(room, phase, me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/focus")
@requires(Permission.RUN_WORKSHOP)
def focus(workshop_id: int) -> Response:
    """Point everyone to an event; without one, to none."""
    room, event_id = room_here(), request.form.get("event", type=int)
    event = journeys.event(scope(), event_id) if event_id else None
    if event is not None and event.deleted:
        abort(404)
    services.focus(room, event, me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/glasses")
@requires(Permission.RUN_WORKSHOP)
def wear(workshop_id: int) -> Response:
    """Choose whose glasses the screen wears."""
    room = room_here()
    try:
        services.wear(room, request.form.get("glasses", ""), me())
    except ValueError:
        abort(400)
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/earlier")
@requires(Permission.RUN_WORKSHOP)
def show_earlier(workshop_id: int) -> Response:
    """Show on the screen what was learned before, or take it down."""
    room = room_here()
    services.change(room, "earlier_shown", request.form.get("shown") == "yes", me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/reveal")
@requires(Permission.RUN_WORKSHOP)
def reveal(workshop_id: int) -> Response:
    """Show all answers and notes."""
    room = room_here()
    services.reveal(room, me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/privacy")
@requires(Permission.RUN_WORKSHOP)
def write_privately(workshop_id: int) -> Response:
    """Withhold what is written from now on."""
    room = room_here()
    services.write_privately(room, me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/clock")
@requires(Permission.RUN_WORKSHOP)
def turn_clock(workshop_id: int) -> Response:
    """Start the clock with minutes, pause or resume it, or move it by minutes."""
    room, moved = room_here(), request.form.get("move", type=int)
    action = request.form.get("action", "") if moved is None else "move"
    minutes = request.form.get("minutes", 0, int) if moved is None else moved
    try:
        services.turn_clock(room, action, minutes, utcnow(), me())
    except ValueError:
        abort(400)
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/notes/<int:note_id>/release")
@requires(Permission.RUN_WORKSHOP)
def release_note(workshop_id: int, note_id: int) -> Response:
    """Let everyone see a note."""
    room = room_here()
    saying.release_note(room, queries.note(room, note_id), me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/notes/<int:note_id>/removal")
@requires(Permission.RUN_WORKSHOP)
def remove_note(workshop_id: int, note_id: int) -> Response:
    """Hide a note from everyone."""
    room = room_here()
    saying.remove_note(room, queries.note(room, note_id), me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/display-token")
@requires(Permission.RUN_WORKSHOP)
def renew_display(workshop_id: int) -> Response:
    """Make a new link for the projector; the old one opens nothing any more."""
    room = room_here()
    services.renew_display(room, me())
    flash(_("Skærmen har fået et nyt link. Det gamle virker ikke længere."))
    return back_to_console(room)


@blueprint.route("/workshops/<int:workshop_id>/closure", methods=["POST", "DELETE"])
@requires(Permission.RUN_WORKSHOP)
def closure(workshop_id: int) -> Response:
    """Close the workshop, or open it again: with DELETE, or a form that says so."""
    room = room_here()
    if request.method == "DELETE" or request.form.get("closed") == "no":
        services.reopen(room, me())
    else:
        services.close(room, me())
    return back_to_console(room)
