"""Who took part in an event: as parties (units) and as sides of the case."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from klagerejsen.analysis.model import KNOWN, PERSPECTIVES, Actor, Event, Journey

CITIZEN = "citizen"
AUTHORITY = "authority"
EXTERNAL = "external"
APPEALS = "appeals"
NEUTRAL = "neutral"

# They speak for the citizen: a word to one of them reaches the citizen's side.
_BESIDE_THE_CITIZEN = frozenset({"citizen", "child", "parent", "guardian", "relative", "representative"})


_OVERSEES = re.compile(
    r"ombudsmand|borgerrådgiver|\bavis|avisen?\b|\bpresse|journalist|\bmedie|\btv\b|radio|borgmester|byråd|rådmand"
    r"|kommunalbestyrelse|politiker|\budvalg|folketing|minister|tilsyn|\brevision|menneskerettig",
    re.IGNORECASE,
)


def beside_the_citizen(actor: Actor) -> bool:
    """Tell whether an actor belongs to the citizen's side, by perspective or by role."""
    return actor.perspective == CITIZEN or actor.role in _BESIDE_THE_CITIZEN


def oversees(actor: Actor) -> bool:
    """Tell whether an actor is oversight, the press or politics: where people turn when nobody answers them.

    >>> oversees(Actor("o", "Lokalavisen", "other_authority", "external"))
    True
    """
    called = _oversees(f"{actor.label} {actor.unit or ''}")
    return actor.role != "appeals_body" and (actor.role == "citizens_adviser" or called)


@lru_cache(maxsize=4096)
def _oversees(words: str) -> bool:
    return bool(_OVERSEES.search(words))


def party_of(actor: Actor) -> str:
    """Return the party that an actor acts for: the unit, and one party for the citizen's side.

    >>> party_of(Actor("a6", "Rådgiver 1", "caseworker", "authority", "Familierådgivningen"))
    'Familierådgivningen'
    >>> party_of(Actor("b2", "Ægtefællen", "relative", "external"))
    'citizen'
    """
    return CITIZEN if beside_the_citizen(actor) else actor.unit or actor.label


def sides_of(actor: Actor) -> frozenset[str]:
    """Return the sides that hear a word to this actor; the appeals body and a mediator stand outside them.

    >>> sorted(sides_of(Actor("b2", "Ægtefællen", "relative", "external")))
    ['citizen', 'external']
    """
    if actor.role == "appeals_body":
        return frozenset({APPEALS})
    if actor.role == "mediator":
        return frozenset({NEUTRAL})
    return frozenset({actor.perspective} | ({CITIZEN} if beside_the_citizen(actor) else set()))


@dataclass(frozen=True, slots=True)
class Parts:
    """The parties and the sides that sent and received one event."""

    senders: frozenset[str]
    recipients: frozenset[str]
    from_sides: frozenset[str]
    to_sides: frozenset[str]

    @property
    def sides(self) -> frozenset[str]:
        """Every side that took part."""
        return self.from_sides | self.to_sides

    def tells(self, side: str) -> bool:
        """Tell whether the authority says something to a side."""
        return AUTHORITY in self.from_sides and side in self.to_sides


def parts_of(journey: Journey) -> Mapping[str, Parts]:
    """Return who took part in each event, by event id."""
    parties = {each.id: party_of(each) for each in journey.actors.values()}
    sides = {each.id: sides_of(each) for each in journey.actors.values()}
    return {event.id: _parts(event, parties, sides) for event in journey.events}


def _parts(event: Event, parties: Mapping[str, str], sides: Mapping[str, frozenset[str]]) -> Parts:
    return Parts(
        senders=frozenset(parties[each] for each in event.senders),
        recipients=frozenset(parties[each] for each in event.recipients),
        from_sides=_together(event.senders, sides),
        to_sides=_together(event.recipients, sides),
    )


def _together(ids: tuple[str, ...], sides: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return sides[ids[0]] if len(ids) == 1 else frozenset().union(*(sides[each] for each in ids))


def known_by(event: Event, part: Parts) -> frozenset[str]:
    """Return the sides that say they knew of an event, and those that did it and were not asked."""
    acting = (side for side in part.from_sides if side in PERSPECTIVES and side not in event.views)
    return frozenset(acting).union(side for side, view in event.views.items() if view.known == KNOWN)
