"""No owner: a unit let go of the case, and none is on record as having it.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Uden ejer", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "j", "label": "Jurist", "perspective": "authority", "unit": "Jura"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "handover", "from": ["m"], "title": "Sendt videre"},
...     {"id": "2", "date": "2024-01-10", "type": "conversation", "from": ["b"], "to": ["m"]},
...     {"id": "3", "date": "2024-01-22", "type": "assessment", "from": ["j"]},
...     {"id": "4", "date": "2024-01-24", "type": "handover", "from": ["j"], "to": ["m"]},
...     {"id": "5", "date": "2024-01-29", "type": "assessment", "from": ["m"]}]}
>>> found = [each for each in analyse(read_journey(case)).findings if each.code == "no_owner"]
>>> [(each.events, each.figures["working_days"]) for each in found]
[(('1', '3'), 10)]
"""

import re
from collections.abc import Iterator

from klagerejsen.analysis.calendar import working_days
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN
from klagerejsen.analysis.results import CERTAIN, POSSIBLE, Finding
from klagerejsen.analysis.thresholds import Thresholds

_INTAKES = frozenset({"application", "concern_report"})
_LETS_GO = re.compile(r"\b(?:afslutter|lukker|slipper)\b|\bsagen (?:lukkes|er lukket)|\blukket hos", re.IGNORECASE)


def ownerless(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding where a handover, an intake or the closing of a unit's part leaves the case with no unit.

    A case is held by whom it was handed to, or else by the next unit that acts on it. Raised when that takes more than
    ``owner_days`` working days; severity is days / 5. Not while the citizen or the appeals body has the case.
    """
    for event in journey.events:
        if _let_go(event, context):
            holder = _next_holder(event, context)
            if holder and not _elsewhere(event, holder, context):
                yield from _unheld(event, holder, context)


def _let_go(event: Event, context: Context) -> bool:
    """Tell whether an event leaves the case without a stated holder."""
    part = context.parts[event.id]
    others = part.recipients - part.senders - {CITIZEN}
    if others:
        return False
    moved = event.type == "handover" or (event.type in _INTAKES and AUTHORITY not in part.from_sides)
    return (moved and not part.recipients) or (
        AUTHORITY in part.from_sides and bool(event.title and _LETS_GO.search(event.title))
    )


def _next_holder(event: Event, context: Context) -> Event | None:
    """Return the first later event by which a unit acts, in the same topic where topics are stated."""
    for later in context.journey.events[context.places[event.id] + 1 :]:
        if AUTHORITY in context.parts[later.id].from_sides and _same_matter(event, later, context):
            return later
    return None


def _same_matter(event: Event, later: Event, context: Context) -> bool:
    """Tell whether two events may be about the same: the topic, or one left open by somebody who has to do with it."""
    if event.topic == later.topic or not later.topic:
        return True
    return not event.topic and any(_shares(each, later, context) for each in context.journey.events)


def _shares(event: Event, later: Event, context: Context) -> bool:
    """Tell whether somebody of a later event takes part in another, whose topic is left open."""
    one, other = context.parts[event.id], context.parts[later.id]
    return not event.topic and bool((one.senders | one.recipients) & (other.senders | other.recipients))


def _elsewhere(event: Event, holder: Event, context: Context) -> bool:
    places, start, end = context.places, context.places[event.id], context.places[holder.id]
    if any(places[wait.events[0]] < end and start < places[wait.events[-1]] for wait in context.appeals):
        return True
    return any(
        reply.event.id in places and places[request] <= start and end <= places[reply.event.id]
        for request, reply in context.replies.answers.items()
        if context.parts[request].recipients == {CITIZEN}
    )


def _unheld(event: Event, holder: Event, context: Context) -> Iterator[Finding]:
    limit = context.thresholds.owner_days
    least = working_days(event.span.latest, holder.span.earliest)
    middle = working_days(event.span.middle, holder.span.middle)
    most = working_days(event.span.earliest, holder.span.latest)
    if most > limit:
        yield make_finding(
            "no_owner",
            (event, holder),
            certainty=CERTAIN if least > limit else POSSIBLE,
            raw=middle / limit,
            parties=sorted(context.parts[event.id].senders - {CITIZEN}),
            figures={"working_days": middle, "least": least, "most": most, "threshold_days": limit},
            set_aside=("not_appeals", "not_citizen"),
        )
