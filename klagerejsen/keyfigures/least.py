"""The smallest figure that an organisation lets its statistics tell; it stands among the limits that it sets itself."""

from sqlalchemy import select

from klagerejsen.extensions import db
from klagerejsen.insights.models import LimitChange
from klagerejsen.statistics.withholding import LEAST, STEPS

NAME = "least_complaints"


def least_of(team_id: int) -> int:
    """Return the smallest figure that is told."""
    change = last_change(team_id)
    # A line may have come in from an archive that somebody wrote by hand.
    return int(change.value) if change and change.value in STEPS else LEAST


def last_change(team_id: int) -> LimitChange | None:
    """Return the line that says who set it last, and when."""
    mine = select(LimitChange).where(LimitChange.team_id == team_id, LimitChange.name == NAME)
    return db.session.scalars(mine.order_by(LimitChange.id.desc()).limit(1)).first()


def set_least(team_id: int, least: int, user_id: int) -> bool:
    """Set one of the `STEPS`, and return whether that is another than it was."""
    if least == least_of(team_id):
        return False
    db.session.add(LimitChange(team_id=team_id, area=None, name=NAME, value=least, user_id=user_id))
    db.session.flush()
    return True
