"""Reads about people and their teams."""

from sqlalchemy import select

from klagerejsen.access.rules import Member, Scope
from klagerejsen.accounts.models import Team, User
from klagerejsen.extensions import db


def user(member: Member) -> User:
    """Return the row of somebody who is signed in."""
    return db.session.scalars(select(User).where(User.id == member.user_id)).one()


def team(scope: Scope) -> Team:
    """Return the row of the team that a request is about."""
    return db.session.scalars(select(Team).where(Team.id == scope.team_id)).one()


def teams(member: Member) -> list[Team]:
    """Return the teams that somebody belongs to, by name."""
    return list(db.session.scalars(select(Team).where(Team.id.in_(member.roles)).order_by(Team.name, Team.id)))
