"""A MiniFOKUS as a row, and the question that is sent out about an action."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from klagerejsen.codes import Asked
from klagerejsen.database import Base, Created, Key, by_value, utcnow


class Reflection(Base):
    """The five questions answered about one incident: an event or a finding of a case, a complaint, or none of them.

    `learning` and `actions` are as in the document of a journey. Until `shared_at` it is a draft, which its author
    alone reads.
    """

    __tablename__ = "reflections"
    __table_args__ = (Index(None, "team_id", "id"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    journey_id: Mapped[int | None] = mapped_column(ForeignKey("journeys.id", ondelete="SET NULL"), index=True)
    # Named as a table: the register stands above the notes and is not known here.
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id", ondelete="SET NULL"), index=True)
    # What it was opened from: "event:E07", "finding:silence:E03,E09" or "complaint:42"; empty where it stands alone.
    about: Mapped[str] = mapped_column(Text, default="")
    shared_at: Mapped[dt.datetime | None]
    created_at: Mapped[Created]
    updated_at: Mapped[dt.datetime] = mapped_column(default=utcnow, onupdate=utcnow)
    version: Mapped[int] = mapped_column(default=1)

    title: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str | None] = mapped_column(Text)
    # When it happened, in EDTF.
    day: Mapped[str | None] = mapped_column(Text)
    learning: Mapped[dict[str, Any] | None]
    causes: Mapped[list[str]] = mapped_column(default=list)
    actions: Mapped[list[dict[str, Any]]] = mapped_column(default=list)


class Followup(Base):
    """The question "did it help?" about one action, sent by a link to somebody without an account.

    What the link shows are the action and its measure as they were when it was made, and nothing else of the case. The
    row holds only the token's hash, so that a copy of the database opens nothing. An answer is given once.
    """

    __tablename__ = "followups"
    __table_args__ = (Index(None, "team_id", "id"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    journey_id: Mapped[int | None] = mapped_column(ForeignKey("journeys.id", ondelete="CASCADE"), index=True)
    reflection_id: Mapped[int | None] = mapped_column(ForeignKey("reflections.id", ondelete="CASCADE"), index=True)
    asked: Mapped[Asked] = mapped_column(by_value(Asked))
    title: Mapped[str] = mapped_column(Text)
    measure: Mapped[str | None] = mapped_column(Text)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    opens_on: Mapped[dt.date]
    closes_on: Mapped[dt.date]
    created_at: Mapped[Created]
    answered_at: Mapped[dt.datetime | None]
    helped: Mapped[str | None] = mapped_column(String(10))
    words: Mapped[str | None] = mapped_column(Text)
