"""The process that draws posters: it waits with everything loaded, and forks a child for every job.

The engine keeps what it has set in a cache that only ever grows to some ten posters' worth (900 MB for large
ones); a child takes its cache with it when it ends. A job comes as its length and a pickle from the parent, who is
trusted; the answer goes back as a letter, a length and plain bytes, which the parent never unpickles.
"""

import gc
import os
import pickle
import select
import struct
import sys
from typing import BinaryIO

from klagerejsen import confined
from klagerejsen.posters.drawing.render import Order, draw, warm_up

IDLE_SECONDS = 600.0
DRAWN, FAILED, DIED = b"+", b"-", b"!"


def main() -> None:
    """Draw until the parent is gone or nothing was asked for ten minutes."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    warm_up()  # before the limits, which allow no file to be written
    gc.disable()  # a child takes what it leaves behind with it, so nobody need look for it
    while _asked(incoming):
        head = incoming.read(8)
        if len(head) < 8:
            return
        job = incoming.read(struct.unpack(">Q", head)[0])
        if not hasattr(os, "fork"):
            _answer(outgoing, *_drawn(*pickle.loads(job)))  # noqa: S301 - written by the parent
            return  # where nothing can be forked, the next job finds a new process
        _in_a_child(job, outgoing)


def _asked(incoming: BinaryIO) -> bool:
    if sys.platform == "win32":
        return True
    return bool(select.select([incoming], [], [], IDLE_SECONDS)[0])


def _in_a_child(job: bytes, outgoing: BinaryIO) -> None:
    """Draw in a child; when it dies before it has answered, say so in its place."""
    child = os.fork()
    if child == 0:
        state, answer = _drawn(*pickle.loads(job))  # noqa: S301 - written by the parent
        _answer(outgoing, state, answer)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status != 0:
        _answer(outgoing, DIED, b"")


def _answer(outgoing: BinaryIO, state: bytes, answer: bytes) -> None:
    outgoing.write(state + struct.pack(">Q", len(answer)))
    outgoing.write(answer)
    outgoing.flush()


def _drawn(order: Order, seconds: float, megabytes: int) -> tuple[bytes, bytes]:
    confined.limit(megabytes=megabytes, seconds=int(seconds * 2) + 1, file_megabytes=0)
    try:
        return DRAWN, draw(order)
    except MemoryError:
        return DIED, b""
    except Exception as error:  # the parent decides what to say; nothing of the journey goes into the message
        return FAILED, type(error).__name__.encode()
