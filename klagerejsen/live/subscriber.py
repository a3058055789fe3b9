"""One reader's end of a stream: numbered frames go straight to its socket, and wait only when that is full."""

from collections import deque
from collections.abc import Callable, Coroutine, MutableMapping
from typing import Any, NamedTuple, Protocol

Send = Callable[[MutableMapping[str, Any]], Coroutine[Any, Any, None]]


class Wire(Protocol):
    """The connection itself, for bytes that are framed for it already; what asyncio calls a transport."""

    def write(self, chunk: bytes) -> None:
        """Write now what the socket takes, and the rest when it takes more."""

    def get_write_buffer_size(self) -> int:
        """Return how many bytes wait for the socket."""


# A reader that lags this many frames behind is cut off; it comes back and catches up from the change log.
MOST_WAITING = 100
MOST_AT_ONCE = 64 * 1024
_UNNUMBERED = -1


class Eyes(NamedTuple):
    """Whose eyes a message is rendered for: an audience (as `access.guard.audience` names them) and a language."""

    audience: str
    language: str


class Frame(NamedTuple):
    """The bytes of one message and the number of the change they tell of; `anew` where counting begins anew."""

    seq: int
    data: bytes
    anew: bool = False


class Subscriber:
    """Somebody who follows a journey. Used in the event loop's thread only.

    A frame is written by stepping the server's `send` by hand, in the very callback that publishes: a task to
    wake for each of a thousand readers cost two thirds more. Where the socket takes it, `send` ends in one step;
    where it does not, what `send` waits for calls back, and frames wait here meanwhile. What is framed for the whole
    room goes past `send`, on the wire, as long as nothing waits.
    """

    __slots__ = (
        "_abort", "_finished", "_held", "_send", "_sending", "_waiting", "_wire",
        "ended", "eyes", "journey_id", "last", "session",
    )  # fmt: skip

    def __init__(self, journey_id: int, eyes: Eyes, session: str, send: Send, abort: Callable[[], object]) -> None:
        self.journey_id, self.eyes, self.session = journey_id, eyes, session
        self.ended = self._finished = False
        self._send, self._abort = send, abort
        self._waiting: deque[Frame] = deque()
        self._sending: Coroutine[Any, Any, None] | None = None
        self._wire: Wire | None = None
        # Frames wait until what was missed has been replayed.
        self._held = True
        self.last = -1

    def offer(self, frame: Frame, chunk: bytes = b"") -> None:
        """Write a frame, unless the reader has had it; cut the reader off where too many wait.

        `chunk` is the same frame as the wire takes it, where it was framed for all.
        """
        if frame.anew or frame.seq > self.last:
            self.last = frame.seq
            waits = self._held or self.ended or self._waiting or self._sending
            if waits or not chunk or not self._wired(chunk):
                self._put(frame)

    def say(self, data: bytes) -> None:
        """Write bytes without a number; a reader with much before it can do without."""
        if len(self._waiting) < MOST_WAITING:
            self._put(Frame(_UNNUMBERED, data))

    def go_on_from(self, seq: int, wire: Wire | None = None) -> None:
        """Let frames through, once everything up to `seq` was replayed; over the wire, where there is one."""
        self._wire = wire
        self._waiting = deque(frame for frame in self._waiting if frame.seq == _UNNUMBERED or frame.seq > seq)
        self.last = max(self.last, seq)
        self._held = False
        self._write_on()

    def end(self, goodbye: bytes = b"") -> None:
        """End the stream with a last word, after what waits before it."""
        if not self.ended:
            self.say(goodbye)
            self.ended = True
            self._write_on()

    def cut(self) -> None:
        """Hang up on a reader that takes nothing more."""
        self.ended = self._finished = True
        self._waiting.clear()
        if self._sending is not None:
            self._sending.close()
            self._sending = None
        self._abort()

    def _wired(self, chunk: bytes) -> bool:
        """Write to the connection itself, unless something waits there; return whether it was written."""
        wire = self._wire
        try:
            if wire is None or wire.get_write_buffer_size():
                return False
            wire.write(chunk)
        except RuntimeError:  # which is how uvloop says that the reader has gone
            return False
        return True

    def _put(self, frame: Frame) -> None:
        if self.ended:
            return
        self._waiting.append(frame)
        if len(self._waiting) > MOST_WAITING:
            self.cut()
        else:
            self._write_on()

    def _write_on(self) -> None:
        """Write all that waits, where nothing is in the way."""
        if self._held or self._finished or self._sending is not None or not (self._waiting or self.ended):
            return
        data = self._take()
        self._finished = self.ended and not self._waiting
        self._sending = self._send({"type": "http.response.body", "body": data, "more_body": not self._finished})
        self._step()

    def _take(self) -> bytes:
        """Take what waits, no more at once than keeps the server's own buffer small."""
        taken = [self._waiting.popleft().data] if self._waiting else []
        size = sum(map(len, taken))
        while self._waiting and size < MOST_AT_ONCE:
            taken.append(self._waiting.popleft().data)
            size += len(taken[-1])
        return b"".join(taken)

    def _step(self) -> None:
        if self._sending is None:
            return
        try:
            blocker = self._sending.send(None)
        except StopIteration:
            self._sending = None
            self._write_on()
        except Exception:
            self.cut()
        else:
            blocker.add_done_callback(lambda _future: self._step())
