"""What a team's files leave behind: how a source is read, and that a file was here. Nothing of what stood in it."""

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
