"""F22: whoever knows the number of somebody else's row reaches nothing by it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.models import Membership, User
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Actor, Answer, Event, Journey, JourneyCause
from klagerejsen.paths import DEMO_CASES
from klagerejsen.workshops.models import Ballot, Note, Participant
from tests.conftest import STRANGER
from tests.faults.walking import addresses, rows
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room

CANARY = "Kanariefuglen sang i kælderen"
OUTER = {"journey_id", "workshop_id", "complaint_id"}
# Numbers and words that mean something inside a case only, as in any other case.
OF_ANY_CASE = {"seq", "key", "code", "token", "kind"}


@dataclass
class House:
    """A team's open workshop, with a row of every kind in it."""

    room: Room
    seat: CheckingClient
    ids: dict[str, int]


def furnished(app: Flask, facilitator: CheckingClient, journey_id: int) -> House:
    room = Room(app, facilitator, journey_id)
    seat = room.sit("citizen")
    room.answer(seat, 1, text=CANARY)
    room.note(seat, CANARY)
    room.steer("ballots", subject="all", dots=3)
    facilitator.send(f"/journeys/{journey_id}/causes", {"code": "KOO1", "note": CANARY})
    facilitator.send(f"/journeys/{journey_id}/properties", {"title": CANARY, "version": 1})
    complaint = {"received_on": "2026-03-02", "area": "boern", "kind": "merits", "unit": CANARY}
    page = facilitator.send("/complaints", complaint).location
    with app.app_context():
        of_case = {"event_id": Event, "actor_id": Actor, "cause_id": JourneyCause}
        of_room = {"participant_id": Participant, "note_id": Note, "ballot_id": Ballot}
        ids = {name: newest(kind, kind.journey_id == journey_id) for name, kind in of_case.items()}
        ids |= {name: newest(kind, kind.workshop_id == room.id) for name, kind in of_room.items()}
        ids["answer_id"] = newest(Answer, Answer.participant_id == ids["participant_id"])
    ids["complaint_id"] = int(page.split("/")[2])
    return House(room, seat, {**ids, "journey_id": journey_id, "workshop_id": room.id, "seq": 1})


def newest(kind: type, where: object) -> int:
    return db.session.scalars(db.select(db.func.max(kind.id)).where(where)).one()


@pytest.fixture
def ours(app: Flask, facilitator: CheckingClient, journey_id: int) -> House:
    return furnished(app, facilitator, journey_id)


@pytest.fixture
def next_door(app: Flask, facilitator: CheckingClient) -> House:
    """Another case of the same team."""
    with app.app_context():
        journey_id = newest(Journey, Journey.ref == "voksne-stoette")
    return furnished(app, facilitator, journey_id)


@pytest.fixture
def theirs(app: Flask, stranger: CheckingClient) -> House:
    """A case of another team."""
    sent = {"document": (DEMO_CASES / "handicap-koerestol.json").read_text("utf-8")}
    answer = stranger.send("/journeys/import", sent, content_type="multipart/form-data")
    return furnished(app, stranger, int(answer.location.split("/")[2]))


@pytest.fixture
def reader(app: Flask, signed_in: Callable[[str], CheckingClient]) -> CheckingClient:
    """Somebody who may read the cases of another team."""
    with app.app_context():
        stranger = db.session.scalars(db.select(User).where(User.email == STRANGER)).one()
        team = stranger.memberships[0].team
        row = User(email="laeser@example.dk", name="Læser", password_hash=stranger.password_hash)
        row.memberships.append(Membership(team=team, role=MemberRole.READER))
        db.session.add(row)
        db.session.commit()
    return signed_in("laeser@example.dk")


@pytest.fixture
def outsiders(app: Flask, theirs: House, next_door: House, reader: CheckingClient) -> dict[str, CheckingClient]:
    """Everybody who has a door of their own, and not this one."""
    return {
        "facilitator of another team": theirs.room.facilitator,
        "reader of another team": reader,
        "seat of another team": theirs.seat,
        "display of another team": theirs.room.show(),
        "seat of another case": next_door.seat,
        "display of another case": next_door.room.show(),
        "nobody": new_client(app),
    }


def ask(client: CheckingClient, method: str, url: str) -> TestResponse:
    """Ask as a page's script does: whoever is not let in is told so, and led nowhere."""
    if method == "GET":
        return client.get(url, headers={"HX-Request": "true"})
    return client.send(url, {"text": "x", "title": "x"}, method=method)


def test_f22_every_address_of_a_case_or_a_workshop_is_not_found_by_those_of_another(
    app: Flask, ours: House, outsiders: dict[str, CheckingClient]
) -> None:
    walked = [one for one in addresses(app, ours.ids) if one[3] & OUTER]
    before, leaks, statuses = rows(app), [], Counter()
    for who, client in outsiders.items():
        for method, url, _access, _arguments in walked:
            answer = ask(client, method, url)
            statuses[answer.status_code] += 1
            if answer.status_code != (401 if who == "nobody" else 404) or CANARY in answer.text:
                leaks.append((who, method, url, answer.status_code))
    print(f"\nF22: {sum(statuses.values())} foreign addresses ({len(walked)} × {len(outsiders)}), leaks: {len(leaks)}")
    assert len(walked) > 80
    assert leaks == []
    assert rows(app) == before


def test_f22_a_row_of_another_case_is_not_found_under_ones_own(
    app: Flask, ours: House, theirs: House, next_door: House
) -> None:
    before, leaks, tried = rows(app), [], 0
    for own, foreign in ((theirs, ours), (next_door, ours), (ours, theirs)):
        inner = {name: number for name, number in foreign.ids.items() if name not in OUTER | OF_ANY_CASE}
        for method, url, access, arguments in addresses(app, own.ids | inner):
            if not arguments & inner.keys():
                continue
            client = own.seat if access is Permission.TAKE_PART else own.room.facilitator
            answer = ask(client, method, url)
            tried += 1
            if answer.status_code != 404:
                leaks.append((method, url, answer.status_code))
    print(f"\nF22: {tried} foreign rows under addresses of one's own, leaks: {len(leaks)}")
    assert tried > 60
    assert leaks == []
    assert rows(app) == before


def test_f22_a_row_of_another_case_is_not_found_in_a_form_either(app: Flask, ours: House, theirs: House) -> None:
    room, before = theirs.room, rows(app)
    event, actor = ours.ids["event_id"], ours.ids["actor_id"]
    forms = (
        (room.facilitator, f"{room.url}/focus", {"event": event}),
        (room.facilitator, f"{room.url}/ballots/{theirs.ids['ballot_id']}/focus", {"event": event}),
        (theirs.seat, f"{room.url}/notes", {"event": event, "note": "x", "key": "k" * 20}),
        (
            theirs.seat,
            f"{room.url}/phone/events/{theirs.room.events[0]}",
            {"known": "known", "seat": ours.ids["participant_id"]},
        ),
        (room.facilitator, f"{room.url}/notes/{theirs.ids['note_id']}/words", {"actor": actor}),
    )
    statuses = [client.send(url, form).status_code for client, url, form in forms]
    print(f"\nF22: foreign rows named in {len(forms)} forms: {statuses}")
    assert all(status >= 400 for status in statuses)
    assert rows(app) == before
