"""From lines of the change log to what an audience is told: the same words live, in catch-up and in polling.

All of it runs in an open `rendering`.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from sqlalchemy.exc import SQLAlchemyError

from klagerejsen.codes import Entity
from klagerejsen.journeys import history
from klagerejsen.journeys.models import Change
from klagerejsen.live import frames
from klagerejsen.live.fragments import fragment
from klagerejsen.live.subscriber import Frame
from klagerejsen.web.filters import language

# Whoever missed more than this is better served by the whole page.
MOST_MISSED = 500
# How long a rendered message serves others who come back; nothing that it tells of has changed meanwhile.
KEPT_SECONDS = 2.0
# A longer number is none that a log gave, and would not fit its column.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Message:
    """What one change says to an audience; `body` is None where it says nothing to it."""

    seq: int
    place: str
    body: dict[str, Any] | None

    @property
    def frame(self) -> Frame:
        """The message as bytes of the stream."""
        return Frame(self.seq, frames.message(self.place, self.body))


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What somebody missed: everything up to `seq`, the number of the line at `place`.

    `reset` says that only fetching everything anew will do, and is the notice for a page that must wait with it.
    """

    seq: int
    place: str
    messages: tuple[Message, ...] = ()
    reset: str = ""

    @property
    def frames(self) -> list[Frame]:
        """The catch-up as frames of the stream."""
        if self.reset:
            return [Frame(self.seq, frames.reset(self.seq, self.place, self.reset), anew=True)]
        return [message.frame for message in self.messages]

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The catch-up as the messages that say something."""
        return [message.body for message in self.messages if message.body is not None]


_Memory = dict[tuple[int, int, str, str], tuple[float, dict[int, Message]]]


def messages(changes: Iterable[Change], audience: str) -> tuple[Message, ...]:
    """Render changes for an audience.

    A thing that changed several times is told once, as it is now, under its last number.
    """
    return tuple(_message(change, audience) for change in _last_of_each(changes))


def _last_of_each(changes: Iterable[Change]) -> list[Change]:
    last = {(change.entity, change.entity_id): change for change in changes}
    return sorted(last.values(), key=lambda change: change.seq)


def _message(change: Change, audience: str) -> Message:
    told, place = fragment(change, audience), history.place_of(change)
    if told is None:
        return Message(change.seq, place, None)
    body = {"seq": change.seq, "entity": change.entity.value, "id": change.entity_id, **told}
    return Message(change.seq, place, body)


def number(journey_id: int, place: str) -> int | None:
    """Read the number out of the place that a client says it is at; None where this log has no such place.

    A number without a mark is taken at its word, as from a script that counts by itself.
    """
    text, dash, _mark = place.partition("-")
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        return None
    seq = int(text)
    return None if dash and place != history.place(journey_id, seq) else seq


def catch_up(journey_id: int, after: int | None, audience: str) -> CatchUp:
    """Return what an audience missed since a number; a number this log never gave calls for a reset."""
    if after is None:
        return _anew(journey_id)
    latest = history.latest_number(journey_id)
    missed = history.changes_after(journey_id, after, MOST_MISSED + 1)
    whole = missed[0].seq == after + 1 if missed else after == latest
    if len(missed) > MOST_MISSED or not whole or any(map(history.rewrites, missed)):
        return _anew(journey_id)
    try:
        if not missed:
            return CatchUp(after, history.place(journey_id, after))
        return CatchUp(missed[-1].seq, history.place_of(missed[-1]), _messages_again(missed, audience))
    except SQLAlchemyError:
        raise
    except Exception as error:
        # Whoever comes back would fail on the same line of the log for ever.
        current_app.logger.error("%s while catching up", type(error).__name__, exc_info=current_app.debug)
        return _anew(journey_id)


def _messages_again(missed: list[Change], audience: str) -> tuple[Message, ...]:
    """Render what was missed, but for what was rendered a moment ago for somebody else with the same eyes.

    A room that comes back as one has missed the same. Without this, two hundred phones that had missed a hundred
    changes were back after 25 seconds.
    """
    kept = _kept(missed[-1].journey_id, missed[-1].seq, audience)
    for change in _last_of_each(missed):
        # What tells the time is told afresh.
        if change.seq not in kept or change.entity is Entity.WORKSHOP:
            kept[change.seq] = _message(change, audience)
    return tuple(kept[change.seq] for change in _last_of_each(missed))


def _kept(journey_id: int, latest: int, audience: str) -> dict[int, Message]:
    """Return what was rendered since the last change, and no longer than a moment ago."""
    memory: _Memory = current_app.extensions.setdefault("live.told", {})
    now = time.monotonic()
    for key in [key for key, (since, _told) in list(memory.items()) if now - since > KEPT_SECONDS]:
        memory.pop(key, None)
    return memory.setdefault((journey_id, latest, audience, language()), (now, {}))[1]


def _anew(journey_id: int) -> CatchUp:
    place = history.place(journey_id)
    return CatchUp(history.number_of(place), place, reset=render_template("live/_stale.html"))
