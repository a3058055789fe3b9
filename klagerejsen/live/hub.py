"""The fan-out: who follows which journey, and with whose eyes.

Everything here runs in the event loop's thread, except what is said to be for any
thread: those that write call it.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Sequence

from klagerejsen.live.frames import as_chunk
from klagerejsen.live.subscriber import Eyes, Frame, Subscriber

MOST_STREAMS = 2_000
MOST_STREAMS_OF_A_SESSION = 20
# A loop that is stopping, or has fallen behind, keeps no writer.
LONGEST_WAIT_SECONDS = 0.1


class Full(Exception):  # noqa: N818 - says what is the matter
    """There are as many streams as there may be; `status` is 429 where one session has them, else 503."""

    def __init__(self, status: int) -> None:
        super().__init__("too many streams")
        self.status = status


class Hub:
    """Who follows what."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self._rooms: dict[int, dict[Eyes, set[Subscriber]]] = {}
        # Replaced whole, never changed, so that other threads may read it at any time.
        self._watched: dict[int, tuple[Eyes, ...]] = {}
        self._of_session: Counter[str] = Counter()
        # Audiences of journeys of whom somebody may have lost the right to read; the pulse looks again.
        self.doubted: set[tuple[int, str]] = set()

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

    def journeys(self) -> tuple[int, ...]:
        """Return the journeys that somebody follows; any thread may ask."""
        return tuple(self._watched)

    def watched(self, journey_id: int) -> tuple[Eyes, ...]:
        """Return the eyes that follow a journey; any thread may ask."""
        return self._watched.get(journey_id, ())

    def doubt(self, journey_id: int, audience: str) -> None:
        """Ask for a second look at an audience of a journey; any thread may call."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.doubted.add, (journey_id, audience))

    def publish(self, journey_id: int, told: Sequence[tuple[Eyes, Sequence[Frame]]]) -> None:
        """Have the loop write frames, once for all who look with these eyes; any thread but the loop's may call.

        Returns when they are written, because a thread that computes meanwhile takes every second turn of the
        interpreter from the loop: two hundred readers had a note 2 ms later.
        """
        if self.loop is None or self.loop.is_closed():
            return
        written = threading.Event()
        self.loop.call_soon_threadsafe(self._deliver_all, journey_id, told, written)
        written.wait(LONGEST_WAIT_SECONDS)

    def _deliver_all(
        self, journey_id: int, told: Sequence[tuple[Eyes, Sequence[Frame]]], written: threading.Event
    ) -> None:
        try:
            for eyes, frames in told:
                if frames:
                    self._deliver(journey_id, eyes, frames)
        finally:
            written.set()

    def _deliver(self, journey_id: int, eyes: Eyes, frames: Sequence[Frame]) -> None:
        # What was committed as one is written as one, and waits as one where it must wait.
        together = Frame(frames[-1].seq, b"".join(frame.data for frame in frames))
        first, chunk = frames[0].seq, as_chunk(together.data)
        for subscriber in tuple(self._rooms.get(journey_id, {}).get(eyes, ())):
            if subscriber.last < first:
                subscriber.offer(together, chunk)
            else:
                for frame in frames:
                    subscriber.offer(frame)
