"""Listening with one side's ears: the silences, drawn as bars under that side's glasses.

A silence is a stretch of more than a month without a word from the authority. What the side itself does, and what
others tell it, does not shorten it; a wait announced to the side that covers it is no silence.
"""

from collections.abc import Iterable, Iterator, Mapping

from klagerejsen.analysis.awaiting import awaited
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.gaps import between
from klagerejsen.analysis.model import PERSPECTIVES, Event
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN
from klagerejsen.analysis.results import POSSIBLE, Silence, Wait
from klagerejsen.analysis.stretches import Stretch, contacts, inside, long_stretches
from klagerejsen.analysis.waits import Notice, announced_wait


def listen(context: Context) -> tuple[Mapping[str, tuple[Silence, ...]], tuple[Wait, ...]]:
    """Return the silences by perspective, and the announced waits that took the place of one."""
    silences: dict[str, tuple[Silence, ...]] = {}
    waits: dict[tuple[str, ...], Wait] = {}
    for side in PERSPECTIVES:
        bars = []
        for stretch in long_stretches(context, side):
            notice = _announced(stretch, side, context)
            if notice is None:
                bars.append(_silence(stretch, side, context))
            else:
                wait = announced_wait(stretch.first, notice, stretch.last, context.journey)
                waits[wait.events] = wait
        silences[side] = tuple(bars)
    return silences, tuple(sorted(waits.values(), key=lambda wait: wait.start))


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
    gap, meanwhile = stretch.gap, inside(stretch, context)
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
        attempts=() if side == AUTHORITY else _attempts(meanwhile, side, context),
        third_party=() if side == AUTHORITY else _third_party(meanwhile, side, context),
        finding=stretch.told and side != AUTHORITY and awaited(stretch, side, context),
    )


def _certainty(stretch: Stretch, side: str, context: Context) -> str:
    sure = stretch.gap.over(context.thresholds.silence_days) or POSSIBLE
    doubts = (_perhaps_announced, _perhaps_interrupted, _perhaps_opened_earlier)
    return POSSIBLE if any(doubt(stretch, side, context) for doubt in doubts) else sure


def _perhaps_interrupted(stretch: Stretch, side: str, context: Context) -> bool:
    """Tell whether another contact, whose date is imprecise, may fall inside the stretch."""
    ends = (stretch.first.id, stretch.last.id)
    others = (each.span for each in contacts(context, side) if each.id not in ends)
    opens, closes = stretch.first.span.latest, stretch.last.span.earliest
    return any(other.earliest < closes and other.latest > opens for other in others)


def _perhaps_opened_earlier(stretch: Stretch, side: str, context: Context) -> bool:
    """Tell whether another event may have brought the case to the authority before the one that seems to."""
    if side != CITIZEN or context.parts[stretch.first.id].tells(side) or stretch.first.id in _appeal_ends(context):
        return False
    others = (each for each in contacts(context, AUTHORITY) if each is not stretch.first)
    return any(each.span.earliest < stretch.first.span.latest for each in others)


def _appeal_ends(context: Context) -> set[str]:
    return {wait.events[-1] for wait in context.appeals}


def _attempts(meanwhile: Iterable[Event], side: str, context: Context) -> tuple[str, ...]:
    """Return the side's own events to the authority (or to nobody named)."""
    parts = ((each.id, context.parts[each.id]) for each in meanwhile)
    return tuple(
        event_id
        for event_id, part in parts
        if side in part.from_sides and (AUTHORITY in part.to_sides or not part.to_sides)
    )


def _third_party(meanwhile: Iterable[Event], side: str, context: Context) -> tuple[str, ...]:
    parts = ((each.id, context.parts[each.id]) for each in meanwhile)
    return tuple(
        event_id
        for event_id, part in parts
        if side in part.to_sides and part.from_sides and not part.from_sides & {side, AUTHORITY}
    )
