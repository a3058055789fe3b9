"""The register's rows: complaints with their causes and history, and what a team set itself: terms and goals.

A complaint is known by its number and, if the house likes, by the reference of its case system. There is no name in it,
and what people write of it is what was learned, screened for personal data as everywhere.
"""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from klagerejsen.accounts.models import User
from klagerejsen.codes import ComplaintKind, ComplaintState, Handling, Outcome, Reassessment
from klagerejsen.complaints.conversation.course import Talk
from klagerejsen.complaints.course import Course
from klagerejsen.database import Base, Code, Created, Key, by_value, utcnow
from klagerejsen.journeys.models import Journey

# Compared byte by byte on both databases, so that an index serves "begins with".
Reference = String(60).with_variant(String(60, collation="C"), "postgresql")


def name_of(number: int) -> str:
    """Return what people call a complaint with this number of its team: K-00042."""
    return f"K-{number:05d}"


class Conversation:
    """What is noted of a conversation with the complainant: days, codes and minutes, and not a word of what was said.

    `attempts` are those that reached nobody, each a day and a channel; `promised_by` is when what was agreed is to be
    done. A withdrawal is said first and confirmed later: the complaint's `withdrawn_on`.
    """

    attempts: Mapped[list[dict[str, Any]] | None]
    declined_on: Mapped[dt.date | None]
    contact_channel: Mapped[str | None] = mapped_column(String(40))
    wishes: Mapped[list[str] | None]
    track: Mapped[str | None] = mapped_column(String(40))
    promises: Mapped[list[str] | None]
    agreed_on: Mapped[dt.date | None]
    promised_by: Mapped[dt.date | None]
    confirmed_on: Mapped[dt.date | None]
    followed_up_on: Mapped[dt.date | None]
    follow_up: Mapped[str | None] = mapped_column(String(40))
    withdrawal_said_on: Mapped[dt.date | None]
    withdrawal_channel: Mapped[str | None] = mapped_column(String(40))
    minutes: Mapped[int | None]

    def talk(self) -> Talk:
        """Return the course of the conversation for what reckons with it."""
        return Talk(**{name: getattr(self, name) for name in Talk.__dataclass_fields__})


