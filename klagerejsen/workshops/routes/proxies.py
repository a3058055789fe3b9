"""People without a phone: their seats, and what is typed for them."""

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.codes import Perspective
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Event
from klagerejsen.web import personal
from klagerejsen.workshops import (
    balloting,
    papernotes,
    papers,
    proxies,
    queries,
    saying,
    seats,
    services,
    transcribing,
    votes,
)
from klagerejsen.workshops.models import Participant, Workshop
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.routes.sending import by_script, refused, saved


def _open_room() -> Workshop:
    room = queries.workshop(scope())
    if room.closed_at is not None:
        raise services.WorkshopClosed
    return room


def _list_page(room: Workshop, label: str = "", problem: str = "") -> str:
    return render_template(
        "workshops/proxies.html",
        room=room,
        journey=journeys.journey(scope()),
        seats=proxies.seats(room),
        label=label or proxies.free_label(room),
        problem=problem,
        total=queries.event_count(room),
    )


@blueprint.get("/workshops/<int:workshop_id>/proxies")
@requires(Permission.RUN_WORKSHOP)
def proxy_seats(workshop_id: int) -> Response | str:
    """Show the seats of people without a phone; once the workshop is over, the console says so."""
    room = queries.workshop(scope())
    return _list_page(room) if room.closed_at is None else _to_console(room)


def _to_console(room: Workshop) -> Response:
    return redirect(url_for("workshops.console", workshop_id=room.id), 303)


@blueprint.post("/workshops/<int:workshop_id>/proxies")
@requires(Permission.RUN_WORKSHOP)
def add_proxy(workshop_id: int) -> Response:
    """Make a seat under a label, on a side, and go on to write in it."""
    room, label = _open_room(), request.form.get("label", "")
    try:
        seat = proxies.add(room, label, Perspective(request.form.get("side", "")))
    except personal.LooksPersonal as error:
        problem = _(
            "%(what)s Skriv en plads i stedet, fx «Plads 7» eller «Bord 2».", what=personal.looks_like(error.found)
        )
        return make_response(_list_page(room, label, problem), 422)
    except proxies.LabelTaken:
        return make_response(_list_page(room, label, _("Den plads er der allerede.")), 422)
    except ValueError:
        abort(400)
    return _to(room, seat)


def _to(room: Workshop, seat: Participant, anchor: str | None = None) -> Response:
    return redirect(url_for("workshops.proxy", workshop_id=room.id, participant_id=seat.id, _anchor=anchor), 303)


@blueprint.get("/workshops/<int:workshop_id>/proxies/<int:participant_id>")
@requires(Permission.RUN_WORKSHOP)
def proxy(workshop_id: int, participant_id: int) -> Response | str:
    """Show everything that is typed for one seat."""
    room = queries.workshop(scope())
    seat = proxies.seat_of(room, participant_id)
    return _seat_page(room, seat) if room.closed_at is None else _to_console(room)


def _seat_page(room: Workshop, seat: Participant, **more: Any) -> str:
    events = journeys.events(scope())
    rows = transcribing.rows(events, queries.own_answers(seat.id))
    return render_template(
        "workshops/proxy.html",
        room=room,
        seat=seat,
        answered=_answered(seat, events),
        seats=proxies.seats(room),
        notes=proxies.notes(seat),
        titles={event.id: event for event in events},
        **_ballot(room, seat),
        **{"rows": rows, "problem": "", "vote_problem": "", **more},
    )


def _ballot(room: Workshop, seat: Participant) -> dict[str, Any]:
    ballot = votes.open_ballot(room)
    if ballot is None:
        return {"ballot": None}
    mine = votes.given(ballot, seat)
    choices = papers.paper(scope(), ballot)
    left = balloting.left_words(ballot.dots - sum(mine.values()), ballot.dots)
    return {"ballot": ballot, "mine": mine, "left": left, "groups": balloting.grouped(ballot, choices)}


@blueprint.post("/workshops/<int:workshop_id>/proxies/<int:participant_id>/answers")
@requires(Permission.RUN_WORKSHOP)
def answer_for(workshop_id: int, participant_id: int) -> Response:
    """Save the rows that were sent: one by the page's script, all of them by the form."""
    room = _open_room()
    seat, events = proxies.seat_of(room, participant_id), journeys.events(scope())
    rows = transcribing.typed(events, request.form)
    problems = [row.problem for row in rows if row.problem]
    if problems:
        return refused(problems) if by_script() else make_response(_wrong_rows(room, seat, rows), 422)
    for row in rows:
        proxies.answer(room, seat, row.event, row.form.view(), member().user_id)
    return saved(say=_answered(seat, events)) if by_script() else _to(room, seat, "answers")


