"""Dot votes: a ballot on causes or on turning points, secret until the facilitator closes it.

A vote is set, never added to ("this choice has two dots"), so that a press that is sent twice counts once. The
change log says that a ballot got dots, and neither whose nor on what.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from werkzeug.exceptions import NotFound

from klagerejsen.access.rules import Scope
from klagerejsen.codes import Entity, Perspective, Subject
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.history import NOBODY, Author
from klagerejsen.workshops import papers
from klagerejsen.workshops.models import Ballot, Participant, Vote, Workshop
from klagerejsen.workshops.services import still_open, writable

MOST_DOTS = 10
USUAL_DOTS = 3


class BallotClosed(RuntimeError):  # noqa: N818 - says what is the matter
    """The ballot is closed, or another one is open: it takes no dots."""


class TooManyDots(ValueError):  # noqa: N818 - says what is the matter
    """More dots were put than a person has."""


class NothingToChoose(ValueError):  # noqa: N818 - says what is the matter
    """A ballot needs at least two choices."""


class HasVotes(RuntimeError):  # noqa: N818 - says what is the matter
    """Somebody has put dots already; the ballot is closed rather than taken away."""


# Reads


def ballot_of(room: Workshop, ballot_id: int) -> Ballot:
    """Return a ballot of the room, or raise 404."""
    found = db.session.scalar(select(Ballot).where(Ballot.id == ballot_id, Ballot.workshop_id == room.id))
    if found is None:
        raise NotFound
    return found


def ballots(room: Workshop) -> list[Ballot]:
    """Return the room's ballots, newest first."""
    return list(db.session.scalars(select(Ballot).where(Ballot.workshop_id == room.id).order_by(Ballot.id.desc())))


def open_ballot(room: Workshop) -> Ballot | None:
    """Return the ballot that takes dots now; there is one at a time."""
    query = select(Ballot).where(Ballot.workshop_id == room.id, Ballot.closed_at.is_(None))
    return db.session.scalar(query.order_by(Ballot.id.desc()).limit(1))


def given(ballot: Ballot, seat: Participant) -> dict[str, int]:
    """Return a participant's own dots by choice."""
    query = select(Vote.choice, Vote.dots).where(Vote.ballot_id == ballot.id, Vote.participant_id == seat.id)
    return {row[0]: row[1] for row in db.session.execute(query)}


@dataclass(frozen=True, slots=True)
class Turnout:
    """One side of the room: how many are there, and how many of them have put dots."""

    side: Perspective
    present: int
    voted: int


def turnout(room: Workshop, ballot: Ballot) -> list[Turnout]:
    """Count who has voted, side by side: all that anybody learns of an open ballot."""
    voted = select(Vote.participant_id).where(Vote.ballot_id == ballot.id).distinct()
    here = (Participant.workshop_id == room.id) & Participant.left_at.is_(None) & ~Participant.waiting
    present, have = _heads(here), _heads(here & Participant.id.in_(voted))
    return [Turnout(side, present.get(side, 0), have.get(side, 0)) for side in Perspective]


def _heads(which: ColumnElement[bool]) -> Mapping[Perspective, int]:
    query = select(Participant.perspective, func.count(Participant.id)).where(which)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Participant.perspective))}


def has_votes(ballot: Ballot) -> bool:
    """Whether anybody has put a dot."""
    return db.session.scalar(select(Vote.id).where(Vote.ballot_id == ballot.id).limit(1)) is not None


def on_screen(room: Workshop) -> Ballot | None:
    """Return the ballot that the screen shows: the open one, or the last result until the room looks elsewhere."""
    if room.closed_at is not None:
        return None
    return open_ballot(room) or (db.session.get(Ballot, room.ballot_shown) if room.ballot_shown else None)


# Writes


def begin(scope: Scope, room: Workshop, subject: Subject, dots: int, everything: bool, by: Author) -> Ballot:
    """Open a ballot, or return the one that is open; raises `NothingToChoose`, or ValueError for too many dots."""
    still_open(room)
    if not 1 <= dots <= MOST_DOTS:
        raise ValueError(dots)
    already = open_ballot(room)
    if already is not None:
        return already
    choices = papers.keys_for(scope, subject, everything)
    if len(choices) < 2:
        raise NothingToChoose
    ballot = Ballot(workshop_id=room.id, subject=subject, dots=dots, choices=choices)
    db.session.add(ballot)
    db.session.flush()
    history.record(room.journey_id, Entity.BALLOT, ballot.id, None, {"subject": subject.value, "dots": dots}, by)
    return ballot


