"""What of a case helps to understand a line about it, read from the database."""

import datetime as dt

from sqlalchemy import select

from klagerejsen.access.rules import Scope
from klagerejsen.analysis.model import Actor as Role
from klagerejsen.codes import Entity
from klagerejsen.database import utcnow
from klagerejsen.dates import Span, parse_edtf
from klagerejsen.extensions import db
from klagerejsen.intake.proposals import Case
from klagerejsen.journeys import queries
from klagerejsen.journeys.models import Change, Event

SITTING = dt.timedelta(minutes=30)
"""So long after an event was written the next one is taken to lie near it."""


def case_of(scope: Scope, user_id: int) -> Case:
    """Return who is in the case, when it was, and who was heard of last; days lie near what the user wrote just now."""
    columns = select(Event.earliest, Event.latest, Event.senders, Event.recipients)
    there = columns.where(Event.journey_id == scope.journey_id, Event.deleted.is_(False))
    rows = db.session.execute(there.order_by(Event.latest.desc(), Event.position.desc())).all()
    near = _just_written(scope, user_id)
    if near is None and rows:
        near = Span(min(row.earliest for row in rows), max(row.latest for row in rows))
    # Who comes later than what is written about was not heard of yet.
    until = sorted(rows, key=lambda row: near is not None and row.latest > near.latest)
    heard = dict.fromkeys(ref for row in until for ref in (*row.senders, *row.recipients))
    return Case(tuple(roles(scope)), near, tuple(heard))


def roles(scope: Scope) -> list[Role]:
    """Return the actors of the case as they are read about."""
    return [Role(actor.ref, actor.label, actor.role, actor.perspective, actor.unit) for actor in queries.actors(scope)]


def _just_written(scope: Scope, user_id: int) -> Span | None:
    lines = select(Change.after).where(
        Change.journey_id == scope.journey_id,
        Change.entity == Entity.EVENT,
        Change.user_id == user_id,
        Change.at > utcnow() - SITTING,
        Change.after.is_not(None),
    )
    after = db.session.scalar(lines.order_by(Change.seq.desc()).limit(1))
    if not after:
        return None
    day = parse_edtf(after["date"]).middle
    return Span(day, day)
