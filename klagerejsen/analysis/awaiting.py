"""What a side was waiting for during a stretch: requests and deadlines still open, and things it did not see."""

from klagerejsen.analysis.context import Context
from klagerejsen.analysis.model import Event
from klagerejsen.analysis.parties import CITIZEN
from klagerejsen.analysis.stretches import Stretch, inside


def awaited(stretch: Stretch, side: str, context: Context) -> bool:
    """Tell whether something was open meanwhile, or happened that the side did not know of."""
    return bool(open_during(stretch, side, context) or unseen_during(stretch, side, context))


def open_during(stretch: Stretch, side: str, context: Context, *, surely: bool = False) -> tuple[str, ...]:
    """Return the requests and deadlines that the side waited for during a stretch, its own first.

    ``surely`` leaves out those of which the dates make it doubtful.
    """
    waited = [
        matter[0]
        for matter in open_matters(context, side)
        if _open_in(stretch, matter, surely=surely) and not _told_outside(matter, stretch, side, context)
    ]
    waited.sort(key=lambda event: side not in context.parts[event.id].from_sides)
    return tuple(dict.fromkeys(event.id for event in waited))


def _told_outside(matter: tuple[Event, Event | None], stretch: Stretch, side: str, context: Context) -> bool:
    """Tell whether a matter began, or ended, with a word to the side that lies outside the stretch.

    No word lies inside it, so a request told to the side began before it or after it, and likewise its end.
    """
    (request, end), places, parts = matter, context.places, context.parts
    if parts[request.id].tells(side) and places[request.id] > places[stretch.first.id]:
        return True
    return end is not None and parts[end.id].tells(side) and places[end.id] < places[stretch.last.id]


def unseen_during(stretch: Stretch, side: str, context: Context, *, surely: bool = False) -> tuple[str, ...]:
    """Return what happened inside a stretch that the side did not know of."""
    unseen = [each for each in inside(stretch, context) if context.unseen_by(each, side)]
    if surely:
        unseen = [each for each in unseen if each.span.latest <= stretch.last.span.earliest]
    return tuple(each.id for each in unseen)


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


def _open_in(stretch: Stretch, matter: tuple[Event, Event | None], *, surely: bool) -> bool:
    """Tell whether a matter was open during a stretch, for some dates or surely for all."""
    (request, end), first, last = matter, stretch.first.span, stretch.last.span
    if end is stretch.first or request is stretch.last:
        return False
    if surely:
        opened = request.span.latest < last.earliest
        return opened and (end is None or end.span.earliest > first.latest)
    opened = request.span.earliest < min(last.latest, stretch.heard_by)
    return opened and (end is None or end.span.latest > first.earliest)
