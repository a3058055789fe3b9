"""Drawing behind a wall: a warm process without secrets forks a child with limits for every poster."""

import atexit
import json
import os
import pickle
import struct
import subprocess
import sys
from contextlib import suppress
from threading import Lock, Timer
from typing import IO

from klagerejsen import confined
from klagerejsen.catalogue import translator
from klagerejsen.posters.drawing.render import FOLDER_VARIABLE, Format, empty_folder, order_of
from klagerejsen.posters.drawing.worker import DIED, DRAWN
from klagerejsen.posters.paper.display import Layout
from klagerejsen.posters.paper.errors import PosterError

_STARTING = 10.0
"""Seconds a new process may take on top, to load its libraries."""


def render_isolated(
    layout: Layout,
    format: Format,  # noqa: A002 - the same word as in render
    sheet: int = 1,
    *,
    seconds: float = 20.0,
    megabytes: int = 1024,
) -> bytes:
    """Return what `render` returns, drawn in a process of its own.

    The process knows none of the settings. Raises PosterError when the drawing takes longer than `seconds`,
    needs more than `megabytes` of address space, or fails.
    """
    _ = translator(layout.language)
    try:
        return _WORKER.draw(pickle.dumps((order_of(layout, format, sheet), seconds, megabytes)), seconds)
    except TimeoutError as error:
        raise PosterError(_("En anden plakat bliver tegnet. Prøv igen om lidt.")) from error
    except ChildProcessError as error:
        raise PosterError(_("Tegningen tog for lang tid eller for megen plads.")) from error
    except RuntimeError as error:
        raise PosterError(_("Tegningen mislykkedes ({why}).").format(why=error)) from error


class Worker:
    """One waiting process, started when first needed; jobs wait for one another."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def draw(self, job: bytes, seconds: float) -> bytes:
        """Have a job drawn.

        Raises TimeoutError when its turn does not come, ChildProcessError when it runs out of time or memory, and
        RuntimeError with the name of the error when the drawing itself fails.
        """
        if not self._lock.acquire(timeout=seconds):
            raise TimeoutError
        try:
            return self._drawn(job, seconds)
        finally:
            self._lock.release()

    def _drawn(self, job: bytes, seconds: float) -> bytes:
        process, fresh = self._ready()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = Timer(seconds + (_STARTING if fresh else 0.0), confined.kill, [process])
        timer.start()
        try:
            process.stdin.write(struct.pack(">Q", len(job)) + job)
            process.stdin.flush()
            return _answer(process.stdout)
        except (BrokenPipeError, EOFError) as error:
            self.stop()
            raise ChildProcessError from error
        finally:
            timer.cancel()

    def _ready(self) -> tuple[subprocess.Popen[bytes], bool]:
        """Return the process, and whether it was started just now; one inherited over a fork is not ours."""
        if self._process is not None and self._owner == os.getpid():
            if self._process.poll() is None:
                return self._process, False
            self.stop()
        self._owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-c", confined.start_of("klagerejsen.posters.drawing.worker"), json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # The empty folder is ours, and we remove it in the end.
            env=confined.environment(**{FOLDER_VARIABLE: empty_folder()}),
            start_new_session=True,
        )
        return self._process, True

    def stop(self) -> None:
        """End the process, if there is one; the next job starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            confined.kill(process)
            process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]


def _answer(pipe: IO[bytes]) -> bytes:
    head = pipe.read(9)
    if len(head) < 9:
        raise EOFError
    length = struct.unpack(">Q", head[1:])[0]
    answer = pipe.read(length)
    if len(answer) < length:
        raise EOFError
    if head[:1] == DIED:
        raise ChildProcessError
    if head[:1] != DRAWN:
        raise RuntimeError(answer.decode(errors="replace"))
    return answer


_WORKER = Worker()
atexit.register(_WORKER.stop)
