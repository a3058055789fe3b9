"""What the phone's outbox sends: written once, in the order it was written, and never on another side's behalf."""

import html
import inspect
import re
from collections.abc import Callable

import html5lib
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from klagerejsen.access.guard import access_of
from klagerejsen.access.permissions import Permission
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Answer
from klagerejsen.workshops.models import Note, Participant, Receipt
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room

AS_SCRIPT = {"Accept": "application/json"}
KEYS = [f"{number:032x}" for number in range(20)]
Send = Callable[..., TestResponse]


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


@pytest.fixture
def seat(room: Room) -> CheckingClient:
    return room.sit("citizen")


@pytest.fixture
def send(room: Room, seat: CheckingClient) -> Send:
    """Send an answer to the first event as the outbox does."""

    def send_answer(number: int, text: str, **more: object) -> TestResponse:
        fields = {"known": "known", "score": "1", "text": text, "turn": number, "key": KEYS[number]}
        return seat.send(room.card(1), {**fields, **more}, headers=AS_SCRIPT)

    return send_answer


def written(room: Room) -> list[str | None]:
    with room.app.app_context():
        return list(db.session.scalars(db.select(Answer.text).where(Answer.participant_id.is_not(None))))


def test_an_older_answer_that_comes_late_does_not_undo_a_newer_one(room: Room, send: Send) -> None:
    send(2, "Det nyeste")
    lines = room.lines()
    late = send(1, "Det ældste")
    assert late.get_json()["saved"] is True
    assert written(room) == ["Det nyeste"]
    assert room.lines() == lines


def test_an_answer_that_was_replaced_does_not_come_back(room: Room, send: Send) -> None:
    for turn, text in ((1, "Først"), (2, "Så"), (1, "Først"), (2, "Så")):
        assert send(turn, text).status_code == 200
    assert written(room) == ["Så"]


def test_a_key_belongs_to_the_words_it_came_with(room: Room, send: Send) -> None:
    send(1, "Mine ord")
    assert send(1, "Andre ord").status_code == 409
    assert written(room) == ["Mine ord"]


def test_a_note_s_key_belongs_to_its_place_too(room: Room, seat: CheckingClient) -> None:
    assert room.note(seat, "Det samme", 1, KEYS[0]).status_code == 303
    assert room.note(seat, "Det samme", 2, KEYS[0]).status_code == 409
    assert room.count(Note) == 1


@pytest.mark.parametrize("marks", [{"key": "short"}, {"turn": "-1"}, {"turn": "soon"}])
def test_marks_that_cannot_be_read_are_refused(send: Send, marks: dict[str, str]) -> None:
    assert send(1, "Ord", **marks).status_code == 400


def test_a_page_of_another_seat_is_told_that_its_seat_has_ended(room: Room, send: Send) -> None:
    assert send(1, "Fra en gammel side", seat="999").status_code == 401
    assert written(room) == []


def test_the_page_goes_on_from_the_last_turn_that_the_server_has(room: Room, seat: CheckingClient, send: Send) -> None:
    assert 'data-turn="0"' in seat.get(f"{room.url}/phone").text
    send(7, "Syvende")
    assert 'data-turn="7"' in seat.get(room.card(1)).text


def test_receipts_repeat_no_words_and_one_is_kept_for_each_place(room: Room, send: Send) -> None:
    for turn in range(1, 6):
        send(turn, f"Ord nummer {turn}")
    with room.app.app_context():
        receipts = list(db.session.scalars(db.select(Receipt)))
    assert [(one.place, one.turn) for one in receipts] == [(f"answer:{room.events[0]}", 5)]
    assert re.fullmatch(r"[0-9a-f]{64}", receipts[0].digest)


def test_being_ready_is_about_the_phase_in_which_it_was_said(room: Room, seat: CheckingClient) -> None:
    room.steer("phase", phase="perspectives")
    for turn, phase, ready in ((1, "frame", False), (2, "perspectives", True)):
        data = {"ready": "yes", "phase": phase, "turn": turn, "key": KEYS[turn]}
        answer = seat.send(f"{room.url}/phone/readiness", data, headers=AS_SCRIPT)
        assert answer.get_json() == {"saved": True, "ready": ready}
        with room.app.app_context():
            assert db.session.scalar(db.select(Participant.ready)) is ready


def test_a_hand_that_was_taken_down_does_not_go_up_again_when_its_write_comes_twice(
    room: Room, seat: CheckingClient
) -> None:
    url, up = f"{room.url}/phone/hand", {"hand": "yes", "turn": 1, "key": KEYS[1]}
    assert seat.send(url, up, headers=AS_SCRIPT).get_json() == {"saved": True, "hand": True}
    with room.app.app_context():
        number = db.session.scalar(db.select(Participant.id))
    room.steer(f"participants/{number}/hand")
    assert seat.send(url, up, headers=AS_SCRIPT).get_json() == {"saved": True, "hand": False}
    assert seat.send(url, {**up, "turn": 3, "key": KEYS[3]}, headers=AS_SCRIPT).get_json()["hand"] is True
    down_late = {"hand": "no", "turn": 2, "key": KEYS[2]}
    assert seat.send(url, down_late, headers=AS_SCRIPT).get_json()["hand"] is True


