"""F17 and F31: a database that somebody else has locked, and very many readers who do not read."""

import asyncio
import random
import resource
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

import pytest

from tests import databases
from tests.crowd import Listener, percentile
from tests.live_room import Room, furnish, key, seat_more, serving
from tests.outbox import Outbox

pytestmark = pytest.mark.enable_socket

WRITERS = 30
# A session may have twenty streams.
SEATS = 60


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory):
    folder = databases.copy(furnished, tmp_path_factory.mktemp("faults") / "data")
    room = furnish(folder)
    seat_more(room, WRITERS)
    with serving(room) as room:
        yield room


def write(room: Room, words: str, event: int = 0, side: str = "citizen") -> None:
    form = {"note": words, "key": key(words), "event": room.events[event]}
    answer = room.person(side).post(room.notes, **form)
    assert answer.status == 303, answer.text[:300]


def test_f31_a_thousand_streams_of_which_many_are_never_read_leave_the_pages_quick_and_the_memory_small(
    furnished: Path, tmp_path: Path, at_length: Callable
) -> None:
    streams, asleep, notes, rate = at_length(200, 1_000), at_length(10, 100), at_length(300, 450), at_length(60, 20)
    room = furnish(databases.copy(furnished, tmp_path / "data"))
    seat_more(room, SEATS)
    _open_many_files()
    # No more files than there are streams, as where a system gives a process 1,024.
    room.start_command("sh", "-c", f'ulimit -Sn {streams}; exec "$0" "$@"')
    try:
        flood = Flood(room, streams - asleep, asleep)
        asyncio.run(flood.go_through(notes, rate))
    finally:
        room.end()
    print(
        f"\nF31: {streams} streams, {asleep} never read, {notes} notes at {rate} a second: page p95"
        f" {percentile(flood.quiet, 0.95):.0f} ms before, {percentile(flood.busy, 0.95):.0f} ms meanwhile;"
        f" {flood.each:.0f} kB a stream, at most {flood.most / 1000:.0f} MB; cut off {flood.cut},"
        f" back with everything {flood.back}; gaps of the others {flood.gaps}"
    )
    assert (flood.gaps, flood.cut, flood.back) == (0, asleep, asleep)
    assert flood.each < 60
    # Beside its streams: what waited for the sleepers is given back, and was never more than a hundred frames each.
    assert flood.most < flood.before + 60 * streams + 300 * asleep + 60_000
    assert max(flood.busy) < 10_000


class Flood:
    """Very many readers of one room: those who are awake are told everything, those who sleep never read a byte."""

    def __init__(self, room: Room, awake: int, asleep: int) -> None:
        self.room, self.cookies = room, [room.person(f"seat {one}").headers()["Cookie"] for one in range(SEATS)]
        self.awake = [self._listener(number) for number in range(awake)]
        self.asleep = [self._listener(awake + number) for number in range(asleep)]
        self.quiet: list[float] = []
        self.busy: list[float] = []
        self.before = self.most = self.cut = self.back = self.gaps = 0
        self.each = 0.0

    def _listener(self, number: int) -> Listener:
        return Listener(self.room.stream, self.cookies[number % SEATS])

    async def go_through(self, notes: int, rate: float) -> None:
        await self._look_at_pages(asyncio.create_task(asyncio.sleep(1)), [])
        await self._look_at_pages(asyncio.create_task(asyncio.sleep(3)), self.quiet)
        self.before = self.room.memory()
        following = await self._open(self.awake)
        sleeping = [self._fall_asleep(one) for one in self.asleep]
        await asyncio.sleep(1)
        self.each = (self.room.memory() - self.before) / (len(self.awake) + len(self.asleep))
        await self._look_at_pages(asyncio.create_task(self._write(notes, rate)), self.busy)
        latest = await self._latest()
        await self._all_at(self.awake, latest)
        self.gaps = sum(len(one.told) != notes for one in self.awake)
        self.cut = sum([await asyncio.to_thread(is_hung_up, one) for one in sleeping])
        following += await self._open(self.asleep)
        await self._all_at(self.asleep, latest)
        self.back = sum(one.shows == self.awake[0].shows for one in self.asleep)
        for task in following:
            task.cancel()

    async def _open(self, listeners: list[Listener]) -> list[asyncio.Task]:
        tasks = []
        for start in range(0, len(listeners), 25):
            group = listeners[start : start + 25]
            tasks += [asyncio.create_task(one.stay(self.room.port, random.Random(start))) for one in group]
            await self._until(lambda group=group: all(one.openings for one in group))
        return tasks

    def _fall_asleep(self, reader: Listener) -> socket.socket:
        reader.after = self.awake[0].after
        return sleeper(self.room, reader.cookie)

    async def _all_at(self, listeners: list[Listener], latest: int) -> None:
        await self._until(lambda: all(one.last >= latest for one in listeners))

    async def _until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                await asyncio.sleep(0.05)

    async def _latest(self) -> int:
        return await asyncio.to_thread(self.room.latest)

    async def _write(self, notes: int, rate: float) -> None:
        people, began = [self.room.person(f"seat {one}") for one in range(SEATS)], time.monotonic()
        for number in range(notes):
            words = f"Note {number}, " + "blåbærgrød på ø " * 29
            event = self.room.events[number % 20]
            answer = await asyncio.to_thread(
                people[number % SEATS].post, self.room.notes, note=words, key=key(number), event=event
            )
            assert answer.status == 303
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))

    async def _look_at_pages(self, until: asyncio.Task, times: list[float]) -> None:
        """Read pages one after the other until something is done, and note how long each took, in milliseconds."""
        paths = cycle(
            (f"/workshops/{self.room.workshop_id}/console", f"/journeys/{self.room.journey_id}/board", "/login")
        )
        person = self.room.person("facilitator")
        while not until.done():
            began = time.monotonic()
            assert (await asyncio.to_thread(person.get, next(paths))).status == 200
            times.append(1000 * (time.monotonic() - began))
            self.most = max(self.most, self.room.memory())
            await asyncio.sleep(0.05)
        await until


