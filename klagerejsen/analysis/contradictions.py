"""Contradictions: two statements about the same thing that cannot both be right, or a link that a person drew.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> def told(value):
...     return [{"about": "klagefrist", "value": value}]
>>> case = {"title": "Frist", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "j", "label": "Jurist", "perspective": "authority", "unit": "Jura"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "decision", "from": ["m"], "to": ["b"], "claims": told("4 uger")},
...     {"id": "2", "date": "2024-01-10", "type": "information", "from": ["m"], "to": ["b"], "claims": told("28 dage")},
...     {"id": "3", "date": "2024-01-12", "type": "information", "from": ["j"], "to": ["b"], "claims": told("6 uger")},
...     {"id": "4", "date": "2024-01-15", "type": "meeting", "from": ["m"], "to": ["b"]},
...     {"id": "5", "date": "2024-01-16", "type": "correction", "from": ["j"], "to": ["b"], "claims": told("4 uger")}]}
>>> [(each.code, each.events, each.raw) for each in analyse(read_journey(case)).findings]
[('contradiction', ('2', '3'), 2.0)]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.model import Claim, Event, Journey
from klagerejsen.analysis.results import CERTAIN, Finding
from klagerejsen.analysis.statements import canonical
from klagerejsen.analysis.thresholds import Thresholds

_TAKES_BACK = re.compile(r"\bret(?:te|ter|ting|telse|tet)\b|korriger|korrektion|berigtig|beklager", re.IGNORECASE)
_SUPERSEDES = frozenset({"correction", "decision", "reassessment", "appeal_decision"})
_EXPECTED = re.compile("forvent|ventetid|svartid|behandlingstid|expected|wait", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Statement:
    event: Event
    claim: Claim

    @property
    def says(self) -> str:
        return canonical(self.claim.value)


def contradictions(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each two values that were stated of the same thing, and for each link that a person drew.

    Later word on a waiting time replaces the earlier one, as does a correction or a new ruling. Raw severity is 1, and
    2 where two units said it.
    """
    found = set()
    for first, second in (*_drawn(journey, context), *_stated(journey)):
        if (first.event.id, second.event.id) not in found:
            found.add((first.event.id, second.event.id))
            yield _finding(first, second, context)


def _drawn(journey: Journey, context: Context) -> Iterator[tuple[_Statement, _Statement]]:
    for event in journey.events:
        for other in event.contradicts:
            if other != event.id:
                pair = sorted((context.events[other], event), key=lambda each: context.places[each.id])
                yield _Statement(pair[0], Claim("", "")), _Statement(pair[1], Claim("", ""))


def _stated(journey: Journey) -> Iterator[tuple[_Statement, _Statement]]:
    """Yield consecutive statements about one thing that differ, each two values once."""
    ordered = sorted((event for event in journey.events if event.claims), key=_said_on)
    statements = [_Statement(event, claim) for event in ordered for claim in event.claims]
    for about in dict.fromkeys(each.claim.about for each in statements):
        if _EXPECTED.search(about):
            continue
        seen: set[frozenset[str]] = set()
        last: _Statement | None = None
        for each in (one for one in statements if one.claim.about == about):
            if last and each.says != last.says and not _replaces(each.event) and each.event is not last.event:
                values = frozenset({each.says, last.says})
                if values not in seen:
                    yield last, each
                seen.add(values)
            last = each


def _said_on(event: Event) -> date:
    """Return when a statement counts: what corrects another comes after it where its date allows."""
    return event.span.latest if _replaces(event) else event.span.earliest


def _replaces(event: Event) -> bool:
    return event.type in _SUPERSEDES or bool(_TAKES_BACK.search(event.title or ""))


def _finding(first: _Statement, second: _Statement, context: Context) -> Finding:
    senders = [context.parts[each.event.id].senders for each in (first, second)]
    units = senders[0] | senders[1]
    across = bool(senders[0] and senders[1]) and not senders[0] & senders[1]
    return make_finding(
        "contradiction",
        (first.event, second.event),
        certainty=CERTAIN,
        raw=2.0 if across else 1.0,
        parties=sorted(units),
        figures={
            "about": second.claim.about,
            "first": first.claim.value,
            "second": second.claim.value,
            "across": across,
            "drawn": not second.claim.about,
        },
        set_aside=() if not second.claim.about else ("no_correction",),
    )
