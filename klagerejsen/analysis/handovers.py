"""Dropped handovers: passed on, and then left lying.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Overdraget", "actors": [
...     {"id": "u", "label": "Rådgiver", "perspective": "authority", "unit": "Familie"},
...     {"id": "v", "label": "Sagsbehandler", "perspective": "authority", "unit": "Handicap"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "handover", "from": ["u"], "to": ["v"], "topic": "støtte"},
...     {"id": "2", "date": "2024-01-22", "type": "internal_coordination", "from": ["u"]},
...     {"id": "3", "date": "2024-02-19", "type": "assessment", "from": ["v"]},
...     {"id": "4", "date": "2024-02-20", "type": "handover", "from": ["v"], "to": ["u"], "topic": "støtte"},
...     {"id": "5", "date": "2024-03-04", "type": "decision", "from": ["u"]}]}
>>> found = [each for each in analyse(read_journey(case)).findings if each.code == "dropped_handover"]
>>> [(each.events, each.figures["days"]) for each in found]
[(('1', '3'), 42)]
"""

from collections.abc import Iterable, Iterator
from datetime import date

from klagerejsen.analysis.artefacts import copied
from klagerejsen.analysis.calendar import days_after
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.gaps import Gap, between
from klagerejsen.analysis.graph import later_acts, to_appeals
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import CITIZEN
from klagerejsen.analysis.results import POSSIBLE, Finding
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.analysis.waits import Notice
from klagerejsen.dates import Span


def dropped_handovers(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each handover u → v after which v does nothing for three weeks; severity is days / 21."""
    for event in journey.events:
        if event.type != "handover" or to_appeals(event, context) or copied(event):
            continue
        part = context.parts[event.id]
        for receiver in sorted(part.recipients - part.senders - {CITIZEN}):
            yield from _dropped(event, receiver, thresholds, context)


def _dropped(event: Event, receiver: str, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    acts = _acts(receiver, event, context)
    first = acts[0] if acts else None
    end = _soonest(acts) or context.end_of_record(event)
    if end is None or _announced(event, receiver, thresholds, context):
        return
    idle = between(event.span, end)
    certainty = idle.over(thresholds.dropped_days)
    if certainty:
        yield make_finding(
            "dropped_handover",
            [event, *([first] if first else [])],
            certainty=POSSIBLE if _may_have_acted(event, receiver, context) else certainty,
            raw=idle.middle / thresholds.dropped_days,
            parties=(*sorted(context.parts[event.id].senders), receiver),
            about=receiver if len(context.parts[event.id].recipients) > 1 else None,
            covers=(event.span.middle, _last_day(event, first, thresholds)),
            figures=_figures(idle, first, thresholds),
            set_aside=("no_notice",),
        )


def _acts(receiver: str, event: Event, context: Context) -> list[Event]:
    """Return what the receiver did afterwards, the answer to the handover included where nobody wrote who gave it."""
    acts = later_acts(receiver, event, context)
    reply = context.replies.answers.get(event.id)
    if reply and reply.event not in acts and not reply.event.senders:
        acts = sorted((*acts, reply.event), key=lambda each: context.places[each.id])
    return acts


def _soonest(acts: Iterable[Event]) -> Span | None:
    """Return the days on which the first of several events happened, whichever of them it was."""
    spans = [act.span for act in acts]
    return Span(min(each.earliest for each in spans), min(each.latest for each in spans)) if spans else None


def _last_day(event: Event, first: Event | None, thresholds: Thresholds) -> date:
    """Return the day on which the receiver acted, or should have."""
    return first.span.middle if first else days_after(event.span.middle, thresholds.dropped_days)


def _figures(idle: Gap, first: Event | None, thresholds: Thresholds) -> dict[str, object]:
    return {
        "days": idle.middle,
        "days_min": idle.least,
        "days_max": idle.most,
        "threshold_days": thresholds.dropped_days,
        "never": first is None,
    }


def _may_have_acted(event: Event, receiver: str, context: Context) -> bool:
    """Tell whether an event of the receiver that stands before the handover may have come after it."""
    earlier = context.journey.events[: context.places[event.id]]
    own = (each for each in earlier if receiver in context.parts[each.id].senders)
    return any(each.span.latest > event.span.earliest for each in own)


def _announced(event: Event, receiver: str, thresholds: Thresholds, context: Context) -> bool:
    """Tell whether the receiver had announced a wait that covers the weeks after the handover."""
    covered = days_after(event.span.latest, thresholds.dropped_days)
    return any(_covers(each, receiver, covered, event, context) for each in context.notices)


def _covers(notice: Notice, receiver: str, until: date, event: Event, context: Context) -> bool:
    said = notice.event
    by_receiver = receiver in context.parts[said.id].senders
    in_force = notice.until is not None and notice.until >= until
    return by_receiver and in_force and said.span <= event.span
