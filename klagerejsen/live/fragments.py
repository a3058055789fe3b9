"""What a change looks like to an audience: the same partials that the pages are made of, as they are now.

Several changes of one thing may be told as one, so a fragment never asks what was before: it shows the row
as it stands. A participant's own answers are in none of them, because every participant gets the same bytes.
"""

from collections.abc import Callable
from typing import Any

from flask import g

from klagerejsen.access.guard import scope
from klagerejsen.codes import Entity
from klagerejsen.extensions import db
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Answer, Change, Event
from klagerejsen.live import ballots
from klagerejsen.live.rendering import at_hand, part, parts
from klagerejsen.workshops import balloting, console, holding, news, phone, presence, queries, roster, screen, undoing
from klagerejsen.workshops.models import Note, Participant, Workshop
from klagerejsen.workshops.plans import guide_of
from klagerejsen.workshops.services import clock_of
from klagerejsen.workshops.voices import accounts

Told = dict[str, Any]
Teller = Callable[[Change, Workshop], Told | None]

LOOK_AGAIN: Told = {"html": ""}
"""Nothing of the page changes, but what the timeline draws may have."""


def fragment(change: Change, audience: str) -> Told | None:
    """Return the `html` (and `data`) that tells an audience of a change; None where it tells it nothing."""
    room = _room_of(change)
    tell = _TELLERS.get((change.entity, audience))
    if room is not None and tell is not None:
        return tell(change, room)
    drawn = change.entity in _DRAWN and audience != "participant"
    return LOOK_AGAIN if drawn else None


def _room_of(change: Change) -> Workshop | None:
    if change.entity is Entity.WORKSHOP:
        return db.session.get(Workshop, change.entity_id)
    if "open_workshop" not in g:
        rooms = (room for room in at_hand(Workshop) if room.journey_id == change.journey_id and room.closed_at is None)
        g.open_workshop = next(rooms, None) or queries.open_workshop(change.journey_id)
    found: Workshop | None = g.open_workshop
    return found


# The facilitator's console

_CONSOLE = (
    "console_phases", "console_clock", "console_question", "console_readiness", "console_reveal",
    "console_strip", "console_glasses", "console_queue", "console_people", "console_shown",
    "console_ballot", "console_learning",
)  # fmt: skip


def _workshop_for_facilitator(change: Change, room: Workshop) -> Told:
    context = console.context(scope(), room, journeys.events(scope()))
    return {"html": parts(_CONSOLE, **context), "data": _facts(room) | {"code": room.code}}


def _case_for_facilitator(change: Change, room: Workshop) -> Told:
    context = console.context(scope(), room, journeys.events(scope()))
    return {"html": parts(("console_strip", "console_readiness", "console_changes"), **context)}


def _people_for_facilitator(change: Change, room: Workshop) -> Told:
    return {"html": part("console_readiness", **console.people(room))}


def _seat_for_facilitator(change: Change, room: Workshop) -> Told:
    told = _people_for_facilitator(change, room)
    people = part("console_people", room=room, **roster.context(room))
    return {**told, "html": told["html"] + people + ballots.seats(room)}


def _answer_for_facilitator(change: Change, room: Workshop) -> Told:
    answer = db.session.get(Answer, change.entity_id)
    told = _people_for_facilitator(change, room)
    if _is_or_was_held(change):
        told["html"] += _queue(room)
    return {**told, "data": {"released": answer is not None and answer.released}}


def _is_or_was_held(change: Change) -> bool:
    return any((piece or {}).get("held") for piece in (change.before, change.after))


def _note_for_facilitator(change: Change, room: Workshop) -> Told | None:
    """Tell what waits; a new note that the room sees at once does not."""
    if change.before is None and (change.after or {}).get("released"):
        return None
    changes = part("console_changes", room=room, stories=undoing.latest(room)) if change.after is None else ""
    return {"html": _queue(room) + changes}


def _queue(room: Workshop) -> str:
    waiting = console.queue(room, journeys.events(scope())) if queries.withheld_notes(room) else []
    return part("console_queue", room=room, queue=waiting, held=holding.waiting(scope(), room))


# The screen


def _workshop_for_screen(change: Change, room: Workshop) -> Told:
    names = ("screen_head", "screen_news", "screen_present", "screen_ballot", "screen_earlier")
    return {"html": parts(names, **screen.context(room)), "data": _facts(room) | {"code": room.code}}


def _event_for_screen(change: Change, room: Workshop) -> Told:
    """Have the timeline drawn anew; what was said of an event comes and goes with it."""
    return _news(room)


def _answer_for_screen(change: Change, room: Workshop) -> Told | None:
    return _news(room) if _may_be_on_pages(db.session.get(Answer, change.entity_id), room) else None


def _may_be_on_pages(answer: Answer | None, room: Workshop) -> bool:
    """Whether the room's pages show an answer, or did before it was held."""
    return answer is not None and (answer.released or answer.held is not None) and room.revealed_at is not None


def _note_for_screen(change: Change, room: Workshop) -> Told | None:
    """Add a new note to those that are shown, as the phones do; any other change of one may bring back an older one."""
    if change.before is None:
        return _note_for_participant(change, room)
    return _news(room) if _is_told(_note(change)) else None


def _is_told(note: Note | None) -> bool:
    """Whether everybody may see a note, or that it is gone."""
    return note is not None and (note.released or note.deleted or note.held == holding.TAKEN_DOWN)


