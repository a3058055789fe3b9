"""What each journey adds to its team's whole, kept so that the whole need not be read to be known."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from klagerejsen.database import Base


class Contribution(Base):
    """What was worked out of one journey. All of it is derived: a row that is missing is worked out again.

    It holds while `seq` is the length of the journey's log and `fingerprint` that of today's analysis with the limits
    of the journey's area. Its breakdowns hold while `yardstick` is that of the area's norms. `mark` is drawn from all
    of the row, so that a sum of marks tells whether any of many rows changed.
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