def test_the_newest_signature_stands_whatever_comes_late_and_a_refused_one_says_why(
    room: Room, seat: CheckingClient
) -> None:
    def sign(turn: int, words: str, key: int) -> TestResponse:
        data = {"signature": words, "turn": turn, "key": KEYS[key]}
        return seat.send(f"{room.url}/phone/signature", data, headers=AS_SCRIPT)

    assert sign(2, "Mor", 2).get_json() == {"saved": True, "signature": "Mor"}
    assert sign(1, "En mor", 1).get_json()["signature"] == "Mor"
    wrong = sign(3, "mor@eksempel.dk", 3)
    assert wrong.status_code == 422
    assert "Skriv en rolle eller et fornavn." in wrong.get_json()["problems"][0]
    assert sign(3, "Moren", 4).get_json()["signature"] == "Moren"


KEPT = {"answer", "ballot", "hand", "note", "ready", "sign"}
# Giving up the seat ends it, and a second time changes nothing; the language is the browser's, not the room's.
NOT_KEPT = {"departure", "language"}


def test_every_form_on_the_phone_goes_through_the_outbox(room: Room, seat: CheckingClient) -> None:
    room.steer("ballots", subject="event", dots=3)
    ballot = re.search(rf"{room.url}/phone/ballots/\d+", seat.get(f"{room.url}/phone").text)
    assert ballot
    for page in (f"{room.url}/phone", room.card(1), ballot[0]):
        tree = html5lib.parse(seat.get(page).text, namespaceHTMLElements=False)
        sections = [found for found in tree.iter("section") if found.get("data-module") == "ballot"]
        dots = {form for section in sections for form in section.iter("form")}
        for form in set(tree.iter("form")) - dots:
            noun = str(form.get("action")).rpartition("/")[2]
            assert form.get("data-module") in KEPT or noun in NOT_KEPT, form.attrib


def test_every_write_of_a_participant_looks_at_its_marks(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if "POST" in rule.methods and access_of(view) is Permission.TAKE_PART and rule.endpoint != "workshops.leave":
            assert "writing_phone" in inspect.unwrap(view).__code__.co_names, rule.endpoint


def test_the_page_that_stands_in_says_nothing_of_a_case_a_seat_or_a_form(room: Room, seat: CheckingClient) -> None:
    first, other = (client.get(f"{room.url}/phone/offline").text for client in (seat, room.sit("authority")))
    assert first == other
    assert "Ingen forbindelse" in first
    assert not re.search(r"csrf|<form|phone/events|Borgeren", first)


def test_the_worker_is_for_the_phone_s_pages_of_its_workshop_and_its_address_changes_with_what_it_keeps(
    room: Room, seat: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def address() -> str:
        found = re.search(r'data-worker="([^"]+)"', seat.get(f"{room.url}/phone").text)
        assert found
        return html.unescape(found[1])

    before = address()
    worker = seat.get(before)
    assert worker.mimetype in ("text/javascript", "application/javascript")
    assert worker.headers["Service-Worker-Allowed"] == f"{room.url}/phone"
    assert worker.headers["Cache-Control"] == "no-cache"
    english = seat.send("/language", {"language": "en", "next": "/"})
    assert english.status_code == 303
    in_english = address()
    monkeypatch.setattr("klagerejsen.web.assets._digest_at_first", lambda: "0123456789ab")
    assert len({before, in_english, address()}) == 3


def test_a_browser_whose_seat_is_gone_is_not_led_to_a_page_when_it_asks_for_the_worker(app: Flask, room: Room) -> None:
    nobody, worker = new_client(app), f"{room.url}/phone/worker.js"
    assert nobody.get(worker).status_code == 302
    assert nobody.get(worker, headers={"Service-Worker": "script"}).status_code == 401


def test_a_note_from_a_script_comes_back_as_its_line(room: Room, seat: CheckingClient) -> None:
    data = {"note": "Skolen ringede", "event": room.events[0], "key": KEYS[0], "turn": 1}
    line = seat.send(f"{room.url}/notes", data, headers=AS_SCRIPT).get_json()["html"]
    assert "Skolen ringede" in line
    assert f'data-into="#own-notes-{room.events[0]}"' in line
    blank = seat.send(f"{room.url}/notes", {**data, "note": " ", "key": KEYS[1]}, headers=AS_SCRIPT)
    assert blank.status_code == 422
    assert blank.get_json()["problems"] == ["Skriv noten først."]


def test_the_deck_holds_every_card_and_nothing_that_others_withhold(room: Room, seat: CheckingClient) -> None:
    room.answer(room.sit("authority"), 1, text="Det ved kun vi")
    room.answer(seat, 1, text="Det ved kun jeg")
    deck = seat.get(f"{room.url}/phone/deck").text
    assert deck.count("data-card=") == len(room.events)
    assert all(f'data-path="{room.card(number)}"' in deck for number in (1, 12, 25))
    assert "Det ved kun jeg" in deck
    assert "Det ved kun vi" not in deck
