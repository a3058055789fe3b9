"""Rework: what was delivered is asked for again, or what was decided is decided again.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Samme bilag", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "h", "label": "Rådgiver", "perspective": "authority", "unit": "Støtte"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "information_request", "from": ["m"], "to": ["b"],
...      "artefact": "lægeerklæring"},
...     {"id": "2", "date": "2024-01-15", "type": "reply", "from": ["b"], "to": ["m"], "responds_to": "1",
...      "artefact": "lægeerklæring"},
...     {"id": "3", "date": "2024-02-01", "type": "information_request", "from": ["m"], "to": ["b"],
...      "artefact": "fornyet lægeerklæring"},
...     {"id": "4", "date": "2024-02-20", "type": "information_request", "from": ["h"], "to": ["b"],
...      "artefact": "erklæring fra lægen"},
...     {"id": "5", "date": "2024-02-26", "type": "reply", "from": ["b"], "to": ["h"], "responds_to": "4"}]}
>>> [(each.code, each.events, each.raw) for each in analyse(read_journey(case)).findings]
[('rework', ('2', '4', '5'), 1.5)]
"""

from collections.abc import Iterator, Sequence

from klagerejsen.analysis.artefacts import alike, copied, names_of, renewed
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import APPEALS, AUTHORITY, CITIZEN, party_of
from klagerejsen.analysis.results import CERTAIN, POSSIBLE, Finding
from klagerejsen.analysis.thresholds import Thresholds

_DELIVERS = frozenset({"reply", "information_received", "information", "assessment"})
_ASKS = frozenset({"information_request"})
_REOPENS = frozenset({"complaint", "reassessment", "appeal_decision", "hearing", "application"})


def rework(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each delivery that was asked for again, and for each topic that was decided again.

    Raw severity is the number of repeats, and a half more where another unit asks. A renewal, a follow-up and a copy
    are no rework, nor is a new ruling after a complaint, a hearing or a new application.
    """
    yield from _asked_again(journey, context)
    yield from _decided_again(journey, context)


def _asked_again(journey: Journey, context: Context) -> Iterator[Finding]:
    told: set[str] = set()
    for delivery in journey.events:
        if delivery.type not in _DELIVERS or delivery.id in told or renewed(delivery) or copied(delivery):
            continue
        again = [each for each in journey.events if each.id not in told and _repeats(each, delivery, context)]
        if again:
            answers = [context.replies.answers[each.id].event for each in again if each.id in context.replies.answers]
            told.update(each.id for each in (*again, *answers))
            yield _finding(delivery, again, answers, context)


def _repeats(request: Event, delivery: Event, context: Context) -> bool:
    """Tell whether a request asks for what an earlier delivery brought."""
    if request.type not in _ASKS or context.places[request.id] <= context.places[delivery.id]:
        return False
    reply = context.replies.answers.get(request.id)
    if (reply and reply.event is delivery) or renewed(request) or (reply and renewed(reply.event)):
        return False
    asked_by_authority = CITIZEN not in context.parts[request.id].senders
    return (
        asked_by_authority
        and bool(_sources(request, context) & _brought_by(delivery, context))
        and _same(request, delivery, context)
    )


def _sources(request: Event, context: Context) -> frozenset[str]:
    """Return whom a request asks; where that is not written, or the answer was carried from another, who answered."""
    reply = context.replies.answers.get(request.id)
    asked = context.parts[request.id].recipients
    if reply and (reply.event.carries_from or not asked):
        return asked | _brought_by(reply.event, context)
    return asked


def _brought_by(delivery: Event, context: Context) -> frozenset[str]:
    """Return the parties that a delivery comes from, the first source where it was carried on."""
    source = context.journey.actors.get(delivery.carries_from or "")
    return context.parts[delivery.id].senders | ({party_of(source)} if source else set())


def _same(request: Event, delivery: Event, context: Context) -> bool:
    """Tell whether both are about one artefact, or one topic where no artefact is stated."""
    if alike(names_of(request, context), _brought_names(delivery, context)):
        return True
    stated = any(event.artefact for event in (request, delivery))
    return not stated and request.topic is not None and request.topic == delivery.topic


def _brought_names(delivery: Event, context: Context) -> frozenset[str]:
    """Return what a delivery is called: by its sender, or else by the request that it answers."""
    if delivery.artefact:
        return frozenset({delivery.artefact})
    request = context.asked_for.get(delivery.id)
    return names_of(request, context) if request else frozenset()


def _finding(delivery: Event, again: Sequence[Event], answers: Sequence[Event], context: Context) -> Finding:
    parts = context.parts
    another = any(
        parts[each.id].senders and not parts[each.id].senders & parts[delivery.id].recipients for each in again
    )
    sure = all(delivery.span.latest <= each.span.earliest for each in again)
    events = sorted((*again, *answers), key=lambda event: context.places[event.id])
    return make_finding(
        "rework",
        (delivery, *events),
        certainty=CERTAIN if sure else POSSIBLE,
        raw=len(again) + (0.5 if another else 0),
        parties=sorted(parts[delivery.id].senders.union(*(parts[each.id].senders for each in again))),
        figures={
            "repeats": len(again),
            "another": another,
            "what": delivery.artefact or next(iter(sorted(_brought_names(delivery, context))), None),
            "decided": False,
        },
        set_aside=("no_renewal", "no_copy"),
    )


def _decided_again(journey: Journey, context: Context) -> Iterator[Finding]:
    """Yield a finding for a second ruling in a stated topic that nothing reopened."""
    rulings = [each for each in journey.events if each.type == "decision" and each.topic and _authority(each, context)]
    for topic in dict.fromkeys(each.topic for each in rulings):
        first, *later = [each for each in rulings if each.topic == topic]
        again = [each for each in later if not _reopened(first, each, context)]
        if again:
            yield make_finding(
                "rework",
                (first, *again),
                certainty=CERTAIN if first.span.latest <= again[0].span.earliest else POSSIBLE,
                raw=len(again),
                parties=sorted(context.parts[first.id].senders.union(*(context.parts[e.id].senders for e in again))),
                figures={"repeats": len(again), "another": False, "what": None, "decided": True},
                set_aside=("not_reopened",),
            )


def _authority(event: Event, context: Context) -> bool:
    sides = context.parts[event.id].from_sides
    return AUTHORITY in sides and APPEALS not in sides


def _reopened(first: Event, again: Event, context: Context) -> bool:
    inside = context.journey.events[context.places[first.id] + 1 : context.places[again.id]]
    return renewed(again) or any(each.type in _REOPENS for each in inside)
