"""Which event answers which request: the links that people drew, and those inferred where nobody did.

Inference is one-to-one matching, nearest first, of open requests to later events by party, artefact (Danish
stems), topic, a title that says "svar", and time. Extension notices, notices of waiting time and the appeals body's
own events answer no request. A reminder asks again for the same thing, so it may share its answer with the request it
is about.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from klagerejsen.analysis.gaps import between
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import APPEALS, AUTHORITY, CITIZEN, Parts
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.analysis.waits import NOTICES
from klagerejsen.analysis.withdrawals import withdrawals
from klagerejsen.analysis.words import asked_in, same_thing, stems

# Events that open a case with its own statutory course: they are answered by a ruling, not by any word.
CASE_ANSWERS: Mapping[str, frozenset[str]] = {
    "application": frozenset({"decision", "reassessment"}),
    "complaint": frozenset({"decision", "reassessment", "forwarding"}),
    "access_request": frozenset({"decision", "reply", "information_received"}),
}
_RULINGS = frozenset({"decision", "reassessment", "forwarding"})
_PLAIN_ANSWERS = frozenset({"reply", "conversation", "personal_contact", "information_received"})
_MATCHED_ANSWERS = _PLAIN_ANSWERS | {"information", "handover", "meeting", "approval"}
_ANY_ANSWER = _MATCHED_ANSWERS.union({None, "other"}, *CASE_ANSWERS.values())
_ACCESS = "aktindsigt"  # what an access request asks for, whether or not it says so
_VAGUE = frozenset({None, "other", "information"})
_ANSWERS = re.compile(r"\bsvar", re.IGNORECASE)
_NEVER_ANSWERS = NOTICES | {"reminder", "deadline"}


@dataclass(frozen=True, slots=True)
class Reply:
    """The event that answers a request; ``inferred`` when nobody linked them."""

    event: Event
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Replies:
    """Replies and withdrawals, by the id of the request that they end."""

    answers: Mapping[str, Reply]
    withdrawals: Mapping[str, Event]

    def ends(self, request: Event) -> Event | None:
        """Return the event that ended a request, or None while it is open."""
        reply = self.answers.get(request.id)
        return reply.event if reply else self.withdrawals.get(request.id)


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A possible reply; the order is how good it is: what matches, then how near, then document order."""

    tier: int
    days: int
    request: int
    answer: int


def is_case(request: Event) -> bool:
    """Tell whether an event opens a case with a deadline, stated or statutory, so that any unit may rule on it."""
    return request.type in CASE_ANSWERS or request.deadline is not None


def _asks(event: Event) -> bool:
    """Tell whether an event may take up an answer; one that asks may do so though nobody noted that it waits."""
    return event.expects_reply or event.type == "information_request" or is_case(event)


def find_replies(journey: Journey, parts: Mapping[str, Parts], thresholds: Thresholds) -> Replies:
    """Return the replies and withdrawals of a journey, linked or inferred."""
    linked = _linked(journey, parts)
    unlinked = [(place, event) for place, event in enumerate(journey.events) if _asks(event) and event.id not in linked]
    inferred = _Matching(journey, parts, thresholds, linked).match(unlinked)
    still_open = [request for _, request in unlinked if request.id not in inferred]
    return Replies({**linked, **inferred}, withdrawals(journey, parts, still_open))


def _linked(journey: Journey, parts: Mapping[str, Parts]) -> dict[str, Reply]:
    """Return the replies that people linked: the first event that answers, of a kind that can."""
    by_id = {event.id: event for event in journey.events}
    found: dict[str, Reply] = {}
    for event in journey.events:
        request = by_id.get(event.responds_to or "")
        if request and request.id not in found and _may_answer(request, event, parts[event.id]):
            found[request.id] = Reply(event)
    return found


def _may_answer(request: Event, event: Event, part: Parts) -> bool:
    if event is request or event.type in _NEVER_ANSWERS or APPEALS in part.from_sides:
        return False
    return not (event.type == "acknowledgement" and request.type in CASE_ANSWERS)


