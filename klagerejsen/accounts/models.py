"""Teams, the people in them, and their sessions as rows, so that signing out really ends one."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from klagerejsen.codes import MemberRole
from klagerejsen.database import Base, Code, Created, Key, Title, by_value


class Team(Base):
    """The tenant: whoever is not a member sees none of its rows."""

    __tablename__ = "teams"

    id: Mapped[Key]
    slug: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Title]
    # Causes seen in fewer journeys than this are not shown across journeys.
    least_journeys: Mapped[int] = mapped_column(default=5)
    created_at: Mapped[Created]

    memberships: Mapped[list["Membership"]] = relationship(back_populates="team")


class User(Base):
    """Somebody with an account: facilitators, leaders, administrators; never participants."""

    __tablename__ = "users"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Title]
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Created]

    memberships: Mapped[list["Membership"]] = relationship(back_populates="user", lazy="selectin")


class Membership(Base):
    """A user's role in a team."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("user_id", "team_id"),)

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    role: Mapped[MemberRole] = mapped_column(by_value(MemberRole))

    user: Mapped[User] = relationship(back_populates="memberships")
    team: Mapped[Team] = relationship(back_populates="memberships", lazy="joined")


class Session(Base):
    """One browser let in: as a user, as a seat in a workshop, or as its display.

    The cookie holds a random token; the row holds only the token's hash, so that a copy of the
    database opens nothing.
    """

    __tablename__ = "sessions"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    display_id: Mapped[int | None] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Created]
    expires_at: Mapped[dt.datetime]

    user: Mapped[User | None] = relationship(lazy="joined")
