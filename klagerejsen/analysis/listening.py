"""Listening with one side's ears: the stretches without a word, drawn as bars under that side's glasses.

A stretch lies between two consecutive contacts from the authority to that side; what the side itself does, and
what others tell it, does not shorten it. The citizen's first stretch opens when the case reaches the authority,
and where the authority never speaks again the last one runs to the side's own last event: so long, at least,
nothing had come. The authority hears itself, so its stretches are those in which it took part in no event.
While the appeals body has the case, or a wait announced to the side is running, there is no silence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.gaps import Gap, between
from klagerejsen.analysis.model import PERSPECTIVES, Event
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN
from klagerejsen.analysis.results import POSSIBLE, Silence, Wait
from klagerejsen.analysis.waits import Notice, announced_wait


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time from one event to another; ``told`` when both are contacts to the side, or its own first turn."""

    first: Event
    last: Event
    told: bool = False

    @property
    def gap(self) -> Gap:
        """Return its length in calendar days."""
        return between(self.first.span, self.last.span)


def listen(context: Context) -> tuple[Mapping[str, tuple[Silence, ...]], tuple[Wait, ...]]:
    """Return the silences by perspective, and the announced waits that took the place of one."""
    silences: dict[str, tuple[Silence, ...]] = {}
    waits: dict[tuple[str, ...], Wait] = {}
    for side in PERSPECTIVES:
        bars = []
        for stretch in _long_stretches(context, side):
            notice = _announced(stretch, side, context)
            if notice is None:
                bars.append(_silence(stretch, side, context))
            else:
                wait = announced_wait(stretch.first, notice, stretch.last, context.journey)
                waits[wait.events] = wait
        silences[side] = tuple(bars)
    return silences, tuple(sorted(waits.values(), key=lambda wait: wait.start))


def contacts(context: Context, side: str) -> list[Event]:
    """Return the events in which the authority speaks to a side, in order (for itself: takes part in)."""
    if side == AUTHORITY:
        return [each for each in context.journey.events if AUTHORITY in context.parts[each.id].sides]
    return [each for each in context.journey.events if context.parts[each.id].tells(side)]


def _long_stretches(context: Context, side: str) -> Iterator[Stretch]:
    limit = context.thresholds.silence_days
    for stretch in _stretches(context, side):
        for part in _outside_appeals(stretch, context):
            # The authority's own quiet is no rule, so a length that is only possible is not worth a bar.
            if part.gap.middle > limit or (side != AUTHORITY and part.gap.over(limit)):
                yield part


def _stretches(context: Context, side: str) -> Iterable[Stretch]:
    heard = contacts(context, side)
    if not heard:
        return ()
    inner = (Stretch(first, last, told=True) for first, last in pairwise(heard))
    return chain(_opening(context, side, heard[0]), inner, _closing(context, side, heard[-1]))


def _opening(context: Context, side: str, first: Event) -> Iterator[Stretch]:
    """Yield the stretch from the arrival of the case to the citizen's first contact."""
    if side != CITIZEN:
        return
    arrival = next(each for each in context.journey.events if AUTHORITY in context.parts[each.id].sides)
    if context.places[arrival.id] < context.places[first.id]:
        yield Stretch(arrival, first, told=CITIZEN in context.parts[arrival.id].from_sides)


def _closing(context: Context, side: str, last: Event) -> Iterator[Stretch]:
    """Yield the stretch from the last contact to the last sign of a side that never heard again."""
    if side == AUTHORITY:
        return
    later = context.journey.events[context.places[last.id] + 1 :]
    own = [each for each in later if side in context.parts[each.id].from_sides]
    if own:
        yield Stretch(last, own[-1])


def _outside_appeals(stretch: Stretch, context: Context) -> list[Stretch]:
    """Return what is left of a stretch when the appeals body's waits are cut out."""
    pieces = [stretch]
    for wait in context.appeals:
        pieces = [left for piece in pieces for left in _cut(piece, wait, context)]
    return pieces


def _cut(piece: Stretch, wait: Wait, context: Context) -> Iterator[Stretch]:
    opens, closes = context.events[wait.events[0]], context.events[wait.events[-1]]
    first, last, sent, back = (context.places[each.id] for each in (piece.first, piece.last, opens, closes))
    if back <= first or sent >= last:
        yield piece
        return
    if sent > first:
        yield Stretch(piece.first, opens)
    if back < last:
        yield Stretch(closes, piece.last)


def _announced(stretch: Stretch, side: str, context: Context) -> Notice | None:
    """Return the notice of a wait that covers the whole stretch, whatever its dates."""
    for notice in _heard_notices(stretch, side, context):
        if notice.until is not None and notice.until >= stretch.last.span.latest:
            return notice
    return None


