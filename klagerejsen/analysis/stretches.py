"""The stretches without a word to one side: between contacts, before the first, after the last.

A stretch lies between two consecutive contacts from the authority to that side. The citizen's first stretch opens when
the case reaches the authority, and where the authority never speaks again the last one runs to the side's own last
event: so long, at least, nothing had come. The authority hears itself, so its stretches are those in which it took
part in no event. The time in which the appeals body has the case is cut out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, chain, pairwise

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.gaps import Gap, between
from klagerejsen.analysis.model import Event
from klagerejsen.analysis.parties import AUTHORITY, CITIZEN
from klagerejsen.analysis.results import Wait


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time from one event to another.

    ``told`` when both are contacts to the side, or its own first turn. ``heard_by`` is the last day on which a word
    must have come, where a later contact is dated more exactly than ``last``.
    """

    first: Event
    last: Event
    told: bool = False
    heard_by: date = date.max

    @property
    def gap(self) -> Gap:
        """Return its length in calendar days."""
        end = self.last.span
        gap = between(self.first.span, end)
        most = gap.most - max(0, (end.latest - self.heard_by).days)
        return Gap(gap.least, min(gap.middle, most), most)


def contacts(context: Context, side: str) -> list[Event]:
    """Return the events in which the authority speaks to a side, in order (for itself: takes part in)."""
    if side == AUTHORITY:
        return [each for each in context.journey.events if AUTHORITY in context.parts[each.id].sides]
    return [each for each in context.journey.events if context.parts[each.id].tells(side)]


def long_stretches(context: Context, side: str) -> Iterator[Stretch]:
    """Yield the stretches of a side that are longer than a silence may be, for some dates at least."""
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
    by = list(accumulate((each.span.latest for each in reversed(heard)), min))[::-1]
    inner = (Stretch(*pair, told=True, heard_by=day) for pair, day in zip(pairwise(heard), by[1:], strict=True))
    return chain(_opening(context, side, heard[0], by[0]), inner, _closing(context, side, heard[-1]))


def _opening(context: Context, side: str, first: Event, by: date) -> Iterator[Stretch]:
    """Yield the stretch from the arrival of the case to the citizen's first contact."""
    if side != CITIZEN:
        return
    arrival = next(each for each in context.journey.events if AUTHORITY in context.parts[each.id].sides)
    if context.places[arrival.id] < context.places[first.id]:
        yield Stretch(arrival, first, told=CITIZEN in context.parts[arrival.id].from_sides, heard_by=by)


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


def inside(stretch: Stretch, context: Context) -> tuple[Event, ...]:
    """Return the events that lie inside a stretch."""
    first, last = context.places[stretch.first.id], context.places[stretch.last.id]
    return context.journey.events[first + 1 : last]
