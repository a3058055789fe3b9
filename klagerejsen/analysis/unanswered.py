"""Unanswered requests: a reply was expected and none came, or it came well after the day it was promised.

Requests with a statutory course (applications, complaints, access requests, anything with a deadline) are left to
``deadlines``. A colleague of the same unit who answers by phone answers the request; a withdrawal ends it.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Opkald", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "k", "label": "Kollega", "perspective": "authority", "unit": "Ydelse"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "enquiry", "from": ["b"], "to": ["m"], "expects_reply": True},
...     {"id": "2", "date": "2024-01-15", "type": "conversation", "from": ["k"], "to": ["b"]},
...     {"id": "3", "date": "2024-02-01", "type": "enquiry", "from": ["b"], "to": ["m"], "expects_reply": True},
...     {"id": "4", "date": "2024-02-20", "type": "decision", "from": ["m"], "to": ["b"]},
...     {"id": "5", "date": "2024-04-01", "type": "meeting", "from": ["m"], "to": ["b"]}]}
>>> found = [each for each in analyse(read_journey(case)).findings if each.code == "unanswered_request"]
>>> [(each.events, each.figures["days"]) for each in found]
[(('3',), 60)]
"""

from collections.abc import Iterator

from klagerejsen.analysis.calendar import days_after
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.gaps import Gap, between, weaker
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.replies import Reply, is_case
from klagerejsen.analysis.results import Finding
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.dates import Span


def unanswered_requests(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each request left without a reply, or answered late; severity is days / 60, at most 3."""
    for request in journey.events:
        if not request.expects_reply or is_case(request):
            continue
        reply = context.replies.answers.get(request.id)
        if reply:
            yield from _late(request, reply, thresholds, context)
        elif request.id not in context.replies.withdrawals:
            yield from _open(request, thresholds, context)


def _late(request: Event, reply: Reply, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding when the reply came more than some days after the day it was promised or asked for."""
    if request.reply_due is None:
        return
    late = between(Span(request.reply_due, request.reply_due), reply.event.span)
    certainty = late.over(thresholds.late_reply_days)
    if certainty:
        yield make_finding(
            "unanswered_request",
            (request, reply.event),
            certainty=certainty,
            raw=_weight(between(request.span, reply.event.span), thresholds),
            parties=_parties(request, context),
            figures={
                "days": between(request.span, reply.event.span).middle,
                "late_days": late.middle,
                "late_min": late.least,
                "late_max": late.most,
                "due": request.reply_due.isoformat(),
                "threshold_days": thresholds.late_reply_days,
                "inferred": reply.inferred,
                "elsewhere": _elsewhere(request, reply.event, context),
            },
        )


def _open(request: Event, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding when enough days of the record have passed without a reply; near its end nobody can tell."""
    end = context.end_of_record(request)
    if end is None:
        return
    waited = between(request.span, end)
    certainty = waited.over(thresholds.unanswered_days)
    patience = _patience(request, thresholds)
    overdue = between(patience, end).over(0)
    if certainty and overdue:
        yield make_finding(
            "unanswered_request",
            (request,),
            certainty=weaker(certainty, overdue),
            raw=_weight(waited, thresholds),
            parties=_parties(request, context),
            covers=(request.span.middle, patience.middle),
            figures={
                "days": waited.middle,
                "due": request.reply_due.isoformat() if request.reply_due else None,
                "threshold_days": thresholds.unanswered_days,
            },
            set_aside=("no_reply_by_colleague", "no_withdrawal"),
        )


def _patience(request: Event, thresholds: Thresholds) -> Span:
    """Return the last day on which a reply would have been in time."""
    if request.reply_due:
        last = days_after(request.reply_due, thresholds.late_reply_days)
        return Span(last, last)
    days = thresholds.unanswered_days
    return Span(days_after(request.span.earliest, days), days_after(request.span.latest, days))


def _parties(request: Event, context: Context) -> list[str]:
    """Return who asked and who was asked."""
    part = context.parts[request.id]
    return [*sorted(part.senders), *sorted(part.recipients - part.senders)]


def _elsewhere(request: Event, reply: Event, context: Context) -> bool:
    """Tell whether the reply went to another party than the one that asked."""
    recipients = context.parts[reply.id].recipients
    return bool(recipients) and not recipients & context.parts[request.id].senders


def _weight(waited: Gap, thresholds: Thresholds) -> float:
    return waited.middle / thresholds.unanswered_unit_days
