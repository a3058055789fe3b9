"""From lines of the change log to what an audience is told: the same words live, in catch-up and in polling.

All of it runs in an open `rendering`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from sqlalchemy.exc import SQLAlchemyError

from klagerejsen.journeys import history
from klagerejsen.journeys.models import Change
from klagerejsen.live import frames
from klagerejsen.live.fragments import fragment
from klagerejsen.live.subscriber import Frame

# Whoever missed more than this is better served by the whole page.
MOST_MISSED = 500


@dataclass(frozen=True, slots=True)
class Message:
    """What one change says to an audience; `body` is None where it says nothing to it."""

    seq: int
    body: dict[str, Any] | None

    @property
    def frame(self) -> Frame:
        """The message as bytes of the stream."""
        return Frame(self.seq, frames.message(self.seq, self.body))


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What somebody missed: everything up to `seq`.

    `reset` says that only fetching everything anew will do, and is the notice for a page that must wait with it.
    """

    seq: int
    messages: tuple[Message, ...] = ()
    reset: str = ""

    @property
    def frames(self) -> list[Frame]:
        """The catch-up as frames of the stream."""
        if self.reset:
            return [Frame(self.seq, frames.reset(self.seq, self.reset))]
        return [message.frame for message in self.messages]

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The catch-up as the messages that say something."""
        return [message.body for message in self.messages if message.body is not None]


def messages(changes: Iterable[Change], audience: str) -> tuple[Message, ...]:
    """Render changes for an audience.

    A thing that changed several times is told once, as it is now, under its last number.
    """
    last = {(change.entity, change.entity_id): change for change in changes}
    return tuple(_message(change, audience) for change in sorted(last.values(), key=lambda change: change.seq))


def _message(change: Change, audience: str) -> Message:
    told = fragment(change, audience)
    if told is None:
        return Message(change.seq, None)
    return Message(change.seq, {"seq": change.seq, "entity": change.entity.value, "id": change.entity_id, **told})


def number(text: str | None) -> int | None:
    """Read the number a client says it has; None where it is not one of ours.

    >>> number("12"), number("-1"), number("9" * 30)
    (12, None, None)
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 12 else None


def catch_up(journey_id: int, after: int | None, audience: str) -> CatchUp:
    """Return what an audience missed since a number; a number this log never gave calls for a reset."""
    latest = history.latest_number(journey_id)
    if after is None or after > latest:
        return _anew(latest)
    missed = history.changes_after(journey_id, after, MOST_MISSED + 1)
    if len(missed) > MOST_MISSED or (missed and missed[0].seq != after + 1) or any(map(history.rewrites, missed)):
        return _anew(latest)
    try:
        return CatchUp(missed[-1].seq if missed else after, messages(missed, audience))
    except SQLAlchemyError:
        raise
    except Exception as error:
        # Whoever comes back would fail on the same line of the log for ever.
        current_app.logger.error("%s while catching up", type(error).__name__, exc_info=current_app.debug)
        return _anew(latest)


def _anew(seq: int) -> CatchUp:
    return CatchUp(seq, reset=render_template("live/_stale.html"))
