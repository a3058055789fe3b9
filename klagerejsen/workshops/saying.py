"""Writes of what is said in a workshop: answers and notes. Each leaves a line in the change log, without its words."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from klagerejsen.codes import Entity, Known
from klagerejsen.database import as_stored, table_of, utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys import answering, history
from klagerejsen.journeys import queries as journeys_queries
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Answer, Event
from klagerejsen.screening import kinds
from klagerejsen.web.personal import forbid
from klagerejsen.workshops import queries
from klagerejsen.workshops.models import Note, Participant, Workshop
from klagerejsen.workshops.services import writable


class OtherNote(ValueError):  # noqa: N818 - says what is the matter
    """A note was sent twice with the same key and different words."""


def answer(
    room: Workshop, seat: Participant, event: Event, view: Mapping[str, Any], by: Author | None = None
) -> Answer:
    """Write a participant's own answer; it is withheld unless the room's answers are shown.

    The same answer again changes nothing: phones send it once more when they are not sure that it arrived. Raises
    `PersonalNumber`; what else looks like personal data is held until the facilitator has looked at it.
    """
    writable(room)
    known = journeys_queries.answer(event.id, seat.id)
    if known is not None and _says(known, view):
        return known
    by = by or Author(participant_id=seat.id)
    held = looked_through(view["text"] or "")
    return answering.answer(event, seat.perspective, seat.id, view, by, released=room.revealed, held=held)


def looked_through(text: str) -> str | None:
    """Return what in a text looks like personal data, as it is kept in `held`; raises `PersonalNumber`."""
    forbid(text)
    return ",".join(kinds(text)) or None


def _says(answer: Answer, view: Mapping[str, Any]) -> bool:
    score = view["score"] if view["known"] == Known.KNOWN else None
    return (answer.known, answer.score, answer.text or "") == (view["known"], score, view["text"] or "")


def write_note(
    room: Workshop, seat: Participant, event_id: int | None, text: str, key: str, by: Author | None = None
) -> Note:
    """Write a note; the same key and words again are the same note, other words raise `OtherNote`.

    A note that looks like it holds personal data is held; raises `PersonalNumber` for a CPR number.
    """
    writable(room)
    held = looked_through(text)
    row = {
        "workshop_id": room.id,
        "participant_id": seat.id,
        "event_id": event_id,
        "perspective": seat.perspective,
        "key": key,
        "text": text,
        "released": room.revealed and held is None,
        "held": held,
        "deleted": False,
        "version": 1,
        "created_at": utcnow(),
    }
    note_id = db.session.scalar(_ADD[db.engine.dialect.name], row)
    if note_id is None:
        return _sent_before(seat, event_id, text, key)
    note = as_stored(Note, {"id": note_id, **row})
    _log_note(room, note, None, by or Author(participant_id=seat.id), seat)
    return note


# Whether it was sent before is asked by adding it: one statement, where looking, adding and reading back were three.
_ADD = {
    name: kind.insert(table_of(Note)).on_conflict_do_nothing().returning(table_of(Note).c.id)
    for name, kind in (("sqlite", sqlite), ("postgresql", postgresql))
}


def _sent_before(seat: Participant, event_id: int | None, text: str, key: str) -> Note:
    sent = queries.note_by_key(seat.id, key)
    assert sent is not None, "nothing else keeps a note out"
    # Once it was moderated, its words are no longer those that were sent.
    if sent.version == 1 and (sent.text, sent.event_id) != (text, event_id):
        raise OtherNote
    return sent


def release_note(room: Workshop, note: Note, by: Author) -> None:
    """Let everyone see a note, also one that was held; raises `PersonalNumber` for a CPR number."""
    if not note.released:
        forbid(note.text)
        note.released, note.held = True, None
        note.version += 1
        _log_note(room, note, {"released": False}, by)


def remove_note(room: Workshop, note: Note, by: Author) -> None:
    """Hide a note from everyone; the row stays until the case is erased."""
    note.deleted = True
    note.version += 1
    _log_note(room, note, {"released": note.released}, by)


def _log_note(room: Workshop, note: Note, before: Mapping[str, Any] | None, by: Author, *at_hand: Participant) -> None:
    """Log that a note changed and not what it says: the log is read by more people than the note."""
    db.session.flush()
    after = None if note.deleted else {"released": note.released}
    history.record(room.journey_id, Entity.NOTE, note.id, before, after, by, at_hand=(room, note, *at_hand))
