"""Storing what was worked out, a little at a time: beside the pages of a server, or all of it at the command line.

Reading and working out keep nobody from writing; only the few rows that come of it are written in turn with others.
"""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from klagerejsen.accounts.models import Team
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.insights.contributions import Part, row_of, work_out
from klagerejsen.insights.models import Contribution
from klagerejsen.insights.whole import loaded, whole_of
from klagerejsen.journeys.models import Journey
from klagerejsen.live.rendering import looking
from klagerejsen.web.signals import resting
from klagerejsen.web.transactions import writing_alone

BETWEEN_PAGES = 10
"""Journeys worked out at once beside a server's pages: about a tenth of a second."""

SETTLED = dt.timedelta(seconds=20)
"""A case that was written to so lately may be written to again: a room of two hundred does so all the time, and what
would be worked out meanwhile holds for a moment and keeps their notes waiting."""

AT_A_TIME = 50
"""The same where nobody waits for a page of this process."""


@resting.connect
def keep_up(app: Flask) -> bool:
    """Work a little for the first team that needs it; tell whether there was anything to do."""
    with looking(app):
        teams = list(db.session.scalars(select(Team.id)))
        lately = set(db.session.scalars(select(Journey.id).where(Journey.updated_at > utcnow() - SETTLED)))
    return any(step(app, team_id, BETWEEN_PAGES, lately) for team_id in teams)


def bring_up(app: Flask, team_id: int, tell: Callable[[int], object] = lambda _stored: None) -> int:
    """Work out and store everything that a team lacks; return how many journeys that were.

    No transaction may be open: each step has two of its own. ``tell`` hears how many are stored, step by step.
    """
    stored = 0
    while done := step(app, team_id, AT_A_TIME):
        stored += done
        tell(stored)
    return stored


def forget(app: Flask, team_id: int) -> None:
    """Throw away what a team's journeys add."""
    journeys = select(Journey.id).where(Journey.team_id == team_id)
    with writing_alone(app):
        db.session.execute(delete(Contribution).where(Contribution.journey_id.in_(journeys)))


def step(app: Flask, team_id: int, most: int, but: Collection[int] = ()) -> int:
    """Work out and store at most so many journeys of a team, but some of them; return how many."""
    with looking(app):
        whole = whole_of(team_id, 0)
        keys = [key for key in whole.lacking if key not in but][:most]
        _others, tally = whole.without(key for key in keys if key in whole.parts)
        parts = work_out(loaded(keys), tally, whole.limits)
    if parts:
        with writing_alone(app):
            _store(parts)
    return len(parts)


def _store(parts: list[Part]) -> None:
    """Write the rows of journeys that are still what they were."""
    asked = select(Journey.id, Journey.seq).where(Journey.id.in_(part.id for part in parts))
    now = {row.id: row.seq for row in db.session.execute(asked.with_for_update(read=True, key_share=True))}
    rows = [row for part in parts if now.get((row := row_of(part))["journey_id"]) == row["seq"]]
    if rows:
        db.session.execute(_put(rows))


def _put(rows: list[dict[str, Any]]) -> Any:
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.engine.dialect.name](Contribution)
    new = {name: insert.excluded[name] for name in rows[0] if name != "journey_id"}
    return insert.values(rows).on_conflict_do_update(index_elements=["journey_id"], set_=new)
