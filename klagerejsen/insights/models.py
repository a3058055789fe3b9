"""What each journey adds to its team's whole, kept so that the whole need not be read to be known; and set limits."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from klagerejsen.database import Base, Code, Created, Key


class Contribution(Base):
    """What was worked out of one journey. All of it is derived: a row that is missing is worked out again.

    It holds while `seq` is the length of the journey's log and `fingerprint` that of today's analysis. Its breakdowns
    hold while `yardstick` is that of the area's norms and limits. `mark` is drawn from all of the row, so that a sum of
    marks tells whether any of many rows changed.
    """

    __tablename__ = "contributions"

    journey_id: Mapped[int] = mapped_column(
        ForeignKey("journeys.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    seq: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(16))
    yardstick: Mapped[str] = mapped_column(String(16))
    mark: Mapped[int] = mapped_column(BigInteger)
    adds: Mapped[dict[str, Any]]


class LimitChange(Base):
    """One limit that was set anew; lines are added and never changed, and the newest says what holds.

    `area` is None for the whole organisation. `value` is None where a limit went back to what holds without it.
    """

    __tablename__ = "limit_changes"
    __table_args__ = (Index(None, "team_id", "id"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    area: Mapped[str | None] = mapped_column(Text)
    name: Mapped[Code]
    value: Mapped[float | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[Created]
