"""Blind spots: events that one side did not know of while another did.

Unseen events that follow one another, with no word reaching the side in between, are one blind spot.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> def seen(citizen):
...     return {"citizen": {"known": citizen}, "authority": {"known": "known", "score": 0}}
>>> case = {"title": "Usynlig", "consulted": ["citizen", "authority"], "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "j", "label": "Jurist", "perspective": "authority", "unit": "Jura"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "handover", "from": ["m"], "to": ["j"],
...      "perspectives": seen("unknown")},
...     {"id": "2", "date": "2024-01-10", "type": "caseworker_change", "from": ["j"],
...      "perspectives": seen("unknown")},
...     {"id": "3", "date": "2024-01-12", "type": "meeting", "from": ["m"], "to": ["b"],
...      "perspectives": seen("known")},
...     {"id": "4", "date": "2024-01-15", "type": "internal_coordination", "from": ["m"],
...      "perspectives": seen("not_relevant")},
...     {"id": "5", "date": "2024-01-17", "type": "handover", "from": ["j"], "to": ["m"],
...      "perspectives": seen("unknown")}]}
>>> found = analyse(read_journey(case)).findings
>>> [(each.code, each.events) for each in found if each.code == "blind_spot"]
[('blind_spot', ('1', '2')), ('blind_spot', ('5',))]
"""

from collections.abc import Iterable, Iterator

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.model import KNOWN, PERSPECTIVES, Event, Journey
from klagerejsen.analysis.parties import AUTHORITY, Parts
from klagerejsen.analysis.results import CERTAIN, POSSIBLE, Finding
from klagerejsen.analysis.stretches import contacts
from klagerejsen.analysis.thresholds import Thresholds

_BLANK_WEIGHT = 0.5  # a blank says less than a no
_ON_PAPER = frozenset({"letter", "in_person"})  # what can go astray without a trace


def blind_spots(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each group of events that a consulted side says it did not know of.

    Weaker, and only possible: what was sent to the side on paper and left blank, though it answered most of its
    other events. (A blank about a call, a meeting or a digital message, which leave a trace, says nothing.) Severity
    sums the weights of the event types, heavier where the side took part.
    """
    for side in PERSPECTIVES:
        if side not in journey.consulted:
            continue
        unseen = [event for event in journey.events if context.unseen_by(event, side)]
        blank = _blank(side, thresholds, context)
        for certainty, events in ((CERTAIN, unseen), (POSSIBLE, blank)):
            for group in _groups(events, side, context):
                yield _finding(group, side, certainty, thresholds, context)


def _blank(side: str, thresholds: Thresholds, context: Context) -> list[Event]:
    """Return what a side was sent on paper and left blank, although it answers nearly always."""
    own = [event for event in context.journey.events if side in context.parts[event.id].sides]
    blank = [event for event in own if side not in event.views]
    answered = len(own) - len(blank)
    if answered < max(thresholds.answered_least, thresholds.answered_share * (len(own) - 1)):
        return []
    return [event for event in blank if _may_be_astray(event, side, context)]


def _may_be_astray(event: Event, side: str, context: Context) -> bool:
    part = context.parts[event.id]
    only_sent_to = side in part.to_sides and side not in part.from_sides
    known = any(view.known == KNOWN for view in event.views.values())
    return only_sent_to and known and event.channel in _ON_PAPER


def _groups(events: Iterable[Event], side: str, context: Context) -> Iterator[list[Event]]:
    """Yield events that follow one another, parted where a word that the side knows of reached it."""
    words = [context.places[each.id] for each in contacts(context, side) if _knows_of(each, side, context)]
    group: list[Event] = []
    for event in events:
        if group and _parted(group[-1], event, words, context):
            yield group
            group = []
        group.append(event)
    if group:
        yield group


def _knows_of(word: Event, side: str, context: Context) -> bool:
    """Tell whether a side knows of a word: unless it says no, but of what one of many units did only if it says yes."""
    view = word.views.get(side)
    if side == AUTHORITY:
        return view is not None and view.known == KNOWN
    return not context.unseen_by(word, side)


def _parted(first: Event, last: Event, words: Iterable[int], context: Context) -> bool:
    start, end = context.places[first.id], context.places[last.id]
    return any(start < place < end for place in words)


def _finding(group: list[Event], side: str, certainty: str, thresholds: Thresholds, context: Context) -> Finding:
    knew = {other for event in group for other in context.known_by(event)}
    weight = sum(weight_of(event, side, context.parts[event.id], thresholds) for event in group)
    return make_finding(
        "blind_spot",
        group,
        certainty=certainty,
        raw=weight if certainty == CERTAIN else weight * _BLANK_WEIGHT,
        parties=_parties(group, side, context),
        side=side,
        figures={
            "events": len(group),
            "known_by": tuple(other for other in PERSPECTIVES if other in knew),
            "involved": sum(side in context.parts[event.id].sides for event in group),
            "blank": certainty == POSSIBLE,
        },
        set_aside=("consulted",),
    )


def _parties(group: Iterable[Event], side: str, context: Context) -> list[str]:
    """Return the side that did not know, and who acted."""
    actors = {party for event in group for party in context.parts[event.id].senders}
    return [side, *sorted(actors - {side})]


def weight_of(event: Event, side: str, part: Parts, thresholds: Thresholds) -> float:
    """Return how much it matters that a side did not know of an event: by its type, more where the side took part."""
    weight = dict(thresholds.blind_spot_weights).get(event.type or "", thresholds.blind_spot_weight)
    return weight * (thresholds.blind_spot_involved if side in part.sides else 1.0)
