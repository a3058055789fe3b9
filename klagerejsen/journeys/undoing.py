"""Changes to a case, put back line by line of its log."""

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

from sqlalchemy import select

from klagerejsen.codes import Entity
from klagerejsen.extensions import db
from klagerejsen.journeys import history, services
from klagerejsen.journeys.checking import NotAJourney
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Actor, Change, Event, Finding, JourneyCause

_MODELS: dict[Entity, Any] = {
    Entity.EVENT: Event,
    Entity.ACTOR: Actor,
    Entity.FINDING: Finding,
    Entity.CAUSE: JourneyCause,
}
UNDOABLE = tuple(_MODELS)
SHOWN_IN_HISTORY = (*UNDOABLE, Entity.JOURNEY, Entity.WORKSHOP, Entity.NOTE, Entity.BALLOT)


def undo(change: Change, by: Author) -> None:
    """Put back what a line of the log changed, one of those about `UNDOABLE`, with all that was written with it.

    Raises `Clash`, having put back nothing, where some of it was changed again since, or where the case would then
    name an actor it does not have.
    """
    lines = [line for line in history.written_with(change) if line.entity in _MODELS]
    with db.session.begin_nested(), history.together() if len(lines) > 1 else nullcontext():
        for line in lines:
            _undo(line, by)


def _undo(change: Change, by: Author) -> None:
    row = db.session.get(_MODELS[change.entity], change.entity_id)
    if row is None or services.snapshot(row) != change.after:
        raise services.Clash(services.snapshot(row) if row is not None else None)
    _check_actors(row, change.before)
    if change.entity is Entity.EVENT:
        services.write_event(row, change.before, by, undoes=change.seq)
    else:
        services.write(row, change.journey_id, change.entity, change.before, by, undoes=change.seq)


def _check_actors(row: Any, before: Mapping[str, Any] | None) -> None:
    """Raise `Clash` for an actor that goes while events name it, and for an event that names one that is gone."""
    if isinstance(row, Actor) and before is None:
        lists = select(Event.senders, Event.recipients, Event.carries_from)
        events = db.session.execute(lists.where(Event.journey_id == row.journey_id, ~Event.deleted))
        if any(row.ref in (*senders, *recipients, source) for senders, recipients, source in events):
            raise services.Clash(services.snapshot(row))
    if isinstance(row, Event) and before is not None:
        try:
            services.check_event(row.journey_id, before)
        except NotAJourney as error:
            raise services.Clash(services.snapshot(row)) from error
