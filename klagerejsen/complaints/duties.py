"""What is due in a team, read from the rows: what is overdue, this week and the next; and how many come later."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from klagerejsen.access.rules import Scope
from klagerejsen.complaints.models import Complaint
from klagerejsen.extensions import db

MOST_SHOWN = 50
LATER = "later"


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of days: its code, how many complaints have something due in it, and the first of them.

    What comes later than next week is counted only.
    """

    code: str
    count: int
    rows: Sequence[Complaint]


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the Monday and the Sunday of a day's week.

    >>> week_of(dt.date(2026, 11, 22))
    (datetime.date(2026, 11, 16), datetime.date(2026, 11, 22))
    """
    monday = day - dt.timedelta(day.weekday())
    return monday, monday + dt.timedelta(6)


def stretches(today: dt.date) -> list[tuple[str, dt.date | None, dt.date | None]]:
    """Return the stretches that are told apart, each with its first and last day; None is without an end."""
    _monday, sunday = week_of(today)
    day = dt.timedelta(1)
    return [
        ("overdue", None, today - day),
        ("this_week", today, sunday),
        ("next_week", sunday + day, sunday + 7 * day),
        (LATER, sunday + 8 * day, None),
    ]


def parts(scope: Scope, today: dt.date, area: str = "") -> list[Part]:
    """Return what is due, stretch by stretch, the first day first."""
    return [_part(code, _within(scope, first, last, area)) for code, first, last in stretches(today)]


def promised(scope: Scope, area: str = "") -> Part:
    """Return what was promised in conversations and nobody has followed up, the first day first."""
    conditions = [Complaint.team_id == scope.team_id, Complaint.promised_by.is_not(None)]
    conditions += [Complaint.followed_up_on.is_(None), *([Complaint.area == area] if area else [])]
    count = db.session.scalar(select(func.count()).select_from(Complaint).where(*conditions)) or 0
    query = select(Complaint).where(*conditions).order_by(Complaint.promised_by, Complaint.id).limit(MOST_SHOWN)
    return Part("promised", count, list(db.session.scalars(query)) if count else [])


def _within(scope: Scope, first: dt.date | None, last: dt.date | None, area: str) -> list[ColumnElement[bool]]:
    found = [Complaint.team_id == scope.team_id, Complaint.due_on.is_not(None)]
    found += [Complaint.due_on >= first] if first else []
    found += [Complaint.due_on <= last] if last else []
    return found + ([Complaint.area == area] if area else [])


def _part(code: str, conditions: list[ColumnElement[bool]]) -> Part:
    count = db.session.scalar(select(func.count()).select_from(Complaint).where(*conditions)) or 0
    query = select(Complaint).where(*conditions).order_by(Complaint.due_on, Complaint.id).limit(MOST_SHOWN)
    return Part(code, count, list(db.session.scalars(query)) if count and code != LATER else [])
