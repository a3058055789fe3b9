"""Who is in the room: let in, shown out, heard; hands that are raised, and words that are signed.

Nobody in the room has a name here. A seat is told by its side and the time it was taken.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from werkzeug.exceptions import NotFound

from klagerejsen.accounts.models import Session
from klagerejsen.codes import Entity
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.history import Author
from klagerejsen.screening import kinds
from klagerejsen.web.personal import LooksPersonal, forbid
from klagerejsen.workshops import seats, services
from klagerejsen.workshops.models import Participant, Workshop

MAY_BE_SIGNED = frozenset({"name"})
"""Whoever signs may do so with their own name; it is their choice and can be taken back."""


def seat_of(room: Workshop, participant_id: int) -> Participant:
    """Return a seat of the room, taken or waiting, or raise 404."""
    query = select(Participant).where(Participant.id == participant_id, Participant.workshop_id == room.id)
    found = db.session.scalar(query.where(Participant.left_at.is_(None)))
    if found is None:
        raise NotFound
    return found


def approve(room: Workshop, approves: bool, by: Author) -> None:
    """Let newcomers wait until they are let in, or let them in by themselves; whoever waits goes on waiting."""
    services.change(room, "approves", approves, by)


def let_in(room: Workshop, seat: Participant, by: Author) -> None:
    """Let somebody in who waits."""
    if seat.waiting:
        seat.waiting, seat.seen_at = False, utcnow()
        _log(room, seat, {"waiting": True}, {"waiting": False}, by)


def let_all_in(room: Workshop, by: Author) -> None:
    """Let everybody in who waits."""
    for seat in waiting(room):
        let_in(room, seat, by)


def waiting(room: Workshop) -> list[Participant]:
    """Return those who wait, in the order in which they came."""
    query = select(Participant).where(Participant.workshop_id == room.id, Participant.waiting)
    return list(db.session.scalars(query.where(Participant.left_at.is_(None)).order_by(Participant.id)))


def show_out(room: Workshop, seat: Participant, by: Author) -> None:
    """Take somebody out of the room, or send a newcomer away: their browser is let in nowhere from now on.

    What was shown of their words stays. What was not is not shown any more: a seat outside the door is `waiting`,
    and the reveal passes those by.
    """
    seat.hand_at, seat.waiting = None, True
    db.session.execute(delete(Session).where(Session.participant_id == seat.id))
    seats.leave(room, seat, by)


def raise_hand(room: Workshop, seat: Participant, up: bool) -> None:
    """Ask to speak, or not after all; a hand that is up keeps its place."""
    if (seat.hand_at is not None) is not up:
        seat.hand_at = utcnow() if up else None
        _log(room, seat, {"hand": not up}, {"hand": up}, Author(participant_id=seat.id))


def lower_hand(room: Workshop, seat: Participant, by: Author) -> None:
    """Take a hand down, once somebody has spoken."""
    if seat.hand_at is not None:
        seat.hand_at = None
        _log(room, seat, {"hand": True}, {"hand": False}, by)


def sign(room: Workshop, seat: Participant, words: str | None) -> None:
    """Sign one's words from now on and those already shown, or take the signature back; raises `LooksPersonal`."""
    words = " ".join((words or "").split()) or None
    forbid(words)
    found = tuple(kind for kind in kinds(words or "") if kind not in MAY_BE_SIGNED)
    if found:
        raise LooksPersonal(found)
    if words != seat.signature:
        before, seat.signature = seat.signature, words
        signed = {"signed": before is not None}, {"signed": words is not None}
        _log(room, seat, *signed, Author(participant_id=seat.id))


def _log(room: Workshop, seat: Participant, before: Mapping[str, Any], after: Mapping[str, Any], by: Author) -> None:
    db.session.flush()
    history.record(room.journey_id, Entity.PARTICIPANT, seat.id, before, after, by)
