"""Thirty may print at once: everybody gets a file and sees how many are ahead, and other pages have their threads."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team
from klagerejsen.background import jobs
from klagerejsen.codes import MemberRole, Outgoing
from klagerejsen.extensions import db
from klagerejsen.outgoing.models import Export
from klagerejsen.posters import PosterError, handing
from klagerejsen.posters.drawing import isolation
from klagerejsen.posters.press import Press
from klagerejsen.posters.services import line
from tests import databases
from tests.conftest import PASSWORD
from tests.functional.conftest import CheckingClient
from tests.live_room import Person, Room, furnish, serving

pytestmark = pytest.mark.sqlite

PATIENCE = 60.0


def settled(get: Callable[[], TestResponse]) -> TestResponse:
    """Ask again, as a browser does, until nothing is under way."""
    deadline = time.monotonic() + PATIENCE
    while "<progress" in (page := get()).text:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return page


class Hand:
    """Draws when it is let, and says what it is told to say."""

    def __init__(self) -> None:
        self.begun, self.let, self.refuses = Event(), Event(), ""

    def draw(self, *_arguments: object) -> bytes:
        self.begun.set()
        assert self.let.wait(PATIENCE)
        if self.refuses:
            raise PosterError(self.refuses)
        return b"%PDF-"


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    hand = Hand()
    monkeypatch.setattr(isolation.Worker, "draw", hand.draw)
    monkeypatch.setattr(handing, "PATIENCE", 0.0)
    yield hand
    hand.let.set()


def asked(client: CheckingClient, journey_id: int) -> str:
    """Ask for a poster and return the page that one is led to."""
    answer = client.get(f"/journeys/{journey_id}/poster.pdf?size=a3&tiles=")
    assert answer.status_code == 303
    return str(answer.location)


@pytest.fixture(scope="module")
def room(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = databases.copy(furnished, tmp_path_factory.mktemp("posters") / "data")
    with serving(furnish(folder)) as room:
        yield room


def fetched(person: Person, path: str) -> bytes:
    """Get a file, through the pages of the line if need be, without a script."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = person.get(path)
        if answer.headers.get_content_type() == "application/pdf":
            return answer.text.encode()
        assert answer.status in (200, 303), answer.text
        onward = re.search(r'content="0; url=([^"]+)"', answer.text)
        path = answer.headers["Location"] or (onward[1] if onward else path)
        time.sleep(0.0 if onward else 0.3)
    raise TimeoutError(path)


@pytest.mark.enable_socket
def test_everybody_gets_a_file_and_the_list_of_journeys_answers_meanwhile(
    room: Room, at_length: Callable[[int, int], int]
) -> None:
    count, someone = at_length(12, 30), room.person("facilitator")
    path = f"/journeys/{room.journey_id}/poster.pdf?size=a0"
    with ThreadPoolExecutor(count) as people:
        waiting = [people.submit(fetched, room.person("facilitator"), path) for _ in range(count)]
        assert someone.get("/").status == 200
        assert not all(one.done() for one in waiting), "a page does not wait for thirty posters"
    assert all(one.result().startswith(b"%PDF-") for one in waiting)


def test_who_waits_sees_how_many_are_ahead_and_gets_the_file_without_a_script(
    app: Flask, facilitator: CheckingClient, journey_id: int, hand: Hand
) -> None:
    first, second, third = (asked(facilitator, journey_id) for _ in range(3))
    assert hand.begun.wait(PATIENCE)
    page = facilitator.get(third).text
    assert "2 er foran i køen." in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "1 er foran i køen." in facilitator.get(second).text
    part = facilitator.get(first, headers={"HX-Request": "true"}).text
    assert "Den tegnes nu" in part
    assert 'hx-trigger="every 1s"' in part
    assert facilitator.get(f"{third}/file").status_code == 404
    hand.let.set()
    page = settled(lambda: facilitator.get(third))
    assert f'<meta http-equiv="refresh" content="0; url={third}/file">' in page.text
    file = facilitator.get(f"{third}/file")
    assert file.data == b"%PDF-"
    assert f"klagerejse-{journey_id}-a3.pdf" in file.headers["Content-Disposition"]
    there = facilitator.get(third, headers={"HX-Request": "true"})
    assert (there.status_code, there.headers["HX-Redirect"]) == (204, third)
    with app.app_context():
        taken = db.session.scalars(select(Export)).all()
        assert [(one.what, one.format, one.journey_id) for one in taken] == [(Outgoing.POSTER, "pdf", journey_id)]


