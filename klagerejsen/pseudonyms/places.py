"""Every place in a case where people write, its log among them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from klagerejsen.database import Base
from klagerejsen.extensions import db
from klagerejsen.intake.models import Draft
from klagerejsen.journeys.models import Actor, Answer, Change, Event, Finding, Journey, JourneyCause
from klagerejsen.workshops.models import Note, Participant, Workshop

TEXTS: dict[type[Base], tuple[str, ...]] = {
    Journey: ("title", "subtitle", "summary", "legal_basis", "learning", "actions", "complaint"),
    Actor: ("label", "unit", "external_ref"),
    Event: ("title", "description", "topic", "artefact", "source", "deadline", "claims", "causes"),
    Answer: ("text",),
    Finding: ("reason", "note"),
    JourneyCause: ("note",),
    Workshop: ("plan", "private_notes"),
    Participant: ("signature", "proxy_label"),
    Note: ("text",),
    Change: ("before", "after"),
    Draft: ("pieces",),
}
"""The columns of each table of a case that hold what people wrote, in texts or anywhere in a piece of a document."""


def rows(journey_id: int) -> Iterator[Any]:
    """Yield every row of a case that may hold what people wrote, what was taken away included."""
    for model in TEXTS:
        yield from db.session.scalars(_of(model, journey_id))


def _of(model: type[Any], journey_id: int) -> Select[Any]:
    if model is Journey:
        return select(Journey).where(Journey.id == journey_id)
    if model is Answer:
        return select(Answer).join(Event, Event.id == Answer.event_id).where(Event.journey_id == journey_id)
    if model in (Participant, Note):
        of_room = select(model).join(Workshop, Workshop.id == model.workshop_id)
        return of_room.where(Workshop.journey_id == journey_id)
    return select(model).where(model.journey_id == journey_id).order_by(model.id)


def texts_of(row: Base) -> Iterator[str]:
    """Yield the texts of a row, each of them once more where it stands twice."""
    for name in TEXTS[type(row)]:
        yield from _texts_in(getattr(row, name))


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(inner)


def is_withheld(row: Base) -> bool:
    """Whether a row holds words of somebody in the room that wait to be shown: nobody looks through those here."""
    return isinstance(row, Answer | Note) and row.participant_id is not None and not row.released
