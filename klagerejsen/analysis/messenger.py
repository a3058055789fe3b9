"""The citizen as messenger: what one unit has, the citizen carries to another.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Bud", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"},
...     {"id": "j", "label": "Jurist", "perspective": "authority", "unit": "Jura"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "information", "from": ["m"], "to": ["b"], "artefact": "notat"},
...     {"id": "2", "date": "2024-01-10", "type": "information", "from": ["b"], "to": ["j"], "artefact": "notatet"},
...     {"id": "3", "date": "2024-01-15", "type": "information", "from": ["m"], "to": ["b"], "artefact": "plan"},
...     {"id": "4", "date": "2024-01-16", "type": "information", "from": ["m"], "to": ["j"], "artefact": "plan"},
...     {"id": "5", "date": "2024-01-20", "type": "information", "from": ["b"], "to": ["j"], "artefact": "plan"}]}
>>> [(each.code, each.events) for each in analyse(read_journey(case)).findings]
[('citizen_as_messenger', ('1', '2'))]
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.gaps import between
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import APPEALS, CITIZEN, NEUTRAL, Parts, party_of
from klagerejsen.analysis.results import CERTAIN, POSSIBLE, Finding
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.analysis.words import same_thing

_STATED = re.compile(
    r"\btag(?:e)? selv\b|\bselv (?:tage|skaffe|aflevere|bringe|sende|hente)\b|\bmedbring", re.IGNORECASE
)
_RULED = frozenset({"decision", "reassessment", "appeal_decision"})


@dataclass(frozen=True, slots=True)
class _Errand:
    """What the citizen carried: from whom it was had (None where only the carrying is stated), and to whom."""

    had: Event | None
    brought: Event
    giver: str
    taker: str
    stated: bool

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(event.id for event in self.events)

    @property
    def events(self) -> tuple[Event, ...]:
        return (self.had, self.brought) if self.had else (self.brought,)


def messengers(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each errand of the citizen between two units; severity is the number of links.

    Its figure "errands" tells of each that was inferred: with which event the citizen was given something, with which
    it was brought on, to which party, and whether that is certain.

    Not where the units exchanged the same thing themselves, nor where the taker asked the citizen for it as the
    citizen's own. An errand back with the answer belongs to the errand there.
    """
    errands = [*_carried(context), *_noted(context)]
    for group in _chains(errands, context):
        yield _finding(group, context)


def _carried(context: Context) -> Iterator[_Errand]:
    events = context.journey.events
    handed = [each for each in events if _from_unit_to_citizen(each, context)]
    for brought in (each for each in events if CITIZEN in context.parts[each.id].senders):
        fits = [had for had in handed if _carries(had, brought, context)]
        if fits and not _asked_as_source(brought, context):
            had = min(fits, key=lambda each: between(each.span, brought.span).middle)
            for taker in sorted(_outsiders(context.parts[brought.id].recipients, brought, context)):
                giver = min(context.parts[had.id].senders)
                if taker != giver and not _exchanged(giver, taker, had, brought, context):
                    yield _Errand(had, brought, giver, taker, _says_so(had))


def _from_unit_to_citizen(event: Event, context: Context) -> bool:
    part = context.parts[event.id]
    from_unit = len(part.senders) == 1 and not part.senders & {CITIZEN} and not part.from_sides & {APPEALS, NEUTRAL}
    to_citizen = CITIZEN in part.recipients or (not part.recipients and event.type != "handover")
    return from_unit and to_citizen and event.type not in _RULED and bool(event.artefact or _says_so(event))


def _says_so(event: Event) -> bool:
    return bool(_STATED.search(event.title or ""))


def _outsiders(parties: Iterable[str], event: Event, context: Context) -> set[str]:
    return set() if context.parts[event.id].to_sides & {APPEALS, NEUTRAL} else set(parties) - {CITIZEN}


def _carries(had: Event, brought: Event, context: Context) -> bool:
    """Tell whether what the citizen was given may be what it later brought."""
    days = between(had.span, brought.span)
    if context.places[had.id] >= context.places[brought.id] and had.span.earliest > brought.span.latest:
        return False
    if had is brought or days.least > context.thresholds.messenger_days or had.span.earliest > brought.span.latest:
        return False
    if had.artefact and brought.artefact:
        return same_thing(had.artefact, brought.artefact)
    return _says_so(had) and bool(had.artefact or brought.artefact)


