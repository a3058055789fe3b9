"""Who a browser is, and what a URL is about: what the guard needs to know of the features, wired here."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import g, request, url_for
from flask import session as browser
from sqlalchemy import bindparam, select

from klagerejsen.access.guard import current_actors
from klagerejsen.access.permissions import Permission
from klagerejsen.access.rules import Actor, Display, Member, Scope, Seat
from klagerejsen.accounts import sessions
from klagerejsen.accounts.models import Session, Team, User
from klagerejsen.complaints.models import Complaint
from klagerejsen.database import table_of, utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Journey
from klagerejsen.reflections.models import Reflection
from klagerejsen.workshops import queries
from klagerejsen.workshops.models import Participant, Workshop


def find_actors() -> tuple[Actor, ...]:
    """Return everyone this browser is: a member, a seat, a display, or several of them."""
    found = (_member(), _seat(), _display())
    return tuple(actor for actor in found if actor is not None)


def _member() -> Member | None:
    session = sessions.current(sessions.USER)
    if session is None or session.user is None:
        return None
    return member_of(session.user)


def member_of(user: User) -> Member:
    """Return a user as an actor with its roles."""
    return Member(user.id, {membership.team_id: membership.role for membership in user.memberships})


def _seat() -> Seat | None:
    token = sessions.hashed_token(sessions.SEAT)
    if not token:
        return None
    # Beside the request's session, which would have to be emptied again before a write.
    with db.engine.connect() as connection:
        row = connection.execute(_SEAT_OF, {"token": token, "now": utcnow()}).first()
    return Seat(*row[:5], _follows(row.journey_id, row.closed_at)) if row else None


_SESSIONS, _SEATS, _ROOMS, _CASES = map(table_of, (Session, Participant, Workshop, Journey))
# Asked before everything that a participant does.
_SEAT_OF = (
    select(
        _SEATS.c.id, _SEATS.c.workshop_id, _ROOMS.c.journey_id, _CASES.c.team_id, _SEATS.c.perspective,
        _ROOMS.c.closed_at,
    )
    .join_from(_SESSIONS, _SEATS, _SEATS.c.id == _SESSIONS.c.participant_id)
    .join(_ROOMS, _ROOMS.c.id == _SEATS.c.workshop_id)
    .join(_CASES, _CASES.c.id == _ROOMS.c.journey_id)
    .where(_SESSIONS.c.token_hash == bindparam("token"), _SESSIONS.c.expires_at > bindparam("now"))
    .where(_SEATS.c.left_at.is_(None), ~_SEATS.c.waiting)
)  # fmt: skip


def _display() -> Display | None:
    session = sessions.current(sessions.DISPLAY)
    if session is None or session.display_id is None:
        return None
    workshop = db.session.get(Workshop, session.display_id)
    if workshop is None:
        return None
    return Display(workshop.id, workshop.journey_id, _follows(workshop.journey_id, workshop.closed_at))


def _follows(journey_id: int, closed_at: dt.datetime | None) -> bool:
    """Whether those of a workshop may still follow its case: not once it is over and another one has begun."""
    return closed_at is None or queries.open_workshop(journey_id) is None


def other_door(permission: Permission) -> str | None:
    """Return where somebody belongs who had a seat or waits for one: beside the room; and nobody at all at its door."""
    if permission is not Permission.TAKE_PART:
        return None
    if sessions.SEAT in request.cookies:
        return url_for("workshops.aside")
    return None if current_actors() else url_for("workshops.join")


def hold(journey_id: int | None) -> None:
    """Let no other process write to a case before this transaction ends: the case that is named, or the request's.

    Where it is about no case, the team is held. So what is checked before a write still holds when it is made: a
    version, a free seat, whether a workshop is open. SQLite has one writer at a time anyway.
    """
    about = g.get("scope")
    key = journey_id or (about and about.journey_id)
    if db.engine.dialect.name == "sqlite" or not (key or about):
        return
    row = select(Journey.id).where(Journey.id == key) if key else select(Team.id).where(Team.id == about.team_id)
    db.session.execute(row.with_for_update(key_share=True))


def find_scope(arguments: Mapping[str, Any], actors: tuple[Actor, ...]) -> Scope | None:
    """Return what the URL is about; None where there is no such thing."""
    if "workshop_id" in arguments:
        return _of_seat(arguments["workshop_id"], actors) or _of_workshop(arguments["workshop_id"])
    if "reflection_id" in arguments:
        return _of_reflection(arguments["reflection_id"])
    if "journey_id" in arguments:
        return _of_journey(arguments["journey_id"])
    if "complaint_id" in arguments:
        return _of_complaint(arguments["complaint_id"])
    return _of_team(actors)


def _of_seat(workshop_id: int, actors: tuple[Actor, ...]) -> Scope | None:
    """Return what is known already where it is about the workshop that the browser has a seat in."""
    seats = (actor for actor in actors if isinstance(actor, Seat) and actor.workshop_id == workshop_id)
    return next((Scope(seat.team_id, seat.journey_id, workshop_id) for seat in seats), None)


def _of_workshop(workshop_id: int) -> Scope | None:
    row = db.session.execute(
        select(Journey.team_id, Journey.id)
        .join(Workshop, Workshop.journey_id == Journey.id)
        .where(Workshop.id == workshop_id)
    ).first()
    return Scope(row[0], row[1], workshop_id) if row else None


def _of_journey(journey_id: int) -> Scope | None:
    team_id = db.session.scalar(select(Journey.team_id).where(Journey.id == journey_id))
    return None if team_id is None else Scope(team_id, journey_id)


def _of_reflection(reflection_id: int) -> Scope | None:
    team_id = db.session.scalar(select(Reflection.team_id).where(Reflection.id == reflection_id))
    return None if team_id is None else Scope(team_id)


def _of_complaint(complaint_id: int) -> Scope | None:
    team_id = db.session.scalar(select(Complaint.team_id).where(Complaint.id == complaint_id))
    return None if team_id is None else Scope(team_id)


def _of_team(actors: tuple[Actor, ...]) -> Scope | None:
    """Return the team a member works in now: the one chosen last, else the first."""
    member = next((actor for actor in actors if isinstance(actor, Member)), None)
    if member is None or not member.roles:
        return None
    chosen = browser.get("team")
    return Scope(chosen if isinstance(chosen, int) and chosen in member.roles else min(member.roles))
