"""Writes to a case. Every one leaves a line in the change log; services flush and the edge commits."""

import secrets
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

from sqlalchemy import func, select

from klagerejsen.accounts.models import Team
from klagerejsen.accounts.services import seed
from klagerejsen.codes import Entity, Known, Perspective, Status
from klagerejsen.extensions import db
from klagerejsen.journeys import documents, history
from klagerejsen.journeys.checking import Fault, NotAJourney, event_faults
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Actor, Answer, Area, Cause, Change, Event, Finding, Journey, JourneyCause
from klagerejsen.web.personal import forbid
from klagerejsen.web.signals import replacing


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
    existing = db.session.scalar(select(Journey).where(Journey.team_id == team_id, Journey.ref == document["id"]))
    if existing is not None and keep_both:
        document["id"] = _free_ref(team_id, document["id"])
    elif existing is not None and replace:
        replacing.send(journey_id=existing.id)
        db.session.delete(db.session.get(Journey, existing.id, options=[]) or existing)
        db.session.flush()
    elif existing is not None:
        raise AlreadyThere(existing)
    journey = documents.journey_from(document)
    journey.team_id = team_id
    db.session.add(journey)
    db.session.flush()
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
    _check_event(journey.id, {**piece, "id": ref})
    documents.fill_event(event, {**piece, "id": ref})
    db.session.add(event)
    db.session.flush()
    history.record(journey.id, Entity.EVENT, event.id, None, documents.event_fragment(event), by)
    return event


def edit_event(event: Event, piece: Mapping[str, Any], version: int, by: Author) -> Event:
    """Change an event; raises `Clash` where somebody else did so first, `NotAJourney` for a bad value."""
    if event.version != version or event.deleted:
        raise Clash(snapshot(event))
    _check_event(event.journey_id, {**piece, "id": event.ref})
    _write_event(event, {**piece, "id": event.ref}, by)
    return event


def remove_event(event: Event, version: int, by: Author) -> None:
    """Hide an event; its answers stay and come back with it."""
    if event.version != version or event.deleted:
        raise Clash(snapshot(event))
    _write_event(event, None, by)


def _check_event(journey_id: int, piece: Mapping[str, Any]) -> None:
    actors = set(db.session.scalars(select(Actor.ref).where(Actor.journey_id == journey_id, ~Actor.deleted)))
    events = set(db.session.scalars(select(Event.ref).where(Event.journey_id == journey_id)))
    faults: list[Fault] = event_faults(piece, actors, events | {piece["id"]})
    if faults:
        raise NotAJourney(faults)


def _write_event(event: Event, piece: Mapping[str, Any] | None, by: Author, undoes: int | None = None) -> None:
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
    _write(journey, journey.id, Entity.JOURNEY, {**(snapshot(journey) or {}), **piece}, by)


def add_actor(journey: Journey, piece: Mapping[str, Any], by: Author) -> Actor:
    """Add an actor; `piece` is an actor of the document without its id."""
    ref = _free_id(Actor, journey.id, "a")
    actor = Actor(journey_id=journey.id, position=_next(Actor.position, journey.id), stated=[])
    documents.fill(actor, {**piece, "id": ref}, documents.ACTOR)
    db.session.add(actor)
    db.session.flush()
    history.record(journey.id, Entity.ACTOR, actor.id, None, snapshot(actor), by)
    return actor


def edit_actor(actor: Actor, piece: Mapping[str, Any], version: int, by: Author) -> None:
    """Change an actor; raises `Clash`."""
    if actor.version != version or actor.deleted:
        raise Clash(snapshot(actor))
    piece = {**(snapshot(actor) or {}), **piece, "id": actor.ref}
    _write(actor, actor.journey_id, Entity.ACTOR, piece, by)


