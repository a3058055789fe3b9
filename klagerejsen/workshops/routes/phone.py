"""The participant's phone: the list of events, and one card a time."""

from flask import abort, render_template

from klagerejsen.access.guard import requires, scope, seat
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import history
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Event
from klagerejsen.workshops import balloting, queries, receipts
from klagerejsen.workshops.forms import AnswerForm, NoteForm, SignatureForm, new_key
from klagerejsen.workshops.method import PROMPTS
from klagerejsen.workshops.phone import Phone
from klagerejsen.workshops.plans import guide_of
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.services import WorkshopClosed, clock_of
from klagerejsen.workshops.voices import accounts


def phone_here() -> Phone:
    """Return the phone of the participant who asks; raise `WorkshopClosed` once the workshop is over."""
    room, participant = queries.seated(scope(), seat().participant_id)
    if room.closed_at is not None:
        raise WorkshopClosed
    return Phone(scope(), room, participant)


def event_here(event_id: int) -> Event:
    """Return an event of the journey that was not taken away, or raise 404."""
    event = journeys.event_alone(scope(), event_id)
    return event if not event.deleted else abort(404)


def frame(phone: Phone) -> dict[str, object]:
    """Return what both pages of the phone have round them."""
    return {
        "phone": phone,
        "room": phone.room,
        "guide": guide_of(phone.room),
        "clock": clock_of(phone.room),
        "after": history.place(phone.room.journey_id),
        "focused": phone.in_focus(),
        "last_turn": receipts.last_turn(phone.participant),
        "signature_form": SignatureForm(formdata=None, signature=phone.participant.signature),
        **balloting.on_phone(phone.room),
    }


@blueprint.get("/workshops/<int:workshop_id>/phone")
@requires(Permission.TAKE_PART)
def phone(workshop_id: int) -> str:
    """Show the events by month, each with the participant's own answer."""
    return list_page(phone_here(), blank_note())


@blueprint.get("/workshops/<int:workshop_id>/phone/events/<int:event_id>")
@requires(Permission.TAKE_PART)
def card(workshop_id: int, event_id: int) -> str:
    """Show one event as a card with the participant's own answer."""
    here, event = phone_here(), event_here(event_id)
    form = AnswerForm(formdata=None)
    form.show(here.answers.get(event.id))
    return card_page(here, event, form, blank_note())


def card_page(here: Phone, event: Event, form: AnswerForm, note_form: NoteForm) -> str:
    """Render the card, with whatever stands in its forms."""
    return render_template(
        "workshops/card.html",
        card=here.card(event),
        form=form,
        note_form=note_form,
        prompts=PROMPTS[here.participant.perspective],
        accounts=accounts(event.id) if here.room.revealed_at else [],
        **frame(here),
        **notes_on(here, event.id),
    )


def list_page(here: Phone, note_form: NoteForm, signature_form: SignatureForm | None = None) -> str:
    """Render the list, with whatever stands in its note and its signature."""
    context = frame(here) | ({"signature_form": signature_form} if signature_form else {})
    return render_template("workshops/phone.html", **context, **notes_on(here, None), note_form=note_form)


def notes_on(here: Phone, event_id: int | None) -> dict[str, object]:
    """Return the notes on an event or on the whole: one's own that wait, and those that are shown."""
    return {
        "own_notes": queries.own_notes(here.participant.id, event_id),
        "notes": queries.released_notes(here.room, event_id),
    }


def blank_note() -> NoteForm:
    """Return an empty note with a key of its own."""
    return NoteForm(formdata=None, key=new_key())


@blueprint.get("/workshops/<int:workshop_id>/phone/events/<int:event_id>/accounts")
@requires(Permission.TAKE_PART)
def told(workshop_id: int, event_id: int) -> str:
    """Return what everyone in the room may read of an event: the same for all of them."""
    here, event = phone_here(), event_here(event_id)
    shown = accounts(event.id) if here.room.revealed_at else []
    return render_template("workshops/_told.html", event=event, accounts=shown, **_released(here, event.id))


@blueprint.get("/workshops/<int:workshop_id>/phone/notes")
@requires(Permission.TAKE_PART)
def told_in_room(workshop_id: int) -> str:
    """Return the notes on the whole that everyone in the room may read."""
    return render_template("workshops/_told.html", event=None, **_released(phone_here(), None))


def _released(here: Phone, event_id: int | None) -> dict[str, object]:
    notes = queries.released_notes(here.room, event_id)
    return {"room": here.room, "notes": notes, "about": event_id or "room"}
