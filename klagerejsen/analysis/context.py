"""What every rule may ask about a journey, worked out once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from klagerejsen.analysis.kinds import with_kinds
from klagerejsen.analysis.model import UNKNOWN, Event, Journey
from klagerejsen.analysis.parties import Parts, known_by, parts_of
from klagerejsen.analysis.population import Norms
from klagerejsen.analysis.replies import Replies, find_replies
from klagerejsen.analysis.results import Silence, Wait
from klagerejsen.analysis.terms import Term, find_terms
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.analysis.waits import Notice, appeal_waits, notices
from klagerejsen.dates import Span


@dataclass(frozen=True, slots=True)
class Context:
    """Lookups and inferences of one journey.

    ``places`` is each event's place in the chronological order, ``horizon`` the last day of the record as a span.
    ``journey`` has a kind for every event that tells of one, ``recorded`` is what people wrote.
    ``asked_for`` gives the request that each reply answers, by the reply's id. ``norms`` are the area's.
    ``silences`` and ``announced`` are filled in when the sides have been listened to.
    """

    journey: Journey
    recorded: Journey
    thresholds: Thresholds
    parts: Mapping[str, Parts]
    events: Mapping[str, Event]
    places: Mapping[str, int]
    replies: Replies
    notices: tuple[Notice, ...]
    appeals: tuple[Wait, ...]
    terms: tuple[Term, ...]
    horizon: Span | None
    norms: Norms
    asked_for: Mapping[str, Event]
    silences: Mapping[str, tuple[Silence, ...]] = field(default_factory=dict)
    announced: tuple[Wait, ...] = ()

    def unseen_by(self, event: Event, side: str) -> bool:
        """Tell whether a side says it did not know of an event that another side knew."""
        view = event.views.get(side)
        return view is not None and view.known == UNKNOWN and bool(self.known_by(event) - {side})

    def known_by(self, event: Event) -> frozenset[str]:
        """Return the sides that say they knew of an event, and those that did it and were not asked."""
        return known_by(event, self.parts[event.id])

    def end_of_record(self, event: Event) -> Span | None:
        """Return the last day of the record apart from ``event``, or None when nothing else tells of one."""
        others = (each.span for each in self.journey.events if each is not event)
        return _latest(others, self.journey)


def build_context(recorded: Journey, thresholds: Thresholds) -> Context:
    """Work out the lookups and inferences of a journey; time grows with requests × events."""
    parts = parts_of(recorded)
    journey = with_kinds(recorded, parts)
    replies = find_replies(journey, parts, thresholds)
    told = notices(journey)
    events = {event.id: event for event in journey.events}
    return Context(
        journey=journey,
        recorded=recorded,
        thresholds=thresholds,
        parts=parts,
        events=events,
        places={event.id: place for place, event in enumerate(journey.events)},
        replies=replies,
        notices=told,
        appeals=appeal_waits(journey, parts),
        terms=find_terms(journey, parts, replies, told, thresholds),
        horizon=_latest((event.span for event in journey.events), journey),
        norms=Norms(float(thresholds.standstill_days)),
        asked_for={reply.event.id: events[request] for request, reply in replies.answers.items()},
    )


def _latest(spans: Iterable[Span], journey: Journey) -> Span | None:
    """Return the last of some days, or the closing of the case when that is later."""
    closed = (Span(journey.closed, journey.closed),) if journey.closed else ()
    every = (*spans, *closed)
    if not every:
        return None
    return Span(max(span.earliest for span in every), max(span.latest for span in every))