class Complaint(Conversation, Base):
    """One complaint. The days and answers are its course; what stands below them follows from it.

    `offered` is whether a conversation was offered at all, and what comparisons go by; None where nobody said.
    The days that end with `_by` are when something is due, as the terms were when it was last written; `due_on` is
    the first of them that nobody has met, None where nothing is due.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        Index(None, "team_id", "received_on", "id"),
        Index(None, "team_id", "state", "received_on", "id"),
        Index(None, "team_id", "area", "received_on", "id"),
        Index(None, "team_id", "unit", "received_on", "id"),
        Index(None, "team_id", "theme", "received_on", "id"),
        Index(None, "team_id", "reference"),
        Index(None, "team_id", "updated_at", "received_on"),
        Index(
            "ix_complaints_due",
            "team_id",
            "due_on",
            "id",
            sqlite_where=text("due_on IS NOT NULL"),
            postgresql_where=text("due_on IS NOT NULL"),
        ),
        Index(
            "ix_complaints_promised",
            "team_id",
            "promised_by",
            "id",
            sqlite_where=text("promised_by IS NOT NULL AND followed_up_on IS NULL"),
            postgresql_where=text("promised_by IS NOT NULL AND followed_up_on IS NULL"),
        ),
    )

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    number: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]
    updated_at: Mapped[dt.datetime] = mapped_column(default=utcnow, onupdate=utcnow)

    reference: Mapped[str | None] = mapped_column(Reference)
    area: Mapped[Code]
    unit: Mapped[str | None] = mapped_column(String(80))
    other_units: Mapped[list[str]] = mapped_column(default=list)
    law: Mapped[str | None] = mapped_column(String(80))
    paragraph: Mapped[str | None] = mapped_column(String(40))
    theme: Mapped[str | None] = mapped_column(String(40))
    channel: Mapped[str | None] = mapped_column(String(40))
    complainant: Mapped[str | None] = mapped_column(String(40))
    power_of_attorney: Mapped[bool | None]
    handling: Mapped[Handling | None] = mapped_column(by_value(Handling))
    offered: Mapped[bool | None]
    satisfaction: Mapped[int | None]

    kind: Mapped[ComplaintKind] = mapped_column(by_value(ComplaintKind))
    received_on: Mapped[dt.date]
    decided_on: Mapped[dt.date | None]
    acknowledged_on: Mapped[dt.date | None]
    offered_on: Mapped[dt.date | None]
    contacted_on: Mapped[dt.date | None]
    reassessed_on: Mapped[dt.date | None]
    reassessment: Mapped[Reassessment | None] = mapped_column(by_value(Reassessment))
    forwarded_on: Mapped[dt.date | None]
    appeals_body: Mapped[str | None] = mapped_column(String(80))
    appeal_decided_on: Mapped[dt.date | None]
    outcome: Mapped[Outcome | None] = mapped_column(by_value(Outcome))
    withdrawn_on: Mapped[dt.date | None]
    municipal_closed_on: Mapped[dt.date | None]
    closed_on: Mapped[dt.date | None]

    state: Mapped[ComplaintState] = mapped_column(by_value(ComplaintState))
    acknowledge_by: Mapped[dt.date | None]
    contact_by: Mapped[dt.date | None]
    reassess_by: Mapped[dt.date | None]
    close_by: Mapped[dt.date | None]
    due_on: Mapped[dt.date | None]
    due_what: Mapped[str | None] = mapped_column(String(40))

    learning: Mapped[str | None] = mapped_column(Text)
    action: Mapped[str | None] = mapped_column(Text)
    journey_id: Mapped[int | None] = mapped_column(ForeignKey("journeys.id", ondelete="SET NULL"), index=True)

    causes: Mapped[list["ComplaintCause"]] = relationship(
        order_by="ComplaintCause.position", cascade="all, delete-orphan", lazy="raise"
    )
    journey: Mapped[Journey | None] = relationship(lazy="raise")

    def course(self) -> Course:
        """Return its days and answers for what reckons with them."""
        return Course(**{name: getattr(self, name) for name in Course.__dataclass_fields__})

    @property
    def name(self) -> str:
        """What people call it: K-00042."""
        return name_of(self.number)


class ComplaintCause(Base):
    """A root cause of a complaint, by its code in the team's taxonomy."""

    __tablename__ = "complaint_causes"
    __table_args__ = (UniqueConstraint("complaint_id", "code"), Index(None, "code"))

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id", ondelete="CASCADE"))
    code: Mapped[Code]
    position: Mapped[int]


class ComplaintChange(Base):
    """One line of a complaint's history; lines are added and never changed.

    `before` and `after` hold the fields that changed. `undoes` is the line that this one took back.
    """

    __tablename__ = "complaint_changes"
    __table_args__ = (Index(None, "complaint_id", "id"),)

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id", ondelete="CASCADE"))
    at: Mapped[Created]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    what: Mapped[str] = mapped_column(String(40))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undoes: Mapped[int | None]

    user: Mapped[User | None] = relationship(lazy="joined")


class TermChange(Base):
    """A term that was set anew; lines are added and never changed.

    It holds for complaints received from `since` on; of several the one with the latest `since` counts, and of those
    the newest. `area` is None for all areas, and `days` where nothing is due.
    """

    __tablename__ = "complaint_terms"
    __table_args__ = (Index(None, "team_id", "id"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    area: Mapped[str | None] = mapped_column(String(64))
    code: Mapped[Code]
    days: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(String(200))
    since: Mapped[dt.date]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[Created]

    user: Mapped[User | None] = relationship(lazy="joined")


class ComplaintGoal(Base):
    """What a team wants to reach with complaints received in a period, in an area or in all of them."""

    __tablename__ = "complaint_goals"
    __table_args__ = (Index(None, "team_id", "first_day"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    area: Mapped[str | None] = mapped_column(String(64))
    measure: Mapped[str] = mapped_column(String(40))
    target: Mapped[int]
    first_day: Mapped[dt.date]
    last_day: Mapped[dt.date]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[Created]
