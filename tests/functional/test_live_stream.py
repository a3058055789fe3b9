"""The live channel on the real server: what is told, to whom, in what order, and to those who were away."""

import socket
import threading
import time

import pytest

from klagerejsen import create_app
from klagerejsen.extensions import db
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Event
from klagerejsen.web.headers import HEADERS
from tests import databases
from tests.conftest import settings_for
from tests.live_room import Room, Stream, furnish, key, serving

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory):
    folder = databases.copy(furnished, tmp_path_factory.mktemp("live") / "data")
    with serving(furnish(folder)) as room:
        yield room


@pytest.fixture
def follow(room):
    opened: list[Stream] = []

    def follow(name: str, after: object = None, **headers: str) -> Stream:
        path = room.stream if after is None else f"{room.stream}?after={after}"
        stream = room.person(name).follow(path, **headers)
        opened.append(stream)
        assert stream.status == 200
        stream.wait(lambda stream: stream.numbers)
        return stream

    yield follow
    for stream in opened:
        stream.close()


def write(room: Room, name: str, words: str, event: int = 0) -> int:
    """Write a note as somebody and return the number of its change, or a later one."""
    answer = room.person(name).post(room.notes, note=words, key=key(words), event=room.events[event])
    assert answer.status == 303, answer.text[:300]
    return room.latest()


