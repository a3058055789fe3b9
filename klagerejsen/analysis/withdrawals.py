"""Which request was taken back by a withdrawal."""

from collections.abc import Iterable, Mapping

from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import Parts


def withdrawals(journey: Journey, parts: Mapping[str, Parts], requests: Iterable[Event]) -> dict[str, Event]:
    """Return the withdrawal that ended each open request: the one it is linked to, or else the last one before it.

    A withdrawal takes one thing back, and with it the reminders of it.
    """
    still = list(requests)
    found: dict[str, Event] = {}
    for event in (each for each in journey.events if each.type == "withdrawal"):
        taken = [each for each in still if each.id not in found and _takes_back(event, each, parts)]
        asked = [each for each in taken if each.type != "reminder"]
        ended = [each for each in taken if each.id == event.responds_to] if event.responds_to else asked[-1:]
        found.update((each.id, event) for each in taken if each in ended or each.type == "reminder")
    return found


def _takes_back(event: Event, request: Event, parts: Mapping[str, Parts]) -> bool:
    asked, drawn = parts[request.id], parts[event.id]
    by_same = drawn.senders & asked.senders or (not asked.senders and drawn.recipients & asked.recipients)
    other_topic = event.topic and request.topic and event.topic != request.topic
    return bool(by_same) and not other_topic and event.span.latest >= request.span.earliest
