"""Wake-ups between server processes on PostgreSQL: who commits says which journey has news, and nothing of the news.

The news is in the change log. A wake-up that is lost, or comes twice, or late, therefore changes nothing but the
moment at which it is read: the sweep finds what nobody was woken for.
"""

import logging
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from klagerejsen.extensions import db
from klagerejsen.live.publisher import Publisher

log = logging.getLogger(__name__)

CHANNEL = "klagerejsen"
# How long to wait before listening again, in seconds; doubled each time that it fails.
SHORTEST_WAIT, LONGEST_WAIT = 0.1, 5.0
# Between two looks at whether to stop.
LISTENS_FOR = 1.0
# A server that went away without a word is given up after about half a minute.
KEEPALIVES = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 4, "connect_timeout": 5}


@event.listens_for(Session, "before_commit")
def wake(session: Session) -> None:
    """Have the commit of what the log got wake all who listen: PostgreSQL tells them once it is made."""
    newest = {change.journey_id: change.seq for change in session.info.get("changes", ())}
    if newest and session.get_bind().dialect.name == "postgresql":
        for journey_id, seq in newest.items():
            session.execute(select(func.pg_notify(CHANNEL, f"{journey_id} {seq}")))


class Ear(threading.Thread):
    """Listens for wake-ups on a connection of its own, and listens again when that breaks."""

    def __init__(self, app: Flask, publisher: Publisher) -> None:
        super().__init__(name="wake-ups", daemon=True)
        with app.app_context():
            self._engine: Engine = db.engine
        self._publisher, self._stopped, self._wait = publisher, threading.Event(), SHORTEST_WAIT

    def start(self) -> None:
        """Begin to listen, where there is anything to hear."""
        if self._engine.dialect.name == "postgresql":
            super().start()

    def stop(self) -> None:
        """Stop within a second."""
        self._stopped.set()

    def run(self) -> None:
        """Listen until stopped."""
        while not self._stopped.is_set():
            try:
                self._listen()
            except Exception as error:
                log.warning("%s while listening for other processes", type(error).__name__)
                self._stopped.wait(self._wait)
                self._wait = min(2 * self._wait, LONGEST_WAIT)

    def _listen(self) -> None:
        with self._connect() as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            # What was written while nobody listened woke nobody.
            self._publisher.sweep()
            self._wait = SHORTEST_WAIT
            while not self._stopped.is_set():
                self._publisher.catch_up(newest(connection.notifies(timeout=LISTENS_FOR, stop_after=1)))

    def _connect(self) -> Any:
        """Connect past the pool: a connection that listens belongs to nobody else."""
        import psycopg

        arguments, named = self._engine.dialect.create_connect_args(self._engine.url)
        return psycopg.connect(*arguments, **{**named, **KEEPALIVES}, autocommit=True)


def newest(wakeups: Iterable[Any]) -> Mapping[int, int]:
    """Return the newest number of each journey that was named; nobody else's word is taken for one.

    >>> from collections import namedtuple
    >>> said = namedtuple("Notify", "payload")
    >>> newest([said("7 12"), said("8 3"), said("7 13"), said("gossip"), said("7 13 and more")])
    {7: 13, 8: 3}
    """
    words = (wakeup.payload.split(" ") for wakeup in wakeups)
    pairs = [pair for pair in words if len(pair) == 2 and all(word.isdecimal() for word in pair)]
    return {int(journey_id): int(seq) for journey_id, seq in pairs}
