"""The room: a workshop on a journey, who is in it, and what they write beside the events."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from klagerejsen.codes import Perspective, Phase
from klagerejsen.database import Base, Created, Key, by_value


class Workshop(Base):
    """A workshop: open until closed, in one phase, its clock counted on the server."""

    __tablename__ = "workshops"

    id: Mapped[Key]
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    display_token: Mapped[str] = mapped_column(String(64), unique=True)
    phase: Mapped[Phase] = mapped_column(by_value(Phase), default=Phase.FRAME)
    # Answers and notes are released as they are written while this is set, and withheld otherwise.
    revealed: Mapped[bool] = mapped_column(default=False)
    # What was shown once stays shown, so the first time is kept although private writing may begin again.
    revealed_at: Mapped[dt.datetime | None]
    focus_ref: Mapped[str | None] = mapped_column(Text)
    glasses: Mapped[str] = mapped_column(String(12), default="everyone")
    # A running clock has an end; a paused one has seconds left.
    clock_ends_at: Mapped[dt.datetime | None]
    clock_left: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]
    closed_at: Mapped[dt.datetime | None]


class Participant(Base):
    """A seat in a workshop: a side and no name."""

    __tablename__ = "participants"

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), index=True)
    perspective: Mapped[Perspective] = mapped_column(by_value(Perspective))
    ready: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[Created]
    left_at: Mapped[dt.datetime | None]


class Note(Base):
    """A sentence from somebody in the room, on an event or on the whole; withheld until released.

    `key` is made by the page that sends the note, so that a sentence that is sent twice is one note.
    """

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("participant_id", "key"),)

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id", ondelete="SET NULL"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    perspective: Mapped[Perspective | None] = mapped_column(by_value(Perspective))
    key: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    released: Mapped[bool] = mapped_column(default=False)
    deleted: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]
