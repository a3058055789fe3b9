"""The case: a journey with its actors, events, answers, findings and causes, and the log of every change.

Inside a journey things refer to each other by the ids of its document (`ref`), as the interchange format
does. `stated` remembers which optional properties a document stated although they were empty, so that an
export is the very document that came in.
"""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from klagerejsen.codes import Entity, Known, Origin, Perspective, Status
from klagerejsen.database import Base, Code, Created, Key, Title, by_value, utcnow


class Labelled:
    """What a team calls something, in both languages."""

    label_da: Mapped[Title]
    label_en: Mapped[Title]

    def label(self, language: str) -> str:
        """Return what it is called in a language ("da" or "en")."""
        return self.label_en if language == "en" else self.label_da


class Area(Labelled, Base):
    """A field of work of a team, for example children, disability, adults."""

    __tablename__ = "areas"
    __table_args__ = (UniqueConstraint("team_id", "code"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    code: Mapped[Code]


class Cause(Labelled, Base):
    """A root cause in a team's taxonomy: eight groups of five, editable, with codes that stay."""

    __tablename__ = "causes"
    __table_args__ = (UniqueConstraint("team_id", "code"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    code: Mapped[Code]
    group_code: Mapped[Code]
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)


class Journey(Base):
    """One complaint journey; `seq` numbers its changes without gaps, in commit order."""

    __tablename__ = "journeys"
    __table_args__ = (UniqueConstraint("team_id", "ref"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    ref: Mapped[str] = mapped_column(Text)
    seq: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]
    updated_at: Mapped[dt.datetime] = mapped_column(default=utcnow, onupdate=utcnow)

    fictional: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(2), default="da")
    title: Mapped[str] = mapped_column(Text)
    subtitle: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str | None] = mapped_column(Text)
    area: Mapped[str | None] = mapped_column(Text)
    legal_basis: Mapped[list[str]] = mapped_column(default=list)
    opened: Mapped[str | None] = mapped_column(Text)
    closed: Mapped[str | None] = mapped_column(Text)
    consulted: Mapped[list[str]] = mapped_column(default=list)
    learning: Mapped[dict[str, Any] | None]
    actions: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    complaint: Mapped[dict[str, Any] | None]
    stated: Mapped[list[str]] = mapped_column(default=list)

    actors: Mapped[list["Actor"]] = relationship(order_by="Actor.position", cascade="all, delete-orphan", lazy="raise")
    events: Mapped[list["Event"]] = relationship(order_by="Event.position", cascade="all, delete-orphan", lazy="raise")
    findings: Mapped[list["Finding"]] = relationship(
        order_by="Finding.position", cascade="all, delete-orphan", lazy="raise"
    )
    causes: Mapped[list["JourneyCause"]] = relationship(
        order_by="JourneyCause.position", cascade="all, delete-orphan", lazy="raise"
    )


class Actor(Base):
    """Somebody in the case, by role and never by name."""

    __tablename__ = "actors"
    __table_args__ = (UniqueConstraint("journey_id", "ref"),)

    id: Mapped[Key]
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id", ondelete="CASCADE"))
    ref: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    deleted: Mapped[bool] = mapped_column(default=False)

    label: Mapped[str] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(String(40))
    perspective: Mapped[Perspective] = mapped_column(by_value(Perspective))
    unit: Mapped[str | None] = mapped_column(Text)
    external_ref: Mapped[str | None] = mapped_column(Text)
    stated: Mapped[list[str]] = mapped_column(default=list)


class Event(Base):
    """Something that happened, on an EDTF date with its earliest and latest day stored for queries.

    Deleting an event hides it, so that undoing the deletion brings back its answers too.
    """

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("journey_id", "ref"), Index(None, "journey_id", "earliest"))

    id: Mapped[Key]
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id", ondelete="CASCADE"))
    ref: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    deleted: Mapped[bool] = mapped_column(default=False)

    date: Mapped[str] = mapped_column(Text)
    earliest: Mapped[dt.date]
    latest: Mapped[dt.date]
    type: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    senders: Mapped[list[str]] = mapped_column(default=list)
    recipients: Mapped[list[str]] = mapped_column(default=list)
    channel: Mapped[str | None] = mapped_column(String(40))
    topic: Mapped[str | None] = mapped_column(Text)
    artefact: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    expects_reply: Mapped[bool] = mapped_column(default=False)
    reply_due: Mapped[str | None] = mapped_column(String(10))
    responds_to: Mapped[str | None] = mapped_column(Text)
    deadline: Mapped[dict[str, Any] | None]
    claims: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    contradicts: Mapped[list[str]] = mapped_column(default=list)
    carries_from: Mapped[str | None] = mapped_column(Text)
    causes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    stated: Mapped[list[str]] = mapped_column(default=list)

    answers: Mapped[list["Answer"]] = relationship(
        order_by="Answer.id", cascade="all, delete-orphan", back_populates="event", lazy="raise"
    )


class Answer(Base):
    """What one respondent says of one event from one side; without a participant it is the account on file.

    `released` is the whole of privacy: an answer that is not released is read by its author alone.
    """

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("event_id", "perspective", "participant_id"),
        Index(
            "uq_answers_on_file",
            "event_id",
            "perspective",
            unique=True,
            sqlite_where=text("participant_id IS NULL"),
            postgresql_where=text("participant_id IS NULL"),
        ),
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    perspective: Mapped[Perspective] = mapped_column(by_value(Perspective))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id", ondelete="SET NULL"), index=True)
    released: Mapped[bool] = mapped_column(default=False)
    # What in the sentence looks like personal data; it is not released with the others before it is looked at.
    held: Mapped[str | None] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(default=1)

    known: Mapped[Known] = mapped_column(by_value(Known))
    score: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(Text)
    stated: Mapped[list[str]] = mapped_column(default=list)

    event: Mapped[Event] = relationship(back_populates="answers")


class Finding(Base):
    """A finding somebody judged or marked; computed ones that nobody touched need no row."""

    __tablename__ = "findings"

    id: Mapped[Key]
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    deleted: Mapped[bool] = mapped_column(default=False)

    type: Mapped[str] = mapped_column(String(40))
    origin: Mapped[Origin] = mapped_column(by_value(Origin), default=Origin.MARKED)
    status: Mapped[Status] = mapped_column(by_value(Status), default=Status.SUGGESTED)
    reason: Mapped[str | None] = mapped_column(Text)
    events: Mapped[list[str]] = mapped_column(default=list)
    severity: Mapped[float | None]
    certainty: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(Text)
    stated: Mapped[list[str]] = mapped_column(default=list)


class JourneyCause(Base):
    """A root cause of a journey, with the events that show it."""

    __tablename__ = "journey_causes"

    id: Mapped[Key]
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    deleted: Mapped[bool] = mapped_column(default=False)

    code: Mapped[Code] = mapped_column(index=True)
    primary: Mapped[bool] = mapped_column(default=False)
    events: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str | None] = mapped_column(Text)
    stated: Mapped[list[str]] = mapped_column(default=list)


class Change(Base):
    """One line of a journey's append-only log: undo, history, live updates and catch-up all read it."""

    __tablename__ = "changes"
    __table_args__ = (UniqueConstraint("journey_id", "seq"),)

    id: Mapped[Key]
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id", ondelete="CASCADE"))
    seq: Mapped[int]
    # The number of the first line of those that were written together, where there are several.
    batch: Mapped[int | None]
    at: Mapped[Created]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id", ondelete="SET NULL"))
    entity: Mapped[Entity] = mapped_column(by_value(Entity))
    entity_id: Mapped[int]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    undoes: Mapped[int | None]
