"""What a participant writes: answers, notes, and that they are ready."""

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Event
from klagerejsen.web.forms import Form
from klagerejsen.workshops import saying, seats
from klagerejsen.workshops.forms import AnswerForm, NoteForm
from klagerejsen.workshops.holding import held_hint
from klagerejsen.workshops.phone import Phone
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.routes.phone import blank_note, card_page, event_here, list_page
from klagerejsen.workshops.routes.sending import by_script, is_news, refused, saved, writing_phone


@blueprint.post("/workshops/<int:workshop_id>/phone/events/<int:event_id>")
@requires(Permission.TAKE_PART)
def answer(workshop_id: int, event_id: int) -> Response:
    """Save the participant's own answer and go on to the next event without one; a blank form only goes on."""
    here, event, form = writing_phone(), event_here(event_id), AnswerForm()
    if not form.blank and not form.validate():
        return _not_saved(here, event, form)
    if not form.blank and is_news(here, f"answer:{event.id}"):
        here.answers[event.id] = saying.answer(here.room, here.participant, event, form.view())
    url = _onward(here, event)
    return saved(next=url, **_hint(here, event)) if by_script() else redirect(url, 303)


def _hint(here: Phone, event: Event) -> dict[str, str]:
    written = here.answers.get(event.id)
    hint = held_hint(written) if written is not None else ""
    return {"hint": hint} if hint else {}


def _not_saved(here: Phone, event: Event, form: AnswerForm) -> Response:
    if by_script():
        return refused(_problems(form))
    return make_response(card_page(here, event, form, blank_note()), 422)


def _problems(form: Form) -> list[str]:
    return [str(problem) for field in form for problem in field.errors]


def _onward(here: Phone, event: Event) -> str:
    after = here.next_after(event)
    if after is None:
        return url_for("workshops.phone", workshop_id=here.room.id)
    return url_for("workshops.card", workshop_id=here.room.id, event_id=after.id)


@blueprint.post("/workshops/<int:workshop_id>/notes")
@requires(Permission.TAKE_PART)
def write_note(workshop_id: int) -> Response:
    """Save a note, on an event or on the whole."""
    here, form = writing_phone(), NoteForm()
    event_id = _event_asked()
    if not form.validate():
        return refused(_problems(form)) if by_script() else make_response(_page_of(here, event_id, form), 422)
    try:
        note = saying.write_note(here.room, here.participant, event_id, form.note.data, form.key.data or "")
    except saying.OtherNote:
        abort(409)
    if not by_script():
        return redirect(_place_of(here, event_id), 303)
    waits = not (note.released or note.deleted)
    return saved(html=render_template("workshops/_own_note.html", note=note) if waits else "")


def _event_asked() -> int | None:
    """Return the event that the form is about, None where it is about the whole; one that is not here is 404."""
    asked = request.form.get("event", type=int)
    return journeys.event_id(scope(), asked) if asked else None


def _page_of(here: Phone, event_id: int | None, note_form: NoteForm) -> str:
    if event_id is None:
        return list_page(here, note_form)
    event, form = event_here(event_id), AnswerForm(formdata=None)
    form.show(here.answers.get(event.id))
    return card_page(here, event, form, note_form)


def _place_of(here: Phone, event_id: int | None) -> str:
    if event_id is None:
        return url_for("workshops.phone", workshop_id=here.room.id, _anchor="notes")
    return url_for("workshops.card", workshop_id=here.room.id, event_id=event_id, _anchor="notes")


@blueprint.post("/workshops/<int:workshop_id>/phone/readiness")
@requires(Permission.TAKE_PART)
def say_ready(workshop_id: int) -> Response:
    """Say that one is ready, or not after all."""
    here = writing_phone()
    if _asked_now(here) and is_news(here, "ready"):
        seats.say_ready(here.room, here.participant, request.form.get("ready") == "yes")
    if by_script():
        return saved(ready=here.participant.ready)
    event_id = _event_asked()
    return redirect(_place_of(here, event_id) if event_id else _list(here), 303)


def _asked_now(here: Phone) -> bool:
    """Whether somebody was ready for this phase; what was said of another one says nothing about it."""
    return request.form.get("phase", here.room.phase.value) == here.room.phase.value


def _list(here: Phone) -> str:
    return url_for("workshops.phone", workshop_id=here.room.id)
