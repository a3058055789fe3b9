"""Few wait for a poster at once: everybody else's pages have their threads, and who is sent away knows when to come."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.posters import isolation, services
from tests import databases
from tests.functional.conftest import CheckingClient
from tests.live_room import Answer, Room, furnish, serving

ASKED = 20


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory) -> Iterator[Room]:
    folder = databases.copy(furnished, tmp_path_factory.mktemp("posters") / "data")
    with serving(furnish(folder)) as room:
        yield room


def poster(room: Room) -> Answer:
    return room.person("facilitator").get(f"/journeys/{room.journey_id}/poster.png?size=a0")


@pytest.mark.enable_socket
def test_the_list_of_journeys_answers_while_twenty_people_ask_for_a_poster(room: Room) -> None:
    someone = room.person("facilitator")
    assert poster(room).status == 200  # the process that draws has started
    with ThreadPoolExecutor(ASKED) as people:
        asked = [people.submit(poster, room) for _ in range(ASKED)]
        time.sleep(0.2)
        began = time.monotonic()
        assert someone.get("/").status == 200
        took = time.monotonic() - began
    statuses = Counter(one.result().status for one in asked)
    print(f"\n{ASKED} posters at once: {dict(statuses)}; the list of journeys took {took:.2f} s")  # noqa: T201
    assert statuses[200] >= 1
    assert statuses[200] + statuses[503] == ASKED
    assert took < 1.5


def test_who_finds_the_line_full_reads_when_to_come_again(facilitator: CheckingClient, journey_id: int) -> None:
    with services.line.place(), services.line.place(), services.line.place():
        answer = facilitator.get(f"/journeys/{journey_id}/poster.pdf")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "En anden plakat bliver tegnet" in answer.text
    assert facilitator.get(f"/journeys/{journey_id}/poster.pdf?size=a3").status_code == 200


def test_the_database_is_given_back_before_the_drawing_begins(
    app: Flask, facilitator: CheckingClient, journey_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def draw(*_arguments: object) -> bytes:
        held.append(db.engine.pool.checkedout())
        return b"%PDF-"

    monkeypatch.setattr(isolation.Worker, "draw", draw)
    assert facilitator.get(f"/journeys/{journey_id}/poster.pdf").status_code == 200
    assert held == [0]
