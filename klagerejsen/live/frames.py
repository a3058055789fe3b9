"""The bytes of the stream: server-sent events, numbered so that a reader that was away knows where it was."""

import json
import random
from typing import Any

# Said now and then so that both ends notice a line that is dead; it carries no number.
BEAT = b"event: beat\ndata: 1\n\n"


def message(place: str, body: dict[str, Any] | None) -> bytes:
    """Frame a message about the line of the log at `place`; without a body it only moves the reader on to there.

    >>> message("7-5f3a09c1", None)
    b'id: 7-5f3a09c1\\n\\n'
    """
    if body is None:
        return b"id: %s\n\n" % place.encode()
    return b"id: %s\ndata: %s\n\n" % (place.encode(), as_json(body))


def reset(seq: int, place: str, notice: str = "") -> bytes:
    """Tell the reader to fetch everything anew, and what to show where that must wait.

    What follows is numbered from `seq`, the number of the line at `place`.
    """
    return b"id: %s\nevent: reset\ndata: %s\n\n" % (place.encode(), as_json({"seq": seq, "html": notice}))


def retry(shortest: int, longest: int) -> bytes:
    """Tell the reader how many milliseconds to wait before it comes back; spread, so that a room comes one by one."""
    return b"retry: %d\n\n" % random.randint(shortest, longest)  # noqa: S311 - spreads load, guards nothing


def as_json(body: dict[str, Any]) -> bytes:
    """Write JSON on one line, as an event's data must be."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def as_chunk(data: bytes) -> bytes:
    r"""Frame a piece of a body as HTTP does where no length was stated.

    >>> as_chunk(b"id: 7\n\n")
    b'7\r\nid: 7\n\n\r\n'
    """
    return b"%x\r\n%s\r\n" % (len(data), data)