def _answered(seat: Participant, events: list[Event]) -> str:
    answers = queries.own_answers(seat.id)
    done = sum(event.id in answers for event in events)
    return _("%(done)s af %(total)s besvaret", done=done, total=len(events))


def _wrong_rows(room: Workshop, seat: Participant, rows: list[transcribing.Row]) -> str:
    sent = {row.event.id: row for row in rows}
    stands = transcribing.rows(journeys.events(scope()), queries.own_answers(seat.id))
    shown = [sent.get(row.event.id, row) for row in stands]
    return _seat_page(room, seat, rows=shown, problem=_("Intet er gemt endnu. Ret de rækker, der er mærket."))


@blueprint.post("/workshops/<int:workshop_id>/proxies/<int:participant_id>/ballots/<int:ballot_id>")
@requires(Permission.RUN_WORKSHOP)
def vote_for(workshop_id: int, participant_id: int, ballot_id: int) -> Response:
    """Set all dots of a seat."""
    room = _open_room()
    seat, ballot = proxies.seat_of(room, participant_id), votes.ballot_of(room, ballot_id)
    given = zip(request.form.getlist("choice"), request.form.getlist("dots"), strict=False)
    try:
        votes.give_all(room, seat, ballot, {choice: int(dots or 0) for choice, dots in given})
    except (votes.TooManyDots, votes.BallotClosed, services.WritingLocked) as error:
        return _no_vote(room, seat, _why(error))
    except (KeyError, ValueError):
        abort(400)
    said = balloting.left_words(ballot.dots - sum(votes.given(ballot, seat).values()), ballot.dots)
    return saved(say=said) if by_script() else _to(room, seat, "dots")


def _why(error: Exception) -> str:
    if isinstance(error, votes.TooManyDots):
        return _("Det er flere prikker, end der er. Intet er ændret.")
    return _("Låst af facilitator") if isinstance(error, services.WritingLocked) else _("Afstemningen er lukket.")


def _no_vote(room: Workshop, seat: Participant, why: str) -> Response:
    return refused([why]) if by_script() else make_response(_seat_page(room, seat, vote_problem=why), 409)


@blueprint.post("/workshops/<int:workshop_id>/proxies/<int:participant_id>/notes")
@requires(Permission.RUN_WORKSHOP)
def notes_for(workshop_id: int, participant_id: int) -> Response:
    """Read lines from paper and show what becomes of them; write them once they were looked through."""
    room = _open_room()
    seat, events = proxies.seat_of(room, participant_id), journeys.events(scope())
    if "accept" not in request.form:
        lines = transcribing.offered(papernotes.read(request.form.get("paper", ""), events))
        return make_response(_notes_page(room, seat, events, lines)) if lines else _to(room, seat, "notes")
    lines = transcribing.looked_through(events, request.form)
    if any(line.question or line.problem for line in lines):
        return make_response(_notes_page(room, seat, events, lines), 422)
    _write(room, seat, events, lines)
    flash(_("1 note skrevet.") if len(lines) == 1 else _("%(n)s noter skrevet.", n=len(lines)))
    return _to(room, seat, "notes")


def _notes_page(room: Workshop, seat: Participant, events: list[Event], lines: list[transcribing.Line]) -> str:
    return render_template("workshops/proxy_notes.html", room=room, seat=seat, events=events, lines=lines)


def _write(room: Workshop, seat: Participant, events: list[Event], lines: list[transcribing.Line]) -> None:
    ids = {str(event.id): event.id for event in events}
    for line in lines:
        try:
            proxies.write_note(room, seat, ids.get(line.about), line.text, line.key, member().user_id)
        except saying.OtherNote:
            abort(409)


@blueprint.post("/workshops/<int:workshop_id>/proxies/<int:participant_id>/readiness")
@requires(Permission.RUN_WORKSHOP)
def ready_for(workshop_id: int, participant_id: int) -> Response:
    """Say for a seat that it is ready, or not after all."""
    room = _open_room()
    seats.say_ready(room, proxies.seat_of(room, participant_id), request.form.get("ready") == "yes")
    return redirect(url_for("workshops.proxy_seats", workshop_id=room.id), 303)


@blueprint.post("/workshops/<int:workshop_id>/proxies/<int:participant_id>/departure")
@requires(Permission.RUN_WORKSHOP)
def give_up_for(workshop_id: int, participant_id: int) -> Response:
    """Give up a seat; what was written in it stays."""
    room = _open_room()
    seats.leave(room, proxies.seat_of(room, participant_id))
    return redirect(url_for("workshops.proxy_seats", workshop_id=room.id), 303)
