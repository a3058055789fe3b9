"""Who is in the room, as the console tells it: sides, hands, and who waits; seats are numbered and never named."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from klagerejsen.codes import Perspective
from klagerejsen.extensions import db
from klagerejsen.workshops import presence
from klagerejsen.workshops.models import Participant, Workshop


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat: the how-manieth of its side it is, since when, and whether somebody is on it now."""

    id: int
    side: Perspective
    number: int
    since: dt.datetime
    here: bool
    hand_at: dt.datetime | None
    signature: str | None
    label: str | None


def chairs(room: Workshop) -> tuple[list[Chair], list[Chair]]:
    """Return the seats that are taken, and those who wait outside, each in the order in which they came."""
    query = select(Participant).where(Participant.workshop_id == room.id, Participant.left_at.is_(None))
    numbers: Counter[Perspective] = Counter()
    inside: list[Chair] = []
    outside: list[Chair] = []
    for seat in db.session.scalars(query.order_by(Participant.id)):
        numbers[seat.perspective] += not seat.waiting
        (outside if seat.waiting else inside).append(_chair(seat, numbers[seat.perspective]))
    return inside, outside


def _chair(seat: Participant, number: int) -> Chair:
    here = presence.is_here(seat)
    told = (seat.hand_at, seat.signature, seat.proxy_label)
    return Chair(seat.id, seat.perspective, number, seat.joined_at, here, *told)


def context(room: Workshop) -> dict[str, Any]:
    """Return what the console shows of the people: hands in the order in which they went up."""
    inside, outside = chairs(room)
    hands = sorted((chair for chair in inside if chair.hand_at is not None), key=lambda chair: str(chair.hand_at))
    return {"chairs": inside, "outside": outside, "hands": hands, "present": presence.present(room)}
