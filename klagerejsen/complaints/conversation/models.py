"""The rows of how satisfied people were: that somebody was asked, and, apart from it, what somebody answered."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from klagerejsen.codes import Rater
from klagerejsen.database import Base, Key, by_value


class Poll(Base):
    """That somebody was asked how a complaint was handled: by a link of which only the hash is kept, or on its page.

    It says that there was an answer, and not which, nor when: see `Rating`. The team stands here too, so that its polls
    are counted without going through its complaints.
    """

    __tablename__ = "complaint_polls"
    __table_args__ = (Index(None, "team_id"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    closes_on: Mapped[dt.date | None]
    citizen_answered: Mapped[bool] = mapped_column(default=False)
    employee_answered: Mapped[bool] = mapped_column(default=False)


class Rating(Base):
    """How satisfied somebody was, from 1 to 5, and with nothing that leads to a complaint or to a person.

    It knows the year in which the complaint was received and whether a conversation was offered, which is what figures
    are told for, and no more.
    """

    __tablename__ = "complaint_ratings"
    __table_args__ = (Index(None, "team_id", "year"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    rater: Mapped[Rater] = mapped_column(by_value(Rater))
    year: Mapped[int]
    offered: Mapped[bool]
    score: Mapped[int]
