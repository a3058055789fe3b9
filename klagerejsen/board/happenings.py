"""Events as links: what stands behind a figure or a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from klagerejsen.analysis.model import Journey
from klagerejsen.board.marks import RowIds, numbered
from klagerejsen.dates import in_words, short


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as a link: the id of its row, who acted, when, and what."""

    id: int
    side: str
    when: str
    short: str
    title: str


class Happenings:
    """Turns the refs of a journey's events into links, in a language."""

    def __init__(self, journey: Journey, rows: RowIds, language: str) -> None:
        self._events = {event.id: event for event in journey.events}
        self._numbers, self._language = numbered(journey, rows), language
        self._year = journey.events[0].span.earliest.year if journey.events else None

    def __call__(self, refs: Iterable[str]) -> tuple[Happening, ...]:
        """Return the events in the order in which they are named."""
        return tuple(map(self.one, refs))

    def one(self, ref: str) -> Happening:
        """Return one event."""
        event = self._events[ref]
        return Happening(
            id=self._numbers[ref][0],
            side=event.side or "authority",
            when=in_words(event.date, self._language),
            short=short(event.date, self._language, year_of=self._year),
            title=event.title or "",
        )
