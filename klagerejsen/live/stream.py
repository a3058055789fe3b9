"""The stream: one open response for each reader, held by the event loop and not by a thread."""

import asyncio
import contextlib
import logging
import random
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from urllib.parse import parse_qs

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from klagerejsen.live import frames
from klagerejsen.live.door import Answer, Receive, Scope, ask
from klagerejsen.live.hub import Full, Hub
from klagerejsen.live.messages import CatchUp
from klagerejsen.live.publisher import Publisher
from klagerejsen.live.routes import Admission
from klagerejsen.live.subscriber import MOST_AT_ONCE, Send, Subscriber, Wire

Result = TypeVar("Result")

log = logging.getLogger(__name__)

# Letting in, replaying and rechecking have threads of their own, which waiting writers cannot use up.
THREADS = 3
BEAT_SECONDS = 15.0
# How long a reader waits before it comes back, in milliseconds: after a stream broke, and after an orderly stop.
RETRY = (500, 2_000)
RETRY_AFTER_STOP = (300, 2_500)
RETRY_WHEN_FULL = b"5"
GOODBYE_SECONDS = 0.4


@dataclass(eq=False, slots=True)
class Stream:
    """An open stream: what was asked for, who reads it, when it must show a sign of life (loop time, seconds).

    `beats` counts those signs from a random one on, so that a room's streams are not looked at all at once.
    """

    scope: Scope
    subscriber: Subscriber
    due: float
    beats: int = field(default_factory=partial(random.randrange, 1_000))

    def is_in(self, doubted: set[tuple[int, str]]) -> bool:
        """Whether its audience is one of those in doubt."""
        return (self.subscriber.journey_id, self.subscriber.eyes.audience) in doubted


class Streams:
    """The ASGI side of `/journeys/<id>/stream`."""

    def __init__(self, app: Flask, hub: Hub, publisher: Publisher, beat: float = BEAT_SECONDS) -> None:
        self.app, self.hub, self.publisher, self.beat = app, hub, publisher, beat
        self.open: set[Stream] = set()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live")
        self._closing = False

    async def in_thread(self, function: Callable[..., Result], *arguments: object) -> Result:
        """Run what blocks on the database."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    async def close(self) -> None:
        """End all streams with a word on when to come back; those that do not take it are cut off."""
        self._closing = True
        for stream in tuple(self.open):
            stream.subscriber.end(frames.retry(*RETRY_AFTER_STOP))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                while self.open:
                    await asyncio.sleep(0.01)
        for stream in tuple(self.open):
            stream.subscriber.cut()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request for a stream, for as long as it lasts."""
        answer = await self.in_thread(ask, self.app, scope)
        if answer.admission is None:
            await answer.send(send)
            return
        await self._follow(answer, answer.admission, scope, receive, send)

    async def _follow(self, answer: Answer, admission: Admission, scope: Scope, receive: Receive, send: Send) -> None:
        transport = _transport(send)
        _keep_little(transport)
        subscriber = Subscriber(admission.journey_id, admission.eyes, admission.session, send, _aborter(transport))
        try:
            self._let_in(subscriber)
        except Full as full:
            await answer.instead(full.status, (b"retry-after", RETRY_WHEN_FULL)).send(send)
            return
        stream = Stream(scope, subscriber, self._first_beat())
        self.open.add(stream)
        try:
            await self._hold(answer, stream, receive, send)
        finally:
            self.open.discard(stream)
            self.hub.leave(subscriber)

    def _first_beat(self) -> float:
        """Spread the beats of a room that came back all at once."""
        return asyncio.get_running_loop().time() + self.beat * random.uniform(0.5, 1)  # noqa: S311 - guards nothing

    def _let_in(self, subscriber: Subscriber) -> None:
        if self._closing:
            raise Full(503)
        self.hub.join(subscriber)

    async def _hold(self, answer: Answer, stream: Stream, receive: Receive, send: Send) -> None:
        """Replay what was missed, let through what comes, and wait for either side to have had enough."""
        subscriber = stream.subscriber
        try:
            replayed = await self.in_thread(
                self.publisher.replay, subscriber.journey_id, _position(stream.scope), subscriber.eyes
            )
        except SQLAlchemyError as error:
            log.warning("%s while replaying", type(error).__name__)
            await answer.instead(503, (b"retry-after", RETRY_WHEN_FULL)).send(send)
            return
        headers = [header for header in answer.headers if header[0] != b"content-length"]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": _opening(replayed), "more_body": True})
        subscriber.go_on_from(replayed.seq, _wire(send))
        # Also received once the response is complete, so an ended stream comes to its end here too.
        while (await receive())["type"] != "http.disconnect":
            pass
        subscriber.end()


def _opening(replayed: CatchUp) -> bytes:
    told = b"".join(frame.data for frame in replayed.frames)
    return frames.retry(*RETRY) + told + frames.message(replayed.place, None)


def _position(scope: Scope) -> str | None:
    """Return the place in the log where the reader says it is; what the browser remembers wins over the address."""
    header = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("after", [])
    return header or (asked[0] if asked else None)


def _transport(send: Send) -> Any:
    """Return the connection, which uvicorn keeps beside `send`; None under another server: ASGI knows no such thing."""
    return getattr(getattr(send, "__self__", None), "transport", None)


def _wire(send: Send) -> Wire | None:
    """Return the connection, once uvicorn has begun to answer on it in chunks; None elsewhere.

    `send` would frame for each reader what is the same for all: two hundred had a note 0.7 ms later.
    """
    in_chunks = getattr(getattr(send, "__self__", None), "chunked_encoding", False)
    return _transport(send) if in_chunks else None


def _keep_little(transport: Any) -> None:
    """Have the system keep little of what a reader does not take: left alone, it keeps 2.8 MB for each."""
    line = transport.get_extra_info("socket") if transport is not None else None
    if line is not None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MOST_AT_ONCE)


def _aborter(transport: Any) -> Callable[[], object]:
    """Return how to hang up on a reader that takes nothing, without waiting for it.

    Without a transport the task is cancelled, and the server closes the connection in its own time.
    """
    if transport is not None:
        return transport.abort
    task = asyncio.current_task()
    assert task is not None
    return task.cancel
