"""Who is here: seats whose page was heard from a little while ago.

A phone that goes to sleep lets go of its connection, so a seat is here for a while after it was last heard from.
Being heard is written down at most once a minute for each seat, and leaves no line in the change log: it is
nothing that anybody did. A server with a pulse writes many seats down at once; any other server writes as it hears.
"""

import datetime as dt
import logging
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask import Flask, current_app
from sqlalchemy import func, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from klagerejsen.codes import Perspective
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.web.transactions import writing, writing_alone
from klagerejsen.workshops.models import Participant, Workshop

log = logging.getLogger(__name__)

GRACE = dt.timedelta(seconds=90)
"""How long somebody is here after the page was heard from: longer than a glance away, shorter than a break."""

WRITTEN_EVERY = dt.timedelta(seconds=60)


@dataclass(slots=True)
class Ears:
    """The seats that were heard and are not written down yet; `wait` where a pulse will write them.

    Every thread puts seats in and the pulse takes them out, one by one, so that none is lost in between.
    """

    wait: bool = False
    heard: deque[int] = field(default_factory=deque)


def init_app(app: Flask) -> None:
    """Give the application ears."""
    app.extensions["ears"] = Ears()


def wait_for_pulse(app: Flask) -> None:
    """Leave writing down to a pulse, which from now on calls `write_down`."""
    app.extensions["ears"].wait = True


def hear(seat: Participant) -> None:
    """Note that a seat's page was here just now."""
    if seat.seen_at is not None and seat.seen_at > utcnow() - WRITTEN_EVERY:
        return
    ears: Ears = current_app.extensions["ears"]
    if ears.wait:
        ears.heard.append(seat.id)
        return
    try:
        with writing():
            _write((seat.id,))
    except SQLAlchemyError as error:
        log.warning("%s while writing down who is here", type(error).__name__)


def hear_all(app: Flask, seats: Iterable[int]) -> None:
    """Note that the pages of seats are here just now; the pulse writes it down."""
    ears: Ears = app.extensions["ears"]
    ears.heard.extend(seats)


def write_down(app: Flask) -> None:
    """Write down everybody who was heard, at once; to be called by the pulse, outside of requests."""
    ears: Ears = app.extensions["ears"]
    heard = {ears.heard.popleft() for _seat in range(len(ears.heard))}
    if not heard:
        return
    with writing_alone(app):
        _write(heard)


def _write(seats: Iterable[int]) -> None:
    now = utcnow()
    long_ago = or_(Participant.seen_at.is_(None), Participant.seen_at <= now - WRITTEN_EVERY)
    # A seat that another process writes to just now is heard again before long; to wait for it could be for ever,
    # where that process waits for one of ours.
    free = select(Participant.id).where(Participant.id.in_(list(seats)), long_ago).with_for_update(skip_locked=True)
    db.session.execute(
        update(Participant)
        .where(Participant.id.in_(free))
        .values(seen_at=now)
        .execution_options(synchronize_session=False)
    )


@dataclass(frozen=True, slots=True)
class Present:
    """One side of the room: how many have a seat, and how many of them are here."""

    side: Perspective
    seats: int
    here: int


def present(room: Workshop) -> list[Present]:
    """Count each side; a seat that somebody else writes for is always here."""
    seats = Participant.workshop_id == room.id, Participant.left_at.is_(None), ~Participant.waiting
    recent = or_(Participant.seen_at > utcnow() - GRACE, Participant.proxy_label.is_not(None))
    all_of, here = _heads(*seats), _heads(*seats, recent)
    return [Present(side, all_of.get(side, 0), here.get(side, 0)) for side in Perspective]


def _heads(*which: object) -> Mapping[Perspective, int]:
    query = select(Participant.perspective, func.count(Participant.id)).where(*which)  # type: ignore[arg-type]
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Participant.perspective))}


def is_here(seat: Participant) -> bool:
    """Whether a seat is here now."""
    return seat.proxy_label is not None or (seat.seen_at is not None and seat.seen_at > utcnow() - GRACE)