def test_who_leaves_the_line_is_not_drawn_and_those_behind_come_nearer(
    app: Flask, facilitator: CheckingClient, journey_id: int, hand: Hand
) -> None:
    first, second, third = (asked(facilitator, journey_id) for _ in range(3))
    assert hand.begun.wait(PATIENCE)
    answer = facilitator.send(f"{second}/removal")
    assert answer.location == f"/journeys/{journey_id}/poster?size=a3"
    hand.let.set()
    assert "Filen er klar" in settled(lambda: facilitator.get(third)).text
    for token in (first, third):
        facilitator.send(f"{token}/removal")
    assert list(handing.prints(app).iterdir()) == []


def test_what_cannot_be_drawn_says_why_on_the_page_of_those_who_waited(
    facilitator: CheckingClient, journey_id: int, hand: Hand
) -> None:
    hand.refuses = "Der er ikke {plads}."
    where = asked(facilitator, journey_id)
    hand.let.set()
    page = settled(lambda: facilitator.get(where))
    assert page.status_code == 422
    assert "Filen blev ikke tegnet" in page.text
    assert "Der er ikke {plads}." in page.text


def test_what_is_drawn_for_one_is_nobody_elses(
    app: Flask, facilitator: CheckingClient, journey_id: int, hand: Hand, signed_in: Callable[[str], CheckingClient]
) -> None:
    with app.app_context():
        accounts.add_user("kollega@example.dk", "K", PASSWORD, db.session.get(Team, 1), MemberRole.FACILITATOR)
        db.session.commit()
    where, other = asked(facilitator, journey_id), signed_in("kollega@example.dk")
    hand.let.set()
    settled(lambda: facilitator.get(where))
    assert other.get(where).status_code == 404
    assert other.get(f"{where}/file").status_code == 404
    assert other.send(f"{where}/removal").status_code == 404


def test_a_server_that_ended_meanwhile_is_told_as_such(
    facilitator: CheckingClient, journey_id: int, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = asked(facilitator, journey_id)
    monkeypatch.setattr(jobs, "_STARTED", time.time())
    assert "Tegningen blev afbrudt. Prøv igen." in facilitator.get(where).text


def test_a_file_that_is_there_in_a_moment_comes_at_once_and_leaves_nothing(
    app: Flask, facilitator: CheckingClient, journey_id: int
) -> None:
    assert facilitator.get(f"/journeys/{journey_id}/poster.svg?size=a3").status_code == 200
    assert list(handing.prints(app).iterdir()) == []


def test_a_wait_holds_few_threads(facilitator: CheckingClient, journey_id: int) -> None:
    with line.place(), line.place(), line.place():
        answer = facilitator.get(f"/journeys/{journey_id}/poster.svg?size=a3")
    assert answer.status_code == 303
    assert "Filen er klar" in settled(lambda: facilitator.get(answer.location)).text


def test_who_finds_the_line_full_reads_when_to_come_again(
    app: Flask, facilitator: CheckingClient, journey_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "press", Press(places=0))
    answer = facilitator.get(f"/journeys/{journey_id}/poster.pdf")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "En anden plakat bliver tegnet" in answer.text
    assert list(handing.prints(app).iterdir()) == []


def test_the_database_is_given_back_before_the_drawing_begins(
    facilitator: CheckingClient, journey_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def draw(*_arguments: object) -> bytes:
        held.append(db.engine.pool.checkedout())
        return b"%PDF-"

    monkeypatch.setattr(isolation.Worker, "draw", draw)
    assert facilitator.get(f"/journeys/{journey_id}/poster.pdf").status_code == 200
    assert held == [0]
