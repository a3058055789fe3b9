"""Writes about teams and users."""

import json

from flask_babel import gettext as _
from sqlalchemy import delete, select

from klagerejsen.accounts.models import Membership, Session, Team, User
from klagerejsen.accounts.passwords import LEAST_LENGTH, hash_password
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db
from klagerejsen.paths import PACKAGE


class AccountError(ValueError):
    """What was asked cannot be done; the message says why, in words for the person who asked."""


def add_team(slug: str, name: str, *, least_journeys: int = 5) -> Team:
    """Create a team."""
    team = Team(slug=slug, name=name, least_journeys=least_journeys)
    db.session.add(team)
    db.session.flush()
    return team


def add_user(email: str, name: str, password: str, team: Team, role: MemberRole) -> User:
    """Create a user with a role in a team; raise `AccountError` for a short password or a taken address."""
    email = email.strip().lower()
    if len(password) < LEAST_LENGTH:
        raise AccountError(_too_short())
    if db.session.scalar(select(User).where(User.email == email)):
        raise AccountError(_("Der findes allerede en bruger med adressen %(email)s.", email=email))
    user = User(email=email, name=name, password_hash=hash_password(password))
    user.memberships.append(Membership(team=team, role=role))
    db.session.add(user)
    db.session.flush()
    return user


def set_password(email: str, password: str) -> None:
    """Give the user with this address a new password; raise `AccountError` where there is none, or for a short one."""
    email = email.strip().lower()
    user = db.session.scalar(select(User).where(User.email == email))
    if user is None:
        raise AccountError(_("Der findes ingen bruger med adressen %(email)s.", email=email))
    if len(password) < LEAST_LENGTH:
        raise AccountError(_too_short())
    change_password(user, hash_password(password))


def _too_short() -> str:
    return _("Adgangskoden skal have mindst %(min)d tegn.", min=LEAST_LENGTH)


def change_password(user: User, password_hash: str) -> None:
    """Give a user a new password, and end all that the old one opened."""
    user.password_hash = password_hash
    db.session.execute(delete(Session).where(Session.user_id == user.id))
    db.session.flush()


def seed(name: str) -> list[dict[str, object]]:
    """Read a seed file of the package, for example "causes" or "areas"."""
    rows: list[dict[str, object]] = json.loads((PACKAGE / "seeds" / f"{name}.json").read_text("utf-8"))
    return rows
