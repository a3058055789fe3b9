"""The transaction edge: one transaction a request, committed once, and published after the commit.

Reading requests open a deferred transaction. Writing requests do so too until they are let through; then they
take a fair lock before they read anything that they write, because SQLite's own waiting is unfair and because
what is published must leave in the order of the sequence numbers. The lock keeps out the other requests of this
process; what keeps out other processes is handed in by the application (`hold`).
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask, current_app, g, request
from flask import session as browser
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction
from werkzeug.wrappers import Response

from klagerejsen.database import PATIENCE_MS, reading
from klagerejsen.extensions import db
from klagerejsen.web.line import Full
from klagerejsen.web.signals import committed

Hold = Callable[[int | None], None]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_READS_FIRST = "reads_first"
# Where a server leaves in the WSGI environment when it had the request (`time.monotonic`), if it let it wait.
ARRIVED = "klagerejsen.arrived"
# Nobody waits longer for a turn than for the database itself.
PATIENCE_SECONDS = PATIENCE_MS / 1000


class FairLock:
    """A lock that serves those who wait in the order in which they came."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._queue: deque[threading.Lock] = deque()
        self._held = False

    def acquire(self, patience: float = threading.TIMEOUT_MAX) -> None:
        """Wait for the turn; raises `web.line.Full` where it does not come within so many seconds."""
        with self._mutex:
            if not self._held:
                self._held = True
                return
            ticket = threading.Lock()
            ticket.acquire()
            self._queue.append(ticket)
        if not ticket.acquire(timeout=patience):
            self._give_up(ticket)

    def _give_up(self, ticket: threading.Lock) -> None:
        with self._mutex:
            # Whoever is out of the queue was handed the turn in this very moment.
            if ticket in self._queue:
                self._queue.remove(ticket)
                raise Full

    def release(self) -> None:
        """Hand over to the next in line."""
        with self._mutex:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._held = False


writer_lock = FairLock()


def reads_first(view: Any) -> Any:
    """Let an unsafe view do slow work (a password, a file) before it writes inside `writing()`."""
    setattr(view, _READS_FIRST, True)
    return view


def init_app(app: Flask, hold: Hold) -> None:
    """Open and close a transaction around every request; `hold` keeps other processes out of what is written to."""
    app.extensions["hold"] = hold

    @app.before_request
    def begin() -> None:
        g.reading = reading.set(True)

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        _end_turn()
        token = g.pop("reading", None)
        if token is not None:
            reading.reset(token)


# How many lines of the log there were when a savepoint was made.
_told_before: WeakKeyDictionary[SessionTransaction, int] = WeakKeyDictionary()


@event.listens_for(Session, "after_transaction_create")
def _note_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        _told_before[transaction] = len(session.info.get("changes", ()))


@event.listens_for(Session, "after_soft_rollback")
def _forget_what_was_taken_back(session: Session, transaction: SessionTransaction) -> None:
    # A savepoint takes back only what was written after it.
    while transaction.parent is not None and not transaction.nested:
        transaction = transaction.parent
    del session.info.get("changes", [])[_told_before.get(transaction, 0) :]
    session.info.pop("at_hand", None)


@event.listens_for(Session, "after_commit")
def _forget_what_was_kept(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop("changes", None)
        session.info.pop("at_hand", None)


def take_turns(app: Flask) -> None:
    """Have the requests that write wait for their turn, and commit at its end.

    To be called last: once everything that refuses them is in place, and so that Flask commits and publishes before
    it does anything else with an answer for which only one waits.
    """

    @app.before_request
    def begin_to_write() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if request.method in SAFE_METHODS or getattr(view, _READS_FIRST, False) or view is None:
            return
        db.session.rollback()
        reading.reset(g.pop("reading"))
        # While the database is locked, those who wait for a thread wait for their turn too.
        waited = time.monotonic() - request.environ.get(ARRIVED, time.monotonic())
        _take_turn(patience=max(0.0, PATIENCE_SECONDS - waited))

    @app.after_request
    def finish(response: Response) -> Response:
        if not g.get("writes"):
            return response
        if response.status_code >= 400:
            db.session.rollback()
            return response
        try:
            _commit()
        except DBAPIError as error:
            # Flask answers for what goes wrong in a view, and not for what goes wrong after it. What the view
            # meant to say of its success is not said.
            browser.pop("_flashes", None)
            return app.make_response(app.handle_user_exception(error))
        return response


@contextmanager
def writing(journey_id: int | None = None) -> Iterator[None]:
    """Write inside a request that began by reading; commits at the end, or rolls everything back.

    `journey_id` names the case that is written to where the address of the request does not.
    """
    db.session.rollback()
    token = reading.set(False)
    try:
        _take_turn(journey_id)
        yield
        _commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _end_turn()
        reading.reset(token)


@contextmanager
def writing_alone(app: Flask) -> Iterator[None]:
    """Write outside of requests, in turn with them; commits at the end."""
    writer_lock.acquire()
    try:
        with app.app_context():
            yield
            db.session.commit()
    finally:
        writer_lock.release()


@contextmanager
def reading_alone(app: Flask) -> Iterator[None]:
    """Read outside of requests."""
    token = reading.set(True)
    try:
        with app.app_context():
            yield
    finally:
        reading.reset(token)


def done_reading() -> None:
    """Give the database back before slow work that needs it no more; rows that were read stay as they are."""
    db.session.close()


def _take_turn(journey_id: int | None = None, patience: float = PATIENCE_SECONDS) -> None:
    writer_lock.acquire(patience)
    g.writes = True
    current_app.extensions["hold"](journey_id)


def _end_turn() -> None:
    if g.pop("writes", False):
        try:
            db.session.rollback()
        finally:
            writer_lock.release()


def _commit() -> None:
    changes, at_hand = (db.session.info.get(name, []) for name in ("changes", "at_hand"))
    db.session.commit()
    if changes:
        committed.send(changes=changes, at_hand=at_hand)
