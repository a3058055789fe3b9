"""Reads of a workshop. Others' answers and notes are read here only where they are released."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, case, func, select
from werkzeug.exceptions import NotFound

from klagerejsen.access.rules import Scope
from klagerejsen.codes import Perspective
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Answer, Event, Journey
from klagerejsen.workshops.models import Note, Participant, Workshop


def workshop(scope: Scope) -> Workshop:
    """Return the scope's workshop, or raise 404."""
    query = select(Workshop).where(Workshop.id == scope.workshop_id, Workshop.journey_id == scope.journey_id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def seated(scope: Scope, participant_id: int) -> tuple[Workshop, Participant]:
    """Return the scope's workshop and a seat in it that somebody has, read as one; or raise 404."""
    asked = {"workshop": scope.workshop_id, "journey": scope.journey_id, "seat": participant_id}
    found = db.session.execute(_SEATED, asked).first()
    if found is None:
        raise NotFound
    return found[0], found[1]


# Asked with everything that a participant does; put together once, because that took longer than the question.
_SEATED = (
    select(Workshop, Participant)
    .join(Participant, Participant.workshop_id == Workshop.id)
    .where(Workshop.id == bindparam("workshop"), Workshop.journey_id == bindparam("journey"))
    .where(Participant.id == bindparam("seat"), Participant.left_at.is_(None), ~Participant.waiting)
)


def scope_of(workshop: Workshop) -> Scope:
    """Return the scope of a workshop that was itself read through one, for reads of its journey."""
    team_id = db.session.scalar(select(Journey.team_id).where(Journey.id == workshop.journey_id))
    assert team_id is not None, "a workshop has a journey"
    return Scope(team_id, workshop.journey_id, workshop.id)


def by_code(code: str) -> Workshop | None:
    """Return the workshop with a join code, open or closed."""
    return db.session.scalar(select(Workshop).where(Workshop.code == code))


def by_display_token(token: str) -> Workshop | None:
    """Return the workshop that a display link opens."""
    return db.session.scalar(select(Workshop).where(Workshop.display_token == token))


def open_workshop(journey_id: int) -> Workshop | None:
    """Return the journey's open workshop; a journey has one at a time."""
    query = select(Workshop).where(Workshop.journey_id == journey_id, Workshop.closed_at.is_(None))
    return db.session.scalar(query.order_by(Workshop.id.desc()).limit(1))


def accounts_shown(journey_id: int) -> bool:
    """Whether those in the room may see answers: only where the workshop, open or just over, has shown them."""
    query = select(Workshop.revealed_at).where(Workshop.journey_id == journey_id)
    newest = query.order_by(Workshop.closed_at.is_not(None), Workshop.id.desc()).limit(1)
    return db.session.scalar(newest) is not None


def participant(workshop_id: int, participant_id: int) -> Participant | None:
    """Return a seat of this workshop that somebody still has; whoever waits outside has none yet."""
    row = db.session.get(Participant, participant_id)
    if row is None or row.workshop_id != workshop_id or row.left_at is not None or row.waiting:
        return None
    return row


@dataclass(frozen=True, slots=True)
class Readiness:
    """One side in the room: how many are there, how many are ready, and how many answers they gave."""

    side: Perspective
    present: int
    ready: int
    answers: int


def readiness(workshop: Workshop) -> list[Readiness]:
    """Count each side of the room; who is slow is nobody's business."""
    present = _present(workshop)
    answers = _answers_given(workshop)
    return [Readiness(side, *present.get(side, (0, 0)), answers.get(side, 0)) for side in Perspective]


def _present(workshop: Workshop) -> Mapping[Perspective, tuple[int, int]]:
    ready = func.sum(case((Participant.ready, 1), else_=0))
    rows = db.session.execute(
        select(Participant.perspective, func.count(Participant.id), ready)
        .where(Participant.workshop_id == workshop.id, Participant.left_at.is_(None), ~Participant.waiting)
        .group_by(Participant.perspective)
    )
    return {side: (present, int(ready or 0)) for side, present, ready in rows}


def _answers_given(workshop: Workshop) -> Mapping[Perspective, int]:
    rows = db.session.execute(
        select(Participant.perspective, func.count(Answer.id))
        .join(Answer, Answer.participant_id == Participant.id)
        .join(Event, Event.id == Answer.event_id)
        .where(Participant.workshop_id == workshop.id, Participant.left_at.is_(None), ~Event.deleted)
        .group_by(Participant.perspective)
    )
    return {row[0]: row[1] for row in rows}


def event_count(workshop: Workshop) -> int:
    """Return how many events there are to answer."""
    query = select(func.count(Event.id)).where(Event.journey_id == workshop.journey_id, ~Event.deleted)
    return db.session.scalar(query) or 0


def focus_id(workshop: Workshop) -> int | None:
    """Return the id of the event in focus, None where there is none or it was taken away."""
    query = select(Event.id).where(Event.journey_id == workshop.journey_id, ~Event.deleted)
    return db.session.scalar(query.where(Event.ref == workshop.focus_ref)) if workshop.focus_ref else None


def own_answers(participant_id: int) -> dict[int, Answer]:
    """Return what one participant answered, by event id."""
    rows = db.session.scalars(select(Answer).where(Answer.participant_id == participant_id))
    return {answer.event_id: answer for answer in rows}


def has_answers(event_id: int) -> bool:
    """Whether anybody in a room answered this event, released or not."""
    query = select(Answer.id).where(Answer.event_id == event_id, Answer.participant_id.is_not(None)).limit(1)
    return db.session.scalar(query) is not None


def released_answers(event_id: int) -> list[Answer]:
    """Return what everybody may read of an event: accounts on file first, then those of the room."""
    query = select(Answer).where(Answer.event_id == event_id, Answer.released)
    return list(db.session.scalars(query.order_by(Answer.participant_id.is_not(None), Answer.id)))


def note(workshop: Workshop, note_id: int) -> Note:
    """Return a note of the workshop that was not removed, or raise 404."""
    query = select(Note).where(Note.workshop_id == workshop.id, Note.id == note_id, ~Note.deleted)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def own_notes(participant_id: int, event_id: int | None) -> list[Note]:
    """Return a participant's notes that wait to be released, on an event or on the whole."""
    query = select(Note).where(Note.participant_id == participant_id, ~Note.released, ~Note.deleted)
    return list(db.session.scalars(query.where(Note.event_id == event_id).order_by(Note.id)))


def released_notes(workshop: Workshop, event_id: int | None) -> list[Note]:
    """Return the notes that everybody may read, on an event or on the whole."""
    query = select(Note).where(Note.workshop_id == workshop.id, Note.released, ~Note.deleted)
    return list(db.session.scalars(query.where(Note.event_id == event_id).order_by(Note.id)))


def withheld_notes(workshop: Workshop) -> list[Note]:
    """Return the notes that wait for the facilitator and are not held, oldest first."""
    return list(db.session.scalars(_unreleased(workshop).where(Note.held.is_(None))))


def held_notes(workshop: Workshop) -> list[Note]:
    """Return the notes that look like they hold personal data, oldest first."""
    return list(db.session.scalars(_unreleased(workshop).where(Note.held.is_not(None))))


def _unreleased(workshop: Workshop) -> Any:
    query = select(Note).where(Note.workshop_id == workshop.id, ~Note.released, ~Note.deleted)
    return query.order_by(Note.id)


def note_by_key(participant_id: int, key: str) -> Note | None:
    """Return the note that a page already sent."""
    return db.session.scalar(_NOTE_BY_KEY, {"seat": participant_id, "key": key})


_NOTE_BY_KEY = select(Note).where(Note.participant_id == bindparam("seat"), Note.key == bindparam("key"))


def signature(said: Note | Answer) -> str:
    """Return how the author of a note or an answer signs it; nothing where it belongs to the side alone."""
    seat = db.session.get(Participant, said.participant_id) if said.participant_id is not None else None
    return (seat.signature or "") if seat is not None else ""
