"""Ping-pong: the same matter goes to and fro between two parties and nothing is decided.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Frem og tilbage", "actors": [
...     {"id": "u", "label": "Rådgiver", "perspective": "authority", "unit": "Familie"},
...     {"id": "v", "label": "Sagsbehandler", "perspective": "authority", "unit": "Handicap"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "handover", "from": ["u"], "to": ["v"], "topic": "støtte"},
...     {"id": "2", "date": "2024-01-15", "type": "handover", "from": ["v"], "to": ["u"], "topic": "støtte"},
...     {"id": "3", "date": "2024-01-16", "type": "internal_coordination", "from": ["u"]},
...     {"id": "4", "date": "2024-01-22", "type": "handover", "from": ["u"], "to": ["v"], "topic": "støtte"},
...     {"id": "5", "date": "2024-02-01", "type": "assessment", "from": ["v"]}]}
>>> [(each.code, each.events) for each in analyse(read_journey(case)).findings]
[('ping_pong', ('1', '2', '4'))]
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.gaps import between
from klagerejsen.analysis.model import Event, Journey
from klagerejsen.analysis.parties import APPEALS, CITIZEN
from klagerejsen.analysis.results import CERTAIN, POSSIBLE, Finding
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.analysis.words import same_thing

_DECIDES = frozenset({"decision", "reassessment"})
_REJECTS = re.compile(r"hører ikke (?:til|under)|ikke hos os|\bretur|\btilbage\b|\bafvis", re.IGNORECASE)
_WHERE_IT_BELONGS = re.compile("ligger_hos|hører_til|belongs", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Move:
    """One handover; ``sender`` or ``receiver`` is None where the record does not say."""

    event: Event
    sender: str | None
    receiver: str | None

    def answers(self, other: "Move", pair: frozenset[str]) -> bool:
        """Tell whether this move goes the opposite way of the one before it."""
        back = self.sender in (other.receiver, None) and self.receiver in (other.sender, None)
        return back and bool({self.sender, self.receiver} & pair)


def ping_pongs(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each maximal alternating run between two parties in one topic; raw severity is moves − 2.

    It takes three moves, or two when a move states a rejection; a new artefact, a decision in between or a step
    of more than ``ping_pong_step_days`` ends a run. The citizen is never one of the two.
    """
    for topic in dict.fromkeys(event.topic for event in journey.events):
        moves = [move for move in _moves(context) if move.event.topic == topic]
        pairs = dict.fromkeys(_pair(move) for move in moves)
        for pair in pairs:
            if pair is not None:
                yield from _findings(pair, moves, thresholds, context)


def _moves(context: Context) -> Iterator[Move]:
    for event in context.journey.events:
        part = context.parts[event.id]
        alone = max(len(part.senders), len(part.recipients)) == 1
        if event.type == "handover" and alone and not {CITIZEN, APPEALS} & part.sides:
            yield Move(event, next(iter(part.senders), None), next(iter(part.recipients), None))


def _pair(move: Move) -> frozenset[str] | None:
    if move.sender is None or move.receiver is None or move.sender == move.receiver:
        return None
    return frozenset({move.sender, move.receiver})


def _findings(
    pair: frozenset[str], moves: Iterable[Move], thresholds: Thresholds, context: Context
) -> Iterator[Finding]:
    between_them = [move for move in moves if {move.sender, move.receiver} <= pair | {None}]
    for run in _runs(between_them, pair, thresholds, context):
        rejected = any(map(_rejection, run))
        least = thresholds.ping_pong_rejected_moves if rejected else thresholds.ping_pong_moves
        if len(run) >= least:
            usual = len(run) >= thresholds.ping_pong_moves
            yield _finding(run, pair, thresholds.ping_pong_moves if usual else least, rejected, thresholds)


def _runs(moves: Iterable[Move], pair: frozenset[str], thresholds: Thresholds, context: Context) -> list[list[Move]]:
    """Return the maximal alternating runs; a move of unknown sender or receiver may only go on with one."""
    runs: list[list[Move]] = []
    for move in moves:
        if runs and _goes_on(runs[-1], move, pair, thresholds, context):
            runs[-1].append(_told_apart(move, runs[-1][-1]))
        elif _pair(move) == pair:
            runs.append([move])
    return runs


def _told_apart(move: Move, before: Move) -> Move:
    return Move(move.event, move.sender or before.receiver, move.receiver or before.sender)


def _goes_on(run: list[Move], move: Move, pair: frozenset[str], thresholds: Thresholds, context: Context) -> bool:
    before = run[-1].event
    step = between(before.span, move.event.span).least
    if not move.answers(run[-1], pair) or step > thresholds.ping_pong_step_days:
        return False
    return _same_artefact(run, move.event) and not _decided(before, move.event, context)


def _same_artefact(run: Iterable[Move], event: Event) -> bool:
    named = next((move.event.artefact for move in run if move.event.artefact), None)
    return named is None or event.artefact is None or same_thing(named, event.artefact)


def _decided(first: Event, last: Event, context: Context) -> bool:
    """Tell whether something was decided between two moves, in their topic where topics are stated."""
    inside = context.journey.events[context.places[first.id] + 1 : context.places[last.id]]
    return any(each.type in _DECIDES and each.topic in (first.topic, None) for each in inside)


def _rejection(move: Move) -> bool:
    stated = any(_WHERE_IT_BELONGS.search(claim.about) for claim in move.event.claims)
    return stated or bool(_REJECTS.search(move.event.title or ""))


def _finding(run: list[Move], pair: frozenset[str], least: int, rejected: bool, thresholds: Thresholds) -> Finding:
    events = [move.event for move in run]
    return make_finding(
        "ping_pong",
        events,
        certainty=CERTAIN if _sure(events, thresholds) else POSSIBLE,
        raw=len(run) - 2,
        base=1.0,
        parties=sorted(pair),
        figures={
            "moves": len(run),
            "threshold_moves": least,
            "step_days": thresholds.ping_pong_step_days,
            "rejected": rejected,
        },
        set_aside=("no_new_artefact", "no_decision"),
    )


def _sure(events: list[Event], thresholds: Thresholds) -> bool:
    """Tell whether the order of the moves and the length of the steps hold for every date."""
    return all(
        first.span.latest <= last.span.earliest
        and between(first.span, last.span).most <= thresholds.ping_pong_step_days
        for first, last in pairwise(events)
    )
