"""The deadlines of a case: which day is due, what moved it, and which event met it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from klagerejsen.analysis.calendar import days_after, working_days_after
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import APPEALS, Parts
from klagerejsen.analysis.replies import Replies
from klagerejsen.analysis.thresholds import LegalTerm, Thresholds
from klagerejsen.analysis.waits import Notice
from klagerejsen.dates import Span

# What ends a piece of work that the authority set itself a day for, where nobody says what did.
_FINISHES = frozenset({"assessment", "decision", "reassessment", "implementation"})


@dataclass(frozen=True, slots=True)
class Term:
    """One deadline of the case.

    ``extended_by`` is the notice that moved it, ``late_notice`` one that may have come too late to do so.
    ``due`` is a span only where a statutory term runs from an imprecise date. ``completion`` is None while the
    matter is open, and ``inferred`` when nobody said so. ``known`` tells whether it is known what would have
    met the deadline; where it is not, an absent completion proves nothing.
    """

    event: Event
    due: Span
    basis: str | None
    completion: Event | None = None
    inferred: bool = False
    known: bool = True
    extended_by: Event | None = None
    late_notice: Event | None = None


def find_terms(
    journey: Journey,
    parts: Mapping[str, Parts],
    replies: Replies,
    notices: Iterable[Notice],
    thresholds: Thresholds,
) -> tuple[Term, ...]:
    """Return every stated or statutory deadline; one that was withdrawn or has no end any more is left out."""
    found = []
    for event in journey.events:
        term = _stated(event) or _statutory(event, thresholds.legal_terms)
        if term is None or event.id in replies.withdrawals:
            continue
        term = _completed(term, journey, parts, replies)
        moved = _extended(term, parts, notices)
        if moved:
            found.append(moved)
    return tuple(found)


def _stated(event: Event) -> Term | None:
    if event.deadline is None:
        return None
    return Term(event, Span(event.deadline.date, event.deadline.date), event.deadline.basis)


def _statutory(event: Event, terms: Iterable[LegalTerm]) -> Term | None:
    for term in terms:
        if term.event_type == event.type:
            due = Span(_ends(term, event.span.earliest), _ends(term, event.span.latest))
            return Term(event, due, term.basis)
    return None


def _ends(term: LegalTerm, start: date) -> date:
    return working_days_after(start, term.days) if term.working else days_after(start, term.days)


def _completed(term: Term, journey: Journey, parts: Mapping[str, Parts], replies: Replies) -> Term:
    """Return the term with the event that met it: stated, linked, or inferred, in that order."""
    event, deadline = term.event, term.event.deadline
    if deadline and deadline.completion_stated:
        stated = next((each for each in journey.events if each.id == deadline.completed_by), None)
        return replace(term, completion=stated)
    reply = replies.answers.get(event.id)
    if reply:
        return replace(term, completion=reply.event, inferred=reply.inferred)
    taken_on = _taken_on(event, journey, parts) if event.type == "complaint" else None
    if taken_on:
        return replace(term, completion=taken_on, inferred=True)
    asked = event.expects_reply or deadline is None
    own = None if asked else _own_work(event, journey, parts)
    return replace(term, completion=own, inferred=True, known=asked or own is not None)


def _taken_on(event: Event, journey: Journey, parts: Mapping[str, Parts]) -> Event | None:
    """Return the first word of the appeals body: by then the complaint must have been sent on."""
    later = journey.events[journey.events.index(event) + 1 :]
    return next((each for each in later if APPEALS in parts[each.id].sides), None)


def _own_work(event: Event, journey: Journey, parts: Mapping[str, Parts]) -> Event | None:
    """Return the first later event of the same party and topic that finishes a piece of work."""
    senders = parts[event.id].senders
    for later in journey.events[journey.events.index(event) + 1 :]:
        same = later.topic == event.topic and parts[later.id].senders & senders
        if same and later.type in _FINISHES:
            return later
    return None


def _extended(term: Term, parts: Mapping[str, Parts], notices: Iterable[Notice]) -> Term | None:
    """Return the term moved by every extension notified before it ran out, or None when it has no end left.

    A notice whose own date is imprecise may have come in time: linked to this deadline it counts, else it moves
    nothing but leaves a doubt.
    """
    for notice in notices:
        if not _concerns(notice, term, parts):
            continue
        said = notice.event.span
        if said.earliest > term.due.latest:
            continue
        if notice.until is None:
            return None
        if notice.event.span.latest <= term.due.earliest or notice.event.responds_to == term.event.id:
            term = _moved(term, notice, notice.until)
        else:
            term = replace(term, late_notice=notice.event)
    return term


def _moved(term: Term, notice: Notice, until: date) -> Term:
    if until <= term.due.latest:
        return term
    return replace(term, due=Span(until, until), extended_by=notice.event)


def _concerns(notice: Notice, term: Term, parts: Mapping[str, Parts]) -> bool:
    """Tell whether a notice is about this deadline: linked to it, or told to its parties while it was open."""
    said, event = notice.event, term.event
    if said.responds_to or APPEALS in parts[said.id].from_sides:
        return said.responds_to == event.id
    if said.type == "waiting_notice" and notice.until is None:
        return False
    if said.topic and event.topic and said.topic != event.topic:
        return False
    return _while_open(said, term) and _told(parts[said.id], parts[event.id])


def _while_open(said: Event, term: Term) -> bool:
    after = said.span >= term.event.span and said is not term.event
    return after and (term.completion is None or said.span <= term.completion.span)


def _told(said: Parts, about: Parts) -> bool:
    """Tell whether a notice went to a party of the deadline, or from the unit asked where nobody wrote who asked."""
    if not about.senders and said.senders & about.recipients:
        return True
    return not said.recipients or bool(said.recipients & (about.senders | about.recipients))
