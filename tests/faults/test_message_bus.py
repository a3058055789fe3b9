"""F40: what wakes the other process dies, or the database itself is killed and comes back."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from math import inf

import pytest

from tests import databases
from tests.conftest import furnish as furnish_database
from tests.faults.following import Both, Reader, everybody, note, reading, words
from tests.live_room import Room, furnish, key, serving_twice

pytestmark = [pytest.mark.enable_socket, pytest.mark.postgresql]

SOON = 0.25
"""Faster than any sweep: whoever is told so soon was woken."""


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[databases.Cluster]:
    """A PostgreSQL of this test alone, which waits for the disk as one in service does."""
    cluster = databases.Cluster()
    cluster.start()
    monkeypatch.setitem(os.environ, databases.SOCKET, str(cluster.folder))
    yield cluster
    cluster.remove()


@pytest.fixture
def both(furnished, tmp_path) -> Iterator[Both]:
    folder = databases.copy(furnished, tmp_path / "data")
    with serving_twice(furnish(folder)) as both:
        yield both
    databases.drop(folder)


def deafen(room: Room) -> int:
    """Break every connection that listens for wake-ups; return how many there were."""
    listening = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    return len(room.rows(f"SELECT pg_terminate_backend(pid) {listening}"))


def test_f40_what_wakes_the_other_process_dies_again_and_again(both):
    first, second = both
    began: dict[int, float] = {}
    with reading(both) as read:
        reader, before = read(second, "authority"), first.latest()
        person, broken = first.person("citizen"), 0
        for number in range(1, 41):
            broken += deafen(first) if number <= 20 else 0
            began[before + number] = time.monotonic()
            assert note(person, first, f"Døv {words(number)}", number % 20) == 303
            deafened = began[before + 20] if number >= 20 else 0.0
            time.sleep(0.1)
        reader.reach(before + 40)
        late = {seq: reader.told[seq] - began[seq] for seq in began}
        heard = next(seq for seq in began if began[seq] > deafened and late[seq] < SOON)
        degraded, longest = began[heard] - deafened, max(late.values())
        print(
            f"\nF40 wake-ups: {broken} connections broken; lost {40 - len(reader.numbers)}, longest {longest:.1f} s, "
            f"woken again {degraded:.1f} s after the last"
        )
        assert reader.numbers == list(range(before + 1, before + 41))
    assert broken > 10
    assert longest < 4


def test_f40_the_database_is_killed_and_comes_back(cluster, tmp_path):
    """Writes are taken again when it is back, each once; pages keep their streams and miss nothing."""
    folder = furnish_database(tmp_path / "data")
    with serving_twice(furnish(folder)) as both, reading(both) as read:
        readers, before = everybody(both, read), both[0].latest()
        log, stopped = Log(), threading.Event()
        with ThreadPoolExecutor(2) as pool:
            people = zip(both, ("citizen", "authority"), strict=True)
            writers = [pool.submit(write_until, stopped, room, side, log) for room, side in people]
            time.sleep(1)
            killed = time.monotonic()
            cluster.stop(signal.SIGKILL)
            time.sleep(1)
            assert both[0].person("citizen").get("/healthz").status == 503
            cluster.start()
            up = time.monotonic()
            log.wait_for_taken_after(up)
            time.sleep(2)
            stopped.set()
            for writer in writers:
                writer.result()
        told_soon = report(log, readers, both, before, killed, up)
    assert set(log.answers) <= {303, 503}
    assert told_soon is not None


class Log:
    """What became of the notes that were sent: when each was taken, and every answer on the way."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self.answers: Counter[int] = Counter()

    def wait_for_taken_after(self, moment: float) -> None:
        deadline = moment + 20
        while not any(at > moment for at in tuple(self.taken.values())):
            assert time.monotonic() < deadline, "no note was taken"
            time.sleep(0.02)


def write_until(stopped: threading.Event, room: Room, side: str, log: Log) -> None:
    """Write one note after the other, each again and again until it is taken."""
    person, number = room.person(side), 0
    person.post("/nowhere")
    while not stopped.is_set():
        number += 1
        text = f"Bus {side} {words(number)}"
        form = {"note": text, "key": key(text), "event": room.events[number % 20]}
        while (status := person.post(room.notes, **form).status) != 303:
            log.answers[status] += 1
            time.sleep(0.1)
        log.answers[status] += 1
        log.taken[text] = time.monotonic()
        time.sleep(0.05)


def report(log: Log, readers: list[Reader], both: Both, before: int, killed: float, up: float) -> float | None:
    """Check that everything that was taken is there once and was told; return when people were told at once again."""
    rows = both[0].rows("SELECT text, count(*) FROM notes WHERE text LIKE 'Bus %' GROUP BY text")
    assert dict(rows) == dict.fromkeys(log.taken, 1)
    for reader in readers:
        reader.reach(before + len(rows))
        # A process whose database goes away while it tells of a change has its pages fetch everything anew.
        assert sorted([*reader.numbers, *reader.fetched]) == list(range(before + 1, before + len(rows) + 1))
    away = min(at for at in log.taken.values() if at > killed + 0.5) - killed
    seqs = {f"Bus {text}": seq for text, seq in _numbers(both[0]).items()}
    across = [
        log.taken[text]
        for text, seq in seqs.items()
        if log.taken[text] > up and all(reader.told.get(seq, inf) - log.taken[text] < SOON for reader in readers)
    ]
    soon = min(across) if across else None
    degraded = f"{soon - killed:.1f}" if soon else "no"
    print(
        f"\nF40 database: {len(rows)} notes; answers {dict(log.answers)}; lost 0, duplicated 0; "
        f"no writes for {away:.1f} s (1.0 of them stopped), told at once again after {degraded} s"
    )
    return soon


def _numbers(room: Room) -> dict[str, int]:
    query = (
        "SELECT substr(notes.text, 5), changes.seq FROM notes JOIN changes ON changes.entity_id = notes.id "
        "AND changes.entity = 'note' AND changes.journey_id = :id WHERE notes.text LIKE 'Bus %'"
    )
    return dict(room.rows(query, id=room.journey_id))
