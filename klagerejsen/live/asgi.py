"""The whole application as ASGI: streams on the event loop, everything else as Flask in a pool of threads."""

import asyncio
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import IO
from urllib.parse import quote

from flask import Flask

from klagerejsen.live import body
from klagerejsen.live.door import Answer, Receive, Scope, put
from klagerejsen.live.hub import Hub
from klagerejsen.live.publisher import Publisher
from klagerejsen.live.pulse import beat_for_ever
from klagerejsen.live.resting import rest_for_ever
from klagerejsen.live.stream import BEAT_SECONDS, Streams
from klagerejsen.live.subscriber import Send
from klagerejsen.live.wakeups import Ear
from klagerejsen.web import sizes
from klagerejsen.web.headers import HEADERS
from klagerejsen.web.transactions import ARRIVED, SAFE_METHODS
from klagerejsen.workshops import presence

_STREAM = re.compile(r"/journeys/\d{1,18}/stream")
_ASCII = bytes(range(128))
_TOO_SLOW = [(name.lower().encode(), value.encode()) for name, value in {**HEADERS, "Connection": "close"}.items()]
# With the stream's own threads no more than the fifteen connections that SQLAlchemy's pool gives out. Those who write
# wait for each other, and for a database that somebody else has locked: not in the threads of those who read.
READING_THREADS = 7
WRITING_THREADS = 5


class LiveApplication:
    """Streams natively, pages in threads, both from one process; see docs/decisions/0002.

    An answer is collected whole before it is sent: it waits in the loop for slow phones, not in a thread.
    """

    def __init__(self, app: Flask, beat: float = BEAT_SECONDS) -> None:
        hub = Hub()
        self.streams = Streams(app, hub, Publisher(app, hub), beat)
        self._ear = Ear(app, self.streams.publisher)
        self._reading = ThreadPoolExecutor(READING_THREADS, thread_name_prefix="reading")
        self._writing = ThreadPoolExecutor(WRITING_THREADS, thread_name_prefix="writing")
        self._largest: int = app.config["MAX_CONTENT_LENGTH"]
        self._large = sizes.large_addresses(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one ASGI connection."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        # `build_environ` takes the query for ASCII; what somebody did not escape is escaped here.
        scope["query_string"] = quote(scope["query_string"], safe=_ASCII).encode()
        if scope["method"] == "GET" and _STREAM.fullmatch(scope["path"]):
            await self.streams(scope, receive, send)
        else:
            await self._page(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            largest = sizes.LARGEST_UPLOAD if scope["path"] in self._large else self._largest
            async with body.whole(scope, receive, largest) as (complete, content):
                answer = await self._put(complete, content)
        except body.Gone:
            answer = Answer(408, _TOO_SLOW, b"")
        await answer.send(send)

    async def _put(self, scope: Scope, content: IO[bytes]) -> Answer:
        threads = self._reading if scope["method"] in SAFE_METHODS else self._writing
        arrived = {ARRIVED: time.monotonic()}
        in_thread = asyncio.get_running_loop().run_in_executor
        return await in_thread(threads, copy_context().run, put, self.streams.app, scope, content, arrived)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Beat from the server's start to its end."""
        await receive()
        self.streams.hub.loop = asyncio.get_running_loop()
        presence.wait_for_pulse(self.streams.app)
        tasks = [asyncio.create_task(begin(self.streams)) for begin in (beat_for_ever, rest_for_ever)]
        self._ear.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
        self._ear.stop()
        await self.streams.close()
        await send({"type": "lifespan.shutdown.complete"})
