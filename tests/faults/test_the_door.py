"""F21, F23 and F24: guessing the way in, reaching for the facilitator's verbs, and a photographed projector."""

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from klagerejsen.access.guard import OPEN
from klagerejsen.access.permissions import Permission
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Answer
from klagerejsen.workshops.models import Note, Participant
from tests.faults.walking import SAFE, addresses, first_rows, rows
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room

GUESSES, BROWSERS, JOINS = 10_000, 200, 40
REFUSED = {401, 403, 404, 405}
LETTERS = "ADEGHJKLMNPRTV"


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def browser(app: Flask) -> tuple[FlaskClient, str]:
    """A browser that checks nothing, and its form token."""
    client = FlaskClient(app, app.response_class)
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/join").get_data(as_text=True))
    assert found
    return client, found[1]


def code_number(number: int, right: str) -> str:
    """Make up the nth code; never the right one."""
    made = f"{LETTERS[number % 14]}{LETTERS[number // 14 % 14]}Z {200 + number % 800}"
    return made if made != right else "AAZ 200"


def somebody_with_the_code(room: Room, link: str) -> CheckingClient:
    """Join as people do: with the code on the screen, typed or scanned."""
    someone = new_client(room.app)
    page = someone.get(link).get_data(as_text=True)
    fields = dict(re.findall(r'<input[^>]*name="(csrf_token|ticket)"[^>]*value="([^"]*)"', page))
    assert someone.post("/join", data={**fields, "code": room.code, "side": "citizen"}).status_code == 303
    return someone


def test_f21_guessed_codes_are_capped_and_whoever_has_the_code_gets_in(room: Room) -> None:
    found = re.search(r'href="[^"]*(/join/[^"]+)"', room.facilitator.get(f"{room.url}/console").text)
    assert found
    link = found[1]
    attackers = [browser(room.app) for _ in range(BROWSERS)]
    statuses, joined = [], []
    for number in range(GUESSES):
        client, token = attackers[number % BROWSERS]
        form = {"code": code_number(number, room.code), "side": "citizen", "csrf_token": token}
        statuses.append(client.post("/join", data=form).status_code)
        if number % (GUESSES // JOINS) == 0:
            scanned = len(joined) % 2 == 1
            joined.append(somebody_with_the_code(room, link if scanned else "/join"))
    knocking = [one for one in joined if one.get(f"{room.url}/phone").status_code != 200]
    room.steer("admission")
    blocked = [one for one in joined if one.get(f"{room.url}/phone").status_code != 200]
    print(
        f"\nF21: {statuses.count(404)} of {GUESSES} guesses told that they were wrong, the others stopped;"
        f" {JOINS} real joins, half of them with the QR code; {len(knocking)} that were typed let in by one press,"
        f" blocked: {len(blocked)}"
    )
    assert blocked == []
    assert len(knocking) < JOINS // 2
    assert set(statuses) == {404, 429}
    assert statuses.count(404) <= 180
    # A guess that hits now only knocks: it reaches nothing until the facilitator lets it in.
    lucky = new_client(room.app)
    lucky.send("/join", {"code": room.code, "side": "citizen"})
    assert lucky.get(f"{room.url}/phone").location == "/aside"


def unsafe_routes(app: Flask, room: Room, mine: Permission | None) -> list[tuple[str, str]]:
    """Every address that writes, and is not for everybody nor for those who hold a permission."""
    found = addresses(app, first_rows(room))
    return [(method, url) for method, url, access, _ids in found if access not in (OPEN, mine) and method not in SAFE]


def test_f23_a_participant_reaches_none_of_the_facilitators_verbs(
    app: Flask, room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    other, me = room.sit("authority"), room.sit("citizen")
    room.note(other, "Vi vidste det ikke.")
    routes, before = unsafe_routes(app, room, Permission.TAKE_PART), rows(app)
    form = {
        "phase": "close",
        "locked": "yes",
        "approves": "yes",
        "glasses": "citizen",
        "title": "X",
        "status": "dismissed",
    }
    with caplog.at_level(logging.WARNING):
        statuses = [me.send(url, form, method=method).status_code for method, url in routes]
    allowed = [pair for pair in zip(routes, statuses, strict=True) if pair[1] not in REFUSED]
    logged = [record for record in caplog.records if record.getMessage().startswith("refused: ")]
    print(f"\nF23: {len(routes)} verbs tried, allowed: {len(allowed)}, refusals logged: {len(logged)}")
    assert len(routes) > 30
    assert allowed == []
    assert rows(app) == before
    assert len(logged) == statuses.count(403) > 10


FORGED = {
    "released": "1", "held": "", "deleted": "0", "version": "99", "participant_id": "1", "participant": "1",
    "perspective": "authority", "side": "authority", "waiting": "0", "proxy_label": "X", "workshop_id": "99",
    "revealed": "1", "locked": "", "user_id": "1", "left_at": "2030-01-01", "hand_at": "2030-01-01", "ready": "yes",
}  # fmt: skip


def test_f23_what_a_participant_sends_beside_the_fields_of_a_form_is_nothing(app: Flask, room: Room) -> None:
    room.sit("authority")
    me = room.sit("citizen")
    with app.app_context():
        mine = db.session.scalar(db.select(db.func.max(Participant.id)))
    key = {"key": "k" * 20}
    for url, form in (
        (room.card(1), {"known": "known", "score": "1", "text": "Kun min"}),
        (f"{room.url}/notes", {"note": "Kun min", **key}),
        (f"{room.url}/phone/hand", {"hand": "no"}),
        (f"{room.url}/phone/signature", {"signature": "Mor"}),
    ):
        assert me.send(url, {**FORGED, **form}).status_code == 303, url
    with app.app_context():
        answer = db.session.scalars(db.select(Answer).where(Answer.text == "Kun min")).one()
        note = db.session.scalars(db.select(Note)).one()
        seats = list(db.session.scalars(db.select(Participant).order_by(Participant.id)))
        assert (answer.participant_id, answer.perspective, answer.released) == (mine, "citizen", False)
        assert (note.participant_id, note.perspective, note.released, note.workshop_id) == (
            mine,
            "citizen",
            False,
            room.id,
        )
        assert [(seat.perspective.value, seat.signature, seat.proxy_label, seat.ready) for seat in seats] == [
            ("authority", None, None, False), ("citizen", "Mor", None, False)
        ]  # fmt: skip
    assert not room.workshop().revealed


def test_f24_the_display_link_of_a_photographed_projector_writes_nothing_and_ends_with_its_renewal(
    app: Flask, room: Room
) -> None:
    token, screen = room.workshop().display_token, room.show()
    room.sit()
    routes, before = unsafe_routes(app, room, None), rows(app)
    statuses = [screen.send(url, {"phase": "close"}, method=method).status_code for method, url in routes]
    allowed = [pair for pair in zip(routes, statuses, strict=True) if pair[1] not in REFUSED]
    assert allowed == []
    assert rows(app) == before
    assert screen.get(f"{room.url}/screen").status_code == 200
    room.steer("display-token")
    late = new_client(app)
    after = [
        screen.get(f"{room.url}/screen").status_code,
        screen.get(f"{room.url}/screen/presence").status_code,
        screen.get(f"/journeys/{room.journey_id}/changes?after=0", headers={"HX-Request": "true"}).status_code,
        screen.get(f"/journeys/{room.journey_id}/timeline", headers={"HX-Request": "true"}).status_code,
        late.get(f"/display/{token}").status_code,
    ]
    print(f"\nF24: {len(routes)} verbs tried, allowed: {len(allowed)}; after renewal: {after}")
    assert after == [302, 302, 401, 401, 404]
