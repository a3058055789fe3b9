"""Words that look like personal data are shown to nobody before the facilitator has looked at them."""

import logging
import re

import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Answer, Change
from klagerejsen.workshops.models import Note
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

NAME = "Kirsten Holmgaard"
NAMED = f"Sagen lå hos {NAME} indtil ferien."
MASKED = "K•••••• H••••••••"
# Invented: the date of birth is yet to come.
CPR = "120343-5678"


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def console(room: Room) -> str:
    return room.facilitator.get(f"{room.url}/console").text


def screen(room: Room) -> str:
    client = room.show()
    return client.get(f"{room.url}/screen").text + client.get(f"/journeys/{room.journey_id}/changes?after=0").text


def press(room: Room, what: str, verb: str, **data: object) -> int:
    """Press a button of the first held thing in the queue."""
    found = re.search(rf"{room.url}/{what}/\d+/{verb}", console(room))
    assert found, f"no button for {verb}"
    return room.facilitator.send(found[0], data).status_code


def first_role(room: Room) -> dict[str, str]:
    """Choose the first role that is offered."""
    found = re.search(r'name="(role-\w+-\d+)">\s*<option value="(\d+)">([^<]+)<', console(room))
    assert found
    return {found[1]: found[2]}


def row(room: Room, kind: type[Note] | type[Answer]) -> Note | Answer:
    with room.app.app_context():
        query = db.select(kind).order_by(kind.id.desc()).limit(1)
        return db.session.execute(query).scalar_one()


def log(room: Room) -> str:
    with room.app.app_context():
        return repr([(change.before, change.after) for change in db.session.scalars(db.select(Change))])


def test_a_note_with_a_name_waits_masked_in_the_queue(room: Room) -> None:
    room.note(room.sit(), NAMED, 3)
    page = console(room)
    assert f"<mark>{MASKED}</mark>" in page
    assert "Ligner et navn." in page
    assert "Vises ikke på skærmen." in page


def test_a_held_note_is_not_shown_by_the_reveal_nor_as_it_is_written(room: Room) -> None:
    author, other = room.sit("citizen"), room.sit("authority")
    room.note(author, NAMED, 3)
    room.steer("reveal")
    room.note(author, f"Og {NAME} igen.", 3)
    assert NAME not in other.get(room.card(3)).text
    assert NAME not in screen(room)
    assert console(room).count(f"<mark>{MASKED}</mark>") == 2


def test_the_author_is_told_why_a_note_waits(room: Room) -> None:
    author = room.sit()
    room.steer("reveal")
    room.note(author, NAMED)
    page = author.get(f"{room.url}/phone").text
    assert NAMED in page
    assert "Ligner et navn." in page


def test_a_role_takes_the_place_of_a_name_and_nothing_of_it_is_kept(room: Room) -> None:
    other = room.sit("authority")
    room.steer("reveal")
    room.note(room.sit(), f"{NAMED} Og {NAME} svarede ikke.", 3)
    assert press(room, "notes", "words", **first_role(room)) == 303
    note = row(room, Note)
    assert note.text.startswith("Sagen lå hos ")
    assert note.held is None
    assert "Kirsten" not in note.text
    assert "Kirsten" not in log(room)
    assert note.text in other.get(room.card(3)).text


def test_a_role_of_another_case_cannot_be_put_in(room: Room) -> None:
    room.note(room.sit(), NAMED)
    (field,) = first_role(room)
    assert press(room, "notes", "words", **{field: 999_999}) == 404
    assert press(room, "notes", "words") == 400
    assert row(room, Note).text == NAMED


def test_of_two_kinds_each_is_replaced_in_turn(room: Room) -> None:
    room.steer("reveal")
    room.note(room.sit(), f"Ring til {NAME} på 20 30 40 50.")
    press(room, "notes", "words", **first_role(room))
    assert row(room, Note).held == "phone"
    assert "Erstat med «et telefonnummer»" in console(room)
    press(room, "notes", "words")
    assert row(room, Note).text.endswith(" på et telefonnummer.")
    assert row(room, Note).released


def test_before_the_reveal_a_cleaned_note_waits_like_any_other(room: Room) -> None:
    room.note(room.sit(), NAMED)
    press(room, "notes", "words", **first_role(room))
    assert not row(room, Note).released
    room.steer("reveal")
    assert row(room, Note).released


def test_a_held_note_can_be_released_as_it_is(room: Room) -> None:
    other = room.sit("authority")
    room.note(room.sit(), NAMED, 3)
    assert press(room, "notes", "release") == 303
    assert NAMED in other.get(room.card(3)).text


def test_a_hidden_note_is_gone(room: Room) -> None:
    room.note(room.sit(), NAMED)
    assert press(room, "notes", "removal") == 303
    room.steer("reveal")
    assert MASKED not in console(room)
    assert NAME not in screen(room)


def test_while_answers_are_private_nothing_but_the_kind_of_a_held_one_is_told(room: Room) -> None:
    room.answer(room.sit(), 3, "known", -2, NAMED)
    page = console(room)
    assert "1 svar holdes tilbage." in page
    assert "Ligner et navn." in page
    assert "Kirsten" not in page
    assert MASKED not in page
    answer = row(room, Answer)
    for verb in ("words", "release", "removal"):
        assert room.facilitator.send(f"{room.url}/answers/{answer.id}/{verb}").status_code == 404


