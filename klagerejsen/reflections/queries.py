"""Reads of learning notes. A draft is read by its author alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from werkzeug.exceptions import NotFound

from klagerejsen.access.rules import Scope
from klagerejsen.dates import parse_edtf
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Event, Journey, JourneyCause
from klagerejsen.reflections.models import Reflection

STEPS = ("happened", "wished", "why", "prevent", "summary")


@dataclass(frozen=True, slots=True)
class Learned:
    """What somebody learned, from a case (`journey_id`) or in a note of its own (`reflection_id`).

    `first` and `last` are the days that it is about, None where nobody said.
    """

    journey_id: int | None
    reflection_id: int | None
    title: str
    area: str | None
    first: date | None
    last: date | None
    learning: dict[str, Any]
    causes: tuple[str, ...]
    actions: list[dict[str, Any]]
    draft: bool = False
    complaint_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: an area, a cause, words, a period; empty for any."""

    area: str = ""
    cause: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None

    def fits(self, one: Learned) -> bool:
        """Tell whether a note is looked for; every word must stand somewhere in it."""
        said = text_of(one).casefold()
        return (
            self.area in ("", one.area)
            and (not self.cause or self.cause in one.causes)
            and all(word in said for word in self.words.casefold().split())
            and (self.since is None or (one.last is not None and one.last >= self.since))
            and (self.until is None or (one.first is not None and one.first <= self.until))
        )


def text_of(one: Learned) -> str:
    """Return everything that a note says in words."""
    again = one.learning.get("recur") or {}
    said = [one.title, again.get("text"), *(one.learning.get(name) for name in STEPS)]
    return "\n".join(text for text in [*said, *(action.get("title") for action in one.actions)] if text)


def reflection(scope: Scope, reflection_id: int, user_id: int) -> Reflection:
    """Return a note of the team, or a draft of one's own; or raise 404."""
    note = db.session.scalar(_readable(scope, user_id).where(Reflection.id == reflection_id))
    if note is None:
        raise NotFound
    return note


def about_complaint(scope: Scope, complaint_id: int, user_id: int) -> list[Reflection]:
    """Return the team's notes about a complaint and one's own drafts, the newest first."""
    query = _readable(scope, user_id).where(Reflection.complaint_id == complaint_id)
    return list(db.session.scalars(query.order_by(Reflection.id.desc())))


def _readable(scope: Scope, user_id: int) -> Select[Reflection]:
    shared_or_own = or_(Reflection.shared_at.is_not(None), Reflection.user_id == user_id)
    return select(Reflection).where(Reflection.team_id == scope.team_id, shared_or_own)


def learned(scope: Scope, user_id: int, sought: Sought) -> list[Learned]:
    """Return what is looked for among the team's notes and cases and one's own drafts: drafts, then newest first."""
    found = [one for one in (*_of_notes(scope, user_id), *_of_cases(scope)) if sought.fits(one)]
    return sorted(found, key=lambda one: (not one.draft, -(one.last or date.min).toordinal()))


def _of_notes(scope: Scope, user_id: int) -> Iterable[Learned]:
    for note in db.session.scalars(_readable(scope, user_id).order_by(Reflection.id.desc())):
        span = parse_edtf(note.day) if note.day else None
        # Where nobody said when it happened, it is looked for by when it was written.
        first, last = (span.earliest, span.latest) if span else (note.created_at.date(), note.created_at.date())
        yield Learned(
            None, note.id, note.title, note.area, first, last, note.learning or {}, tuple(note.causes), note.actions,
            note.shared_at is None, note.complaint_id,
        )  # fmt: skip


def _of_cases(scope: Scope) -> Iterable[Learned]:
    causes: dict[int, list[str]] = {}
    pairs = select(JourneyCause.journey_id, JourneyCause.code).join(Journey, Journey.id == JourneyCause.journey_id)
    for key, code in db.session.execute(pairs.where(Journey.team_id == scope.team_id, ~JourneyCause.deleted)):
        causes.setdefault(key, []).append(code)
    days = func.min(Event.earliest), func.max(Event.latest)
    query = (
        select(Journey.id, Journey.title, Journey.area, *days, Journey.learning, Journey.actions)
        .outerjoin(Event, (Event.journey_id == Journey.id) & ~Event.deleted)
        .where(Journey.team_id == scope.team_id)
        .group_by(Journey.id)
        .order_by(Journey.id.desc())
    )
    for key, title, area, first, last, learning, actions in db.session.execute(query):
        if any((learning or {}).get(name) for name in STEPS):
            codes = tuple(dict.fromkeys(causes.get(key, ())))
            yield Learned(key, None, title, area, first, last, learning, codes, actions)
