"""What changes of ballots and votes look like: that somebody voted is told to the facilitator, as a count of heads."""

from collections.abc import Callable
from typing import Any

from flask import render_template

from klagerejsen.access.guard import scope
from klagerejsen.codes import Entity
from klagerejsen.extensions import db
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Change
from klagerejsen.workshops import balloting, console, proxies, screen, tally, undoing
from klagerejsen.workshops.models import Ballot, Workshop

Teller = Callable[[Change, Workshop], dict[str, Any]]


def _ballot_for_facilitator(change: Change, room: Workshop) -> dict[str, Any]:
    told = _cause_for_facilitator(change, room)
    shown = console.on_the_screen(room, journeys.events(scope()))
    return {"html": told["html"] + render_template("workshops/_console_shown.html", shown=shown)}


def _cause_for_facilitator(change: Change, room: Workshop) -> dict[str, Any]:
    context = {"room": room, **balloting.console(scope(), room), "stories": undoing.latest(room)}
    parts = ("console_ballot", "console_changes")
    return {"html": "".join(render_template(f"workshops/_{part}.html", **context) for part in parts)}


def _ballot_for_screen(change: Change, room: Workshop) -> dict[str, Any]:
    context = screen.context(room)
    parts = ("screen_head", "screen_ballot")
    return {"html": "".join(render_template(f"workshops/_{part}.html", **context) for part in parts)}


def _ballot_for_participant(change: Change, room: Workshop) -> dict[str, Any]:
    call = render_template("workshops/_phone_ballot_call.html", room=room, **balloting.on_phone(room))
    return {"html": call + _paper(db.session.get(Ballot, change.entity_id), change, room)}


def _paper(ballot: Ballot | None, change: Change, room: Workshop) -> str:
    """Return the ballot without anybody's dots: each phone asks for its own."""
    if ballot is None:
        return render_template("workshops/_phone_ballot_gone.html", ballot_id=change.entity_id)
    result = tally.result(scope(), ballot)
    return render_template("workshops/_phone_ballot.html", room=room, shown=ballot, result=result)


def _vote_for_facilitator(change: Change, room: Workshop) -> dict[str, Any]:
    return {"html": render_template("workshops/_console_turnout.html", **balloting.turnout(room))}


def seats(room: Workshop) -> str:
    """Return what the console shows of seats beside their readiness: those without a phone, and who has voted."""
    context = {"room": room, "proxy_seats": proxies.seats(room), **balloting.turnout(room)}
    parts = ("console_proxies", "console_turnout")
    return "".join(render_template(f"workshops/_{part}.html", **context) for part in parts)


TELLERS: dict[tuple[Entity, str], Teller] = {
    (Entity.BALLOT, "facilitator"): _ballot_for_facilitator,
    (Entity.BALLOT, "screen"): _ballot_for_screen,
    (Entity.BALLOT, "participant"): _ballot_for_participant,
    (Entity.VOTE, "facilitator"): _vote_for_facilitator,
    (Entity.CAUSE, "facilitator"): _cause_for_facilitator,
}
