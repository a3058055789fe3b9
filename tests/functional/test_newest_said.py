"""What is shown as new is found at once, however long the log is and however little of it is shown."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from klagerejsen.extensions import db
from klagerejsen.workshops import news, saying
from klagerejsen.workshops.models import Note, Participant, Workshop
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

LINES = 5_000
SHOWN_ON_THE_SCREEN = 3


@pytest.fixture
def long_log(app: Flask, facilitator: CheckingClient, journey_id: int) -> Iterator[Workshop]:
    """A room in which 5,000 notes wait to be shown."""
    room = Room(app, facilitator, journey_id)
    room.sit()
    with app.test_request_context():
        workshop = db.session.get_one(Workshop, room.id)
        seat = db.session.scalars(db.select(Participant)).one()
        for number in range(LINES):
            saying.write_note(workshop, seat, None, f"Note {number}", f"{number:032d}")
        db.session.commit()
        yield workshop


@contextmanager
def statements() -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)


def look(workshop: Workshop) -> tuple[list[str], int, float]:
    """Return the newest sentences, how many statements they took, and how many seconds."""
    began = time.perf_counter()
    with statements() as said:
        found = news.newest_said(workshop, SHOWN_ON_THE_SCREEN)
    return [one.text for one in found], len(said), time.perf_counter() - began


def test_the_newest_sentences_are_one_statement_away_on_a_log_of_five_thousand(long_log: Workshop) -> None:
    first = db.session.scalars(db.select(Note.id).order_by(Note.id)).first() or 0
    for shown in (0, 1, SHOWN_ON_THE_SCREEN, 2_000, LINES):
        db.session.execute(db.update(Note).where(Note.id < first + shown).values(released=True))
        looks = [look(long_log) for _look in range(5)]
        newest = range(shown - 1, max(-1, shown - 1 - SHOWN_ON_THE_SCREEN), -1)
        assert looks[0][:2] == ([f"Note {number}" for number in newest], 1), shown
        assert min(seconds for _found, _statements, seconds in looks) < 0.05, shown
