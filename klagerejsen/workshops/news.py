"""What was said last and everybody may read: what the projector shows as new."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, or_, select

from klagerejsen.codes import Entity, Perspective
from klagerejsen.database import table_of
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Answer, Change, Event
from klagerejsen.workshops.models import Note, Participant, Workshop

STRETCH = 12
"""Lines of the log read at once: the same sentence may have changed several times."""
AFTER_ALL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Said:
    """A released sentence, whose side it came from, and how its author signs it.

    `what` is "note" or "answer" and `id` the row's; `event_id` is None for what is about the whole course.
    """

    what: Entity
    id: int
    event_id: int | None
    side: Perspective | None
    text: str
    signature: str

    @property
    def note_id(self) -> int | None:
        """The number of the note that it is, None for an answer."""
        return self.id if self.what is Entity.NOTE else None


def newest_said(workshop: Workshop, number: int) -> list[Said]:
    """Return the newest released notes and sentences of this room, newest first."""
    found: dict[tuple[Entity, int], Said] = {}
    for line in _newest_lines(workshop):
        found.setdefault((line.entity, line.entity_id), _said(line))
        if len(found) == number:
            break
    return list(found.values())


def _said(line: Row[Any]) -> Said:
    return Said(line.entity, line.entity_id, line.event_id, line.side, line.text, line.signature or "")


def _newest_lines(workshop: Workshop) -> Iterator[Row[Any]]:
    asked = {"workshop": workshop.id, "journey": workshop.journey_id, "before": AFTER_ALL}
    while stretch := db.session.execute(_SHOWN, asked).all():
        yield from stretch
        if len(stretch) < STRETCH:
            return
        asked["before"] = stretch[-1].seq


def _shown() -> Select[*tuple[Any, ...]]:
    """Select the lines of the log about what everybody may read and is about an event that is still there."""
    lines, notes, answers = (table_of(one).c for one in (Change, Note, Answer))
    seats, events = (table_of(one).c for one in (Participant, Event))
    seat, event = (func.coalesce(notes[name], answers[name]) for name in ("participant_id", "event_id"))
    note_shown = and_(notes.workshop_id == bindparam("workshop"), notes.released, ~notes.deleted)
    answer_shown = and_(seats.workshop_id == bindparam("workshop"), answers.released, answers.text != "")
    return (
        select(
            lines.seq,
            lines.entity,
            lines.entity_id,
            event.label("event_id"),
            func.coalesce(notes.perspective, answers.perspective).label("side"),
            func.coalesce(notes.text, answers.text).label("text"),
            seats.signature,
        )
        .select_from(table_of(Change))
        .outerjoin(table_of(Note), and_(lines.entity == Entity.NOTE, notes.id == lines.entity_id))
        .outerjoin(table_of(Answer), and_(lines.entity == Entity.ANSWER, answers.id == lines.entity_id))
        .outerjoin(table_of(Participant), seats.id == seat)
        .outerjoin(table_of(Event), events.id == event)
        .where(lines.journey_id == bindparam("journey"), lines.seq < bindparam("before"))
        .where(lines.entity.in_((Entity.NOTE, Entity.ANSWER)), or_(note_shown, answer_shown))
        .where(func.coalesce(events.deleted, False).is_(False))
        .order_by(lines.seq.desc())
        .limit(STRETCH)
    )


# Read whenever the projector is told of anything but a new note; putting it together took twice as long as running it.
_SHOWN = _shown()
