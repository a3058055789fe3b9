"""Who sits in a room that two processes serve: readers that come back when they are cut off, and who writes."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException

from tests.live_room import Person, Room, Stream, key

Both = tuple[Room, Room]
SIDES = ("citizen", "authority", "external")


@dataclass
class Reader:
    """Somebody's page: it follows a process, comes back when it is cut off, and goes on from where it was."""

    room: Room
    name: str
    last: int
    told: dict[int, float] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    # What it was not told, because it was told to fetch everything anew.
    fetched: list[int] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.stream = self._follow()
        self.thread = threading.Thread(target=self._go_on)
        self.thread.start()

    def _follow(self) -> Stream:
        return self.room.person(self.name).follow(self.room.stream, **{"Last-Event-ID": str(self.last)})

    def _go_on(self) -> None:
        while not self.done.is_set():
            stream = self.stream
            with suppress(AssertionError):
                stream.wait(lambda stream: stream.ended or stream.last > self.last or self.done.is_set(), 0.3)
            self._take(stream)
            if (stream.ended or stream.status != 200) and not self.done.is_set():
                stream.close()
                time.sleep(0.05)
                with suppress(OSError, HTTPException):
                    self.stream = self._follow()

    def _take(self, stream: Stream) -> None:
        for told in tuple(stream.told):
            if told.id is not None and told.id not in self.told and told.id > self.last:
                if told.kind == "reset":
                    self.fetched += range(max(self.last, *self.numbers, 0) + 1, told.id)
                self.told[told.id] = told.at
                self.numbers.append(told.id)
        self.last = max(self.last, *self.numbers, 0)

    def reach(self, number: int, seconds: float = 10) -> None:
        deadline = time.monotonic() + seconds
        while self.last < number:
            assert time.monotonic() < deadline, (self.name, self.last, number)
            time.sleep(0.01)

    def close(self) -> None:
        self.done.set()
        self.thread.join()
        self.stream.close()


@contextmanager
def reading(both: Both) -> Iterator[Callable[[Room, str], Reader]]:
    """Let people read; their pages are closed at the end."""
    opened: list[Reader] = []

    def read(room: Room, name: str) -> Reader:
        opened.append(Reader(room, name, room.latest()))
        return opened[-1]

    try:
        yield read
    finally:
        for reader in opened:
            reader.close()


def everybody(both: Both, read: Callable[[Room, str], Reader]) -> list[Reader]:
    """The facilitator and one side sit at one process, the screen and two sides at the other."""
    first, second = both
    return [read(first, "facilitator"), read(first, "citizen"), *(read(second, n) for n in ("screen", *SIDES[1:]))]


def note(person: Person, room: Room, words: str, event: int = 0) -> int:
    return person.post(room.notes, note=words, key=key(words), event=room.events[event]).status


def words(number: int) -> str:
    """Different words without digits in a row, which look like personal data."""
    return "Sagt " + " ".join(str(number))
