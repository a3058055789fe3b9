"""What is kept of what comes in: how a source is read, that a file was here, and a pasted text in pieces.

Nothing is kept of what stood in a file. A pasted text is kept once it was looked through for personal data, until its
events are on the timeline, and no longer than `DRAFT_DAYS`.
"""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from klagerejsen.database import Base, Created, Key, utcnow


class ImportMapping(Base):
    """How a source is read, known again by its headings; see `mappings.saved`."""

    __tablename__ = "import_mappings"
    __table_args__ = (UniqueConstraint("team_id", "signature"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    signature: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[dict[str, Any]]
    updated_at: Mapped[dt.datetime] = mapped_column(default=utcnow, onupdate=utcnow)


class ImportedFile(Base):
    """A file that was brought in, known again by its digest."""

    __tablename__ = "imported_files"
    __table_args__ = (UniqueConstraint("team_id", "digest"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    journeys: Mapped[int]
    at: Mapped[Created]


DRAFT_DAYS = 7


class Draft(Base):
    """A pasted text in pieces, each with the event that is made of it; see `drafts`."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("journey_id", "user_id"),)

    id: Mapped[Key]
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    at: Mapped[Created]
    pieces: Mapped[list[dict[str, Any]]]
