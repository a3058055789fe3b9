"""F33: a session that somebody prepared is not taken over, and one that was ended stays ended."""

import pytest
from flask import Flask

from klagerejsen.accounts.models import Session
from klagerejsen.accounts.sessions import DISPLAY, SEAT, USER
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from tests.conftest import FACILITATOR, PASSWORD
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def opens(room: Room, kind: str, token: str | None) -> bool:
    """Whether a token alone opens what those of its kind see."""
    thief = new_client(room.app)
    thief.set_cookie(kind, token or "")
    page = {USER: f"{room.url}/console", SEAT: f"{room.url}/phone", DISPLAY: f"{room.url}/screen"}[kind]
    return thief.get(page).status_code == 200


def come_in(room: Room, kind: str, client: CheckingClient) -> None:
    if kind == USER:
        answer = client.send("/login", {"email": FACILITATOR, "password": PASSWORD})
    elif kind == SEAT:
        answer = client.send("/join", {"code": room.code, "side": "citizen"})
    else:
        answer = client.get(f"/display/{room.workshop().display_token}")
    assert answer.status_code == 303


def test_f33_a_session_that_was_planted_in_a_browser_is_never_the_one_it_comes_in_with(
    room: Room,
    stranger: CheckingClient,
) -> None:
    theirs = {USER: stranger.get_cookie(USER).value}
    accepted = []
    for kind in (USER, SEAT, DISPLAY):
        for planted in ("a-session-that-somebody-prepared", theirs.get(kind, "x" * 43)):
            victim = new_client(room.app)
            victim.set_cookie(kind, planted)
            come_in(room, kind, victim)
            own = victim.get_cookie(kind).value
            assert own != planted
            assert opens(room, kind, own)
            accepted += [(kind, planted)] * opens(room, kind, planted)
    print(f"\nF33: planted sessions accepted: {len(accepted)} of 6")
    assert accepted == []


def test_f33_a_cookie_that_was_kept_opens_nothing_once_its_session_has_ended(room: Room) -> None:
    ended = {}
    for kind, end in (
        (USER, lambda client: client.send("/logout")),
        (SEAT, lambda client: client.send(f"{room.url}/phone/departure")),
        (DISPLAY, lambda client: room.steer("display-token")),
    ):
        browser = new_client(room.app)
        come_in(room, kind, browser)
        token = browser.get_cookie(kind).value
        assert opens(room, kind, token)
        end(browser)
        ended[kind, "ended"] = token
    for kind in (USER, SEAT, DISPLAY):
        browser = new_client(room.app)
        come_in(room, kind, browser)
        first = browser.get_cookie(kind).value
        come_in(room, kind, browser)
        if browser.get_cookie(kind).value != first:
            ended[kind, "come in again"] = first
        ended[kind, "run out"] = browser.get_cookie(kind).value
    with room.app.app_context():
        db.session.execute(db.update(Session).values(expires_at=utcnow()))
        db.session.commit()
    accepted = [how for how, token in ended.items() if opens(room, how[0], token)]
    print(f"\nF33: cookies replayed: {len(ended)}, accepted: {len(accepted)}")
    assert accepted == []


def test_f33_signing_in_keeps_nothing_of_what_the_browser_held_before(app: Flask) -> None:
    client = new_client(app)
    client.send("/language", {"language": "en", "next": "/login"})
    with client.session_transaction() as before:
        before["team"] = 2
        token = before["csrf_token"]
    come = client.send("/login", {"email": FACILITATOR, "password": PASSWORD})
    assert come.status_code == 303
    client.get("/")
    with client.session_transaction() as after:
        assert "team" not in after
        assert after["csrf_token"] != token
