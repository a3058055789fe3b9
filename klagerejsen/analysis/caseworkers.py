"""A change of caseworker without a handover, or one that nobody told the citizen of.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Skift", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m1", "label": "Sagsbehandler 1", "role": "caseworker", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "m2", "label": "Sagsbehandler 2", "role": "caseworker", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "m3", "label": "Vikar", "role": "caseworker", "perspective": "authority", "unit": "Ydelse"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "meeting", "from": ["m1"], "to": ["b"]},
...     {"id": "2", "date": "2024-01-15", "type": "conversation", "from": ["m1"], "to": ["b"]},
...     {"id": "3", "date": "2024-01-20", "type": "conversation", "from": ["m3"], "to": ["b"]},
...     {"id": "4", "date": "2024-02-01", "type": "conversation", "from": ["b"], "to": ["m2"]},
...     {"id": "5", "date": "2024-02-08", "type": "meeting", "from": ["m2"], "to": ["b"]}]}
>>> [(each.code, each.events) for each in analyse(read_journey(case)).findings]
[('caseworker_change', ('2', '4'))]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.gaps import between
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN, party_of
from klagerejsen.analysis.results import CERTAIN, POSSIBLE, Finding
from klagerejsen.analysis.thresholds import Thresholds

_PERSONS = frozenset({"caseworker", "intake", "other_unit", "lawyer"})
_HANDED = re.compile(r"\boverlever|\boverdrag|\boverlap", re.IGNORECASE)
_PRESENTED = re.compile(r"\bny (?:sagsbehandler|rådgiver|kontaktperson)|præsenter", re.IGNORECASE)
_AGAIN = re.compile(r"\bforfra\b|\bigen fra start|\bgentage|\bfortælle (?:det hele|sagen) igen", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Tenure:
    """The events in which one person acted for a unit, or was spoken to as the one who does."""

    actor: str
    events: tuple[Event, ...]


def caseworker_changes(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each change of who acts for a unit without a handover, or without word to the citizen.

    A change point needs two events of the one who left, then none, and two of the one who came; whoever stands in for
    a single event is no change. Severity is 1, and a half more where the citizen says that it had to start over.
    """
    stated = [each for each in journey.events if each.type == "caseworker_change"]
    for unit, tenures in _tenures(journey, thresholds).items():
        for old, new in _changes(tenures, thresholds.change_events):
            if not (_handed_over(old, new, unit, context) or _told_of(old, new, stated, context)):
                yield _change(old, new, unit, context)
    for event in stated:
        if not _citizen_told(event, context):
            yield _untold(event, context)


def _tenures(journey: Journey, thresholds: Thresholds) -> dict[str, list[_Tenure]]:
    """Return the tenures of each unit of the authority, by their first event."""
    acts: dict[str, list[Event]] = {}
    for event in journey.events:
        for each in dict.fromkeys((*event.senders, *event.recipients)):
            acts.setdefault(each, []).append(event)
    units: dict[str, list[_Tenure]] = {}
    for actor_id, events in acts.items():
        actor = journey.actors[actor_id]
        acting = actor.perspective == AUTHORITY and actor.unit and actor.role in _PERSONS
        if acting and len(events) >= thresholds.change_events:
            units.setdefault(party_of(actor), []).append(_Tenure(actor_id, tuple(events)))
    return units


def _changes(tenures: Sequence[_Tenure], least: int) -> Iterator[tuple[_Tenure, _Tenure]]:
    """Yield who left and who came, one after the other; to have stood in once before does not make it earlier."""
    ordered = sorted(tenures, key=lambda each: _middle(each))
    for old, new in pairwise(ordered):
        stood_in = replace(new, events=new.events[1:])
        if _may_follow(old, new):
            yield old, new
        elif len(stood_in.events) >= least and _may_follow(old, stood_in):
            yield old, stood_in


