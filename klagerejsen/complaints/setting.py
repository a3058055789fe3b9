"""What a team sets itself: terms, dated and never written over, and goals."""

from typing import Any

from sqlalchemy import select

from klagerejsen.codes import ComplaintState
from klagerejsen.complaints.models import Complaint, ComplaintGoal, TermChange
from klagerejsen.complaints.services import time
from klagerejsen.complaints.terms import terms_of
from klagerejsen.extensions import db
from klagerejsen.web.personal import forbid

AT_ONCE = 1_000


def set_term(team_id: int, piece: dict[str, Any], user_id: int | None) -> int:
    """Set a term anew and return how many open complaints are due on another day now. Raises `PersonalNumber`."""
    forbid(piece["basis"])
    db.session.add(TermChange(team_id=team_id, user_id=user_id, **piece))
    db.session.flush()
    return _timed_again(team_id)


def _timed_again(team_id: int) -> int:
    """Write anew when what is due in a team's open complaints; those that are closed keep what held then."""
    terms, moved = terms_of(team_id), 0
    query = select(Complaint).where(Complaint.team_id == team_id, Complaint.state != ComplaintState.CLOSED)
    for complaint in db.session.scalars(query.execution_options(yield_per=AT_ONCE)):
        before = complaint.due_on
        time(complaint, terms)
        moved += complaint.due_on != before
    db.session.flush()
    return moved


def term_lines(team_id: int) -> list[TermChange]:
    """Return what was set, the newest first."""
    query = select(TermChange).where(TermChange.team_id == team_id)
    return list(db.session.scalars(query.order_by(TermChange.id.desc())))


def set_goal(team_id: int, piece: dict[str, Any], user_id: int | None) -> ComplaintGoal:
    """Add a goal."""
    goal = ComplaintGoal(team_id=team_id, user_id=user_id, **piece)
    db.session.add(goal)
    db.session.flush()
    return goal


def drop_goal(goal: ComplaintGoal) -> None:
    """Take a goal away."""
    db.session.delete(goal)
    db.session.flush()
