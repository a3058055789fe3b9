"""Reads of a case; each asks for a scope, which only the guard gives."""

from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import NotFound

from klagerejsen.access.rules import Scope
from klagerejsen.database import table_of
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Actor, Answer, Area, Cause, Change, Event, Finding, Journey, JourneyCause

Row = TypeVar("Row")

WHOLE = (
    selectinload(Journey.actors),
    selectinload(Journey.events).selectinload(Event.answers),
    selectinload(Journey.findings),
    selectinload(Journey.causes),
)


def journeys(scope: Scope) -> list[tuple[Journey, int]]:
    """Return the team's journeys with the number of their events, last changed first."""
    count = func.count(Event.id)
    rows = db.session.execute(
        select(Journey, count)
        .outerjoin(Event, (Event.journey_id == Journey.id) & Event.deleted.is_(False))
        .where(Journey.team_id == scope.team_id)
        .group_by(Journey.id)
        .order_by(Journey.updated_at.desc(), Journey.id)
    )
    return [(journey, number) for journey, number in rows]


def journey(scope: Scope) -> Journey:
    """Return the scope's journey without its parts, or raise 404."""
    return _found(select(Journey).where(Journey.team_id == scope.team_id, Journey.id == scope.journey_id))


def titled(scope: Scope, journey_id: int) -> tuple[int, str] | None:
    """Return the id and the title of a journey of the team, None where it is gone."""
    query = select(Journey.id, Journey.title).where(Journey.team_id == scope.team_id, Journey.id == journey_id)
    row = db.session.execute(query).first()
    return (row[0], row[1]) if row else None


def whole_journey(scope: Scope) -> Journey:
    """Return the scope's journey with everything that belongs to its document, in five queries."""
    query = select(Journey).where(Journey.team_id == scope.team_id, Journey.id == scope.journey_id)
    return _found(query.options(*WHOLE).execution_options(populate_existing=True))


def journey_by_ref(team_id: int, ref: str) -> Journey | None:
    """Return the journey with a document id, whole."""
    query = select(Journey).where(Journey.team_id == team_id, Journey.ref == ref)
    return db.session.scalar(query.options(*WHOLE))


def event(scope: Scope, event_id: int) -> Event:
    """Return one event of the journey with its answers, or raise 404."""
    query = select(Event).where(Event.journey_id == scope.journey_id, Event.id == event_id)
    return _found(query.options(selectinload(Event.answers)))


def event_alone(scope: Scope, event_id: int) -> Event:
    """Return one event of the journey without its answers, or raise 404."""
    return _found(select(Event).where(Event.journey_id == scope.journey_id, Event.id == event_id))


def event_id(scope: Scope, event_id: int) -> int:
    """Return the id itself where it is that of an event of the journey which was not taken away, or raise 404."""
    return _found(_EVENT, {"journey": scope.journey_id, "event": event_id})


_EVENTS = table_of(Event).c
_EVENT = select(_EVENTS.id).where(
    _EVENTS.journey_id == bindparam("journey"), _EVENTS.id == bindparam("event"), ~_EVENTS.deleted
)


def events(scope: Scope) -> list[Event]:
    """Return the journey's events that are not deleted, in order of time."""
    query = select(Event).where(Event.journey_id == scope.journey_id, Event.deleted.is_(False))
    return list(db.session.scalars(query.order_by(Event.earliest, Event.latest, Event.position)))


def actors(scope: Scope) -> list[Actor]:
    """Return the journey's actors that are not deleted."""
    query = select(Actor).where(Actor.journey_id == scope.journey_id, Actor.deleted.is_(False))
    return list(db.session.scalars(query.order_by(Actor.position)))


def actor(scope: Scope, actor_id: int) -> Actor:
    """Return one actor of the journey, or raise 404."""
    return _found(select(Actor).where(Actor.journey_id == scope.journey_id, Actor.id == actor_id))


def findings(scope: Scope) -> list[Finding]:
    """Return the journey's judged and marked findings in their order, those taken back among them."""
    query = select(Finding).where(Finding.journey_id == scope.journey_id)
    return list(db.session.scalars(query.order_by(Finding.position)))


def cause_of(scope: Scope, cause_id: int) -> JourneyCause:
    """Return one root cause of the journey, or raise 404."""
    return _found(select(JourneyCause).where(JourneyCause.journey_id == scope.journey_id, JourneyCause.id == cause_id))


def change(scope: Scope, seq: int) -> Change:
    """Return one line of the journey's log, or raise 404."""
    return _found(select(Change).where(Change.journey_id == scope.journey_id, Change.seq == seq))


def answer(event_id: int, participant_id: int) -> Answer | None:
    """Return a participant's own answer to an event."""
    query = select(Answer).where(Answer.event_id == event_id, Answer.participant_id == participant_id)
    return db.session.scalar(query)


def areas(team_id: int) -> list[Area]:
    """Return the team's areas."""
    return list(db.session.scalars(select(Area).where(Area.team_id == team_id).order_by(Area.label_da)))


def area_names(team_id: int, language: str = "da") -> dict[str, str]:
    """Return the team's areas by code, in a language."""
    return {area.code: area.label(language) for area in areas(team_id)}


def cause_names(team_id: int, language: str = "da") -> dict[str, str]:
    """Return the team's words for its root causes by code, in a language."""
    return {cause.code: cause.label(language) for cause in causes(team_id)}


def causes(team_id: int) -> list[Cause]:
    """Return the team's taxonomy of root causes in its order."""
    return list(db.session.scalars(select(Cause).where(Cause.team_id == team_id).order_by(Cause.position)))


def _found(query: Select[Row], asked: Mapping[str, object] | None = None) -> Row:
    try:
        row = db.session.scalar(query, asked)
    except (OverflowError, DataError) as error:  # a number that no row can have
        raise NotFound from error
    if row is None:
        raise NotFound
    return row
