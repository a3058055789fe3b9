"""How much one seat may write: far more than a person can, and no more.

Counted for each seat and not for each address, since a whole municipality shares one. Whoever is over it is told when
to come again; the phone's outbox waits for that and loses nothing. It is looked at before a turn to write is taken, so
that somebody who floods the server keeps nobody waiting.
"""

from flask import Flask, g, request
from limits import parse

from klagerejsen.access.rules import Seat
from klagerejsen.extensions import limiter
from klagerejsen.web.transactions import SAFE_METHODS

# A hundred writes at once from a phone that was long without a network, and one a second from a person in a hurry.
WRITES_OF_A_SEAT = parse("160/minute")


class TooMuch(Exception):  # noqa: N818 - says what is the matter
    """A seat wrote more than it may; `until` is when it may go on, in seconds since 1970."""

    def __init__(self, until: float) -> None:
        super().__init__()
        self.until = until


def init_app(app: Flask) -> None:
    """Refuse what is too much; to be called once it is known who asks."""

    @app.before_request
    def slow_down() -> None:
        actor = g.get("actor")
        if not isinstance(actor, Seat) or request.method in SAFE_METHODS:
            return
        counted = (WRITES_OF_A_SEAT, "seat", str(actor.participant_id))
        if not limiter.limiter.hit(*counted):
            raise TooMuch(limiter.limiter.get_window_stats(*counted).reset_time)
