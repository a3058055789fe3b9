"""Who stands behind the ends of each event of a journey, by unit or by role."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from klagerejsen.analysis.calendar import working_days
from klagerejsen.analysis.graph import HANDOVERS
from klagerejsen.analysis.model import Actor, Event, Journey
from klagerejsen.analysis.parties import AUTHORITY, beside_the_citizen, party_of

UNIT, ACTOR = "unit", "actor"


class TakingPart:
    """Who stands behind the ends of each event, in the chosen grain."""

    def __init__(self, journey: Journey, by: str) -> None:
        self.journey, self.actors = journey, journey.actors
        self.node: Callable[[str], str] = self._party if by == UNIT else str
        self.label: Callable[[str], str] = self._party if by == UNIT else self._role
        self.senders = {event.id: self.nodes(event.senders) for event in journey.events}
        self.recipients = {event.id: self.nodes(event.recipients) for event in journey.events}
        self.citizens = {self.node(each.id) for each in journey.actors.values() if beside_the_citizen(each)}
        self.authority = {self.node(each.id) for each in journey.actors.values() if _authority(each)}
        self.acts: dict[str, list[int]] = {}
        for number, event in enumerate(journey.events):
            for sender in self.senders[event.id]:
                self.acts.setdefault(sender, []).append(number)

    def _party(self, actor_id: str) -> str:
        return party_of(self.actors[actor_id])

    def _role(self, actor_id: str) -> str:
        return self.actors[actor_id].label

    def nodes(self, actor_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the nodes that some actors are, each once."""
        return tuple(dict.fromkeys(map(self.node, actor_ids)))

    def moves(self, event: Event) -> Iterator[tuple[str, str]]:
        """Yield who turned to whom with an event; nobody turns to itself."""
        for giver in self.senders[event.id]:
            yield from ((giver, taker) for taker in self.recipients[event.id] if taker != giver)

    def hands_over(self, event: Event, taker: str) -> bool:
        """Tell whether the case was handed over to a node with an event; the citizen never takes it over."""
        return event.type in HANDOVERS and taker not in self.citizens

    def waited(self, number: int, taker: str) -> int | None:
        """Return the working days until a node next did anything; None where it never did, and for the citizen."""
        acts = self.acts.get(taker, [])
        place = bisect_right(acts, number)
        if taker in self.citizens or place == len(acts):
            return None
        events = self.journey.events
        return working_days(events[number].span.middle, events[acts[place]].span.middle)


def _authority(actor: Actor) -> bool:
    return actor.perspective == AUTHORITY and not beside_the_citizen(actor)
