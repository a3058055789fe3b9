"""What the facilitator can put back from the console: ballots, hidden notes, and words that are on the wall."""

import re

import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Answer
from klagerejsen.workshops.models import Ballot, Note
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

SAID = "Vi fik tre forskellige svar på det samme."


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def latest(room: Room) -> list[tuple[str, str]]:
    """What the console offers to undo: the words and the address."""
    part = room.facilitator.get(f"{room.url}/console").text.split('id="latest"')[1].split("</section>")[0]
    return [(words, url) for url, words in re.findall(r'formaction="([^"]+)".*?aria-label="Fortryd: ([^"]*)"', part)]


def undo(room: Room, what: str) -> str:
    """Press "Fortryd" beside some words; return what the console says of it."""
    url = next(url for words, url in latest(room) if words == what)
    return room.facilitator.send(url, follow_redirects=True).text


def told(room: Room, client: CheckingClient, before: int, eyes: str = "participant") -> str:
    return client.get(f"/journeys/{room.journey_id}/changes?after={before}&as={eyes}").text


def ballot(room: Room) -> Ballot | None:
    with room.app.app_context():
        return db.session.scalars(db.select(Ballot)).first()


def test_every_step_of_a_ballot_can_be_undone_and_that_undone_again(room: Room) -> None:
    room.steer("ballots", subject="event", dots=3)
    room.steer("ballots/1/closure", closed="yes")
    undo(room, "Afstemning lukket")
    assert ballot(room).closed_at is None
    undo(room, "Afstemning åbnet igen")
    assert ballot(room).closed_at is not None
    undo(room, "Afstemning lukket")
    undo(room, "Afstemning åbnet igen")
    undo(room, "Afstemning lukket")
    assert [words for words, _url in latest(room)] == ["Afstemning åbnet igen"], "one line for one ballot"


def test_opening_a_ballot_can_be_undone_until_somebody_has_put_dots(room: Room) -> None:
    seat = room.sit()
    room.steer("ballots", subject="event", dots=3)
    seat.send(f"{room.url}/phone/ballots/1", {"choice": "E01", "dots": 1})
    assert "Nogen har allerede sat prikker." in undo(room, "Afstemning åbnet")
    assert ballot(room) is not None


def test_an_opened_ballot_without_dots_is_taken_back(room: Room) -> None:
    room.steer("ballots", subject="event", dots=3)
    undo(room, "Afstemning åbnet")
    assert ballot(room) is None


def test_a_hidden_note_comes_back_as_it_was_and_its_words_stand_in_no_list(room: Room) -> None:
    seat, other = room.sit(), room.sit("authority")
    room.note(seat, SAID, 3)
    room.steer("notes/1/release")
    room.steer("notes/1/removal")
    assert SAID not in other.get(room.card(3)).text
    assert SAID not in room.facilitator.get(f"{room.url}/console").text
    before = room.lines()
    undo(room, "Note skjult (Borgeren)")
    assert SAID in other.get(room.card(3)).text
    assert SAID in told(room, other, before)
    assert latest(room) == []


def test_undo_of_the_case_leads_back_to_the_console(room: Room) -> None:
    room.facilitator.send(f"/journeys/{room.journey_id}/events/{room.events[0]}/removal", {"version": 1})
    words, url = latest(room)[0]
    assert words.endswith("fjernet")
    assert room.facilitator.send(url).location == f"{room.url}/console"
    assert latest(room)[0][0].startswith("Fortrudt: ")


def test_nobody_but_a_facilitator_undoes(room: Room, stranger: CheckingClient) -> None:
    room.steer("ballots", subject="event", dots=3)
    url = latest(room)[0][1]
    assert room.sit().send(url).status_code == 403
    assert stranger.send(url).status_code == 404
    assert ballot(room) is not None


def take_down(room: Room) -> None:
    """Press "Tag ned" beside the newest words that are shown."""
    found = re.search(r'formaction="([^"]+withdrawal)"', room.facilitator.get(f"{room.url}/said").text)
    assert found
    assert room.facilitator.send(found[1]).status_code == 303


@pytest.mark.parametrize("kind", ["note", "answer"])
def test_shown_words_can_be_taken_off_every_page_and_shown_again(room: Room, kind: str) -> None:
    seat, other, screen = room.sit(), room.sit("authority"), room.show()
    room.steer("reveal")
    room.note(seat, SAID, 3) if kind == "note" else room.answer(seat, 3, "known", -2, SAID)
    pages = [(other, room.card(3)), (screen, f"{room.url}/screen")]
    assert all(SAID in client.get(url).text for client, url in pages)
    before = room.lines()
    take_down(room)
    assert not any(SAID in client.get(url).text for client, url in pages)
    for client, eyes in ((other, "participant"), (screen, "screen")):
        assert '"html":""' not in told(room, client, before, eyes).replace(" ", ""), "open pages hear of it"
        assert SAID not in told(room, client, before, eyes)
    console = room.facilitator.get(f"{room.url}/console").text
    assert "Taget ned." in console
    room.steer("reveal")
    assert not any(SAID in client.get(url).text for client, url in pages), "a reveal passes it by"
    release = re.search(rf'formaction="({room.url}/{kind}s/\d+/release)"', console)
    assert release
    room.facilitator.send(release[1])
    assert all(SAID in client.get(url).text for client, url in pages)


def test_the_author_of_an_answer_that_was_taken_down_can_mend_it(room: Room) -> None:
    seat, other = room.sit(), room.sit("authority")
    room.steer("reveal")
    room.answer(seat, 3, "known", -2, SAID)
    take_down(room)
    assert "Taget ned." in seat.get(room.card(3)).text
    room.answer(seat, 3, "known", -2, SAID)
    assert SAID not in other.get(room.card(3)).text, "the same words again change nothing"
    room.answer(seat, 3, "known", -2, "Vi fik tre svar.")
    assert "Vi fik tre svar." in other.get(room.card(3)).text


def test_what_is_not_shown_cannot_be_taken_down(room: Room) -> None:
    seat = room.sit()
    room.note(seat, SAID, 3)
    room.answer(seat, 3, "known", -2, SAID)
    assert SAID not in room.facilitator.get(f"{room.url}/said").text
    assert room.facilitator.send(f"{room.url}/answers/{newest(room, Answer)}/withdrawal").status_code == 404
    room.steer(f"notes/{newest(room, Note)}/withdrawal")
    with room.app.app_context():
        assert db.session.scalars(db.select(Note.held)).one() is None


def newest(room: Room, kind: type[Note | Answer]) -> int:
    with room.app.app_context():
        return db.session.scalars(db.select(kind.id).order_by(kind.id.desc())).first()


def test_the_history_tells_in_words_what_happened_in_the_room(room: Room) -> None:
    room.steer("phase", phase="dynamics")
    room.steer("focus", event=room.events[6])
    room.steer("glasses", glasses="citizen")
    room.steer("lock", locked="yes")
    room.steer("clock", action="resume")
    room.steer("ballots", subject="event", dots=3)
    history = room.facilitator.get(f"/journeys/{room.journey_id}/changes/list").text
    for words in ("Fase: Dynamik", "I fokus: E07", "Briller på skærmen: Borgeren", "Låst for svar", "Uret stillet",
                  "Afstemning åbnet"):  # fmt: skip
        assert words in history, words
