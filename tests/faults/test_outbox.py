"""What becomes of what people write when requests are cut, repeated or come late; each test names its row."""

import datetime as dt
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from urllib.parse import urlencode

import pytest

from tests import databases
from tests.cutting_proxy import CuttingProxy
from tests.live_room import HERE, SERVE, Answer, Room, furnish, seat_more, serving
from tests.outbox import Outbox

pytestmark = pytest.mark.enable_socket

CLIENTS, NOTES = 30, 20
STORM = 50


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory):
    folder = databases.copy(furnished, tmp_path_factory.mktemp("outbox") / "data")
    room = furnish(folder, revealed=False)
    seat_more(room, CLIENTS)
    with serving(room) as room:
        yield room


def test_f01_each_note_arrives_exactly_once_through_a_network_that_cuts_a_third(room: Room):
    proxy = CuttingProxy(room.port)
    boxes = [Outbox(room.person(f"seat {number}"), proxy.port, number) for number in range(CLIENTS)]

    def write_all(number: int) -> None:
        for note in range(NOTES):
            boxes[number].send(room.notes, note=f"Note {number}-{note}", event=room.events[note])

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(write_all, range(CLIENTS)))
    proxy.close()
    arrived = Counter(text for (text,) in room.rows("SELECT text FROM notes WHERE text LIKE 'Note %'"))
    wanted = {f"Note {number}-{note}" for number in range(CLIENTS) for note in range(NOTES)}
    lost, doubled = wanted - set(arrived), [text for text, times in arrived.items() if times > 1]
    print(f"\nF01: {proxy.requests} requests, {proxy.cut} cut; lost {len(lost)}, duplicated {len(doubled)}")
    assert proxy.cut > proxy.requests / 5
    assert (lost, doubled) == (set(), [])
    for number in range(CLIENTS):
        query = f"SELECT text FROM notes WHERE text LIKE 'Note {number}-%' ORDER BY id"
        assert [text for (text,) in room.rows(query)] == [f"Note {number}-{note}" for note in range(NOTES)]


def storm(room: Room, seat: str, path: str, fields: dict[str, object]) -> list[Answer]:
    """Post the same write many times at once."""
    person = room.person(seat)
    person.post("/nowhere")
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    body = urlencode({**fields, "csrf_token": person.token})
    with ThreadPoolExecutor(STORM) as pool:
        return list(pool.map(lambda _: person.ask("POST", path, body, **kind), range(STORM)))


@pytest.mark.parametrize("what", ["answer", "note"])
def test_f03_a_storm_of_one_key_writes_one_row_and_gets_one_answer(room: Room, what: str):
    path, fields, count = {
        "answer": (
            f"/workshops/{room.workshop_id}/phone/events/{room.events[5]}",
            {"known": "known", "score": "-2", "text": "Stormen", "key": "a" * 32, "turn": 900},
            "SELECT count(*) FROM answers WHERE text = 'Stormen'",
        ),
        "note": (
            room.notes,
            {"note": "Stormen", "event": room.events[5], "key": "b" * 32, "turn": 901},
            "SELECT count(*) FROM notes WHERE text = 'Stormen'",
        ),
    }[what]
    # Two storms are no more than what one seat may write in a minute.
    before, seat = room.latest(), {"answer": "seat 0", "note": "seat 2"}[what]
    answers = storm(room, seat, path, fields)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert room.rows(count) == [(1,)]
    assert room.latest() == before + 1
    words = "note" if what == "note" else "text"
    others = storm(room, seat, path, {**fields, words: "Andre ord"})
    print(f"\nF03 {what}: {STORM} posts, 1 row, 1 answer; other words: {Counter(one.status for one in others)}")
    assert {answer.status for answer in others} == {409}
    assert room.rows(count) == [(1,)]


# The clock of the whole server process, moved before anything reads it.
MOVED_CLOCK = """
import datetime as dt
import klagerejsen.database as database
database.utcnow = lambda: dt.datetime.now(dt.UTC) + dt.timedelta(hours={hours})
"""


def restart(room: Room, hours: int) -> None:
    room.stop()
    command = [sys.executable, "-c", MOVED_CLOCK.format(hours=hours) + SERVE, str(room.folder), "0", "15"]
    room.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE)
    room.port = int(room.process.stdout.readline().rsplit(":", 1)[1])


def test_f11_an_hour_wrong_on_the_server_changes_no_order_and_ends_no_session(room: Room):
    began, written = room.latest(), []
    for seed, hours in enumerate((0, 1, -1, 0), 1_000):
        restart(room, hours)
        outbox = Outbox(room.person("seat 1"), room.port, seed)
        for _ in range(5):
            words = f"Ur {hours:+d}, nummer {len(written)}"
            assert outbox.send(room.notes, note=words, event=room.events[9])["saved"]
            written.append(words)
    page = room.person("seat 1").get(f"/workshops/{room.workshop_id}/phone/events/{room.events[9]}").text
    places = [page.index(words) for words in written]
    lines = room.rows(
        f"SELECT seq, at FROM changes WHERE journey_id = {room.journey_id} AND seq > {began} ORDER BY seq"
    )
    times = [dt.datetime.fromisoformat(str(at)) for _seq, at in lines]
    jumps = sum(abs(later - earlier) > dt.timedelta(minutes=59) for earlier, later in pairwise(times))
    inversions = sum(later < earlier for earlier, later in pairwise(places))
    print(f"\nF11 server: {len(written)} notes over {jumps} jumps of the clock; inversions {inversions}")
    assert jumps == 3
    assert inversions == 0
    assert [seq for seq, _at in lines] == list(range(began + 1, began + 1 + len(written)))
