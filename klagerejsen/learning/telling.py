"""What happened, told from the timeline: the beginning of an answer to the first question, to be changed by people."""

from collections.abc import Iterable, Sequence

from klagerejsen.board.findings import FindingRow
from klagerejsen.dates import in_words
from klagerejsen.journeys.models import Event

LONGEST = 1800
"""Signs; an answer may have some more, so that there is room to write."""


def of_events(events: Sequence[Event], important: Iterable[str], language: str, longest: int = LONGEST) -> str:
    """Tell events in their order, one a line; where they are too many, the important ones and then the first."""
    first = set(important)
    told: dict[int, str] = {}
    for number in sorted(range(len(events)), key=lambda number: events[number].ref not in first):
        line = of_event(events[number], language)
        if sum(map(len, told.values())) + len(told) + len(line) > longest:
            break
        told[number] = line
    return "\n".join(told[number] for number in sorted(told))


def of_event(event: Event, language: str) -> str:
    """Tell one event: its day and what happened."""
    return f"{in_words(event.date, language)}: {event.title or event.description or ''}"


def of_finding(finding: FindingRow, events: Sequence[Event], language: str) -> str:
    """Tell a finding: what it is, and the events behind it."""
    behind = {event.id for event in finding.events}
    lines = of_events([event for event in events if event.id in behind], (), language, LONGEST - len(finding.said.what))
    return f"{finding.said.what}\n{lines}"
