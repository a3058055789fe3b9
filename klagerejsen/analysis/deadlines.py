"""Missed deadlines: the stated or statutory day, moved by extensions notified in time, against completion.

A day is missed for certain when every date of the completing event lies after it, possibly when some do. No
calendar softens a deadline (Folketingets Ombudsmand 2021-1, on summer closure and offentlighedsloven § 36).

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Ansøgning", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "application", "from": ["b"], "to": ["m"],
...      "deadline": {"date": "2024-03-04"}},
...     {"id": "2", "date": "2024-01-10", "type": "acknowledgement", "from": ["m"], "to": ["b"]},
...     {"id": "3", "date": "2024-02-01", "type": "information", "from": ["m"], "to": ["b"]},
...     {"id": "4", "date": "2024-03-04", "type": "deadline", "from": ["m"]},
...     {"id": "5", "date": "2024-03-14", "type": "decision", "from": ["m"], "to": ["b"]}]}
>>> found = [each for each in analyse(read_journey(case)).findings if each.code == "missed_deadline"]
>>> [(each.events, each.figures["overdue_days"]) for each in found]
[(('1', '4', '5'), 10)]
"""

from collections.abc import Iterator

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.gaps import Gap, between
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import APPEALS, AUTHORITY, CITIZEN
from klagerejsen.analysis.results import POSSIBLE, Finding
from klagerejsen.analysis.terms import Term
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.dates import Span

_RULINGS = frozenset({"decision", "reassessment"})


def missed_deadlines(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each deadline that passed before it was met; raw severity is overdue days / term.

    It names the event with the deadline, a marker of type "deadline" on that very day in the same topic, and the
    completing event; without a completing event the days run to the end of the record.
    """
    for term in context.terms:
        until = _met_by(term.completion, context) if term.completion else context.horizon
        if until is None or not (term.completion or term.known):
            continue
        overdue = between(term.due, until)
        certainty = overdue.over(0)
        if certainty:
            yield _finding(term, overdue, until, _certainty(certainty, term), thresholds, context)


def _met_by(completion: Event, context: Context) -> Span:
    """Return the days of a completing event, which lie before what can only follow it."""
    span, follows = completion.span, _follows(completion, context)
    if follows and span.earliest <= follows.span.latest < span.latest:
        return Span(span.earliest, follows.span.latest)
    return span


def _follows(completion: Event, context: Context) -> Event | None:
    """Return the first word of the appeals body after a case was sent on, or the first complaint after a ruling.

    None where the record has something else before it that it may follow as well.
    """
    sent_on = APPEALS in context.parts[completion.id].to_sides
    leads, follows = (_sent_on, _by_appeals) if sent_on else (_ruling, _complaint)
    events = context.journey.events
    first = next((each for each in events if follows(each, context)), None)
    if first is None or not leads(completion, context):
        return None
    before = events[: context.places[first.id]]
    return None if any(leads(each, context) for each in before if each is not completion) else first


def _sent_on(event: Event, context: Context) -> bool:
    return APPEALS in context.parts[event.id].to_sides


def _by_appeals(event: Event, context: Context) -> bool:
    return APPEALS in context.parts[event.id].from_sides


def _ruling(event: Event, context: Context) -> bool:
    """Tell whether an event may be a ruling of the authority that the citizen was told."""
    part = context.parts[event.id]
    by_authority, told = AUTHORITY in part.from_sides or not part.senders, CITIZEN in part.recipients
    return event.type in _RULINGS and by_authority and (told or not part.recipients)


def _complaint(event: Event, context: Context) -> bool:
    return event.type == "complaint" and CITIZEN in context.parts[event.id].senders


def _certainty(certainty: str, term: Term) -> str:
    return POSSIBLE if term.late_notice else certainty


def _finding(
    term: Term, overdue: Gap, until: Span, certainty: str, thresholds: Thresholds, context: Context
) -> Finding:
    length = _length(term, thresholds)
    named = (term.event, _marker(term, context), term.completion)
    return make_finding(
        "missed_deadline",
        [each for each in named if each],
        certainty=certainty,
        raw=overdue.middle / length,
        base=1.0,
        parties=_responsible(term, context),
        covers=(term.due.middle, until.middle),
        figures={
            "overdue_days": overdue.middle,
            "overdue_min": overdue.least,
            "overdue_max": overdue.most,
            "term_days": length,
            "due": term.due.latest.isoformat(),
            "basis": term.basis,
            "threshold_days": 0,
            "inferred": term.inferred,
            "open": term.completion is None,
            "extended_by": term.extended_by.id if term.extended_by else None,
            "late_notice": term.late_notice.id if term.late_notice else None,
        },
        set_aside=() if term.extended_by else ("no_extension",),
    )


def _length(term: Term, thresholds: Thresholds) -> int:
    """Return the days of the term, or the usual term where the day lay before the event that tells of it."""
    days = (term.due.middle - term.event.span.middle).days
    return days if days > 0 else thresholds.unknown_term_days


def _marker(term: Term, context: Context) -> Event | None:
    """Return the event that marks the passing of this very deadline."""
    for event in context.journey.events:
        same_day = event.span.earliest <= term.due.latest and term.due.earliest <= event.span.latest
        if event.type == "deadline" and same_day and event.topic == term.event.topic:
            return event
    return None


def _responsible(term: Term, context: Context) -> list[str]:
    part = context.parts[term.event.id]
    return sorted(part.senders if AUTHORITY in part.from_sides else part.recipients)
