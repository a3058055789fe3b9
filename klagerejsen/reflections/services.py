"""Writes to learning notes. Services flush and the edge commits."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select, update

from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys.services import Clash
from klagerejsen.reflections.models import Reflection
from klagerejsen.web.personal import forbid
from klagerejsen.web.signals import replacing

FIELDS = ("title", "area", "day", "learning", "causes", "actions")


def begin(team_id: int, user_id: int, piece: Mapping[str, Any]) -> Reflection:
    """Lay out a draft; where its author has one about the same that is not begun yet, that one, as things are now."""
    forbid(dict(piece))
    note = Reflection(**{"team_id": team_id, "user_id": user_id, "causes": [], "actions": [], **piece})
    unbegun = select(Reflection).where(
        Reflection.team_id == team_id,
        Reflection.user_id == user_id,
        Reflection.version == 1,
        Reflection.shared_at.is_(None),
        Reflection.journey_id.is_not_distinct_from(note.journey_id),
        Reflection.about == (note.about or ""),
    )
    found = db.session.scalar(unbegun)
    if found is not None:
        for name, value in piece.items():
            setattr(found, name, value)
        return found
    db.session.add(note)
    db.session.flush()
    return note


def save(note: Reflection, piece: Mapping[str, Any], version: int) -> None:
    """Change what a note says; raises `Clash` where somebody else did so first, and `PersonalNumber`."""
    if note.version != version and not _kept_meanwhile(note, piece):
        raise Clash({name: getattr(note, name) for name in FIELDS})
    forbid(dict(piece))
    for name, value in piece.items():
        setattr(note, name, value)
    note.version += 1
    db.session.flush()


def _kept_meanwhile(note: Reflection, piece: Mapping[str, Any]) -> bool:
    """Whether a draft has these very answers already: its own page kept them while the button was pressed."""
    answers = {name: value for name, value in piece.items() if name != "actions"}
    return note.shared_at is None and all(getattr(note, name) == value for name, value in answers.items())


def share(note: Reflection, shared: bool) -> None:
    """Let the team read a note, or take it back to be a draft."""
    note.shared_at = (note.shared_at or utcnow()) if shared else None
    note.version += 1
    db.session.flush()


def remove(note: Reflection) -> None:
    """Delete a note, and with it the questions that were sent about its actions."""
    db.session.delete(note)
    db.session.flush()


@replacing.connect
def stay_with_the_case(_sender: object, journey_id: int) -> Callable[[int], Any]:
    """Notes about a case that comes in again from a file are about the new one."""
    notes = list(db.session.scalars(select(Reflection.id).where(Reflection.journey_id == journey_id)))
    about = update(Reflection).where(Reflection.id.in_(notes))
    return lambda key: db.session.execute(about.values(journey_id=key))
