"""The room: a workshop on a journey, who is in it, and what they write beside the events."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from klagerejsen.codes import Perspective, Phase, Subject
from klagerejsen.database import Base, Created, Key, Title, by_value


def one_open(table: str, column: str) -> Index:
    """Let there be one row that is not closed for each value of a column, whoever writes to the database."""
    open_ = text("closed_at IS NULL")
    return Index(f"uq_{table}_open", column, unique=True, sqlite_where=open_, postgresql_where=open_)


class Workshop(Base):
    """A workshop: open until closed, in one phase, its clock counted on the server."""

    __tablename__ = "workshops"
    __table_args__ = (one_open("workshops", "journey_id"),)

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
    # The closed ballot whose result the room looks at, until it is pointed to something else.
    ballot_shown: Mapped[int | None]
    # A running clock has an end; a paused one has seconds left.
    clock_ends_at: Mapped[dt.datetime | None]
    clock_left: Mapped[int | None]
    # The course of this workshop, phase by phase; empty where it follows the usual one.
    plan: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    # While writing is locked, answers and notes stay readable and nothing new is taken.
    locked: Mapped[bool] = mapped_column(default=False)
    # Whether a newcomer waits until the facilitator lets them in.
    approves: Mapped[bool] = mapped_column(default=False)
    # Whether the wall shows open actions and earlier causes while the workshop begins.
    earlier_shown: Mapped[bool] = mapped_column(default=False, server_default=false())
    private_notes: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]
    closed_at: Mapped[dt.datetime | None]


class Participant(Base):
    """A seat in a workshop: a side and no name.

    Somebody without a phone has a seat too, held by the facilitator under a `proxy_label` ("Plads 7"). What
    is written belongs to the side, unless its author chooses to sign it.
    """

    __tablename__ = "participants"

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), index=True)
    perspective: Mapped[Perspective] = mapped_column(by_value(Perspective))
    ready: Mapped[bool] = mapped_column(default=False)
    # Tells this browser from others in this room and nowhere else; a form that is sent twice takes one seat.
    browser: Mapped[str | None] = mapped_column(String(64))
    signature: Mapped[str | None] = mapped_column(String(40))
    proxy_label: Mapped[str | None] = mapped_column(String(40))
    hand_at: Mapped[dt.datetime | None]
    # When this seat's page was last connected; somebody is here for a while after that, so that a phone that
    # goes to sleep does not flicker.
    seen_at: Mapped[dt.datetime | None]
    waiting: Mapped[bool] = mapped_column(default=False)
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
    # What in the text looks like personal data ("cpr", "name" …); the room does not see it before it is looked at.
    held: Mapped[str | None] = mapped_column(String(80))
    deleted: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]


class Receipt(Base):
    """What a participant's page sent last to one place: an answer, a vote, whether one is ready.

    Phones send again what may not have arrived, and a request may come late. The same `key` is the same write
    (`digest` tells whether its words are), and a smaller `turn` than the last one is older than what is there.
    """

    __tablename__ = "receipts"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    turn: Mapped[int]


class Plan(Base):
    """A team's own course for a workshop, to begin others with."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("team_id", "name"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    name: Mapped[Title]
    phases: Mapped[list[dict[str, Any]]] = mapped_column(default=list)


class Ballot(Base):
    """A round of dot votes on causes or on turning points; what was given is hidden until it is closed."""

    __tablename__ = "ballots"
    __table_args__ = (one_open("ballots", "workshop_id"),)

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), index=True)
    subject: Mapped[Subject] = mapped_column(by_value(Subject))
    dots: Mapped[int] = mapped_column(default=3)
    # What it asks about, in order: nothing that is added to the case later changes the paper people have in hand.
    choices: Mapped[list[str]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[Created]
    closed_at: Mapped[dt.datetime | None]


class Vote(Base):
    """One participant's dots on one choice of a ballot; a choice without dots has no row."""

    __tablename__ = "votes"
    __table_args__ = (UniqueConstraint("ballot_id", "participant_id", "choice"),)

    id: Mapped[Key]
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    choice: Mapped[str] = mapped_column(Text)
    dots: Mapped[int] = mapped_column(default=1)