def _note(change: Change) -> Note | None:
    notes = (note for note in at_hand(Note) if note.id == change.entity_id)
    return next(notes, None) or db.session.get(Note, change.entity_id)


def _news(room: Workshop) -> Told:
    said = news.newest_said(room, screen.NEWEST)
    return {"html": part("screen_news", room=room, guide=guide_of(room), news=said)}


def _people_for_screen(change: Change, room: Workshop) -> Told:
    news = _news(room)["html"] if "signed" in (change.after or {}) else ""
    return {"html": news + part("screen_present", room=room, present=presence.present(room))}


# The participants' phones


def _workshop_for_participant(change: Change, room: Workshop) -> Told:
    context = {
        "room": room,
        "guide": guide_of(room),
        "clock": clock_of(room),
        "focused": _in_focus(room),
        **balloting.on_phone(room),
    }
    html = parts(("phone_phase", "phone_focus", "phone_clock", "phone_lock", "private", "phone_ballot_call"), **context)
    return {"html": html, "data": _facts(room)}


def _in_focus(room: Workshop) -> Event | None:
    return next((one for one in journeys.events(scope()) if one.ref == room.focus_ref), None)


def _event_for_participant(change: Change, room: Workshop) -> Told:
    event = db.session.get(Event, change.entity_id)
    focused = event is not None and event.ref == room.focus_ref
    focus = part("phone_focus", room=room, focused=_in_focus(room)) if focused else ""
    if event is None or event.deleted:
        return {"html": part("event_gone", event_id=change.entity_id) + focus}
    actors = {actor.ref: actor for actor in journeys.actors(scope())}
    context = {
        "room": room,
        "event": event,
        "month": phone.month_above(event, journeys.events(scope())),
        "between": phone.between(event, actors),
        "answered": queries.has_answers(event.id),
    }
    return {"html": parts(("event_arrived", "card_head"), **context) + focus}


def _answer_for_participant(change: Change, room: Workshop) -> Told | None:
    answer = db.session.get(Answer, change.entity_id)
    if answer is None or not _may_be_on_pages(answer, room):
        return None
    event = db.session.get(Event, answer.event_id)
    return {"html": part("accounts", room=room, event=event, accounts=accounts(answer.event_id))}


def _note_for_participant(change: Change, room: Workshop) -> Told | None:
    """Say it once for the phones and the screen."""
    if change.seq not in g.notes_told:
        g.notes_told[change.seq] = _note_told(_note(change))
    told: Told | None = g.notes_told[change.seq]
    return told


def _note_told(note: Note | None) -> Told | None:
    if note is None or not _is_told(note):
        return None
    return {"html": part("note_told", about=note.event_id or "room", note=note, signature=_signature(note))}


def _signature(note: Note) -> str:
    seat = next((seat for seat in at_hand(Participant) if seat.id == note.participant_id), None)
    return queries.signature(note) if seat is None else seat.signature or ""


def _seat_for_participant(change: Change, room: Workshop) -> Told | None:
    """Tell a phone whether its own hand is up, and all phones that somebody signs, or signs no longer."""
    seat = db.session.get(Participant, change.entity_id)
    said = {**(change.before or {}), **(change.after or {})}
    if seat is None or seat.left_at is not None or seat.waiting or not said.keys() & {"hand", "signed"}:
        return None
    return {"html": "", "data": {"hand": seat.hand_at is not None, "signed": "signed" in (change.after or {})}}


def _facts(room: Workshop) -> dict[str, Any]:
    """Say in data what scripts act on: the phase, the glasses, the focus, and what is shown."""
    return {
        "phase": room.phase.value,
        "glasses": room.glasses,
        "focus": queries.focus_id(room),
        "revealed": room.revealed,
        "accounts": room.revealed_at is not None,
        "closed": room.closed_at is not None,
        "locked": room.locked,
    }


_DRAWN = frozenset({Entity.JOURNEY, Entity.ACTOR, Entity.EVENT, Entity.FINDING, Entity.ANSWER, Entity.WORKSHOP})

_TELLERS: dict[tuple[Entity, str], Teller] = {
    (Entity.WORKSHOP, "facilitator"): _workshop_for_facilitator,
    (Entity.WORKSHOP, "screen"): _workshop_for_screen,
    (Entity.WORKSHOP, "participant"): _workshop_for_participant,
    (Entity.EVENT, "facilitator"): _case_for_facilitator,
    (Entity.EVENT, "participant"): _event_for_participant,
    (Entity.ACTOR, "facilitator"): _case_for_facilitator,
    (Entity.FINDING, "facilitator"): _case_for_facilitator,
    (Entity.ANSWER, "facilitator"): _answer_for_facilitator,
    (Entity.EVENT, "screen"): _event_for_screen,
    (Entity.ANSWER, "screen"): _answer_for_screen,
    (Entity.ANSWER, "participant"): _answer_for_participant,
    (Entity.NOTE, "facilitator"): _note_for_facilitator,
    (Entity.NOTE, "screen"): _note_for_screen,
    (Entity.NOTE, "participant"): _note_for_participant,
    (Entity.PARTICIPANT, "facilitator"): _seat_for_facilitator,
    (Entity.PARTICIPANT, "screen"): _people_for_screen,
    (Entity.PARTICIPANT, "participant"): _seat_for_participant,
    **ballots.TELLERS,
}