def close(room: Workshop, ballot: Ballot, by: Author) -> None:
    """End a ballot: from now on everybody sees what was given."""
    still_open(room)
    if ballot.closed_at is None:
        ballot.closed_at, room.ballot_shown = utcnow(), ballot.id
        _log(room, ballot, {"closed": False}, {"closed": True}, by)


def reopen(room: Workshop, ballot: Ballot, by: Author) -> None:
    """Take dots again, with those that are there; raises `BallotClosed` while another ballot is open."""
    still_open(room)
    if ballot.closed_at is None:
        return
    if open_ballot(room) is not None:
        raise BallotClosed
    ballot.closed_at = None
    _log(room, ballot, {"closed": True}, {"closed": False}, by)


def show(room: Workshop, ballot: Ballot, shown: bool, by: Author) -> None:
    """Put a result on the screen, or give the screen back to the timeline."""
    still_open(room)
    if ballot.closed_at is not None:
        room.ballot_shown = ballot.id if shown else None
        _log(room, ballot, {"shown": not shown}, {"shown": shown}, by)


def take_away(room: Workshop, ballot: Ballot, by: Author) -> None:
    """Undo that a ballot was opened; raises `HasVotes` once there is something to lose."""
    still_open(room)
    if has_votes(ballot):
        raise HasVotes
    db.session.delete(ballot)
    db.session.flush()
    history.record(room.journey_id, Entity.BALLOT, ballot.id, {"subject": ballot.subject.value}, None, by)


def _log(room: Workshop, ballot: Ballot, before: Mapping[str, Any], after: Mapping[str, Any], by: Author) -> None:
    ballot.version += 1
    db.session.flush()
    history.record(room.journey_id, Entity.BALLOT, ballot.id, before, after, by)


def give(room: Workshop, seat: Participant, ballot: Ballot, wishes: Mapping[str, int]) -> None:
    """Set how many dots some choices have; a participant's other choices stay as they are.

    Raises `WritingLocked`, `BallotClosed`, KeyError for a choice that is not on the paper, ValueError for less than
    none, and `TooManyDots`, after which nothing has changed.
    """
    writable(room)
    if ballot.closed_at is not None:
        raise BallotClosed
    before = given(ballot, seat)
    after = {choice: dots for choice, dots in {**before, **wishes}.items() if dots}
    _check(ballot, wishes, after)
    if before != after:
        _write(ballot, seat, after)
        history.record(room.journey_id, Entity.VOTE, ballot.id, {}, {"ballot": ballot.id}, NOBODY)


def give_all(room: Workshop, seat: Participant, ballot: Ballot, wishes: Mapping[str, int]) -> None:
    """Set all of a participant's dots: a choice that is not named has none. Raises as `give` does."""
    give(room, seat, ballot, dict.fromkeys(given(ballot, seat), 0) | dict(wishes))


def _check(ballot: Ballot, wishes: Mapping[str, int], after: Mapping[str, int]) -> None:
    if min(wishes.values(), default=0) < 0:
        raise ValueError(min(wishes.values()))
    unknown = wishes.keys() - set(ballot.choices)
    if unknown:
        raise KeyError(min(unknown))
    if sum(after.values()) > ballot.dots:
        raise TooManyDots


def _write(ballot: Ballot, seat: Participant, wanted: Mapping[str, int]) -> None:
    query = select(Vote).where(Vote.ballot_id == ballot.id, Vote.participant_id == seat.id)
    rows = {vote.choice: vote for vote in db.session.scalars(query)}
    for choice in rows.keys() - wanted.keys():
        db.session.delete(rows[choice])
    for choice, dots in wanted.items():
        row = rows.get(choice) or Vote(ballot_id=ballot.id, participant_id=seat.id, choice=choice)
        row.dots = dots
        db.session.add(row)
    db.session.flush()