def test_everyone_is_told_everything_once_and_in_order_while_several_write(room, follow):
    before = room.latest()
    streams = [follow(name) for name in ("facilitator", "screen", "citizen", "authority")]
    people = [room.person(side) for side in ("citizen", "authority", "external")]

    def write_twelve(person, name):
        for number in range(12):
            form = {"note": f"{name} {number}", "key": key(f"{name}{number}"), "event": room.events[number]}
            assert person.post(room.notes, **form).status == 303

    writers = [threading.Thread(target=write_twelve, args=(person, n)) for n, person in enumerate(people)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    for stream in streams:
        stream.reach(before + 36)
        assert stream.numbers == list(range(before, before + 37))


def test_an_audience_gets_the_same_bytes(room, follow):
    citizen, authority = follow("citizen"), follow("authority")
    number = write(room, "external", "Det samme til alle")
    for stream in (citizen, authority):
        stream.reach(number)
    assert citizen.messages == authority.messages
    assert "Det samme til alle" in citizen.messages[-1]["html"]
    assert {"seq", "entity", "id", "html"} <= set(citizen.messages[-1])


def test_who_was_away_gets_what_was_missed_by_the_number_the_browser_remembers(room, follow):
    first = follow("citizen")
    had = first.last
    first.close()
    write(room, "external", "Sagt imens")
    number = write(room, "external", "Og en til", event=1)
    # The browser's own memory wins over the address, which is as old as the page.
    again = follow("citizen", 0, **{"Last-Event-ID": str(had)})
    again.reach(number)
    assert [message["seq"] for message in again.messages] == [number - 1, number]
    assert "Og en til" in again.messages[-1]["html"]


def test_who_comes_with_the_newest_number_is_told_nothing_old(room, follow):
    number = room.latest()
    stream = follow("citizen", number)
    assert stream.last == number
    assert stream.messages == []


@pytest.mark.parametrize("forged", ["-1", "99999999", "abc", "1e3", "9" * 12, "9" * 40, "0x10", "%31%00", "١٢"])
def test_a_number_that_was_never_given_calls_for_everything_anew(room, follow, forged):
    stream = follow("citizen", **{"Last-Event-ID": forged}) if forged.isascii() else follow("citizen", "%D9%A1")
    resets = [told for told in stream.told if told.kind == "reset"]
    assert [reset.id for reset in resets] == [room.latest()]
    # In letters: eight digits look like a telephone number, and such a note is held back.
    letters = "".join(chr(97 + ord(character) % 26) for character in forged)
    number = write(room, "external", f"Efter {letters}")
    stream.reach(number)
    assert stream.messages[-1]["seq"] == number


def test_polling_tells_the_same_as_the_stream(room, follow):
    before = room.latest()
    live = follow("authority")
    write(room, "citizen", "Til begge veje")
    number = write(room, "external", "Om noget andet", event=1)
    live.reach(number)
    caught_up = follow("authority", before)
    polled = room.person("authority").get(f"{room.changes}?after={before}").json()
    assert polled["seq"] == number
    assert polled["messages"] == live.messages == caught_up.messages


def test_polling_with_a_forged_number_asks_for_everything_anew(room):
    polled = room.person("authority").get(f"{room.changes}?after=99999999").json()
    assert polled["reset"]
    assert polled["seq"] == room.latest()
    assert "Genindlæs" in polled["html"]


def test_a_change_that_says_nothing_to_an_audience_still_moves_its_number(room, follow):
    citizen = follow("citizen")
    room.person("authority").post(f"/workshops/{room.workshop_id}/phone/readiness", ready="yes")
    number = room.latest()
    citizen.reach(number)
    assert citizen.messages == []


@pytest.mark.parametrize("path", ["stream", "changes"])
def test_nobody_gets_in_and_a_stranger_finds_nothing(room, path):
    address, script = getattr(room, path), {"HX-Request": "true"}
    assert room.person("nobody").get(address, **script).status == 401
    assert room.person("stranger").get(address, **script).status == 404
    assert room.person("citizen").get(f"/journeys/999/{path}", **script).status == 404
    assert room.person("citizen").get(f"/journeys/{room.journey_id + 1}/{path}", **script).status == 404


def test_the_stream_carries_the_security_headers(room, follow):
    headers = follow("citizen").answer.headers
    assert headers["Content-Type"].startswith("text/event-stream")
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "no-store" in headers["Cache-Control"]


def test_one_browser_may_not_open_streams_without_end(room):
    person = room.person("external")
    streams = [person.follow(room.stream) for _ in range(20)]
    assert {stream.status for stream in streams} == {200}
    refused = person.follow(room.stream)
    assert refused.status == 429
    assert refused.answer.headers["Retry-After"]
    for stream in (*streams, refused):
        stream.close()
    time.sleep(0.3)
    again = person.follow(room.stream)
    assert again.status == 200
    again.close()


def test_what_another_process_wrote_is_told_too(room, follow):
    stream = follow("citizen")
    app = create_app(settings_for(room.folder))
    with app.test_request_context():
        event = db.session.get(Event, room.events[0])
        piece = {**journeys.snapshot(event), "title": "Rettet fra kommandolinjen"}
        journeys.edit_event(event, piece, event.version, NOBODY)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    stream.wait(lambda stream: any("kommandolinjen" in message["html"] for message in stream.messages))
    number = write(room, "external", "Og så videre")
    stream.reach(number)
    assert stream.numbers == list(range(stream.numbers[0], number + 1))


def test_a_slow_request_body_keeps_nobody_from_writing(room):
    person = room.person("citizen")
    person.post(room.notes, note="x", key=key("warm"), event=room.events[0])
    head = (
        f"POST {room.notes} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {person.headers()['Cookie']}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nnote=half"
    )
    slow = []
    for _ in range(16):
        slow.append(socket.create_connection(("127.0.0.1", room.port)))
        slow[-1].sendall(head.encode())
    began = time.monotonic()
    write(room, "authority", "Imens")
    assert time.monotonic() - began < 2
    for connection in slow:
        connection.close()


def test_a_body_that_is_too_large_is_refused_before_it_is_read(room):
    person = room.person("citizen")
    refused = person.ask("POST", room.notes, **{"Content-Length": "50000000", "Content-Type": "text/plain"})
    assert refused.status == 413


def test_a_query_that_nobody_escaped_harms_nothing(room):
    for path in ("/login", room.stream):
        with socket.create_connection(("127.0.0.1", room.port), timeout=5) as line:
            line.sendall(f"GET {path}?q=\xe6 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode("latin-1"))
            assert line.recv(65536).split(b" ")[1] in (b"200", b"400", b"401")


def test_a_plain_wsgi_server_has_no_stream_but_polls(app, facilitator, journey_id):
    assert facilitator.get(f"/journeys/{journey_id}/stream").status_code == 501
    polled = facilitator.get(f"/journeys/{journey_id}/changes?after=0").get_json()
    assert polled["seq"] >= 1
    assert [message["seq"] for message in polled["messages"]][-1] == polled["seq"]