def _perhaps_announced(stretch: Stretch, side: str, context: Context) -> bool:
    """Tell whether an announced wait covers the stretch for some of its dates."""
    heard = _heard_notices(stretch, side, context)
    return any(each.until is not None and each.until >= stretch.last.span.earliest for each in heard)


def _heard_notices(stretch: Stretch, side: str, context: Context) -> Iterator[Notice]:
    """Yield the notices told to the side before the stretch or within its first days."""
    for notice in context.notices:
        told = side in context.parts[notice.event.id].to_sides
        delay = between(stretch.first.span, notice.event.span).most
        if told and delay <= context.thresholds.silence_days:
            yield notice


def _silence(stretch: Stretch, side: str, context: Context) -> Silence:
    gap, inside = stretch.gap, _inside(stretch, context)
    return Silence(
        perspective=side,
        start_event=stretch.first.id,
        end_event=stretch.last.id,
        start=stretch.first.span,
        end=stretch.last.span,
        days=gap.middle,
        days_min=gap.least,
        days_max=gap.most,
        certainty=_certainty(stretch, side, context),
        attempts=() if side == AUTHORITY else _attempts(inside, side, context),
        third_party=() if side == AUTHORITY else _third_party(inside, side, context),
        finding=stretch.told and side != AUTHORITY and _awaited(stretch, side, context),
    )


def _inside(stretch: Stretch, context: Context) -> tuple[Event, ...]:
    first, last = context.places[stretch.first.id], context.places[stretch.last.id]
    return context.journey.events[first + 1 : last]


def _certainty(stretch: Stretch, side: str, context: Context) -> str:
    sure = stretch.gap.over(context.thresholds.silence_days) or POSSIBLE
    if _perhaps_announced(stretch, side, context) or _perhaps_interrupted(stretch, side, context):
        return POSSIBLE
    return sure


def _perhaps_interrupted(stretch: Stretch, side: str, context: Context) -> bool:
    """Tell whether another contact, whose date is imprecise, may fall inside the stretch."""
    ends = (stretch.first.id, stretch.last.id)
    others = (each.span for each in contacts(context, side) if each.id not in ends)
    opens, closes = stretch.first.span.latest, stretch.last.span.earliest
    return any(other.earliest < closes and other.latest > opens for other in others)


def _attempts(inside: Iterable[Event], side: str, context: Context) -> tuple[str, ...]:
    """Return the side's own events to the authority (or to nobody named)."""
    parts = ((each.id, context.parts[each.id]) for each in inside)
    return tuple(
        event_id
        for event_id, part in parts
        if side in part.from_sides and (AUTHORITY in part.to_sides or not part.to_sides)
    )


def _third_party(inside: Iterable[Event], side: str, context: Context) -> tuple[str, ...]:
    parts = ((each.id, context.parts[each.id]) for each in inside)
    return tuple(
        event_id
        for event_id, part in parts
        if side in part.to_sides and part.from_sides and not part.from_sides & {side, AUTHORITY}
    )


def _awaited(stretch: Stretch, side: str, context: Context) -> bool:
    """Tell whether something was open meanwhile, or happened that the side did not know of."""
    return bool(open_during(stretch, side, context) or unseen_during(stretch, side, context))


def open_during(stretch: Stretch, side: str, context: Context) -> tuple[str, ...]:
    """Return the requests and deadlines that the side waited for during a stretch, its own first."""
    waited = [matter[0] for matter in open_matters(context, side) if _open_in(stretch, matter)]
    waited.sort(key=lambda event: side not in context.parts[event.id].from_sides)
    return tuple(dict.fromkeys(event.id for event in waited))


def unseen_during(stretch: Stretch, side: str, context: Context) -> tuple[str, ...]:
    """Return what happened inside a stretch that the side did not know of."""
    return tuple(each.id for each in _inside(stretch, context) if context.unseen_by(each, side))


def open_matters(context: Context, side: str) -> list[tuple[Event, Event | None]]:
    """Return requests and deadlines with the event that ended each (None while open) that a side waits for.

    The case is the citizen's, so any of its requests and deadlines counts, except what was asked of the citizen
    alone; another party waits only for what it asked itself.
    """
    requests = [(event, context.replies.ends(event)) for event in context.journey.events if event.expects_reply]
    deadlines = [(term.event, term.completion) for term in context.terms if term.known]
    return [each for each in (*requests, *deadlines) if _waits_for(each[0], side, context)]


def _waits_for(request: Event, side: str, context: Context) -> bool:
    part = context.parts[request.id]
    if side == CITIZEN:
        return side in part.from_sides or side not in part.to_sides or request.deadline is not None
    return side in part.from_sides


def _open_in(stretch: Stretch, matter: tuple[Event, Event | None]) -> bool:
    request, end = matter
    opened = request.span.middle < stretch.last.span.middle
    return opened and (end is None or end.span.middle > stretch.first.span.middle)
