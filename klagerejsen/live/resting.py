"""What can wait is done between the pages, in short steps with longer rests, so that nobody notices."""

import asyncio
import logging
import time

from flask import Flask

from klagerejsen.live.stream import Streams
from klagerejsen.web.signals import resting

log = logging.getLogger(__name__)

IDLE_SECONDS = 4.0
# After a step it rests for so many times as long as the step took: pages come first.
RESTS = 3


async def rest_for_ever(streams: Streams) -> None:
    """Call those who wait for a rest until cancelled; a step that goes wrong is logged, and the next one comes."""
    pause = 1.0
    while True:
        await asyncio.sleep(pause)
        began = time.monotonic()
        try:
            busy = await streams.in_thread(_step, streams.app)
        except Exception as error:
            log.error("%s at rest", type(error).__name__)
            busy = False
        pause = max(0.1, RESTS * (time.monotonic() - began)) if busy else IDLE_SECONDS


def _step(app: Flask) -> bool:
    return any(busy for _receiver, busy in resting.send(app))
