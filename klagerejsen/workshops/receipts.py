"""Writes that arrive twice, late or out of order: what a phone kept while it had no network is written once.

A page's script marks each write with a key, made once, and with the seat's count of its writes. The server keeps
the marks of the last write to each place ("answer:12", "ready"). So what arrives again is recognised, and what
arrives late does not undo what came after it, whatever the clock of the phone says. Plain forms carry no marks:
they are written as they arrive.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select

from klagerejsen.extensions import db
from klagerejsen.workshops.models import Participant, Receipt


class OtherWords(ValueError):  # noqa: N818 - says what is the matter
    """A write was sent again with its key and different words."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How a write is marked: `key` is made once, `turn` counts the writes of a seat, `digest` is of its words."""

    key: str
    turn: int
    digest: str


def digest(words: Iterable[tuple[str, str]]) -> str:
    """Return a text that only this installation can tell words by, so that receipts repeat nothing."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, repr(sorted(words)).encode(), hashlib.sha256).hexdigest()


def accept(seat: Participant, place: str, marks: Marks) -> bool:
    """Whether a write is to be carried out: it is neither written already nor older than what is there.

    Raises `OtherWords` for a key that came with other words before.
    """
    last = db.session.get(Receipt, (seat.id, place))
    if last is None:
        db.session.add(Receipt(participant_id=seat.id, place=place, **_values(marks)))
        return True
    if last.key == marks.key and last.digest != marks.digest:
        raise OtherWords
    if last.key == marks.key or marks.turn < last.turn:
        return False
    last.key, last.digest, last.turn = marks.key, marks.digest, marks.turn
    return True


def _values(marks: Marks) -> dict[str, str | int]:
    return {"key": marks.key, "digest": marks.digest, "turn": marks.turn}


def last_turn(seat: Participant) -> int:
    """Return the highest count that this seat has sent, 0 where it has sent none; pages count on from it."""
    return db.session.scalar(select(func.max(Receipt.turn)).where(Receipt.participant_id == seat.id)) or 0
