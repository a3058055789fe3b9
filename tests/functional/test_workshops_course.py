"""The course of a workshop: phases that can be rewound, the clock, the focus, the screen, and the end."""

import datetime as dt

import pytest
from flask import Flask

from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Change
from klagerejsen.workshops.models import Note, Participant
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def test_going_back_to_an_earlier_phase_loses_nothing(room: Room) -> None:
    seat = room.sit()
    room.steer("phase", phase="perspectives")
    room.answer(seat, 1, "known", -2, "Det kom bag på mig")
    room.note(seat, "Der mangler et opkald")
    room.steer("reveal")
    room.steer("phase", phase="reconstruct")
    assert "Det kom bag på mig" in seat.get(room.card(1)).text
    assert "Der mangler et opkald" in seat.get(f"{room.url}/phone").text
    assert "Hvad ville et kamera have set?" in seat.get(f"{room.url}/phone").text


def test_a_new_phase_lays_out_its_minutes_and_asks_anew_who_is_ready(room: Room) -> None:
    seat = room.sit()
    seat.send(f"{room.url}/phone/readiness", {"ready": "yes"})
    assert "1 af 1 klar" in room.facilitator.get(f"{room.url}/console").text
    room.steer("phase", phase="perspectives")
    assert "0 af 1 klar" in room.facilitator.get(f"{room.url}/console").text
    assert room.workshop().clock_left == 35 * 60


def test_the_same_phase_again_changes_nothing(room: Room) -> None:
    room.steer("phase", phase="perspectives")
    room.steer("clock", action="start", minutes="5")
    room.steer("phase", phase="perspectives")
    assert room.workshop().clock_ends_at is not None


def test_the_clock_is_started_paused_moved_and_resumed(room: Room) -> None:
    room.steer("clock", action="start", minutes="10")
    ends = room.workshop().clock_ends_at
    assert ends is not None
    assert dt.timedelta(minutes=9, seconds=55) < ends - utcnow() <= dt.timedelta(minutes=10)
    room.steer("clock", action="pause")
    left = room.workshop().clock_left
    assert left is not None
    assert 590 < left <= 600
    room.steer("clock", move="-1")
    assert room.workshop().clock_left == left - 60
    room.steer("clock", action="resume")
    assert room.workshop().clock_ends_at is not None


@pytest.mark.parametrize(
    ("noun", "data"),
    [("phase", {"phase": "lunch"}), ("clock", {"action": "smash"}), ("glasses", {"glasses": "rose"}), ("phase", {})],
)
def test_what_is_no_button_is_refused(room: Room, noun: str, data: dict[str, str]) -> None:
    assert room.facilitator.send(f"{room.url}/{noun}", data).status_code == 400


def test_everyone_is_pointed_to_the_event_in_focus(room: Room) -> None:
    seat = room.sit()
    room.steer("focus", event=room.events[11])
    assert "I fokus nu" in seat.get(f"{room.url}/phone").text
    assert "«Rådgiver 1 stopper» i fokus" in room.facilitator.get(f"{room.url}/console").text
    assert f'data-focus="{room.events[11]}"' in room.show().get(f"{room.url}/screen").text
    room.steer("focus", event="")
    assert "I fokus nu" not in seat.get(f"{room.url}/phone").text


def test_the_console_keeps_the_event_that_the_facilitator_looks_at(room: Room) -> None:
    looking = f"{room.url}/console?event={room.events[4]}"
    answer = room.facilitator.send(
        f"{room.url}/clock", {"move": "5"}, headers={"Referer": f"http://localhost{looking}"}
    )
    assert answer.location == looking


def test_the_screen_wears_the_glasses_it_is_given(room: Room) -> None:
    room.steer("glasses", glasses="citizen")
    page = room.show().get(f"{room.url}/screen").text
    assert "gennem borgerens briller" in page
    assert 'data-glasses="citizen"' in page


def test_the_screen_shows_the_way_in_and_asks_nothing(room: Room) -> None:
    page = room.show().get(f"{room.url}/screen").text
    assert room.code in page
    assert '<svg class="qr"' in page or 'class="qr"' in page
    assert "<button" not in page
    assert "<form" not in page


def test_a_display_link_looks_and_never_writes(room: Room) -> None:
    screen = room.show()
    seat = room.sit()
    room.answer(seat, 1, "known", 1, "Et svar")
    for url in _writes(room):
        assert screen.send(url, {"known": "known", "phase": "reveal", "ready": "yes"}).status_code == 403, url
    assert (room.count(Note), room.count(Participant)) == (0, 1)
    assert screen.get(f"{room.url}/console").status_code == 403
    assert screen.get(f"{room.url}/phone").status_code == 403


def test_a_participant_never_steers(room: Room) -> None:
    seat = room.sit()
    for url in _writes(room, steering=True):
        assert seat.send(url, {"phase": "reveal", "event": room.events[0]}).status_code == 403, url
    assert room.workshop().revealed is False


def _writes(room: Room, *, steering: bool = False) -> list[str]:
    """Every unsafe address of the workshop; those of the console alone, if asked."""
    values = {"workshop_id": room.id, "event_id": room.events[0], "note_id": 1}
    with room.app.test_request_context():
        rules = [rule for rule in room.app.url_map.iter_rules() if "workshop_id" in rule.arguments]
        unsafe = [rule for rule in rules if "POST" in (rule.methods or ())]
        given = [(rule, dict.fromkeys(rule.arguments, 1) | values) for rule in unsafe]
        urls = [rule.build(ids, append_unknown=False)[1] for rule, ids in given]  # type: ignore[index]
    own = ("/phone", "/notes")
    return [url for url in urls if not steering or not (f"{room.url}{own[0]}" in url or url.endswith(own[1]))]


def test_a_new_display_link_shuts_out_the_old_one_at_once(room: Room) -> None:
    screen, old = room.show(), room.workshop().display_token
    room.steer("display-token")
    assert screen.get(f"{room.url}/screen").status_code == 302
    assert screen.get(f"/display/{old}").status_code == 404
    assert room.show().get(f"{room.url}/screen").status_code == 200


def test_strangers_do_not_find_the_workshop(room: Room, stranger: CheckingClient) -> None:
    for page in ("console", "screen", "phone"):
        assert stranger.get(f"{room.url}/{page}").status_code == 404
    assert stranger.send(f"{room.url}/reveal").status_code == 404


def test_a_closed_workshop_can_be_opened_again(room: Room) -> None:
    seat = room.sit()
    room.steer("closure", closed="yes")
    assert room.facilitator.get(f"{room.url}/console").status_code == 200
    assert room.facilitator.send(f"{room.url}/phase", {"phase": "reveal"}).status_code == 410
    assert "Workshoppen er slut" in room.facilitator.get(f"{room.url}/screen").text
    token = room.facilitator.token()
    assert room.facilitator.delete(f"{room.url}/closure", headers={"X-CSRFToken": token}).status_code == 303
    assert seat.get(f"{room.url}/phone").status_code == 200


def test_every_step_leaves_a_line_in_the_log(room: Room) -> None:

    room.sit()
    room.steer("phase", phase="reconstruct")
    room.steer("clock", action="resume")
    room.steer("reveal")
    with room.app.app_context():
        query = db.select(Change.entity, Change.seq).where(Change.journey_id == room.journey_id).order_by(Change.seq)
        lines = db.session.execute(query).all()
    assert [entity.value for entity, _seq in lines[-5:]] == [
        "workshop",
        "participant",
        "workshop",
        "workshop",
        "workshop",
    ]
    assert [seq for _entity, seq in lines] == list(range(1, len(lines) + 1))
