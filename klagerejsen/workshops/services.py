"""Writes to a workshop: its course and its doors. Every one leaves a line in the change log."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update

from klagerejsen.accounts.models import Session
from klagerejsen.codes import Entity, Phase
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Answer, Event, Journey
from klagerejsen.web.personal import forbid
from klagerejsen.workshops import codewords, queries
from klagerejsen.workshops.clock import Clock, standing
from klagerejsen.workshops.method import GLASSES
from klagerejsen.workshops.models import Note, Participant, Workshop
from klagerejsen.workshops.plans import guide_of


class WorkshopClosed(RuntimeError):  # noqa: N818 - says what is the matter
    """The workshop is over; nothing more is written in it."""


class WritingLocked(RuntimeError):  # noqa: N818 - says what is the matter
    """The facilitator has locked writing: nothing new is taken until it is open again."""


def start(journey: Journey, by: Author) -> Workshop:
    """Open a workshop on a journey, or return the one that is open."""
    found = queries.open_workshop(journey.id)
    if found is not None:
        return found
    room = Workshop(journey_id=journey.id, code=_free_code(), display_token=_new_token(), phase=Phase.FRAME, plan=[])
    _set_clock(room, standing(guide_of(room).minutes))
    db.session.add(room)
    db.session.flush()
    history.record(journey.id, Entity.WORKSHOP, room.id, None, {"phase": room.phase.value}, by)
    return room


def _free_code() -> str:
    while True:
        code = codewords.new_code()
        if db.session.scalar(select(Workshop.id).where(Workshop.code == code)) is None:
            return code


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def close(room: Workshop, by: Author) -> None:
    """End a workshop; what was said stays, and it can be opened again."""
    if room.closed_at is None:
        _set(room, {"closed_at": utcnow()}, {"closed": False}, {"closed": True}, by)


def reopen(room: Workshop, by: Author) -> None:
    """Open a closed workshop again, unless another one was opened meanwhile."""
    if room.closed_at is not None and queries.open_workshop(room.journey_id) is None:
        _set(room, {"closed_at": None}, {"closed": True}, {"closed": False}, by)


def choose_phase(room: Workshop, phase: Phase, by: Author) -> None:
    """Go to any phase, forwards or back; answers, notes and what was shown stay as they are.

    The clock is laid out with the phase's minutes, everyone is asked anew whether they are ready, and a phase
    that begins in private withholds what is written from then on.
    """
    still_open(room)
    if room.phase is phase:
        return
    before, room.phase, room.ballot_shown = room.phase, phase, None
    _set_clock(room, standing(guide_of(room).minutes))
    if guide_of(room).private:
        room.revealed = False
    here = (Participant.workshop_id == room.id) & Participant.ready
    db.session.execute(update(Participant).where(here).values(ready=False))
    _set(room, {}, {"phase": before.value}, {"phase": phase.value}, by)


def focus(room: Workshop, event: Event | None, by: Author) -> None:
    """Point everyone to one event, or to none."""
    still_open(room)
    ref = event.ref if event is not None else None
    if ref != room.focus_ref or room.ballot_shown:
        _set(room, {"focus_ref": ref, "ballot_shown": None}, {"focus": room.focus_ref}, {"focus": ref}, by)


def wear(room: Workshop, glasses: str, by: Author) -> None:
    """Choose whose glasses the screen wears; raise ValueError for glasses that do not exist."""
    still_open(room)
    if glasses not in GLASSES:
        raise ValueError(glasses)
    if glasses != room.glasses or room.ballot_shown:
        _set(room, {"glasses": glasses, "ballot_shown": None}, {"glasses": room.glasses}, {"glasses": glasses}, by)


def reveal(room: Workshop, by: Author) -> None:
    """Release every withheld answer and note of this room; later ones are released as they are written.

    What is held because it looks like personal data goes on waiting, and so does what somebody wrote whom the
    facilitator has shown out.
    """
    still_open(room)
    if room.revealed:
        return
    seats = select(Participant.id).where(Participant.workshop_id == room.id, ~Participant.waiting)
    ours = Answer.participant_id.in_(seats)
    theirs = Note.participant_id.is_not(None) & Note.participant_id.not_in(seats)
    _release(update(Answer).where(ours, ~Answer.released, Answer.held.is_(None)))
    waiting = (Note.workshop_id == room.id) & ~Note.released & ~Note.deleted & Note.held.is_(None)
    _release(update(Note).where(waiting, ~theirs))
    first = room.revealed_at or utcnow()
    _set(room, {"revealed": True, "revealed_at": first}, {"revealed": False}, {"revealed": True}, by)


def _release(statement: Any) -> None:
    # Rows that this request already read must learn of it too: "fetch" tells them.
    db.session.execute(statement.values(released=True).execution_options(synchronize_session="fetch"))


def write_privately(room: Workshop, by: Author) -> None:
    """Withhold what is written from now on; what was shown stays shown."""
    still_open(room)
    if room.revealed:
        _set(room, {"revealed": False}, {"revealed": True}, {"revealed": False}, by)


def follow(room: Workshop, plan: list[dict[str, Any]], by: Author) -> None:
    """Follow a plan from now on; the phase, and what was written, stay as they are. Raises `PersonalNumber`.

    A clock that nobody has touched in this phase is laid out anew, with the minutes of the plan.
    """
    still_open(room)
    forbid(plan)
    untouched = clock_of(room) == standing(guide_of(room).minutes)
    room.plan = plan
    if untouched:
        _set_clock(room, standing(guide_of(room).minutes))
    _set(room, {}, None, {"plan": "changed"}, by)


def clock_of(room: Workshop) -> Clock:
    """Return the room's clock."""
    return Clock(room.clock_ends_at, room.clock_left)


