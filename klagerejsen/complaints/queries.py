"""Reads of the register; each asks for a scope, which only the guard gives."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.exc import DataError
from sqlalchemy.orm import aliased, joinedload, selectinload
from werkzeug.exceptions import NotFound

from klagerejsen.access.rules import Scope
from klagerejsen.codes import ComplaintState
from klagerejsen.complaints.models import Complaint, ComplaintChange, name_of
from klagerejsen.extensions import db

AT_ONCE = 50
MOST_COUNTED = 1_000
"""A list says how many it has up to this number; to count a million takes longer than to show fifty."""
MOST_UNITS = 200
LAST = "\U0010ffff"
"""A sign that sorts after every other: where what begins with a text ends."""
_NUMBER = re.compile(r"(?:k-?)?0*(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which complaints are asked for; empty for any. `state` is a state, or "open" for all that are not closed."""

    q: str = ""
    state: str = ""
    area: str = ""
    kind: str = ""
    theme: str = ""
    unit: str = ""
    first: dt.date | None = None
    last: dt.date | None = None

    def conditions(self, team_id: int) -> list[ColumnElement[bool]]:
        """Return what rows must be."""
        found = self._filtered(team_id)
        # What was found is the team's and fits already; to say so again sends SQLite through all of them in order.
        return [Complaint.id.in_(_searched(self.q, found))] if self.q else found

    def _filtered(self, team_id: int) -> list[ColumnElement[bool]]:
        found = [Complaint.team_id == team_id, *self._exact()]
        if self.state == "open":
            found.append(Complaint.state != ComplaintState.CLOSED)
        elif self.state:
            found.append(Complaint.state == ComplaintState(self.state))
        if self.first:
            found.append(Complaint.received_on >= self.first)
        if self.last:
            found.append(Complaint.received_on <= self.last)
        return found

    def _exact(self) -> list[ColumnElement[bool]]:
        columns = {"area": Complaint.area, "theme": Complaint.theme, "kind": Complaint.kind}
        named = [(column, value) for name, column in columns.items() if (value := getattr(self, name))]
        if not self.unit:
            return [column == value for column, value in named]
        # A unit narrows most; SQLite has no statistics and would take any index of the four, so it is shown one.
        return [Complaint.unit == self.unit, *(func.coalesce(column, "") == value for column, value in named)]


def _searched(text: str, conditions: list[ColumnElement[bool]]) -> list[int]:
    """Find complaints by their number, or by what their reference in the case system begins with.

    Each way has an index of its own, which one condition for both would not use; and they are found before they are
    put in order, which a database may not know to be quicker. Of what begins so, no more are found than a list counts:
    whoever wrote so little must write more.
    """
    begins = (Complaint.reference >= text) & (Complaint.reference < text + LAST)
    by_reference = select(Complaint.id).where(*conditions, begins).order_by(Complaint.reference).limit(MOST_COUNTED + 1)
    found = set(db.session.scalars(by_reference))
    number = _NUMBER.fullmatch(text)
    if number:
        found |= set(db.session.scalars(select(Complaint.id).where(*conditions, Complaint.number == int(number[1]))))
    return sorted(found)


Place = tuple[dt.date, int]
"""Where a page of the list ends: the day and the id of its last row."""


def listed(scope: Scope, wanted: Wanted, after: Place | None = None) -> tuple[list[Complaint], Place | None]:
    """Return the newest complaints asked for, fifty at a time, and where the next fifty begin."""
    query = select(Complaint).where(*wanted.conditions(scope.team_id))
    if after:
        query = query.where(tuple_(Complaint.received_on, Complaint.id) < tuple_(*after))
    query = query.order_by(Complaint.received_on.desc(), Complaint.id.desc()).limit(AT_ONCE + 1)
    rows = list(db.session.scalars(query))
    last = rows[AT_ONCE - 1] if len(rows) > AT_ONCE else None
    return rows[:AT_ONCE], (last.received_on, last.id) if last else None


def all_of(scope: Scope, wanted: Wanted, most: int) -> list[Complaint]:
    """Return the complaints asked for, the oldest first, and no more than so many."""
    query = select(Complaint).where(*wanted.conditions(scope.team_id))
    return list(db.session.scalars(query.order_by(Complaint.received_on, Complaint.id).limit(most)))


def counted(scope: Scope, wanted: Wanted) -> int:
    """Return how many there are, and no more than one above `MOST_COUNTED`."""
    some = select(Complaint.id).where(*wanted.conditions(scope.team_id)).limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def complaint(scope: Scope, complaint_id: int) -> Complaint:
    """Return one complaint with its causes and its journey, or raise 404."""
    query = select(Complaint).where(Complaint.team_id == scope.team_id, Complaint.id == complaint_id)
    return _found(query.options(selectinload(Complaint.causes), joinedload(Complaint.journey)))


def same_case(scope: Scope, complaint: Complaint) -> list[Complaint]:
    """Return the team's other complaints of the same case, the newest first: a few, to be pointed out."""
    query = select(Complaint).where(Complaint.team_id == scope.team_id, Complaint.reference == complaint.reference)
    return list(db.session.scalars(query.where(Complaint.id != complaint.id).order_by(Complaint.id.desc()).limit(3)))


def numbered(scope: Scope, text: str) -> Complaint | None:
    """Return the team's complaint that people call so: 42, 00042, K-42 or K-00042."""
    number = _NUMBER.fullmatch(text.strip())
    if number is None:
        return None
    query = select(Complaint).where(Complaint.team_id == scope.team_id, Complaint.number == int(number[1]))
    return db.session.scalar(query.options(joinedload(Complaint.journey)))


def tied_to(scope: Scope, journey_id: int) -> list[Complaint]:
    """Return the team's complaints that a journey was made of, the oldest first."""
    query = select(Complaint).where(Complaint.team_id == scope.team_id, Complaint.journey_id == journey_id)
    return list(db.session.scalars(query.order_by(Complaint.received_on, Complaint.id)))


def names(scope: Scope, ids: Iterable[int | None]) -> dict[int, str]:
    """Return what people call some of the team's complaints, by their ids."""
    wanted = {key for key in ids if key is not None}
    query = select(Complaint.id, Complaint.number).where(Complaint.team_id == scope.team_id, Complaint.id.in_(wanted))
    return {key: name_of(number) for key, number in db.session.execute(query)} if wanted else {}


def history(complaint_id: int) -> list[ComplaintChange]:
    """Return a complaint's lines, the newest first."""
    query = select(ComplaintChange).where(ComplaintChange.complaint_id == complaint_id)
    return list(db.session.scalars(query.order_by(ComplaintChange.id.desc())))


def units(scope: Scope) -> list[str]:
    """Return the units that the team's complaints name, by jumping from one to the next in the index."""
    of_team = Complaint.team_id == scope.team_id
    first = select(func.min(Complaint.unit).label("unit")).where(of_team).cte("units", recursive=True)
    before = aliased(first)
    following = select(func.min(Complaint.unit)).where(of_team, Complaint.unit > before.c.unit).scalar_subquery()
    names = first.union_all(select(following).where(before.c.unit.is_not(None)))
    return list(db.session.scalars(select(names.c.unit).where(names.c.unit.is_not(None)).limit(MOST_UNITS)))


def _found(query: Select[Complaint]) -> Complaint:
    try:
        row = db.session.scalar(query)
    except (OverflowError, DataError) as error:  # a number that no row can have
        raise NotFound from error
    if row is None:
        raise NotFound
    return row
