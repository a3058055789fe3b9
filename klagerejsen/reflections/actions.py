"""Agreed actions, wherever they were agreed: in a case, or in a learning note that is shared."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Journey
from klagerejsen.reflections.models import Reflection

OPEN, DONE, DROPPED = STATUSES = "open", "done", "dropped"
MONTHS_UNTIL_ASKED = 3
"""Whether something helped is asked so many months after it was done."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action as it is written, its place in its list, and what it was agreed about: a case or a note."""

    action: Mapping[str, Any]
    number: int
    title: str
    area: str | None
    journey_id: int | None = None
    reflection_id: int | None = None
    complaint_id: int | None = None
    """The complaint that the note is about."""

    @property
    def key(self) -> str:
        """What it is known by outside: "12-3" of a case, "m7-1" of a note."""
        return f"{self.journey_id}-{self.number}" if self.journey_id else f"m{self.reflection_id}-{self.number}"

    @property
    def at(self) -> dict[str, Any]:
        """What stands in its address."""
        about = {"journey_id": self.journey_id} if self.journey_id else {"reflection_id": self.reflection_id}
        return {name: value for name, value in about.items() if value} | {"number": self.number}

    @property
    def status(self) -> str:
        """Whether it is open, done or dropped."""
        return self.action.get("status") or OPEN

    @property
    def owner(self) -> str:
        """The role that does it; empty where none is named."""
        return (self.action.get("owner") or "").strip()

    @property
    def codes(self) -> tuple[str, ...]:
        """The causes that it addresses."""
        return tuple(dict.fromkeys(self.action.get("addresses") or ()))

    @property
    def due(self) -> date | None:
        """When it is to be done."""
        return _day(self.action.get("due"))

    @property
    def done_on(self) -> date | None:
        """When it was done."""
        return _day(self.action.get("done_on")) if self.status == DONE else None

    @property
    def asked_on(self) -> date | None:
        """When it is time to ask whether it helped; None where it is not done, or somebody has said it already."""
        judged = self.action.get("helped") in ("yes", "partly", "no")
        return None if judged or self.done_on is None else months_after(self.done_on, MONTHS_UNTIL_ASKED)

    def overdue(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return self.status == OPEN and self.due is not None and self.due < today


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a month that is too short for it.

    >>> months_after(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def agreed(team_id: int) -> list[Agreed]:
    """Return all actions of a team; those of drafts are nobody's yet."""
    return [*of_cases(team_id), *of_notes(team_id)]


def of_cases(team_id: int, area: str | None = None) -> Iterator[Agreed]:
    """Give the actions of a team's cases, or of those of one area."""
    query = select(Journey.id, Journey.title, Journey.area, Journey.actions).where(Journey.team_id == team_id)
    if area is not None:
        query = query.where(Journey.area == area)
    for key, title, of, actions in db.session.execute(query.order_by(Journey.id)):
        yield from (Agreed(action, number, title, of, journey_id=key) for number, action in enumerate(actions, 1))


def of_notes(team_id: int, area: str | None = None) -> Iterator[Agreed]:
    """Give the actions of a team's shared notes, or of those of one area."""
    columns = Reflection.id, Reflection.title, Reflection.area, Reflection.complaint_id, Reflection.actions
    query = select(*columns).where(Reflection.team_id == team_id, Reflection.shared_at.is_not(None))
    if area is not None:
        query = query.where(Reflection.area == area)
    for note in db.session.execute(query.order_by(Reflection.id)):
        yield from of_note(note)


def of_note(note: Any) -> Iterator[Agreed]:
    """Give the actions of one note; `note` is its row, or these columns of it."""
    about = {"reflection_id": note.id, "complaint_id": note.complaint_id}
    yield from (Agreed(action, number, note.title, note.area, **about) for number, action in enumerate(note.actions, 1))


def by_due(found: list[Agreed]) -> list[Agreed]:
    """Return actions in the order in which they are due; those without a day last."""
    return sorted(found, key=lambda one: (one.due or date.max, one.key))