def turn_clock(room: Workshop, action: str, minutes: int, now: dt.datetime, by: Author) -> None:
    """Start, pause, resume or move the clock; raise ValueError for anything else."""
    still_open(room)
    clock = clock_of(room)
    turned = {
        "start": lambda: clock.started(now, minutes),
        "pause": lambda: clock.paused(now),
        "resume": lambda: clock.resumed(now),
        "move": lambda: clock.moved(now, minutes),
    }.get(action)
    if turned is None:
        raise ValueError(action)
    _set_clock(room, turned())
    _set(room, {}, None, {"clock": action}, by)


def _set_clock(room: Workshop, clock: Clock) -> None:
    room.clock_ends_at, room.clock_left = clock.ends_at, clock.left


def renew_display(room: Workshop, by: Author) -> None:
    """Make a new display link; screens that came by the old one are shut out at once."""
    still_open(room)
    db.session.execute(delete(Session).where(Session.display_id == room.id))
    _set(room, {"display_token": _new_token()}, None, {"display": "renewed"}, by)


def renew_code(room: Workshop, by: Author) -> None:
    """Make a new join code; the old one opens nothing from now on."""
    still_open(room)
    _set(room, {"code": _free_code()}, None, {"code": "renewed"}, by)


def lock(room: Workshop, locked: bool, by: Author) -> None:
    """Take nothing new from the phones, or take it again; what is written stays readable."""
    change(room, "locked", locked, by)


def change(room: Workshop, name: str, value: bool, by: Author) -> None:
    """Switch one of the room's switches."""
    still_open(room)
    if getattr(room, name) is not value:
        _set(room, {name: value}, {name: not value}, {name: value}, by)


def writable(room: Workshop) -> None:
    """Raise `WorkshopClosed` or `WritingLocked` unless the room takes what participants write."""
    still_open(room)
    if room.locked:
        raise WritingLocked


def still_open(room: Workshop) -> None:
    """Raise `WorkshopClosed` once the workshop is over."""
    if room.closed_at is not None:
        raise WorkshopClosed


def _set(
    room: Workshop,
    values: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    by: Author,
) -> None:
    for name, value in values.items():
        setattr(room, name, value)
    room.version += 1
    db.session.flush()
    history.record(room.journey_id, Entity.WORKSHOP, room.id, before or {}, after, by)
