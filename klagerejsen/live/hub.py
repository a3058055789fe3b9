"""The fan-out: who follows which journey with whose eyes, and the queue in front of each of them.

Everything here runs in the event loop's thread, except `watched` and `publish`, which the threads that write call.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

# A reader that lags this many frames behind is cut off; it comes back and catches up from the change log.
MOST_WAITING = 100
MOST_STREAMS = 2_000
MOST_STREAMS_OF_A_SESSION = 20


class Eyes(NamedTuple):
    """Whose eyes a message is rendered for: an audience ("facilitator", "screen", "participant") and a language."""

    audience: str
    language: str


class Frame(NamedTuple):
    """The bytes of one message and the number of the change they tell of."""

    seq: int
    data: bytes


class Full(Exception):  # noqa: N818 - says what is the matter
    """There are as many streams as there may be; `status` is 429 where one session has them, else 503."""

    def __init__(self, status: int) -> None:
        super().__init__("too many streams")
        self.status = status


class Subscriber:
    """One open stream: frames wait here until its socket takes them."""

    __slots__ = ("_waiting", "_wake", "_when_slow", "ended", "eyes", "journey_id", "last", "session")

    def __init__(self, journey_id: int, eyes: Eyes, session: str, when_slow: Callable[[], object]) -> None:
        self.journey_id, self.eyes, self.session = journey_id, eyes, session
        self.last = -1
        self.ended = False
        self._when_slow = when_slow
        self._waiting: deque[Frame | bytes] = deque()
        self._wake = asyncio.Event()

    def offer(self, frame: Frame) -> None:
        """Queue a numbered frame, unless the reader has had it or lags too far behind."""
        if self.ended or frame.seq <= self.last:
            return
        if len(self._waiting) >= MOST_WAITING:
            self._cut()
            return
        self.last = frame.seq
        self._waiting.append(frame)
        self._wake.set()

    def say(self, data: bytes) -> None:
        """Queue bytes without a number; a reader with much before it does not need them."""
        if not self.ended and len(self._waiting) < MOST_WAITING:
            self._waiting.append(data)
            self._wake.set()

    def had(self, seq: int) -> None:
        """Note what was replayed, and forget what came in meanwhile and is part of it."""
        kept = [item for item in self._waiting if not isinstance(item, Frame) or item.seq > seq]
        self._waiting = deque(kept)
        self.last = max(self.last, seq)

    def end(self, goodbye: bytes = b"") -> None:
        """End the stream once what waits was sent, with a last word."""
        self.say(goodbye)
        self.ended = True
        self._wake.set()

    def _cut(self) -> None:
        self._waiting.clear()
        self.ended = True
        self._wake.set()
        self._when_slow()

    async def frames(self) -> bytes:
        """Wait for frames and return all that wait, joined; empty when the stream has ended."""
        while not self._waiting and not self.ended:
            self._wake.clear()
            await self._wake.wait()
        joined = b"".join(item.data if isinstance(item, Frame) else item for item in self._waiting)
        self._waiting.clear()
        return joined


class Hub:
    """Who follows what."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self._rooms: dict[int, dict[Eyes, set[Subscriber]]] = {}
        # Replaced whole, never changed, so that other threads may read it at any time.
        self._watched: dict[int, tuple[Eyes, ...]] = {}
        self._of_session: Counter[str] = Counter()

    def join(self, subscriber: Subscriber) -> None:
        """Let somebody follow a journey; raises `Full`."""
        if self._of_session[subscriber.session] >= MOST_STREAMS_OF_A_SESSION:
            raise Full(429)
        if self._of_session.total() >= MOST_STREAMS:
            raise Full(503)
        self._of_session[subscriber.session] += 1
        room = self._rooms.setdefault(subscriber.journey_id, {})
        room.setdefault(subscriber.eyes, set()).add(subscriber)
        self._watched[subscriber.journey_id] = tuple(room)

    def leave(self, subscriber: Subscriber) -> None:
        """Take somebody off who has joined."""
        self._of_session[subscriber.session] -= 1
        if not self._of_session[subscriber.session]:
            del self._of_session[subscriber.session]
        room = self._rooms[subscriber.journey_id]
        room[subscriber.eyes].remove(subscriber)
        if not room[subscriber.eyes]:
            del room[subscriber.eyes]
        self._watched[subscriber.journey_id] = tuple(room)
        if not room:
            del self._rooms[subscriber.journey_id], self._watched[subscriber.journey_id]

    def everyone(self) -> list[Subscriber]:
        """Return all subscribers."""
        return [one for room in self._rooms.values() for group in room.values() for one in group]

    def journeys(self) -> tuple[int, ...]:
        """Return the journeys that somebody follows; any thread may ask."""
        return tuple(self._watched)

    def watched(self, journey_id: int) -> tuple[Eyes, ...]:
        """Return the eyes that follow a journey; any thread may ask."""
        return self._watched.get(journey_id, ())

    def publish(self, journey_id: int, frames: Mapping[Eyes, Sequence[Frame]]) -> None:
        """Hand frames to the loop, once for all subscribers; any thread may call."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._deliver, journey_id, frames)

    def _deliver(self, journey_id: int, frames: Mapping[Eyes, Sequence[Frame]]) -> None:
        room = self._rooms.get(journey_id, {})
        for eyes, numbered in frames.items():
            for subscriber in tuple(room.get(eyes, ())):
                for frame in numbered:
                    subscriber.offer(frame)