def test_a_held_answer_stays_back_at_the_reveal_and_may_then_be_looked_at(room: Room) -> None:
    other = room.sit("authority")
    room.answer(room.sit(), 3, "known", -2, NAMED)
    room.steer("reveal")
    assert not row(room, Answer).released
    assert f"<mark>{MASKED}</mark>" in console(room)
    for page in (other.get(room.card(3)).text, screen(room)):
        assert NAME not in page
    press(room, "answers", "words", **first_role(room))
    assert row(room, Answer).released
    assert "Sagen lå hos" in other.get(room.card(3)).text


def test_private_writing_again_hides_held_answers_from_the_facilitator_too(room: Room) -> None:
    room.steer("reveal")
    room.answer(room.sit(), 3, "known", -2, NAMED)
    room.steer("privacy")
    assert MASKED not in console(room)


def test_a_held_answer_can_be_released_as_it_is_or_lose_its_sentence(room: Room) -> None:
    other, author = room.sit("authority"), room.sit()
    room.answer(author, 3, "known", -2, NAMED)
    room.answer(author, 4, "known", -1, NAMED)
    room.steer("reveal")
    assert press(room, "answers", "release") == 303
    assert press(room, "answers", "removal") == 303
    assert NAMED in other.get(room.card(3)).text
    assert NAME not in other.get(room.card(4)).text
    assert (row(room, Answer).score, row(room, Answer).text, row(room, Answer).released) == (-1, None, True)
    assert "Kirsten" not in log(room)


def test_an_answer_that_was_shown_is_held_when_a_name_is_written_into_it(room: Room) -> None:
    other, author = room.sit("authority"), room.sit()
    room.steer("reveal")
    room.answer(author, 3, "known", -2, "Ingen svarede.")
    assert "Ingen svarede." in other.get(room.card(3)).text
    room.answer(author, 3, "known", -2, NAMED)
    assert NAME not in other.get(room.card(3)).text
    room.answer(author, 3, "known", -2, "Rådgiveren svarede ikke.")
    assert "Rådgiveren svarede ikke." in other.get(room.card(3)).text
    assert "Ingen noter venter." in console(room)


def test_an_unreleased_answer_of_another_room_cannot_be_reached(room: Room) -> None:
    room.answer(room.sit(), 3, "known", -2, NAMED)
    held = row(room, Answer).id
    other = Room(room.app, room.facilitator, room.journey_id + 1)
    other.steer("reveal")
    assert room.facilitator.send(f"{other.url}/answers/{held}/release").status_code == 404


@pytest.mark.parametrize("script", [False, True])
def test_a_cpr_number_is_refused_at_once_and_the_words_stay_on_the_phone(room: Room, script: bool) -> None:
    author = room.sit()
    headers = {"Accept": "application/json"} if script else {}
    words = f"Det var {CPR}"
    for url, data in (
        (room.card(3), {"known": "known", "score": "-2", "text": words}),
        (f"{room.url}/notes", {"note": words, "key": "k" * 20}),
    ):
        answer = author.send(url, data, headers=headers)
        assert answer.status_code == 422
        assert "Skriv «mor» eller «rådgiver 1» i stedet." in (answer.json["problems"][0] if script else answer.text)
        assert script or words in answer.text
    assert room.count(Note) == 0
    assert CPR not in log(room)


def test_a_number_that_slipped_past_is_released_by_nobody(room: Room) -> None:
    room.note(room.sit(), NAMED)
    with room.app.app_context():
        db.session.execute(db.update(Note).values(text=f"Det var {CPR}", held="cpr"))
        db.session.commit()
    assert CPR not in console(room)
    assert room.facilitator.send(f"{room.url}/notes/{row(room, Note).id}/release").status_code == 422
    assert not row(room, Note).released
    assert press(room, "notes", "words") == 303
    assert row(room, Note).text == "Det var et cpr-nummer"


def test_what_was_written_is_never_logged(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    author = room.sit()
    room.note(author, NAMED)
    room.answer(author, 3, "known", 1, NAMED)
    room.steer("reveal")
    press(room, "notes", "words", **first_role(room))
    logged = " ".join(record.getMessage() for record in caplog.records if "sqlalchemy" not in record.name)
    assert "Kirsten" not in logged
    assert "Kirsten" not in log(room)


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("private-notes", {"notes": "X", "before": ""}),
        ("plan", {"frame-used": "y", "frame-minutes": "10", "frame-question": "X"}),
        ("plan", {"frame-used": "y", "frame-minutes": "10", "name": "X"}),
    ],
)
def test_the_facilitators_own_words_hold_no_cpr_number_either(room: Room, url: str, fields: dict[str, str]) -> None:
    filled = {name: CPR if value == "X" else value for name, value in fields.items()}
    answer = room.facilitator.send(f"{room.url}/{url}", filled)
    assert answer.status_code == 422
    assert "Skriv «mor» eller «rådgiver 1» i stedet." in answer.text
    assert CPR not in console(room)