def _open_many_files() -> None:
    """Let this process open as many files as it may."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


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


def sleeper(room: Room, cookie: str) -> socket.socket:
    """Open a stream and never read it."""
    asleep = socket.socket()
    asleep.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asleep.connect(("127.0.0.1", room.port))
    asleep.sendall(f"GET {room.stream} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    return asleep


def test_f17_while_somebody_else_locks_the_database_pages_are_read_and_what_is_written_arrives_afterwards(
    room: Room, at_length: Callable
) -> None:
    seconds, over, pages = at_length(6.5, 10.0), threading.Event(), []
    reader = room.person("external").follow(room.stream)
    reader.wait(lambda stream: stream.numbers)
    boxes = [Outbox(room.person(f"seat {number}"), room.port, number, hurry=1) for number in range(WRITERS)]

    def write_two(number: int) -> None:
        for note in range(2):
            boxes[number].send(room.notes, note=f"Imens {number}.{note}", event=room.events[number % 20])

    def read(path: str) -> None:
        person = room.person("facilitator")
        while not over.is_set():
            began = time.monotonic()
            status = person.get(path).status
            pages.append((status, 1000 * (time.monotonic() - began)))
            over.wait(0.1)

    looked_at = [f"/workshops/{room.workshop_id}/console", f"/journeys/{room.journey_id}/board", room.changes]
    with ThreadPoolExecutor(WRITERS + len(looked_at)) as pool:
        with databases.locked(room.folder, room.journey_id):
            writing = [pool.submit(write_two, number) for number in range(WRITERS)]
            for path in looked_at:
                pool.submit(read, path)
            time.sleep(seconds)
        over.set()
        began = time.monotonic()
        for one in writing:
            one.result()
        after = time.monotonic() - began
    arrived = [text for (text,) in room.rows("SELECT text FROM notes WHERE text LIKE 'Imens %' ORDER BY id")]
    said = sum((box.said for box in boxes), Counter())
    waits = [wait for _status, wait in pages]
    lost, doubled = 2 * WRITERS - len(set(arrived)), len(arrived) - len(set(arrived))
    print(
        f"\nF17: locked for {seconds} s while {WRITERS} phones write: {dict(said)}; lost {lost}, doubled {doubled},"
        f" all there {after:.1f} s later;"
        f" {len(pages)} pages meanwhile, p95 {percentile(waits, 0.95):.0f}, at most {max(waits):.0f} ms"
    )
    assert sorted(arrived) == sorted(f"Imens {number}.{note}" for number in range(WRITERS) for note in range(2))
    # Who waits for a turn and then for the database may lose patience first; a phone has more of it.
    assert {200, 503} <= set(said) <= {200, 503, "TimeoutError"}
    assert {status for status, _wait in pages} == {200}
    assert max(waits) < 5_000
    reader.reach(room.latest())
    reader.close()
