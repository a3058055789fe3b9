"""Seats for people without a phone: made and written in by the facilitator or a scribe, under a label and no name.

What is written for such a seat is private like anything else: nobody reads it before it is released, beside those
who type it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from klagerejsen import screening
from klagerejsen.codes import Perspective
from klagerejsen.extensions import db
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Answer, Event
from klagerejsen.web.personal import LooksPersonal
from klagerejsen.workshops import saying
from klagerejsen.workshops.models import Note, Participant, Workshop
from klagerejsen.workshops.seats import join

LONGEST_LABEL = 40


class LabelTaken(ValueError):  # noqa: N818 - says what is the matter
    """There is a seat with this label already."""


@dataclass(frozen=True, slots=True)
class ProxySeat:
    """A seat with how many events it has answered."""

    seat: Participant
    answered: int


def seats(room: Workshop) -> list[ProxySeat]:
    """Return the seats of people without a phone, in the order in which they were made."""
    answered = (
        select(func.count(Answer.id))
        .join(Event, Event.id == Answer.event_id)
        .where(Answer.participant_id == Participant.id, ~Event.deleted)
        .scalar_subquery()
    )
    query = select(Participant, answered).where(*_here(room)).order_by(Participant.id)
    return [ProxySeat(*row) for row in db.session.execute(query)]


def seat_of(room: Workshop, participant_id: int) -> Participant:
    """Return a seat that is written in for somebody, or raise 404: nobody writes for those who have a phone."""
    found = db.session.scalar(select(Participant).where(Participant.id == participant_id, *_here(room)))
    if found is None:
        raise NotFound
    return found


def _here(room: Workshop) -> tuple[Any, ...]:
    return (
        Participant.workshop_id == room.id,
        Participant.proxy_label.is_not(None),
        Participant.left_at.is_(None),
    )


def free_label(room: Workshop) -> str:
    """Return a label that no seat has: "Plads 7"."""
    taken = {found.seat.proxy_label for found in seats(room)}
    numbers = range(1, len(taken) + 2)
    return next(label for n in numbers if (label := _("Plads %(n)s", n=n)) not in taken)


def add(room: Workshop, label: str, side: Perspective) -> Participant:
    """Make a seat; raises `LooksPersonal` for a label that looks like a person, and `LabelTaken`."""
    label = " ".join(label.split())[:LONGEST_LABEL] or free_label(room)
    found = screening.kinds(label)
    if found:
        raise LooksPersonal(found)
    if label in {other.seat.proxy_label for other in seats(room)}:
        raise LabelTaken(label)
    seat = join(room, side)
    seat.proxy_label, seat.waiting = label, False
    db.session.flush()
    return seat


def notes(seat: Participant) -> list[Note]:
    """Return the notes written for a seat, newest first."""
    query = select(Note).where(Note.participant_id == seat.id, ~Note.deleted)
    return list(db.session.scalars(query.order_by(Note.id.desc())))


def answer(room: Workshop, seat: Participant, event: Event, view: Mapping[str, Any], user_id: int) -> Answer:
    """Write an answer for a seat; the log says who typed it."""
    return saying.answer(room, seat, event, view, Author(user_id, seat.id))


def write_note(room: Workshop, seat: Participant, event_id: int | None, text: str, key: str, user_id: int) -> Note:
    """Write a note for a seat; raises `saying.OtherNote` as for any other."""
    return saying.write_note(room, seat, event_id, text, key, Author(user_id, seat.id))
