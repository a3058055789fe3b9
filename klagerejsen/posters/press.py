"""The line of those who print: one file is drawn at a time, in the order in which they were asked for.

What waits holds neither a thread nor what is to be drawn: that is read from the database when its turn comes. How many
are ahead is told in the files of the job, where every process of the server can read it.
"""

from collections import deque
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Any

from flask import Flask

from klagerejsen.background import steps
from klagerejsen.background.jobs import Job
from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import mark as _
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.web.line import Full
from klagerejsen.web.transactions import reading_alone

STEP = "drawing"
PLACES = 60
"""So many may wait: at half a second each the last of them waits half a minute."""
STOPPED = _("Tegningen blev afbrudt. Prøv igen.")

Draw = Callable[[], bytes]


class Print:
    """One file on its way; `ended` is set when it lies ready, was refused, or was dropped."""

    def __init__(self, app: Flask, job: Job, draw: Draw) -> None:
        self.job, self.ended = job, Event()
        self._app, self._draw = app, draw
        self._say = steps.begin(job, STEP)
        self._first = 0

    def wait_behind(self, ahead: int) -> None:
        """Tell how many are to come before it."""
        self._first = max(self._first, ahead)
        self._say({"ahead": ahead, "share": self._share(ahead)})

    def _share(self, ahead: int) -> float:
        """Return how far it is on the way from its place in the line to its end; its own turn is the last step."""
        return round((self._first - ahead) / (self._first + 1), 3)

    def take_turn(self) -> None:
        """Have it drawn, unless it was dropped meanwhile."""
        try:
            if self.job.folder.is_dir():
                steps.carry_out(self._say, self._carry_out, STOPPED)
        finally:
            self.ended.set()

    def _carry_out(self, tell: Tell) -> dict[str, Any]:
        tell(self._share(0), "")
        try:
            with reading_alone(self._app):
                data = self._draw()
        except PosterError as error:
            raise Refusal("{said}", said=str(error)) from error
        self.job.result(STEP).write_bytes(data)
        return {"bytes": len(data)}


class Press:
    """Whose turn it is, and who waits."""

    def __init__(self, places: int = PLACES) -> None:
        self._places = places
        self._lock = Lock()
        self._waiting: deque[Print] = deque()
        self._works = False

    def take_in(self, app: Flask, job: Job, draw: Draw) -> Print:
        """Have `draw` called when it is its turn, in no request; raises `Full` where too many wait."""
        with self._lock:
            if len(self._waiting) >= self._places:
                raise Full
            new = Print(app, job, draw)
            new.wait_behind(len(self._waiting) + self._works)
            self._waiting.append(new)
            if not self._works:
                self._works = True
                Thread(target=self._work, daemon=True, name="press").start()
        return new

    def _work(self) -> None:
        while (one := self._next()) is not None:
            one.take_turn()

    def _next(self) -> Print | None:
        """Return whose turn it is, and tell the others that they have come nearer."""
        with self._lock:
            self._works = bool(self._waiting)
            if not self._works:
                return None
            one = self._waiting.popleft()
            for ahead, other in enumerate(self._waiting, start=1):
                other.wait_behind(ahead)
        return one


press = Press()