def _middle(tenure: _Tenure) -> int:
    days = sorted(event.span.middle.toordinal() for event in tenure.events)
    return days[len(days) // 2]


def _may_follow(old: _Tenure, new: _Tenure) -> bool:
    """Tell whether all of the one may have happened before all of the other."""
    return max(each.span.earliest for each in old.events) <= min(each.span.latest for each in new.events)


def _around(old: _Tenure, new: _Tenure) -> tuple[Event, Event]:
    """Return the last event of the one who left and the first of the one who came."""
    return (
        max(old.events, key=lambda each: (each.span.earliest, each.span.latest)),
        min(new.events, key=lambda each: (each.span.latest, each.span.earliest)),
    )


def _handed_over(old: _Tenure, new: _Tenure, unit: str, context: Context) -> bool:
    """Tell whether the case was handed from one to the other near the change."""
    last, first = _around(old, new)
    for event in context.journey.events:
        near = any(_near(event, each, context.thresholds.change_days) for each in (last, first))
        if near and (_hands_over(event, old, new, unit, context) or _presents(event, new, context)):
            return True
    return False


def _near(event: Event, other: Event, days: int) -> bool:
    first, second = sorted((event.span, other.span))
    return between(first, second).least <= days


def _hands_over(event: Event, old: _Tenure, new: _Tenure, unit: str, context: Context) -> bool:
    part = context.parts[event.id]
    if _HANDED.search(f"{event.title or ''} {event.artefact or ''}"):
        return unit in part.senders | part.recipients
    if event.type != "handover":
        return False
    direct = old.actor in event.senders and new.actor in event.recipients
    return direct or (part.senders == part.recipients == {unit})


def _presents(event: Event, new: _Tenure, context: Context) -> bool:
    """Tell whether the one who came says so to the citizen, which nobody does who was not given the case."""
    told = new.actor in event.senders and CITIZEN in (context.parts[event.id].recipients or {CITIZEN})
    return told and bool(_PRESENTED.search(event.title or ""))


def _told_of(old: _Tenure, new: _Tenure, stated: Sequence[Event], context: Context) -> bool:
    """Tell whether the record has an event for this change, which is then judged by itself."""
    last, first = _around(old, new)
    places, days = context.places, context.thresholds.change_days
    return any(
        places[last.id] <= places[each.id] <= places[first.id] or _near(each, last, days) or _near(each, first, days)
        for each in stated
    )


def _change(old: _Tenure, new: _Tenure, unit: str, context: Context) -> Finding:
    last, first = _around(old, new)
    sure = max(each.span.latest for each in old.events) <= min(each.span.earliest for each in new.events)
    return make_finding(
        "caseworker_change",
        (last, first),
        certainty=CERTAIN if sure else POSSIBLE,
        raw=_weight(first, context),
        parties=(unit,),
        about=new.actor,
        figures={
            "before": len(old.events),
            "after": len(new.events),
            "threshold_events": context.thresholds.change_events,
            "days": context.thresholds.change_days,
            "again": _weight(first, context) > 1,
            "stated": False,
        },
        set_aside=("no_stand_in", "no_handover"),
    )


def _weight(first: Event, context: Context) -> float:
    after = context.journey.events[context.places[first.id] :]
    soon = (each for each in after if between(first.span, each.span).least <= context.thresholds.change_days)
    return 1.5 if any(_AGAIN.search(each.title or "") for each in soon) else 1.0


def _citizen_told(event: Event, context: Context) -> bool:
    """Tell whether the citizen's side heard from that unit by the time allowed."""
    units = context.parts[event.id].senders | context.parts[event.id].recipients
    for other in context.journey.events[context.places[event.id] :]:
        soon = between(event.span, other.span).least <= context.thresholds.told_days
        part = context.parts[other.id]
        if soon and part.tells(CITIZEN) and (part.senders & units or not units):
            return True
    return False


def _untold(event: Event, context: Context) -> Finding:
    part = context.parts[event.id]
    units = part.senders | part.recipients
    later = context.journey.events[context.places[event.id] + 1 :]
    met = next((each for each in later if CITIZEN in _all(each, context) and units & _all(each, context)), None)
    weight = _weight(met or event, context)
    return make_finding(
        "caseworker_change",
        (event, met) if met else (event,),
        certainty=CERTAIN,
        raw=weight,
        parties=sorted(units),
        figures={"days": context.thresholds.told_days, "again": weight > 1, "stated": True},
        set_aside=("not_told",),
    )


def _all(event: Event, context: Context) -> frozenset[str]:
    return context.parts[event.id].senders | context.parts[event.id].recipients