def _write(
    row: Actor | Finding | JourneyCause | Journey,
    journey_id: int,
    entity: Entity,
    piece: Mapping[str, Any] | None,
    by: Author,
    undoes: int | None = None,
) -> None:
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
    finding = Finding(journey_id=journey.id, position=_next(Finding.position, journey.id), stated=[])
    documents.fill(finding, piece, documents.FINDING)
    db.session.add(finding)
    db.session.flush()
    history.record(journey.id, Entity.FINDING, finding.id, None, snapshot(finding), by)
    return finding


def judge_finding(finding: Finding, status: Status, reason: str | None, by: Author) -> None:
    """Confirm, dispute or dismiss a finding."""
    piece = {**(snapshot(finding) or {}), "status": status, "reason": reason or None}
    _write(finding, finding.journey_id, Entity.FINDING, piece, by)


def answer(
    event: Event,
    perspective: Perspective,
    participant_id: int,
    view: Mapping[str, Any],
    by: Author,
    *,
    released: bool,
    held: str | None = None,
) -> Answer:
    """Write a participant's answer to an event, new or changed; a score belongs to what was known.

    While something in it is held, nothing of it is released, also where an earlier sentence was. The log says that
    an answer came and what it was, and never its words: they may have to be taken back without a trace.
    """
    forbid(view.get("text"))
    row = db.session.scalar(select(Answer).where(Answer.event_id == event.id, Answer.participant_id == participant_id))
    before = None
    if row is None:
        row = Answer(event_id=event.id, participant_id=participant_id, stated=[], version=0)
        row.perspective = perspective
        db.session.add(row)
    else:
        before = _without_words(row)
    known = Known(view["known"])
    row.known, row.held = known, held
    row.released = held is None and (released or row.released is True)
    row.score = view.get("score") if known is Known.KNOWN else None
    row.text = (view.get("text") or "").strip() or None
    row.version += 1
    db.session.flush()
    history.record(event.journey_id, Entity.ANSWER, row.id, before, _without_words(row), by)
    return row


def _without_words(answer: Answer) -> dict[str, Any]:
    line = {key: value for key, value in documents.fragment(answer, documents.VIEW).items() if key != "text"}
    return line | ({"held": answer.held} if answer.held else {})


def add_cause(journey: Journey, piece: Mapping[str, Any], by: Author) -> JourneyCause:
    """Write down a root cause of the case; `piece` is a cause of the document."""
    cause = JourneyCause(journey_id=journey.id, position=_next(JourneyCause.position, journey.id), stated=[])
    documents.fill(cause, piece, documents.CAUSE)
    db.session.add(cause)
    db.session.flush()
    history.record(journey.id, Entity.CAUSE, cause.id, None, snapshot(cause), by)
    return cause


def remove_cause(cause: JourneyCause, by: Author) -> None:
    """Take a root cause off the case; it can be undone."""
    if not cause.deleted:
        _write(cause, cause.journey_id, Entity.CAUSE, None, by)


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
    if row is None or snapshot(row) != change.after:
        raise Clash(snapshot(row) if row is not None else None)
    _check_actors(row, change.before)
    if change.entity is Entity.EVENT:
        _write_event(row, change.before, by, undoes=change.seq)
    else:
        _write(row, change.journey_id, change.entity, change.before, by, undoes=change.seq)


def _check_actors(row: Any, before: Mapping[str, Any] | None) -> None:
    """Raise `Clash` for an actor that goes while events name it, and for an event that names one that is gone."""
    if isinstance(row, Actor) and before is None:
        lists = select(Event.senders, Event.recipients, Event.carries_from)
        events = db.session.execute(lists.where(Event.journey_id == row.journey_id, ~Event.deleted))
        if any(row.ref in (*senders, *recipients, source) for senders, recipients, source in events):
            raise Clash(snapshot(row))
    if isinstance(row, Event) and before is not None:
        try:
            _check_event(row.journey_id, before)
        except NotAJourney as error:
            raise Clash(snapshot(row)) from error
