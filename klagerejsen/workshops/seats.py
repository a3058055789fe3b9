"""Writes about seats: somebody takes one, gives it up, or is ready. Each leaves a line in the change log."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from klagerejsen.codes import Entity, Perspective
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.history import Author
from klagerejsen.workshops.models import Ballot, Participant, Vote, Workshop
from klagerejsen.workshops.services import still_open


def join(room: Workshop, side: Perspective, *, knocks: bool = False, browser: str | None = None) -> Participant:
    """Give somebody a seat on a side; whoever knocks waits outside, and everyone does where the room approves.

    One browser has one seat: it gets back the one it has, and gives that up for another side.
    """
    still_open(room)
    taken = _seat_of(room, browser) if browser else None
    if taken is not None and taken.perspective is side:
        return taken
    if taken is not None:
        leave(room, taken)
    seat = Participant(workshop_id=room.id, perspective=side, browser=browser, seen_at=utcnow())
    seat.waiting = knocks or room.approves
    db.session.add(seat)
    db.session.flush()
    _log_seat(room, seat, None, {"side": side.value})
    return seat


def _seat_of(room: Workshop, browser: str) -> Participant | None:
    # One at a time, also where several processes serve one database.
    db.session.execute(select(Workshop.id).where(Workshop.id == room.id).with_for_update())
    query = select(Participant).where(Participant.workshop_id == room.id, Participant.browser == browser)
    return db.session.scalar(query.where(Participant.left_at.is_(None)).limit(1))


def leave(room: Workshop, seat: Participant, by: Author | None = None) -> None:
    """Give up a seat; what was written stays. Dots of an open ballot go back: they are put from the next seat."""
    seat.left_at, seat.ready, seat.hand_at = utcnow(), False, None
    still_open = select(Ballot.id).where(Ballot.workshop_id == room.id, Ballot.closed_at.is_(None))
    db.session.execute(delete(Vote).where(Vote.participant_id == seat.id, Vote.ballot_id.in_(still_open)))
    _log_seat(room, seat, {"side": seat.perspective.value}, None, by)


def say_ready(room: Workshop, seat: Participant, ready: bool) -> None:
    """Say that one is ready for what comes next, or not after all."""
    still_open(room)
    if seat.ready is not ready:
        seat.ready = ready
        _log_seat(room, seat, {"ready": not ready}, {"ready": ready})


def _log_seat(
    room: Workshop,
    seat: Participant,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    by: Author | None = None,
) -> None:
    db.session.flush()
    by = by or Author(participant_id=seat.id)
    history.record(room.journey_id, Entity.PARTICIPANT, seat.id, before, after, by)
