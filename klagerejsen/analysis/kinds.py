"""What kind of event something is where the record does not say: its document, its title or its promise tells.

Only an event whose type says next to nothing ("information", "enquiry", "other", or no type at all) is taken for
another kind, and only by what is written on it: a decision is a decision because the document is one. The rules see the
journey with these kinds; what people wrote stays as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import APPEALS, AUTHORITY, CITIZEN, Parts
from klagerejsen.analysis.waits import EXPECTED
from klagerejsen.analysis.words import asked_in, stems

_VAGUE = frozenset({None, "other", "information", "enquiry"})
_RULINGS = frozenset({stems("afgørelse"), stems("klageafgørelse")})
_COMPLAINT, _APPLICATION, _ACCESS = stems("klage"), stems("ansøgning"), stems("aktindsigt")
_ANSWERS = re.compile(r"^\s*(?:be)?svare(?:r|de)?\b|\bbesvar", re.IGNORECASE)


def with_kinds(journey: Journey, parts: Mapping[str, Parts]) -> Journey:
    """Return the journey with the kind of every event that its type leaves open and something else tells.

    >>> from klagerejsen.analysis.model import read_journey
    >>> from klagerejsen.analysis.parties import parts_of
    >>> actors = [{"id": "b", "label": "Borgeren", "perspective": "citizen"},
    ...           {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"}]
    >>> events = [
    ...     {"id": "1", "date": "2024-01-08", "type": "information", "from": ["b"], "to": ["m"], "artefact": "klage"},
    ...     {"id": "2", "date": "2024-01-15", "type": "enquiry", "from": ["m"], "to": ["b"], "title": "Beder om bilag"},
    ...     {"id": "3", "date": "2024-02-01", "from": ["m"], "to": ["b"], "artefact": "afgørelse"},
    ...     {"id": "4", "date": "2024-02-20", "type": "information", "from": ["m"], "to": ["b"], "artefact": "pjece"}]
    >>> journey = read_journey({"title": "Sag", "actors": actors, "events": events})
    >>> [each.type for each in with_kinds(journey, parts_of(journey)).events]
    ['complaint', 'information_request', 'decision', 'information']
    """
    return replace(journey, events=tuple(_taken_for(event, parts) for event in journey.events))


def _taken_for(event: Event, parts: Mapping[str, Parts]) -> Event:
    if event.type not in _VAGUE:
        return event
    kind = _by_document(event, parts[event.id]) or _by_words(event, parts[event.id])
    return replace(event, type=kind) if kind else event


def _by_document(event: Event, part: Parts) -> str | None:
    """Return what the document makes the event."""
    document = stems(event.artefact or "")
    if document in _RULINGS and CITIZEN not in part.from_sides:
        return "decision"
    if document >= _COMPLAINT and APPEALS in part.to_sides and CITIZEN not in part.from_sides:
        return "forwarding"
    own = CITIZEN in part.from_sides or (not part.from_sides and AUTHORITY in part.to_sides)
    if document == _ACCESS:
        return "access_request" if own else "reply"
    return {_COMPLAINT: "complaint", _APPLICATION: "application"}.get(document) if own else None


def _by_words(event: Event, part: Parts) -> str | None:
    """Return what the title, or what is promised, makes the event."""
    if asked_in(event.title or ""):
        return "information_request"
    if _ANSWERS.search(event.title or "") and not event.expects_reply:
        return "reply"
    promised = event.reply_due is not None or any(EXPECTED.search(claim.about) for claim in event.claims)
    tells = CITIZEN not in part.from_sides and not event.expects_reply
    return "waiting_notice" if promised and tells else None
