"""The case as the analysis sees it: frozen dataclasses read from an interchange document.

Whatever cannot be resolved (an actor id that no actor has, a link to an event that is not there) is left out,
so that every rule may trust what it finds.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from klagerejsen.dates import Span, parse_edtf

KNOWN, UNKNOWN, NOT_RELEVANT = "known", "unknown", "not_relevant"
PERSPECTIVES = ("citizen", "authority", "external")


@dataclass(frozen=True, slots=True)
class Actor:
    """A role in the case, never a named person; actors with the same unit are one party in a handover."""

    id: str
    label: str
    role: str | None
    perspective: str
    unit: str | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """How one side saw one event.

    ``score`` runs from −2 to +2 (a median where several answered), ``voices`` is how many answered, and
    ``low`` and ``high`` are their extremes.
    """

    known: str
    score: float | None = None
    text: str | None = None
    voices: int = 1
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that was stated, so that two statements about the same thing can be compared."""

    about: str
    value: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something was due.

    ``completed_by`` is the event that met it. ``completion_stated`` tells the two kinds of None apart: stated
    to be still open, or not stated at all and so to be inferred.
    """

    date: datetime.date
    basis: str | None = None
    completed_by: str | None = None
    completion_stated: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One event; ``date`` is what was written (EDTF), ``span`` the days that it allows."""

    id: str
    date: str
    span: Span
    type: str | None = None
    title: str | None = None
    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    channel: str | None = None
    topic: str | None = None
    artefact: str | None = None
    expects_reply: bool = False
    reply_due: datetime.date | None = None
    responds_to: str | None = None
    deadline: Deadline | None = None
    claims: tuple[Claim, ...] = ()
    contradicts: tuple[str, ...] = ()
    carries_from: str | None = None
    views: Mapping[str, View] = field(default_factory=dict)
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """One case: its actors by id and its events by earliest day, latest day and place in the document."""

    id: str
    title: str
    area: str | None
    consulted: tuple[str, ...]
    actors: Mapping[str, Actor]
    events: tuple[Event, ...]
    closed: datetime.date | None = None

    def event(self, event_id: str) -> Event:
        """Return the event with this id; raises KeyError when there is none."""
        for event in self.events:
            if event.id == event_id:
                return event
        raise KeyError(event_id)


def read_journey(document: Mapping[str, Any]) -> Journey:
    """Read an interchange document (journey.schema.json) into a journey.

    A view may carry the private keys ``voices``, ``low`` and ``high`` that a reader of several answers puts
    there; without them one voice is assumed. Raises ValueError, naming the event, for a date that is not
    EDTF level 1 or a day that is not ISO 8601.
    """
    actors = {each["id"]: _actor(each) for each in document["actors"]}
    known = frozenset(each["id"] for each in document["events"])
    events = [_event(each, actors, known) for each in document["events"]]
    events.sort(key=lambda event: event.span)
    return Journey(
        id=document.get("id") or "",
        title=document["title"],
        area=document.get("area"),
        consulted=tuple(document.get("consulted") or ()),
        actors=actors,
        events=tuple(events),
        closed=_day(document.get("closed")),
    )


def _actor(raw: Mapping[str, Any]) -> Actor:
    return Actor(
        id=raw["id"],
        label=raw["label"],
        role=raw.get("role"),
        perspective=raw["perspective"],
        unit=raw.get("unit"),
        ref=raw.get("ref"),
    )


def _event(raw: Mapping[str, Any], actors: Mapping[str, Actor], known: frozenset[str]) -> Event:
    try:
        return _read_event(raw, actors, known)
    except ValueError as error:
        raise ValueError(f"{raw['id']}: {error}") from error


def _read_event(raw: Mapping[str, Any], actors: Mapping[str, Actor], known: frozenset[str]) -> Event:
    senders = _those(raw.get("from"), actors)
    return Event(
        id=raw["id"],
        date=raw["date"],
        span=parse_edtf(raw["date"]),
        type=raw.get("type"),
        title=raw.get("title"),
        senders=senders,
        recipients=_those(raw.get("to"), actors),
        channel=raw.get("channel"),
        topic=raw.get("topic") or None,
        artefact=raw.get("artefact") or None,
        expects_reply=bool(raw.get("expects_reply")),
        reply_due=_day(raw.get("reply_due")),
        responds_to=_one(raw.get("responds_to"), known),
        deadline=_deadline(raw.get("deadline"), known),
        claims=tuple(Claim(each["about"], each["value"]) for each in raw.get("claims") or ()),
        contradicts=_those(raw.get("contradicts"), known),
        carries_from=_one(raw.get("carries_from"), actors),
        views={side: _view(view) for side, view in (raw.get("perspectives") or {}).items()},
        side=actors[senders[0]].perspective if senders else None,
    )


def _those(ids: Iterable[str] | None, known: Mapping[str, Actor] | frozenset[str]) -> tuple[str, ...]:
    return tuple(each for each in ids or () if each in known)


def _one(event_or_actor: str | None, known: Mapping[str, Actor] | frozenset[str]) -> str | None:
    return event_or_actor if event_or_actor in known else None


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _deadline(raw: Mapping[str, Any] | None, known: frozenset[str]) -> Deadline | None:
    if not raw:
        return None
    completed = raw.get("completed_by")
    return Deadline(
        date=datetime.date.fromisoformat(raw["date"]),
        basis=raw.get("basis"),
        completed_by=_one(completed, known),
        completion_stated="completed_by" in raw and (completed is None or completed in known),
    )


def _view(raw: Mapping[str, Any]) -> View:
    score = raw.get("score")
    edge = None if score is None else round(score)
    return View(
        known=raw["known"],
        score=None if score is None else float(score),
        text=raw.get("text"),
        voices=raw.get("voices", 1),
        low=raw.get("low", edge),
        high=raw.get("high", edge),
    )
