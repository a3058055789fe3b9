"""The phases of a journey, read off its turning points.

The document knows no phases, and equal stretches of time or of events would part what belongs together. So a phase
begins where the case itself turned: with a decision, a complaint, somebody new. Turning points that follow one another
with nothing between them open one phase together. Where nothing turned, the journey is one phase.

>>> from klagerejsen.analysis.model import read_journey
>>> types = ("enquiry", "reply", "decision", "complaint", "acknowledgement", "reassessment")
>>> case = {"title": "Faser", "actors": [], "events": [
...     {"id": str(day), "date": f"2024-01-0{day}", "type": kind} for day, kind in enumerate(types, 1)]}
>>> [(phase.opened_by, phase.events) for phase in phases(read_journey(case))]
[((), ('1', '2')), (('3', '4'), ('3', '4', '5')), (('6',), ('6',))]
"""

from dataclasses import dataclass

from klagerejsen.analysis.model import Journey

TURNING_POINTS = frozenset(
    {"decision", "reassessment", "appeal_decision", "complaint", "mediation", "caseworker_change"}
)
"""Types of events after which a case is no longer what it was before."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a journey: its events in order, and those of them that opened it (none opens the beginning)."""

    opened_by: tuple[str, ...]
    events: tuple[str, ...]


def phases(journey: Journey) -> tuple[Phase, ...]:
    """Return the phases in order; every event is in exactly one."""
    found: list[tuple[list[str], list[str]]] = []
    turned = False
    for event in journey.events:
        turns = event.type in TURNING_POINTS
        if not found or (turns and not turned):
            found.append(([], []))
        opened_by, events = found[-1]
        if turns:
            opened_by.append(event.id)
        events.append(event.id)
        turned = turns
    return tuple(Phase(tuple(opened_by), tuple(events)) for opened_by, events in found)