@dataclass(frozen=True, slots=True)
class _Matching:
    journey: Journey
    parts: Mapping[str, Parts]
    thresholds: Thresholds
    linked: Mapping[str, Reply]

    def match(self, requests: Iterable[tuple[int, Event]]) -> dict[str, Reply]:
        """Match greedily, best first; every event answers one request, reminders apart."""
        events = self.journey.events
        used = self._used()
        found: dict[str, Reply] = {}
        for each in sorted(self._candidates(requests)):
            request, answer = events[each.request], events[each.answer]
            if request.id in found or answer.id in used:
                continue
            found[request.id] = Reply(answer, inferred=True)
            if request.type != "reminder":
                used.add(answer.id)
        return found

    def _used(self) -> set[str]:
        kinds = {event.id: event.type for event in self.journey.events}
        return {reply.event.id for request, reply in self.linked.items() if kinds[request] != "reminder"}

    def _candidates(self, requests: Iterable[tuple[int, Event]]) -> Iterator[_Candidate]:
        possible = [(n, each) for n, each in enumerate(self.journey.events) if _kind(each) in _ANY_ANSWER]
        for place, request in requests:
            for other, answer in possible:
                if other <= place and _came_before(answer, request):
                    continue
                tier = self._tier(request, answer)
                if tier is None:
                    continue
                days = between(request.span, answer.span).middle
                if days <= self._window(request, answer, tier):
                    yield _Candidate(tier, days, place, other)

    def _window(self, request: Event, answer: Event, tier: int) -> int:
        if is_case(request) or tier == _EXACT:
            return _NO_LIMIT
        by_parties_alone = tier >= _PLAIN and answer.type != "reply"
        limits = self.thresholds
        return limits.plain_reply_days if by_parties_alone else limits.matched_reply_days

    def _tier(self, request: Event, answer: Event) -> int | None:
        """Return how well an event fits as a reply, 0 best, or None when it does not."""
        asked, told = self.parts[request.id], self.parts[answer.id]
        if not (_may_answer(request, answer, told) and _speaks_for(request, asked, told)):
            return None
        tier = _common_ground(request, answer)
        if tier is None or _kind(answer) not in _answer_types(request, answer, tier):
            return _LEFT if _left_over(request, answer, asked, told) else None
        if is_case(request):
            return tier if _reaches(asked, told) or APPEALS in told.to_sides else _LEFT
        if tier < _SAID:
            return tier
        if not _reaches(asked, told):
            return None
        if _ANSWERS.search(answer.title or ""):
            return _SAID
        if told.senders or request.type != "handover":
            return _PLAIN
        return _LEFT if _left_over(request, answer, asked, told) else None


def _came_before(answer: Event, request: Event) -> bool:
    """Tell whether what stands before a request came before it; an imprecise date leaves it open."""
    apart = request.span.earliest - answer.span.latest
    return apart.days > 0 or (apart.days == 0 and request.span.exact)


_EXACT, _ARTEFACT, _TOPIC, _SAID, _PLAIN, _LEFT = range(6)
_NO_LIMIT = 10**7  # days: a case is ruled on when it is ruled on, and the very document answers whenever it comes


def _common_ground(request: Event, answer: Event) -> int | None:
    """Return what two events share: artefact, topic or no more than the parties; None when they differ.

    A ruling is never called by the name of what was asked, nor what comes back by the name of what was handed
    over, so there a different artefact says nothing.
    """
    wanted = request.artefact or (_ACCESS if request.type == "access_request" else asked_in(request.title or ""))
    if wanted and answer.artefact:
        if stems(wanted) == stems(answer.artefact):
            return _EXACT
        if same_thing(wanted, answer.artefact):
            return _ARTEFACT
        if answer.type not in _RULINGS and request.type != "handover":
            return None
    if request.topic and answer.topic:
        return _TOPIC if request.topic == answer.topic else None
    return _PLAIN


def _left_over(request: Event, answer: Event, asked: Parts, told: Parts) -> bool:
    """Tell whether what is no answer by its name may still be one, when nothing else needs it and the parties fit.

    A reply replies to something, whatever it calls what it brings. And a party that was asked, and turns to the one
    who asked with something of no stated kind, answers; the citizen alone is told much without having asked.
    """
    if is_case(request) or (request.topic and answer.topic and request.topic != answer.topic):
        return False
    if _kind(answer) == "reply":
        return _reaches(asked, told)
    directly = bool(asked.recipients & told.senders and told.recipients & asked.senders)
    return directly and answer.type in _VAGUE and CITIZEN not in asked.senders


def _speaks_for(request: Event, asked: Parts, told: Parts) -> bool:
    """Tell whether the answer comes from the party that was asked."""
    if told.senders & asked.senders:
        return False
    if is_case(request) and AUTHORITY in asked.to_sides:
        return (AUTHORITY in told.from_sides or not told.senders) and _rules_on(asked, told)
    if asked.recipients and told.senders:
        return bool(asked.recipients & told.senders)
    return _reaches(asked, told)


def _rules_on(asked: Parts, told: Parts) -> bool:
    """Tell whether a ruling reaches who asked, or the citizen that somebody outside asked for; or is sent on."""
    for_the_citizen = CITIZEN in told.recipients and AUTHORITY not in asked.from_sides
    return _reaches(asked, told) or for_the_citizen or APPEALS in told.to_sides


def _reaches(asked: Parts, told: Parts) -> bool:
    """Tell whether the answer reaches who asked, as far as the record says."""
    return not told.recipients or not asked.senders or bool(told.recipients & asked.senders)


def _kind(event: Event) -> str | None:
    """Return what an event is as an answer: its type, or what its document tells where the type does not."""
    brings = event.artefact and not event.expects_reply and event.type in (None, "other", "enquiry")
    return "reply" if brings else event.type


def _answer_types(request: Event, answer: Event, tier: int) -> frozenset[str]:
    ruled = CASE_ANSWERS.get(request.type or "")
    if ruled:
        return ruled
    brings = request.type == "handover" and answer.artefact is not None
    types = _PLAIN_ANSWERS if tier == _PLAIN and not brings else _MATCHED_ANSWERS
    return types | _RULINGS if is_case(request) else types
