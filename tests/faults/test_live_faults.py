"""What becomes of the live channel when lines are cut, readers sleep and servers die; each test names its row."""

import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException

import pytest

from tests import databases
from tests.live_room import Room, furnish, key, serving

pytestmark = pytest.mark.enable_socket

STREAMS_AT_STOP = 50


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory):
    folder = databases.copy(furnished, tmp_path_factory.mktemp("faults") / "data")
    with serving(furnish(folder)) as room:
        yield room


def write(room: Room, words: str, event: int = 0, side: str = "citizen") -> None:
    form = {"note": words, "key": key(words), "event": room.events[event]}
    answer = room.person(side).post(room.notes, **form)
    assert answer.status == 303, answer.text[:300]


def test_f31_readers_that_sleep_are_cut_off_and_keep_nobody_waiting(room):
    before, asleep = room.memory(), [sleeper(room) for _ in range(5)]
    awake = room.person("external").follow(room.stream)
    awake.wait(lambda stream: stream.numbers)
    room.process.send_signal(signal.SIGUSR1)
    waits = []
    while not awake.ended and awake.last < 1_000_300:
        began = time.monotonic()
        assert room.person("facilitator").get("/login").status == 200
        waits.append(time.monotonic() - began)
        time.sleep(0.05)
    assert awake.numbers[1:] == list(range(1_000_001, 1_000_301))
    assert max(waits) < 1
    # Without the cap, six million bytes would wait for each.
    assert room.memory() - before < 25_000
    assert all(is_hung_up(one) for one in asleep)
    awake.close()


def is_hung_up(asleep: socket.socket) -> bool:
    """Whether the server has broken the connection off: what it sent may be read, then it is reset."""
    asleep.settimeout(2)
    try:
        while asleep.recv(65536):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    finally:
        asleep.close()
    return True


def sleeper(room: Room) -> socket.socket:
    """Open a stream and never read it."""
    asleep = socket.socket()
    asleep.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asleep.connect(("127.0.0.1", room.port))
    cookie = room.person("authority").headers()["Cookie"]
    asleep.sendall(f"GET {room.stream} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    return asleep


def test_f17_a_database_locked_by_somebody_else_is_said_to_be_busy(room):
    reader = room.person("external").follow(room.stream)
    reader.wait(lambda stream: stream.numbers)
    people = [room.person(side) for side in ("citizen", "authority")]
    for person in people:
        person.post(room.notes, note="først", key=key(f"{person.cookies}"), event=room.events[0])
    number = room.latest()
    with ThreadPoolExecutor(2) as pool, databases.locked(room.folder, room.journey_id):
        form = {"note": "imens", "event": room.events[0]}
        posts = [pool.submit(person.post, room.notes, key=key(n), **form) for n, person in enumerate(people)]
        time.sleep(5.5)
        # Readers are not kept waiting by a writer.
        assert room.latest() == number
    answers = [post.result() for post in posts]
    assert {answer.status for answer in answers} <= {303, 503}
    assert 503 in {answer.status for answer in answers}
    assert all(answer.headers.get("Retry-After") for answer in answers if answer.status == 503)
    write(room, "bagefter")
    reader.reach(room.latest())
    reader.close()


def test_f12_what_was_acknowledged_outlives_kill_9(room):
    acknowledged, stopped = [], threading.Event()

    def write_for_ever(side: str) -> None:
        person, number = room.person(side), 0
        while not stopped.is_set():
            number += 1
            words = f"{side} {number}"
            person.port = room.port
            with suppress(OSError, HTTPException, TypeError):
                answer = person.post(room.notes, note=words, key=key(words), event=room.events[number % 20])
                if answer.status == 303:
                    acknowledged.append(words)
                    continue
            stopped.wait(0.05)

    writers = [threading.Thread(target=write_for_ever, args=(side,)) for side in ("citizen", "authority")]
    for writer in writers:
        writer.start()
    for _ in range(2):
        time.sleep(0.8)
        room.stop(signal.SIGKILL)
        room.start()
    time.sleep(0.3)
    stopped.set()
    for writer in writers:
        writer.join()
    kept = notes_in(room)
    assert len(acknowledged) > 5
    assert set(acknowledged) <= kept


def notes_in(room: Room) -> set[str]:
    return {text for (text,) in room.rows("SELECT text FROM notes")}


def test_f13_an_orderly_stop_ends_fifty_streams_in_under_a_second(room):
    person = room.person("facilitator")
    streams = [room.person("screen").follow(room.stream) for _ in range(STREAMS_AT_STOP - 35)]
    streams += [person.follow(room.stream) for _ in range(18)]
    streams += [room.person("citizen").follow(room.stream) for _ in range(STREAMS_AT_STOP - len(streams))]
    asleep = sleeper(room)
    for stream in streams:
        stream.wait(lambda stream: stream.numbers)
    assert room.stop() < 1
    delays = set()
    for stream in streams:
        stream.wait(lambda stream: stream.ended)
        delays.add(stream.raw.decode().split("retry: ")[-1].strip())
        stream.close()
    # They are told to come back at different times.
    assert len(delays) > STREAMS_AT_STOP / 2
    asleep.close()