def _asked_as_source(brought: Event, context: Context) -> bool:
    """Tell whether the taker had asked the citizen for it, as the citizen's own to give."""
    request = context.asked_for.get(brought.id)
    return request is not None and not _says_so(request) and CITIZEN in context.parts[request.id].recipients


def _exchanged(giver: str, taker: str, had: Event, brought: Event, context: Context) -> bool:
    """Tell whether the two units sent the same thing to each other at about that time."""
    names = [each.artefact for each in (had, brought) if each.artefact]
    limit = context.thresholds.messenger_days
    for event in context.journey.events:
        part = context.parts[event.id]
        alike = event.artefact and any(same_thing(name, event.artefact) for name in names)
        if event is had or not ((alike and _between(giver, taker, part)) or _papers(event, giver, taker, part)):
            continue
        first, second = sorted((had.span, event.span))
        if between(first, second).least <= (limit if alike else 0):
            return True
    return False


def _papers(event: Event, giver: str, taker: str, part: Parts) -> bool:
    """Tell whether the giver handed something over to the taker that nobody named: then it may be the same papers."""
    unnamed = event.type == "handover" and event.artefact is None
    return unnamed and giver in part.senders and taker in part.recipients


def _between(giver: str, taker: str, part: Parts) -> bool:
    """Tell whether an event ran between the two units, or from or to one of them where the other end is not stated."""
    if CITIZEN in part.senders | part.recipients:
        return False
    ends = (part.senders or {giver, taker} - part.recipients, part.recipients or {giver, taker} - part.senders)
    return {giver, taker} <= ends[0] | ends[1] and bool(part.senders or part.recipients)


def _noted(context: Context) -> Iterator[_Errand]:
    """Yield what the record itself says that the citizen's side carried on from somebody else."""
    for event in context.journey.events:
        source = context.journey.actors.get(event.carries_from or "")
        if source and party_of(source) != CITIZEN and CITIZEN in (parties := _both(event, context)):
            takers = sorted(parties - {CITIZEN, party_of(source)})
            if takers:
                yield _Errand(None, event, party_of(source), takers[0], stated=True)


def _both(event: Event, context: Context) -> frozenset[str]:
    return context.parts[event.id].senders | context.parts[event.id].recipients


def _chains(errands: Sequence[_Errand], context: Context) -> list[list[_Errand]]:
    """Return the errands in chains: the same thing, or its answer, carried between the same two."""
    chains: list[list[_Errand]] = []
    for errand in sorted(errands, key=lambda each: context.places[each.brought.id]):
        chain = next((each for each in chains if _goes_on(each[-1], errand, context)), None)
        if chain is None:
            chains.append([errand])
        else:
            chain.append(errand)
    return chains


def _goes_on(last: _Errand, errand: _Errand, context: Context) -> bool:
    if last.ids & errand.ids:
        return True
    if {last.giver, last.taker} != {errand.giver, errand.taker}:
        return False
    soon = between(last.brought.span, errand.events[0].span).least <= context.thresholds.messenger_days
    names = [each.artefact for each in (last.brought, errand.brought)]
    return soon or (None not in names and same_thing(str(names[0]), str(names[1])))


def _sure(had: Event, brought: Event, context: Context) -> bool:
    """Tell whether the citizen surely had it, and before it brought it on."""
    given = CITIZEN in context.parts[had.id].recipients or _says_so(had)
    return given and had.span.latest <= brought.span.earliest


def _finding(chain: Sequence[_Errand], context: Context) -> Finding:
    events = [event for errand in chain for event in errand.events]
    first = chain[0]
    sure = [each.had is None or _sure(each.had, each.brought, context) for each in chain]
    return make_finding(
        "citizen_as_messenger",
        events,
        certainty=CERTAIN if all(sure) else POSSIBLE,
        raw=len({event.id for event in events}),
        parties=(first.giver, first.taker),
        figures={
            "links": len({event.id for event in events}),
            "what": next((event.artefact for event in events if event.artefact), None),
            "giver": first.giver,
            "taker": first.taker,
            "days": context.thresholds.messenger_days,
            "stated": any(each.stated for each in chain),
            "errands": tuple(
                (each.had.id, each.brought.id, each.taker, certain)
                for each, certain in zip(chain, sure, strict=True)
                if each.had
            ),
        },
        set_aside=("no_direct_exchange", "not_own_papers"),
    )
