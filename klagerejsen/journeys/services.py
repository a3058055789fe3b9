"""Writes to a case. Every one leaves a line in the change log; services flush and the edge commits."""

import secrets
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import func, select

from klagerejsen.accounts.models import Team
from klagerejsen.accounts.services import seed
from klagerejsen.codes import Entity, Status
from klagerejsen.extensions import db
from klagerejsen.journeys import documents, history
from klagerejsen.journeys.checking import Fault, NotAJourney, event_faults
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Actor, Area, Cause, Event, Finding, Journey, JourneyCause
from klagerejsen.web.signals import replacing

Part = TypeVar("Part", Actor, Finding, JourneyCause)


class AlreadyThere(ValueError):  # noqa: N818 - says what is the matter
    """A journey with this document id exists; the caller must replace it or keep both."""

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey.ref)
        self.journey = journey


class InUse(ValueError):  # noqa: N818 - says what is the matter
    """People are at work on the journey, so it cannot give way to another one."""


class Clash(ValueError):  # noqa: N818 - says what is the matter
    """Somebody else changed the row since it was read; `current` is what it says now."""

    def __init__(self, current: dict[str, Any] | None) -> None:
        super().__init__("changed meanwhile")
        self.current = current


def seed_team(team: Team) -> None:
    """Give a new team the taxonomy of root causes and the areas, to edit as it likes."""
    for position, row in enumerate(seed("causes")):
        db.session.add(Cause(team_id=team.id, position=position, **row))
    for row in seed("areas"):
        db.session.add(Area(team_id=team.id, **row))
    db.session.flush()


def import_document(
    team_id: int, document: Mapping[str, Any], by: Author, *, replace: bool = False, keep_both: bool = False
) -> Journey:
    """Store a checked document as a new journey, or in place of the one with the same id.

    Raises `AlreadyThere` where the id is taken and neither `replace` nor `keep_both` says what to do, and `InUse`
    where the one that is there cannot be replaced now.
    """
    document = {**document, "id": document.get("id") or f"rejse-{secrets.token_hex(4)}"}
    same = select(Journey).where(Journey.team_id == team_id, Journey.ref == document["id"])
    # Held, so that no workshop is opened on it while it is replaced.
    existing = db.session.scalar(same.with_for_update(key_share=True))
    afterwards = []
    if existing is not None and keep_both:
        document["id"] = _free_ref(team_id, document["id"])
    elif existing is not None and replace:
        afterwards = [then for _told, then in replacing.send(journey_id=existing.id) if then]
        db.session.delete(db.session.get(Journey, existing.id, options=[]) or existing)
        db.session.flush()
    elif existing is not None:
        raise AlreadyThere(existing)
    journey = documents.journey_from(document)
    journey.team_id = team_id
    db.session.add(journey)
    db.session.flush()
    for then in afterwards:
        then(journey.id)
    history.record(journey.id, Entity.JOURNEY, journey.id, None, {"id": journey.ref}, by)
    return journey


def _free_ref(team_id: int, ref: str) -> str:
    taken = set(db.session.scalars(select(Journey.ref).where(Journey.team_id == team_id)))
    return next(name for number in range(2, len(taken) + 3) if (name := f"{ref}-{number}") not in taken)


def create_journey(team_id: int, piece: Mapping[str, Any], by: Author) -> Journey:
    """Create an empty journey with one actor for each of the two sides that every case has."""
    document = {
        **piece,
        "consulted": [],
        "actors": [
            {"id": "a1", "label": "Borgeren", "role": "citizen", "perspective": "citizen"},
            {"id": "a2", "label": "Kommunen", "role": "unit", "perspective": "authority", "unit": "Kommunen"},
        ],
        "events": [],
    }
    return import_document(team_id, document, by)


def _next(column: Any, journey_id: int) -> int:
    model = column.class_
    highest = db.session.scalar(select(func.max(column)).where(model.journey_id == journey_id))
    return 0 if highest is None else highest + 1


def _free_id(model: Any, journey_id: int, prefix: str) -> str:
    """Return the next id of a document's own kind (E01, E02 …) that nothing in the journey has had."""
    taken = set(db.session.scalars(select(model.ref).where(model.journey_id == journey_id)))
    numbers = range(1, len(taken) + 2)
    return next(name for number in numbers if (name := f"{prefix}{number:02d}") not in taken)


def add_event(journey: Journey, piece: Mapping[str, Any], by: Author) -> Event:
    """Add an event; `piece` is an event of the document without its id. Raises `NotAJourney`."""
    ref = _free_id(Event, journey.id, "E")
    event = Event(journey_id=journey.id, position=_next(Event.position, journey.id), ref=ref, stated=[])
    event.answers = []
    check_event(journey.id, {**piece, "id": ref})
    documents.fill_event(event, {**piece, "id": ref})
    db.session.add(event)
    db.session.flush()
    history.record(journey.id, Entity.EVENT, event.id, None, documents.event_fragment(event), by)
    return event


def edit_event(event: Event, piece: Mapping[str, Any], version: int, by: Author) -> Event:
    """Change an event; raises `Clash` where somebody else did so first, `NotAJourney` for a bad value."""
    if event.version != version or event.deleted:
        raise Clash(snapshot(event))
    piece = {**piece, "id": event.ref, "date": _with_time(event.date, piece.get("date", ""))}
    check_event(event.journey_id, piece)
    write_event(event, piece, by)
    return event


