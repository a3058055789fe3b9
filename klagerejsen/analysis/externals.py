"""Isolated externals: somebody outside who knows the case, and whom nobody but the citizen speaks with.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Overset", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "p", "label": "Psykolog", "role": "provider", "perspective": "external"},
...     {"id": "s", "label": "Skolen", "role": "school", "perspective": "external"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "meeting", "from": ["p"], "to": ["b"]},
...     {"id": "2", "date": "2024-01-15", "type": "information", "from": ["b"], "to": ["p"]},
...     {"id": "3", "date": "2024-01-20", "type": "meeting", "from": ["s"], "to": ["b"]},
...     {"id": "4", "date": "2024-01-22", "type": "information", "from": ["s"], "to": ["m"]},
...     {"id": "5", "date": "2024-01-29", "type": "meeting", "from": ["m"], "to": ["b"]}]}
>>> [(each.code, each.events) for each in analyse(read_journey(case)).findings]
[('isolated_external', ('1', '2'))]
"""

import re
from collections.abc import Iterator

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.model import Actor, Event, Journey
from klagerejsen.analysis.parties import CITIZEN, EXTERNAL, beside_the_citizen, oversees, party_of
from klagerejsen.analysis.results import CERTAIN, Finding
from klagerejsen.analysis.thresholds import Thresholds

_OUTSIDE = frozenset({"appeals_body", "mediator", "other_authority", "citizens_adviser"})
_REFUSED = re.compile(
    r"samtykke\b.*\b(?:ikke|nej|nægte|afslå|afvis|trukket|trækker)|\b(?:ikke|intet|nægter) .*samtykke", re.IGNORECASE
)


def isolated_externals(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each external with two events or more whose only neighbour is the citizen's side.

    Not a representative, not oversight, and not where the citizen refused consent. Severity is the number of links
    divided by the least number that counts.
    """
    for party, events in _externals(journey).items():
        neighbours = set().union(*(_around(event, context) for event in events)) - {party}
        alone = len(events) >= thresholds.isolated_events and neighbours == {CITIZEN}
        if alone and not any(map(_refuses, journey.events)):
            yield _finding(party, events, context)


def _externals(journey: Journey) -> dict[str, list[Event]]:
    """Return the events of each external party that could work with the authority."""
    found: dict[str, list[Event]] = {}
    for event in journey.events:
        actors = (journey.actors[each] for each in (*event.senders, *event.recipients))
        for party in dict.fromkeys(party_of(actor) for actor in actors if _could_help(actor)):
            found.setdefault(party, []).append(event)
    return found


def _could_help(actor: Actor) -> bool:
    outside = actor.role in _OUTSIDE or beside_the_citizen(actor) or oversees(actor)
    return actor.perspective == EXTERNAL and not outside


def _around(event: Event, context: Context) -> frozenset[str]:
    return context.parts[event.id].senders | context.parts[event.id].recipients


def _refuses(event: Event) -> bool:
    stated = any("samtykke" in claim.about.lower() and claim.value.lower().startswith("nej") for claim in event.claims)
    return stated or bool(event.title and _REFUSED.search(event.title))


def _finding(party: str, events: list[Event], context: Context) -> Finding:
    least = context.thresholds.isolated_events
    ids = (each for event in events for each in (*event.senders, *event.recipients))
    who = next(each for each in ids if party_of(context.journey.actors[each]) == party)
    return make_finding(
        "isolated_external",
        events,
        certainty=CERTAIN,
        raw=len(events) / least,
        parties=(party, CITIZEN),
        about=who,
        figures={"who": party, "links": len(events), "threshold_links": least},
        set_aside=("no_refused_consent", "not_representative"),
    )
