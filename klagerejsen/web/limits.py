"""How much one seat may write: far more than a person can, and no more.

Counted for each seat and not for each address, since a whole municipality shares one. Whoever is over it is told when
to come again; the phone's outbox waits for that and loses nothing. It is looked at before a turn to write is taken, so
that somebody who floods the server keeps nobody waiting. Counted here, because the library that counts tries to sign in
begins a thread with each count.
"""

import threading
import time

from flask import Flask, g, request

from klagerejsen.access.rules import Seat
from klagerejsen.web.transactions import SAFE_METHODS

# A hundred writes at once from a phone that was long without a network, and one a second from a person in a hurry.
WRITES_OF_A_SEAT = 160
WINDOW_SECONDS = 60.0


class TooMuch(Exception):  # noqa: N818 - says what is the matter
    """A seat wrote more than it may; `until` is when it may go on, in seconds since 1970."""

    def __init__(self, until: float) -> None:
        super().__init__()
        self.until = until


class Writes:
    """What each seat wrote in a minute that began with its first write."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # When the minute of a seat is over, and how much it wrote in it.
        self._of_seat: dict[int, tuple[float, int]] = {}

    def count(self, participant_id: int) -> None:
        """Count a write; raises `TooMuch`."""
        now = time.time()
        with self._lock:
            until, before = self._of_seat.get(participant_id, (0.0, 0))
            if until <= now:
                self.forget(now)
                until, before = now + WINDOW_SECONDS, 0
            self._of_seat[participant_id] = (until, before + 1)
        if before >= WRITES_OF_A_SEAT:
            raise TooMuch(until)

    def forget(self, now: float) -> None:
        """Forget the minutes that are over."""
        self._of_seat = {seat: counted for seat, counted in self._of_seat.items() if counted[0] > now}


def init_app(app: Flask) -> None:
    """Refuse what is too much; to be called once it is known who asks."""
    writes = app.extensions["writes"] = Writes()

    @app.before_request
    def slow_down() -> None:
        actor = g.get("actor")
        if isinstance(actor, Seat) and request.method not in SAFE_METHODS:
            writes.count(actor.participant_id)