def _with_time(before: str, after: str) -> str:
    """Keep the time of day that a log gave an event while its day stays: pages show days only."""
    return before if after and before.startswith(f"{after}T") else after


def remove_event(event: Event, version: int, by: Author) -> None:
    """Hide an event; its answers stay and come back with it."""
    if event.version != version or event.deleted:
        raise Clash(snapshot(event))
    write_event(event, None, by)


def check_event(journey_id: int, piece: Mapping[str, Any]) -> None:
    """Raise `NotAJourney` for an event that the case cannot have."""
    actors = set(db.session.scalars(select(Actor.ref).where(Actor.journey_id == journey_id, ~Actor.deleted)))
    events = set(db.session.scalars(select(Event.ref).where(Event.journey_id == journey_id)))
    faults: list[Fault] = event_faults(piece, actors, events | {piece["id"]})
    if faults:
        raise NotAJourney(faults)


def write_event(event: Event, piece: Mapping[str, Any] | None, by: Author, undoes: int | None = None) -> None:
    """Change an event to its piece of the document, or hide it for None, with a line in the log."""
    before = snapshot(event)
    event.deleted = piece is None
    if piece is not None:
        documents.fill_event(event, piece)
    event.version += 1
    db.session.flush()
    history.record(event.journey_id, Entity.EVENT, event.id, before, snapshot(event), by, undoes=undoes)


def snapshot(row: Event | Actor | Finding | JourneyCause | Journey) -> dict[str, Any] | None:
    """Return what the change log keeps of a row: its piece of the document, None where it is deleted."""
    if getattr(row, "deleted", False):
        return None
    if isinstance(row, Event):
        return documents.event_fragment(row)
    return documents.fragment(row, _FIELDS[type(row)])


_FIELDS = {
    Actor: documents.ACTOR,
    Finding: documents.FINDING,
    JourneyCause: documents.CAUSE,
    Journey: documents.JOURNEY + documents.JOURNEY_TAIL,
}


def edit_journey(journey: Journey, piece: Mapping[str, Any], version: int, by: Author) -> None:
    """Change the journey's own properties (title, summary, area …); raises `Clash`."""
    if journey.version != version:
        raise Clash(snapshot(journey))
    write(journey, journey.id, Entity.JOURNEY, {**(snapshot(journey) or {}), **piece}, by)


def add_actor(journey: Journey, piece: Mapping[str, Any], by: Author) -> Actor:
    """Add an actor; `piece` is an actor of the document without its id."""
    return _add(Actor, journey, {**piece, "id": _free_id(Actor, journey.id, "a")}, Entity.ACTOR, by)


def _add(kind: type[Part], journey: Journey, piece: Mapping[str, Any], entity: Entity, by: Author) -> Part:
    row = kind(journey_id=journey.id, position=_next(kind.position, journey.id), stated=[])
    documents.fill(row, piece, _FIELDS[kind])
    db.session.add(row)
    db.session.flush()
    history.record(journey.id, entity, row.id, None, snapshot(row), by)
    return row


def edit_actor(actor: Actor, piece: Mapping[str, Any], version: int, by: Author) -> None:
    """Change an actor; raises `Clash`."""
    if actor.version != version or actor.deleted:
        raise Clash(snapshot(actor))
    piece = {**(snapshot(actor) or {}), **piece, "id": actor.ref}
    write(actor, actor.journey_id, Entity.ACTOR, piece, by)


def write(
    row: Actor | Finding | JourneyCause | Journey,
    journey_id: int,
    entity: Entity,
    piece: Mapping[str, Any] | None,
    by: Author,
    undoes: int | None = None,
) -> None:
    """Change a row to its piece of the document, or take it back for None, with a line in the log."""
    before = snapshot(row)
    if not isinstance(row, Journey):
        row.deleted = piece is None
    if piece is not None:
        documents.fill(row, piece, _FIELDS[type(row)])
    row.version += 1
    db.session.flush()
    history.record(journey_id, entity, row.id, before, snapshot(row), by, undoes=undoes)


def mark_finding(journey: Journey, piece: Mapping[str, Any], by: Author) -> Finding:
    """Write down a finding: a computed one that somebody judges, or one that people mark themselves."""
    return _add(Finding, journey, piece, Entity.FINDING, by)


def judge_finding(finding: Finding, status: Status, reason: str | None, by: Author) -> None:
    """Confirm, dispute or dismiss a finding."""
    piece = {**(snapshot(finding) or {}), "status": status, "reason": reason or None}
    write(finding, finding.journey_id, Entity.FINDING, piece, by)


def add_cause(journey: Journey, piece: Mapping[str, Any], by: Author) -> JourneyCause:
    """Write down a root cause of the case; `piece` is a cause of the document."""
    return _add(JourneyCause, journey, piece, Entity.CAUSE, by)


def remove_cause(cause: JourneyCause, by: Author) -> None:
    """Take a root cause off the case; it can be undone."""
    if not cause.deleted:
        write(cause, cause.journey_id, Entity.CAUSE, None, by)
