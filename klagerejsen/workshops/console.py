"""What the facilitator's console shows: the course of the day, who is ready, what is in focus, what waits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from klagerejsen.access.rules import Scope
from klagerejsen.codes import Perspective, Phase
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Event
from klagerejsen.workshops import balloting, earlier, holding, proxies, queries, roster, undoing, votes
from klagerejsen.workshops.method import GLASSES, THROUGH, Guide
from klagerejsen.workshops.models import Note, Workshop
from klagerejsen.workshops.plans import course, guide_of
from klagerejsen.workshops.services import clock_of

WIDTH, MARGIN = 640, 8
"""The focus strip is drawn in these units; its shapes keep their size, only their places scale."""


@dataclass(frozen=True, slots=True)
class Step:
    """A phase in the list: past, current or to come; every one can be chosen."""

    guide: Guide
    place: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the focus strip: the side whose line it stands on, and how far along."""

    event: Event
    side: Perspective
    x: float
    focused: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """The event that would come into focus, with its neighbours."""

    event: Event
    number: int
    total: int
    before: Event | None
    after: Event | None
    focused: bool


def steps(room: Workshop) -> list[Step]:
    """Return the phases; those before the current one count as done."""
    guides = course(room)
    current = next((index for index, guide in enumerate(guides) if guide.phase is room.phase), -1)
    places = dict.fromkeys(range(current), "done") | {current: "current"}
    return [Step(guide, places.get(index, "later")) for index, guide in enumerate(guides)]


def marks(scope: Scope, room: Workshop, events: list[Event]) -> list[Mark]:
    """Place every event on the line of the side that acted, true to scale."""
    sides = {actor.ref: actor.perspective for actor in journeys.actors(scope)}
    place = _scale(events)
    return [
        Mark(event, _side_of(event, sides), place(event), event.ref == room.focus_ref)
        for event in sorted(events, key=lambda event: event.ref == room.focus_ref)
    ]


def _side_of(event: Event, sides: dict[str, Perspective]) -> Perspective:
    parties = (sides[ref] for ref in (*event.senders, *event.recipients) if ref in sides)
    return next(parties, Perspective.AUTHORITY)


def _middle(event: Event) -> float:
    return (event.earliest.toordinal() + event.latest.toordinal()) / 2


def _scale(events: Iterable[Event]) -> Callable[[Event], float]:
    days = [_middle(event) for event in events] or [0.0]
    first, length = min(days), (max(days) - min(days)) or 1

    def place(event: Event) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * (_middle(event) - first) / length, 1)

    return place


def candidate(room: Workshop, events: list[Event], event_id: int | None) -> Candidate | None:
    """Return the event that the facilitator looks at: the one asked for, the one in focus, or the first."""
    if not events:
        return None
    at = next((index for index, event in enumerate(events) if event.id == event_id), None)
    if at is None:
        at = next((index for index, event in enumerate(events) if event.ref == room.focus_ref), 0)
    event = events[at]
    before, after = (events[i] if 0 <= i < len(events) else None for i in (at - 1, at + 1))
    return Candidate(event, at + 1, len(events), before, after, event.ref == room.focus_ref)


def on_the_screen(room: Workshop, events: Iterable[Event]) -> str:
    """Say in words what the projector shows now, so that nobody has to turn round."""
    if room.closed_at is not None:
        return _("At workshoppen er slut")
    shown = [_("Spørgsmålet"), _("uret"), _("tidslinjen med svar") if room.revealed_at else _("tidslinjen uden svar")]
    if room.glasses != "everyone":
        shown.append(_(THROUGH[room.glasses]))
    ballot = votes.on_screen(room)
    if ballot is not None:
        shown.append(_("afstemningen") if ballot.closed_at is None else _("afstemningens resultat"))
    if room.earlier_shown and room.phase is Phase.FRAME:
        shown.append(_("tidligere læring"))
    focused = next((event for event in events if event.ref == room.focus_ref), None)
    if focused is not None:
        shown.append(_("«%(title)s» i fokus", title=focused.title or focused.ref))
    return ", ".join(shown)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note that waits to be released, with the event it is about."""

    note: Note
    event: Event | None


def queue(room: Workshop, events: Iterable[Event]) -> list[Waiting]:
    """Return the notes that wait; sentences from the cards are never among them."""
    by_id = {event.id: event for event in events}
    return [Waiting(note, by_id.get(note.event_id or 0)) for note in queries.withheld_notes(room)]


def people(room: Workshop) -> dict[str, Any]:
    """Return what the table of readiness shows."""
    return {"readiness": queries.readiness(room), "event_count": queries.event_count(room)}


def context(scope: Scope, room: Workshop, events: list[Event]) -> dict[str, Any]:
    """Return everything the console's parts show, except the event somebody looks at."""
    return {
        "room": room,
        "guide": guide_of(room),
        "steps": steps(room),
        "clock": clock_of(room),
        "marks": marks(scope, room, events),
        "queue": queue(room, events),
        "held": holding.waiting(scope, room),
        **roster.context(room),
        "stories": undoing.latest(room),
        "shown": on_the_screen(room, events),
        "glasses": GLASSES,
        **people(room),
        **balloting.console(scope, room),
        **earlier.console(scope, room, events),
        "proxy_seats": proxies.seats(room),
    }
