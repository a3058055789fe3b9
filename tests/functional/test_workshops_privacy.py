"""What is written privately reaches nobody's browser before it is shown: it is not hidden there, it is not sent."""

import pytest
from flask import Flask

from tests.conftest import demo_document
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

SECRET = "Jeg har aldrig fået det brev"
ON_FILE = demo_document()["events"][0]["perspectives"]["citizen"]["text"]


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def readable(room: Room, client: CheckingClient) -> str:
    """Everything that a browser can fetch in this workshop and its case, as one text."""
    values = {"workshop_id": room.id, "journey_id": room.journey_id, "event_id": room.events[0], "code": room.code}
    with room.app.test_request_context():
        rules = [rule for rule in room.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        fit = [rule for rule in rules if rule.arguments <= values.keys() and rule.endpoint != "live.stream"]
        urls = [rule.build(values, append_unknown=False)[1] for rule in fit]  # type: ignore[index]
    polls = [
        f"/journeys/{room.journey_id}/changes?after=0&as={eyes}" for eyes in ("participant", "screen", "facilitator")
    ]
    answers = [client.get(url) for url in [*urls, *polls]]
    assert sum(answer.status_code == 200 for answer in answers) >= 5, "the walk really reads pages"
    return "".join(answer.get_data(as_text=True) for answer in answers)


def test_a_private_answer_is_sent_to_its_author_alone(room: Room) -> None:
    author, neighbour, opposite = room.sit("citizen"), room.sit("citizen"), room.sit("authority")
    room.answer(author, 1, "known", -2, SECRET)
    assert SECRET in readable(room, author)
    for other in (neighbour, opposite, room.show(), room.facilitator):
        assert SECRET not in readable(room, other)


def test_a_private_answer_is_counted_for_the_facilitator(room: Room) -> None:
    room.answer(room.sit("citizen"), 1, "known", -2, SECRET)
    assert "1 af 25 svar" in room.facilitator.get(f"{room.url}/console").text


def test_what_is_shown_reaches_everyone(room: Room) -> None:
    author, opposite, screen = room.sit("citizen"), room.sit("authority"), room.show()
    room.answer(author, 1, "known", -2, SECRET)
    room.steer("reveal")
    assert SECRET in opposite.get(room.card(1)).text
    assert SECRET in screen.get(f"{room.url}/screen").text
    assert SECRET in screen.get(f"/journeys/{room.journey_id}/changes?after=0").get_data(as_text=True)


def test_accounts_on_file_are_not_sent_to_the_room_before_the_reveal(room: Room) -> None:
    seat, screen = room.sit("citizen"), room.show()
    for client in (seat, screen):
        assert ON_FILE not in readable(room, client)
    room.steer("reveal")
    assert ON_FILE in seat.get(room.card(1)).text


def test_after_the_reveal_answers_are_shown_as_they_are_written(room: Room) -> None:
    author, opposite = room.sit("citizen"), room.sit("authority")
    room.steer("reveal")
    room.answer(author, 2, "known", 1, SECRET)
    assert SECRET in opposite.get(room.card(2)).text


def test_writing_privately_again_withholds_new_answers_and_hides_nothing_shown(room: Room) -> None:
    author, opposite = room.sit("citizen"), room.sit("authority")
    room.answer(author, 1, "known", -2, SECRET)
    room.steer("reveal")
    room.steer("privacy")
    room.steer("phase", phase="perspectives")
    room.answer(author, 2, "known", -1, "Det her er nyt")
    assert SECRET in opposite.get(room.card(1)).text
    assert "Det her er nyt" not in readable(room, opposite)
    assert "Det her er nyt" not in readable(room, room.facilitator)


def test_an_answer_changed_after_it_was_shown_stays_shown(room: Room) -> None:
    author, opposite = room.sit("citizen"), room.sit("authority")
    room.answer(author, 1, "known", -2, "Første udgave")
    room.steer("reveal")
    room.steer("privacy")
    room.answer(author, 1, "known", -1, SECRET)
    assert SECRET in opposite.get(room.card(1)).text


def test_a_withheld_note_is_read_by_its_author_and_the_facilitator(room: Room) -> None:
    author, opposite, screen = room.sit("citizen"), room.sit("authority"), room.show()
    room.note(author, SECRET)
    assert SECRET in author.get(f"{room.url}/phone").text
    assert SECRET in room.facilitator.get(f"{room.url}/console").text
    assert SECRET not in readable(room, opposite)
    assert SECRET not in readable(room, screen)


def test_the_change_log_says_that_an_answer_came_and_not_what_it_says(room: Room) -> None:
    room.answer(room.sit("citizen"), 1, "known", -2, SECRET)
    for page in (f"/journeys/{room.journey_id}/changes/list", f"/journeys/{room.journey_id}/changes?after=0"):
        assert SECRET not in room.facilitator.get(page).get_data(as_text=True)
