"""Reads of the log of what left the house."""

from sqlalchemy import select

from klagerejsen.access.rules import Scope
from klagerejsen.extensions import db
from klagerejsen.outgoing.models import Export

AT_ONCE = 100


def lines(scope: Scope, before: int | None) -> list[Export]:
    """Return the team's last lines, newest first; with `before`, those that are older than that one."""
    query = select(Export).where(Export.team_id == scope.team_id)
    if before is not None:
        query = query.where(Export.id < before)
    return list(db.session.scalars(query.order_by(Export.id.desc()).limit(AT_ONCE)))
