"""What a participant's phone shows: the events by month with the participant's own answers, and one card a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _

from klagerejsen import dates, labels
from klagerejsen.access.rules import Scope
from klagerejsen.catalogue import listed
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Actor, Answer, Event
from klagerejsen.web.filters import language
from klagerejsen.workshops import queries
from klagerejsen.workshops.models import Participant, Workshop


def title_of(event: Event) -> str:
    """Return the words for an event: its title, else its kind."""
    return event.title or labels.label("event_type", event.type, _) or event.ref


def order_of(event: Event) -> str:
    """Return a text that sorts as the events do, for elements that arrive one by one."""
    return f"{event.earliest}.{event.latest}.{event.position:06d}"


def month_of(event: Event) -> str:
    """Return the month an event stands under: "2024-05"."""
    return event.earliest.isoformat()[:7]


def month_order(event: Event) -> str:
    """Return a text that sorts a month's heading before all of its events."""
    return month_of(event)


def short_date(event: Event) -> str:
    """Say a date under its month's heading: "2.", "20.–28.", "ca. 20."; all of it where it leaves the month.

    The month is taken from words that begin with the day; anything else stands as it is.
    """
    words = dates.in_words(event.date, language(), event.earliest.year)
    month = dates.month_name(event.earliest.month, language())
    return _("måneden") if words == month else words.removesuffix(f" {month}")


@dataclass(frozen=True, slots=True)
class Month:
    """A heading of the list: the year is said where it changes."""

    id: str
    order: str
    name: str
    year: int
    says_year: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the list with the participant's own answer, if there is one."""

    event: Event
    month: Month | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Card:
    """An event as a card: where it stands in the list, and which is the next one without an answer."""

    event: Event
    number: int
    total: int
    next_unanswered: Event | None
    between: str


def rows(events: list[Event], answers: Mapping[int, Answer]) -> list[Row]:
    """Return the list: every event, the first of each month with its heading."""
    listed = []
    before = ""
    for event in events:
        month = month_above(event, events) if month_of(event) != before else None
        listed.append(Row(event, month, answers.get(event.id)))
        before = month_of(event)
    return listed


def month_above(event: Event, events: Iterable[Event]) -> Month:
    """Return the heading above an event; the first month of a year says the year."""
    name = dates.month_name(event.earliest.month, language()).capitalize()
    first = all(month_of(event) <= month_of(one) for one in events if one.earliest.year == event.earliest.year)
    return Month(month_of(event), month_order(event), name, event.earliest.year, first)


def next_unanswered(events: list[Event], answers: Mapping[int, Answer], after: Event | None = None) -> Event | None:
    """Return the next event without an answer, from the top or after one of them and then from the top."""
    start = next((index + 1 for index, event in enumerate(events) if after and event.id == after.id), 0)
    around = [*events[start:], *events[:start]]
    return next((one for one in around if one.id not in answers and (after is None or one.id != after.id)), None)


def between(event: Event, actors: Mapping[str, Actor]) -> str:
    """Say who told whom and how: "Fra Familierådgivningen til Mor, Digital Post"."""
    senders, recipients = (_names(refs, actors) for refs in (event.senders, event.recipients))
    channel = labels.label("channel", event.channel, _) if event.channel != "unknown" else ""
    if senders and recipients:
        words = _("Fra %(senders)s til %(recipients)s", senders=senders, recipients=recipients)
    elif senders:
        words = _("Fra %(senders)s", senders=senders)
    else:
        words = _("Til %(recipients)s", recipients=recipients) if recipients else ""
    return ", ".join(part for part in (words, channel) if part)


def _names(refs: Iterable[str], actors: Mapping[str, Actor]) -> str:
    found = [actors[ref] for ref in refs if ref in actors]
    names = dict.fromkeys(actor.unit or actor.label.split(" (")[0] for actor in found)
    return listed(names, _)


class Phone:
    """One participant's view of the room, read once a request."""

    def __init__(self, scope: Scope, room: Workshop, participant: Participant) -> None:
        self.scope, self.room, self.participant = scope, room, participant

    @cached_property
    def events(self) -> list[Event]:
        """The events, in order of time."""
        return journeys.events(self.scope)

    @cached_property
    def answers(self) -> dict[int, Answer]:
        """The participant's own answers, by event id."""
        return queries.own_answers(self.participant.id)

    @property
    def answered(self) -> int:
        """How many of the events that are there now have an answer."""
        return sum(event.id in self.answers for event in self.events)

    def rows(self) -> list[Row]:
        """Return the list."""
        return rows(self.events, self.answers)

    def next_after(self, event: Event | None = None) -> Event | None:
        """Return the next event without an answer."""
        return next_unanswered(self.events, self.answers, event)

    def card(self, event: Event) -> Card:
        """Return an event as a card."""
        number = next((index for index, one in enumerate(self.events, 1) if one.id == event.id), 0)
        return self._card(event, number, self._actors())

    def cards(self) -> list[Card]:
        """Return every event as a card."""
        actors = self._actors()
        return [self._card(event, number, actors) for number, event in enumerate(self.events, 1)]

    def _actors(self) -> Mapping[str, Actor]:
        return {actor.ref: actor for actor in journeys.actors(self.scope)}

    def _card(self, event: Event, number: int, actors: Mapping[str, Actor]) -> Card:
        return Card(event, number, len(self.events), self.next_after(event), between(event, actors))

    def in_focus(self) -> Event | None:
        """Return the event the facilitator points to."""
        return next((event for event in self.events if event.ref == self.room.focus_ref), None)
