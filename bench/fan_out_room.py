"""A room for the benchmark: one journey, one workshop whose notes are shown as they are written, and its seats."""

import itertools
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from flask import Response

from klagerejsen import create_app
from klagerejsen.accounts import services as accounts
from klagerejsen.accounts import sessions
from klagerejsen.codes import MemberRole, Perspective
from klagerejsen.extensions import db
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.checking import read_document
from klagerejsen.journeys.history import NOBODY
from klagerejsen.paths import DEMO_CASES
from klagerejsen.settings import from_environment
from klagerejsen.workshops import services as workshops
from klagerejsen.workshops.seats import join

CASE = DEMO_CASES / "boern-to-teams.json"


@dataclass(frozen=True, slots=True)
class Room:
    """What a client needs: addresses, and a cookie for each seat, for the screen and for the facilitator."""

    journey_id: int
    workshop_id: int
    events: tuple[int, ...]
    seats: tuple[str, ...]
    screen: str
    facilitator: str


def settle(directory: Path) -> None:
    """Keep the installation of this process and of those it starts in a directory."""
    os.environ["KLAGEREJSEN_DATA_DIR"] = str(directory)
    os.environ.pop("KLAGEREJSEN_DATABASE_URL", None)


def furnish(seats: int, rooms: int = 1) -> list[Room]:
    """Make the database, the rooms, and everyone in them."""
    app = create_app(from_environment())
    with app.test_request_context():
        db.create_all()
        team = accounts.add_team("bench", "Bench")
        user = accounts.add_user("bench@example.org", "Bench", "a long enough password", team, MemberRole.FACILITATOR)
        found = [_room(team.id, user.id, number, seats) for number in range(rooms)]
        db.session.commit()
    return found


def _room(team_id: int, user_id: int, number: int, seats: int) -> Room:
    document = read_document(CASE.read_bytes()) | {"id": f"bench-{number}"}
    journey = journeys.import_document(team_id, document, NOBODY)
    room = workshops.start(journey, NOBODY)
    workshops.reveal(room, NOBODY)
    sides = itertools.cycle(Perspective)
    people = [join(room, next(sides)) for _ in range(seats)]
    return Room(
        journey_id=journey.id,
        events=tuple(event.id for event in journey.events),
        workshop_id=room.id,
        seats=tuple(_cookie(sessions.SEAT, participant_id=person.id) for person in people),
        screen=_cookie(sessions.DISPLAY, display_id=room.id),
        facilitator=_cookie(sessions.USER, user_id=user_id),
    )


def _cookie(kind: str, **whose: int) -> str:
    response = Response()
    sessions.begin(kind, response, **whose)
    return response.headers.getlist("Set-Cookie")[-1].split(";")[0]


def new_directory(place: Path | None) -> tempfile.TemporaryDirectory[str]:
    """Return a directory that goes away with the run."""
    return tempfile.TemporaryDirectory(prefix="fan-out-", dir=place)
