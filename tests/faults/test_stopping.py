"""F12 and F13: servers that are killed and servers that are stopped, while people write and listen; as installed."""

import asyncio
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from tests import databases
from tests.crowd import Listener, percentile
from tests.live_room import Room, furnish, seat_more
from tests.outbox import Outbox

pytestmark = pytest.mark.enable_socket

CLIENTS = 50
LIFE = 0.5
WHEN = """SELECT notes.text, min(changes.seq) FROM notes JOIN changes
    ON changes.entity = 'note' AND changes.entity_id = notes.id GROUP BY notes.text"""


@pytest.fixture
def room(furnished: Path, tmp_path: Path) -> Iterator[Room]:
    room = furnish(databases.copy(furnished, tmp_path / "data"))
    seat_more(room, CLIENTS)
    room.start_command()
    yield room
    room.end()


class People:
    """So many people with a phone each: it sends a note every so often until it is written, and it follows the room."""

    def __init__(self, room: Room, number: int, every: float, hurry: float) -> None:
        self.room, self.every = room, every
        self.boxes = [Outbox(room.person(f"seat {one}"), room.port, one, hurry) for one in range(number)]
        self.listeners = [Listener(room.stream, box.person.headers()["Cookie"]) for box in self.boxes]
        self.acknowledged: list[str] = []

    def at_work(self, faults: Callable[[], None]) -> None:
        """Write and listen while faults are injected, and until everything is written and everybody has it."""
        asyncio.run(self._at_work(faults))

    async def _at_work(self, faults: Callable[[], None]) -> None:
        over, loop = Event(), asyncio.get_running_loop()
        with ThreadPoolExecutor(len(self.boxes) + 1) as pool:
            dice = random.Random(13)
            following = [asyncio.create_task(one.stay(self.room.port, dice)) for one in self.listeners]
            while not all(one.openings for one in self.listeners):
                await asyncio.sleep(0.05)
            writing = [loop.run_in_executor(pool, self._write, number, over) for number in range(len(self.boxes))]
            try:
                await loop.run_in_executor(pool, faults)
            finally:
                over.set()
            await asyncio.gather(*writing)
            latest = await asyncio.to_thread(self.room.latest)
            async with asyncio.timeout(60):
                while any(one.last < latest for one in self.listeners):
                    await asyncio.sleep(0.05)
            for task in following:
                task.cancel()

    def _write(self, number: int, over: Event) -> None:
        box, dice, note = self.boxes[number], random.Random(number), 0
        while not over.wait(self.every * 2 * dice.random()):
            note += 1
            words = f"Fra {number}, den {note}."
            box.send(self.room.notes, note=words, event=self.room.events[note % 20])
            self.acknowledged.append(words)

    def said(self) -> Counter:
        return sum((box.said for box in self.boxes), Counter())

    def hold(self) -> str:
        """Check that what was acknowledged is there once, in a sound log, and was told to everybody; say so."""
        kept = Counter(text for (text,) in self.room.rows("SELECT text FROM notes WHERE text LIKE 'Fra %'"))
        when = dict(self.room.rows(WHEN))
        query = "SELECT seq FROM changes WHERE journey_id = :case ORDER BY seq"
        numbers = [seq for (seq,) in self.room.rows(query, case=self.room.journey_id)]
        lost, doubled = set(self.acknowledged) - set(kept), [text for text, times in kept.items() if times > 1]
        # Who was away for long loads the page anew, with all that stands there.
        untold = sum(
            len({words for words in kept if when[words] > one.anew} - words_told(one)) for one in self.listeners
        )
        if not databases.on_postgresql():
            assert self.room.rows("PRAGMA integrity_check") == [("ok",)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert (lost, doubled, untold) == (set(), [], 0)
        anew = sum(one.resets for one in self.listeners)
        readers = f"{len(self.listeners)} readers, who loaded the page anew {anew} times"
        return f"{len(self.acknowledged)} notes acknowledged, lost 0, doubled 0, untold 0 of {readers}"


def words_told(listener: Listener) -> set[str]:
    return {words for message in listener.told for words in re.findall(r"Fra \d+, den \d+\.", message["html"])}


def test_f12_what_was_acknowledged_outlives_kill_9_again_and_again(room: Room, at_length: Callable) -> None:
    """Killed half a second after it answers again: sixty seconds of service at full length."""
    kills, downs, people = at_length(4, 120), [], People(room, 8, every=0.1, hurry=20)

    def kill_and_start() -> None:
        for _ in range(kills):
            time.sleep(LIFE)
            began = time.monotonic()
            room.stop(signal.SIGKILL)
            room.start_command()
            assert room.person("nobody").get("/healthz").status == 200
            downs.append(time.monotonic() - began)
        time.sleep(LIFE)

    people.at_work(kill_and_start)
    cut = sum(times for what, times in people.said().items() if what not in (200, "ConnectionRefusedError"))
    print(
        f"\nF12: {kills} kills: {people.hold()}; answers lost with the server {cut};"
        f" answers again after p50 {percentile(downs, 0.5):.1f}, at most {max(downs):.1f} s"
    )
    assert len(people.acknowledged) > kills


def test_f13_fifty_who_write_and_listen_hardly_notice_an_orderly_stop(room: Room, at_length: Callable) -> None:
    stops, exits, ups, people = at_length(1, 10), [], [], People(room, CLIENTS, every=1.0, hurry=1)

    def stop_and_start() -> None:
        for _ in range(stops):
            time.sleep(3)
            exits.append(room.stop())
            began = time.monotonic()
            room.start_command()
            ups.append(time.monotonic() - began)
        time.sleep(3)

    people.at_work(stop_and_start)
    absences = [wait for one in people.listeners for wait in one.absences]
    cut = {what: times for what, times in people.said().items() if what not in (200, "ConnectionRefusedError")}
    print(
        f"\nF13: {stops} stops with {CLIENTS} clients: {people.hold()}; answers cut off {cut or 0};"
        f" gone after at most {max(exits):.2f} s, up again after at most {max(ups):.1f} s;"
        f" streams open again after p50 {percentile(absences, 0.5):.1f}, p95 {percentile(absences, 0.95):.1f} s"
    )
    assert sum(one.resets for one in people.listeners) == 0
    # Who is still away at the next stop was away once for both.
    assert len(absences) > CLIENTS * stops * 0.9
    assert max(exits) < 6
