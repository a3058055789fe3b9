"""The log of files that left the house; it says nothing of what stood in them."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from klagerejsen.accounts.models import User
from klagerejsen.codes import Outgoing
from klagerejsen.database import Base, Created, Key, by_value
from klagerejsen.journeys.models import Journey


class Export(Base):
    """One file that somebody took; without a user it was the command line, without a purpose nobody was asked."""

    __tablename__ = "exports"
    __table_args__ = (Index(None, "team_id", "id"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    at: Mapped[Created]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    what: Mapped[Outgoing] = mapped_column(by_value(Outgoing))
    journey_id: Mapped[int | None] = mapped_column(ForeignKey("journeys.id", ondelete="SET NULL"), index=True)
    format: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str | None] = mapped_column(String(20))
    words: Mapped[str | None] = mapped_column(String(120))
    delete_by: Mapped[dt.date | None]

    user: Mapped[User | None] = relationship(lazy="joined")
    journey: Mapped[Journey | None] = relationship(lazy="joined")
