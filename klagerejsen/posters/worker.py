"""The process that draws posters: reads jobs, holds itself to their limits, writes bytes.

A job comes as its length and a pickle from the parent, who is trusted; the answer goes back as a letter, a length
and plain bytes, which the parent never unpickles.
"""

import pickle
import select
import struct
import sys
from contextlib import suppress
from typing import BinaryIO

from klagerejsen.posters.render import empty_root, render

IDLE_SECONDS = 600.0


def main() -> None:
    """Draw until the parent is gone or nothing was asked for ten minutes."""
    empty_root()  # made before the limits, which allow no file to be written
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while _asked(incoming):
        head = incoming.read(8)
        if len(head) < 8:
            return
        job = pickle.loads(incoming.read(struct.unpack(">Q", head)[0]))  # noqa: S301 - written by the parent
        state, answer = _drawn(*job)
        outgoing.write(state + struct.pack(">Q", len(answer)))
        outgoing.write(answer)
        outgoing.flush()


def _asked(incoming: BinaryIO) -> bool:
    if sys.platform == "win32":
        return True
    return bool(select.select([incoming], [], [], IDLE_SECONDS)[0])


def _drawn(layout: object, kind: str, sheet: int, seconds: float, megabytes: int) -> tuple[bytes, bytes]:
    _limit(seconds, megabytes)
    try:
        return b"+", render(layout, kind, sheet)  # type: ignore[arg-type]
    except MemoryError:
        return b"-", b"MemoryError"
    except Exception as error:  # the parent decides what to say; nothing of the journey goes into the message
        return b"-", type(error).__name__.encode()


def _limit(seconds: float, megabytes: int) -> None:
    """Hold this process to so much address space, and so much more time on the processor, where that exists."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _soft(resource.RLIMIT_AS, megabytes * 2**20)
        _soft(resource.RLIMIT_CPU, int(used + seconds * 2) + 1)
        _soft(resource.RLIMIT_FSIZE, 0)


def _soft(kind: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
