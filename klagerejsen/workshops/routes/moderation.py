"""What the facilitator does with words: put a role in their place, release them as they are, hide or take them down."""

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Answer
from klagerejsen.workshops import holding, queries
from klagerejsen.workshops.models import Note
from klagerejsen.workshops.news import newest_said
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.routes.console import back_to_console, me, room_here

MOST_SAID = 100


@blueprint.get("/workshops/<int:workshop_id>/said")
@requires(Permission.RUN_WORKSHOP)
def said(workshop_id: int) -> str:
    """Show what was said in the room, newest first, to take something down."""
    words, events = newest_said(room_here(), MOST_SAID), {event.id: event for event in journeys.events(scope())}
    context = {"journey": journeys.journey(scope()), "words": words, "events": events}
    return render_template("workshops/said.html", room=room_here(), **context)


@blueprint.post("/workshops/<int:workshop_id>/notes/<int:note_id>/withdrawal")
@requires(Permission.RUN_WORKSHOP)
def take_note_down(workshop_id: int, note_id: int) -> Response:
    """Take a shown note down."""
    room = room_here()
    holding.take_down(room, queries.note(room, note_id), me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/answers/<int:answer_id>/withdrawal")
@requires(Permission.RUN_WORKSHOP)
def take_answer_down(workshop_id: int, answer_id: int) -> Response:
    """Take a shown answer down, and its sentence with it."""
    room = room_here()
    holding.take_down(room, holding.shown_answer(room, answer_id), me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/notes/<int:note_id>/words")
@requires(Permission.RUN_WORKSHOP)
def reword_note(workshop_id: int, note_id: int) -> Response:
    """Put a role in the place of what was found in a note."""
    return _reworded(holding.held_note(room_here(), note_id), f"role-note-{note_id}")


@blueprint.post("/workshops/<int:workshop_id>/answers/<int:answer_id>/words")
@requires(Permission.RUN_WORKSHOP)
def reword_answer(workshop_id: int, answer_id: int) -> Response:
    """Put a role in the place of what was found in a sentence."""
    return _reworded(holding.held_answer(room_here(), answer_id), f"role-answer-{answer_id}")


def _reworded(row: Note | Answer, field: str) -> Response:
    actor_id = request.form.get(field, type=int)
    actor = journeys.actor(scope(), actor_id) if actor_id else None
    try:
        holding.replace(room_here(), row, actor, me())
    except ValueError:
        abort(400)
    return back_to_console(room_here())


@blueprint.post("/workshops/<int:workshop_id>/answers/<int:answer_id>/release")
@requires(Permission.RUN_WORKSHOP)
def release_answer(workshop_id: int, answer_id: int) -> Response:
    """Show a held sentence as it is."""
    room = room_here()
    holding.release_answer(room, holding.held_answer(room, answer_id), me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/answers/<int:answer_id>/removal")
@requires(Permission.RUN_WORKSHOP)
def drop_sentence(workshop_id: int, answer_id: int) -> Response:
    """Take a held sentence off its answer."""
    room = room_here()
    holding.drop_sentence(room, holding.held_answer(room, answer_id), me())
    return back_to_console(room)
