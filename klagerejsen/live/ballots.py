"""What changes of ballots and votes look like: that somebody voted is told to the facilitator, as a count of heads."""

from collections.abc import Callable
from typing import Any

from klagerejsen.access.guard import scope
from klagerejsen.codes import Entity
from klagerejsen.extensions import db
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Change
from klagerejsen.live.rendering import part, parts
from klagerejsen.workshops import balloting, console, proxies, screen, tally, undoing
from klagerejsen.workshops.models import Ballot, Workshop

Teller = Callable[[Change, Workshop], dict[str, Any]]


def _ballot_for_facilitator(change: Change, room: Workshop) -> dict[str, Any]:
    told = _cause_for_facilitator(change, room)
    shown = console.on_the_screen(room, journeys.events(scope()))
    return {"html": told["html"] + part("console_shown", shown=shown)}


def _cause_for_facilitator(change: Change, room: Workshop) -> dict[str, Any]:
    context = {"room": room, **balloting.console(scope(), room), "stories": undoing.latest(room)}
    names = ("console_ballot", "console_changes")
    return {"html": parts(names, **context)}


def _ballot_for_screen(change: Change, room: Workshop) -> dict[str, Any]:
    context = screen.context(room)
    names = ("screen_head", "screen_ballot")
    return {"html": parts(names, **context)}


def _ballot_for_participant(change: Change, room: Workshop) -> dict[str, Any]:
    call = part("phone_ballot_call", room=room, **balloting.on_phone(room))
    return {"html": call + _paper(db.session.get(Ballot, change.entity_id), change, room)}


def _paper(ballot: Ballot | None, change: Change, room: Workshop) -> str:
    """Return the ballot without anybody's dots: each phone asks for its own."""
    if ballot is None:
        return part("phone_ballot_gone", ballot_id=change.entity_id)
    result = tally.result(scope(), ballot)
    return part("phone_ballot", room=room, shown=ballot, result=result)


def _vote_for_facilitator(change: Change, room: Workshop) -> dict[str, Any]:
    return {"html": part("console_turnout", **balloting.turnout(room))}


def seats(room: Workshop) -> str:
    """Return what the console shows of seats beside their readiness: those without a phone, and who has voted."""
    context = {"room": room, "proxy_seats": proxies.seats(room), **balloting.turnout(room)}
    names = ("console_proxies", "console_turnout")
    return parts(names, **context)


TELLERS: dict[tuple[Entity, str], Teller] = {
    (Entity.BALLOT, "facilitator"): _ballot_for_facilitator,
    (Entity.BALLOT, "screen"): _ballot_for_screen,
    (Entity.BALLOT, "participant"): _ballot_for_participant,
    (Entity.VOTE, "facilitator"): _vote_for_facilitator,
    (Entity.CAUSE, "facilitator"): _cause_for_facilitator,
}
