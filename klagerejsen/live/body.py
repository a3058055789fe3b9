"""Takes in the body of a request before a thread is given to it.

A phone on bad Wi-Fi sends a form in its own time. Read inside the application, that time would be spent
holding one of few threads and, in a write, the lock for which the whole room waits.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO

from klagerejsen.live.door import Receive, Scope

KEPT_IN_MEMORY = 256 * 1024
LONGEST_SECONDS = 60.0


class Gone(Exception):  # noqa: N818 - says what happened
    """The client went away, or takes too long, before its request was whole."""


@asynccontextmanager
async def whole(scope: Scope, receive: Receive, largest: int) -> AsyncIterator[tuple[Scope, IO[bytes]]]:
    """Give the request and all of its body; raises `Gone`.

    A body of more than `largest` bytes is left out: its stated length is enough for the application to refuse it.
    """
    headers = dict(scope["headers"])
    stated = int(headers.get(b"content-length", 0))
    if b"transfer-encoding" not in headers and not 0 < stated <= largest:
        yield scope, BytesIO()
        return
    with BytesIO() if 0 < stated <= KEPT_IN_MEMORY else SpooledTemporaryFile(KEPT_IN_MEMORY) as file:
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                length = await _take_in(receive, file, largest)
        except TimeoutError:
            raise Gone from None
        yield _with_length(scope, length), file


async def _take_in(receive: Receive, file: IO[bytes], largest: int) -> int:
    length, more = 0, True
    while more and length <= largest:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        length += file.write(message.get("body", b""))
        more = message.get("more_body", False)
    file.seek(0)
    return length


def _with_length(scope: Scope, length: int) -> Scope:
    """State the length, which a request sent in chunks does not do itself."""
    headers = [pair for pair in scope["headers"] if pair[0] not in (b"content-length", b"transfer-encoding")]
    return {**scope, "headers": [*headers, (b"content-length", b"%d" % length)]}
