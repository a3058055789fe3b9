"""The change log: every write to a journey leaves one numbered line, and undo is one more line.

The number is taken by `UPDATE … SET seq = seq + 1 … RETURNING` in the transaction that writes, so that
lines become visible in the order of their numbers; a serial id does not promise that.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from sqlalchemy import bindparam, insert, select, update

from klagerejsen.codes import Entity
from klagerejsen.database import as_stored, table_of, utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Change, Journey
from klagerejsen.web.personal import forbid


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: a user, a participant, or neither (the command line)."""

    user_id: int | None = None
    participant_id: int | None = None


NOBODY = Author()
_TOGETHER = "together"
REWRITTEN = "rewritten"
"""Says in a line of the log that words were replaced in so many places of the case and of the log itself."""


@contextmanager
def together() -> Iterator[None]:
    """Let what is written inside, to one journey, be undone as one."""
    if _TOGETHER in db.session.info:
        yield
        return
    db.session.info[_TOGETHER] = None
    try:
        yield
    finally:
        del db.session.info[_TOGETHER]


def _batch(seq: int) -> int | None:
    """Return the number of the first line that is written together with this one."""
    if _TOGETHER not in db.session.info:
        return None
    first: int = db.session.info[_TOGETHER] or seq
    db.session.info[_TOGETHER] = first
    return first


def record(
    journey_id: int,
    entity: Entity,
    entity_id: int,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    by: Author,
    *,
    undoes: int | None = None,
    at_hand: Iterable[object] = (),
) -> Change:
    """Add one line; `before` is None for something new and `after` is None for something deleted.

    `at_hand` are rows that whoever tells of the line will need, so that they are not read again.
    Raises `PersonalNumber` where a CPR number would be written: whatever is stored passes here.
    """
    forbid(after)
    db.session.flush()
    moment, connection = utcnow(), db.session.connection()
    seq = connection.scalar(_NEXT, {"journey": journey_id, "moment": moment})
    assert seq is not None, "the journey exists"
    line = {
        "journey_id": journey_id,
        "seq": seq,
        "batch": _batch(seq),
        "at": moment,
        "user_id": by.user_id,
        "participant_id": by.participant_id,
        "entity": entity,
        "entity_id": entity_id,
        "before": dict(before) if before is not None else None,
        "after": dict(after) if after is not None else None,
        "undoes": undoes,
    }
    connection.execute(_ADD, line)
    change = as_stored(Change, line)
    db.session.info.setdefault("changes", []).append(change)
    db.session.info.setdefault("at_hand", []).extend(at_hand)
    return change


_JOURNEYS = table_of(Journey)
_NEXT = (
    update(_JOURNEYS)
    .where(_JOURNEYS.c.id == bindparam("journey"))
    .values(seq=_JOURNEYS.c.seq + 1, updated_at=bindparam("moment"))
    .returning(_JOURNEYS.c.seq)
)
_ADD = insert(table_of(Change))


def record_new(journeys: Sequence[Journey], by: Author) -> None:
    """Add the first line of each of many journeys that were stored just now, in two statements for all."""
    moment = utcnow()
    for journey in journeys:
        forbid(journey.ref)
        journey.seq = 1
    changes = [
        Change(
            journey_id=journey.id, seq=1, at=moment, user_id=by.user_id, participant_id=by.participant_id,
            entity=Entity.JOURNEY, entity_id=journey.id, before=None, after={"id": journey.ref},
        )
        for journey in journeys
    ]  # fmt: skip
    db.session.add_all(changes)
    db.session.flush()
    db.session.info.setdefault("changes", []).extend(changes)


def changes_after(journey_id: int, seq: int, limit: int = 500) -> list[Change]:
    """Return the lines after a number, oldest first."""
    query = select(Change).where(Change.journey_id == journey_id, Change.seq > seq)
    return list(db.session.scalars(query.order_by(Change.seq).limit(limit)))


def latest_number(journey_id: int) -> int:
    """Return the number of the last line, 0 where there is none."""
    return db.session.scalar(select(Journey.seq).where(Journey.id == journey_id)) or 0


def place(journey_id: int, seq: int | None = None) -> str:
    """Name a line, the last one where no number says which: its number and a mark, as in "12-5f3a09c1".

    By the mark a line of this log is told from one with the same number in another: of another journey, of one
    that had the same id before, or of this one as it went on before an older backup took its place.
    """
    query = select(Change.seq, Change.at).where(Change.journey_id == journey_id)
    if seq is not None:
        query = query.where(Change.seq == seq)
    line = db.session.execute(query.order_by(Change.seq.desc()).limit(1)).first()
    return _place(journey_id, *line) if line else "0"


def place_of(change: Change) -> str:
    """Name a line that is at hand; see `place`."""
    return _place(change.journey_id, change.seq, change.at)


def number_of(place: str) -> int:
    """Return the number in the name of a line."""
    return int(place.partition("-")[0])


def _place(journey_id: int, seq: int, at: dt.datetime) -> str:
    return f"{seq}-{crc32(f'{journey_id} {seq} {at.timestamp()}'.encode()):08x}"


def latest(journey_id: int, entities: tuple[Entity, ...], limit: int = 20) -> list[Change]:
    """Return the last lines about some kinds of things, newest first."""
    query = select(Change).where(Change.journey_id == journey_id, Change.entity.in_(entities))
    return list(db.session.scalars(query.order_by(Change.seq.desc()).limit(limit)))


def written_with(change: Change) -> list[Change]:
    """Return the lines that were written together with one, itself among them, newest first."""
    if change.batch is None:
        return [change]
    query = select(Change).where(Change.journey_id == change.journey_id, Change.batch == change.batch)
    return list(db.session.scalars(query.order_by(Change.seq.desc())))


def rewrites(change: Change) -> bool:
    """Whether a line tells that the case was rewritten, so that no page of it says any more what stands."""
    return REWRITTEN in (change.after or {})


def undone(journey_id: int) -> set[int]:
    """Return the numbers that were undone."""
    query = select(Change.undoes).where(Change.journey_id == journey_id, Change.undoes.is_not(None))
    return {number for number in db.session.scalars(query) if number is not None}
