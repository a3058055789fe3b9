"""Dot votes: the facilitator opens and closes a ballot, participants put dots on their phones."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.codes import Subject
from klagerejsen.extensions import htmx
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys import services as cases
from klagerejsen.journeys.history import Author
from klagerejsen.workshops import balloting, papers, queries, services, tally, votes
from klagerejsen.workshops.models import Ballot, Workshop
from klagerejsen.workshops.phone import Phone
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.routes.phone import frame, phone_here
from klagerejsen.workshops.routes.sending import by_script, is_news, refused, saved, writing_phone

HAS_VOTES = lazy("Nogen har allerede sat prikker. Luk afstemningen i stedet; så går intet tabt.")

for word in (balloting.question, balloting.call):
    blueprint.add_app_template_filter(word, f"ballot_{word.__name__}")


def _room() -> Workshop:
    return queries.workshop(scope())


def _me() -> Author:
    return Author(user_id=member().user_id)


def _back(room: Workshop) -> Response:
    return redirect(url_for("workshops.console", workshop_id=room.id, _anchor=None if htmx else "ballots"), 303)


@blueprint.post("/workshops/<int:workshop_id>/ballots")
@requires(Permission.RUN_WORKSHOP)
def open_ballot(workshop_id: int) -> Response:
    """Open a ballot on the causes of the case, on all causes or on the events."""
    room, wanted = _room(), balloting.SUBJECTS.get(request.form.get("subject", ""))
    if wanted is None:
        abort(400)
    try:
        votes.begin(scope(), room, wanted[0], request.form.get("dots", votes.USUAL_DOTS, int), wanted[1], _me())
    except votes.NothingToChoose:
        flash(_("Her er ikke to at vælge imellem endnu. Skriv årsager på sagen, eller stem om alle."))
    except ValueError:
        abort(400)
    return _back(room)


@blueprint.route("/workshops/<int:workshop_id>/ballots/<int:ballot_id>/closure", methods=["POST", "DELETE"])
@requires(Permission.RUN_WORKSHOP)
def close_ballot(workshop_id: int, ballot_id: int) -> Response:
    """Close a ballot and show what was given, or open it again: with DELETE, or a form that says so."""
    room = _room()
    ballot = votes.ballot_of(room, ballot_id)
    try:
        if request.method == "DELETE" or request.form.get("closed") == "no":
            votes.reopen(room, ballot, _me())
        else:
            votes.close(room, ballot, _me())
    except votes.BallotClosed:
        flash(_("En anden afstemning er åben. Luk den først."))
    return _back(room)


@blueprint.post("/workshops/<int:workshop_id>/ballots/<int:ballot_id>/removal")
@requires(Permission.RUN_WORKSHOP)
def remove_ballot(workshop_id: int, ballot_id: int) -> Response:
    """Undo that a ballot was opened, as long as nobody has put a dot."""
    room = _room()
    try:
        votes.take_away(room, votes.ballot_of(room, ballot_id), _me())
    except votes.HasVotes:
        flash(HAS_VOTES)
    return _back(room)


@blueprint.post("/workshops/<int:workshop_id>/ballots/<int:ballot_id>/showing")
@requires(Permission.RUN_WORKSHOP)
def show_ballot(workshop_id: int, ballot_id: int) -> Response:
    """Put a result on the screen, or give the screen back to the timeline."""
    room = _room()
    votes.show(room, votes.ballot_of(room, ballot_id), request.form.get("shown") != "no", _me())
    return _back(room)


@blueprint.post("/workshops/<int:workshop_id>/ballots/<int:ballot_id>/causes")
@requires(Permission.RUN_WORKSHOP)
def write_cause(workshop_id: int, ballot_id: int) -> Response:
    """Write a cause that got dots down on the case; once."""
    room, code = _room(), request.form.get("choice", "")
    ballot = votes.ballot_of(room, ballot_id)
    if ballot.subject is not Subject.CAUSE or ballot.closed_at is None or code not in ballot.choices:
        abort(400)
    if code not in papers.written_causes(scope()):
        piece = {"code": code, "primary": False, "events": [], "note": None}
        cases.add_cause(journeys.journey(scope()), piece, _me())
    return _back(room)


@blueprint.post("/workshops/<int:workshop_id>/ballots/<int:ballot_id>/focus")
@requires(Permission.RUN_WORKSHOP)
def focus_choice(workshop_id: int, ballot_id: int) -> Response:
    """Put an event that got dots into focus, and give the screen back to the timeline."""
    room = _room()
    event = journeys.event(scope(), request.form.get("event", 0, int))
    if event.deleted:
        abort(404)
    services.focus(room, event, _me())
    return _back(room)


# The phone


@blueprint.get("/workshops/<int:workshop_id>/phone/ballots/<int:ballot_id>")
@requires(Permission.TAKE_PART)
def ballot(workshop_id: int, ballot_id: int) -> str:
    """Show a ballot with the participant's own dots, or its result."""
    here = phone_here()
    return _page(here, votes.ballot_of(here.room, ballot_id))


def _page(here: Phone, ballot: Ballot, problem: str = "") -> str:
    mine = votes.given(ballot, here.participant)
    context = {
        "shown": ballot,
        "groups": balloting.grouped(ballot, papers.paper(scope(), ballot)),
        "mine": mine,
        "left": ballot.dots - sum(mine.values()),
        "result": tally.result(scope(), ballot),
        "problem": problem,
    }
    if htmx:
        return render_template("workshops/_phone_ballot.html", room=here.room, phone=here, **context)
    return render_template("workshops/ballot.html", **frame(here), **context)


@blueprint.post("/workshops/<int:workshop_id>/phone/ballots/<int:ballot_id>")
@requires(Permission.TAKE_PART)
def put_dots(workshop_id: int, ballot_id: int) -> Response:
    """Set the dots of one choice, or (`whole`) of all of them: those that are not named get none."""
    here = writing_phone()
    ballot = votes.ballot_of(here.room, ballot_id)
    set_dots = votes.give_all if "whole" in request.form else votes.give
    try:
        if is_news(here, f"ballot:{ballot.id}"):
            set_dots(here.room, here.participant, ballot, _wishes())
    except services.WritingLocked:
        return _refused(here, ballot, _("Låst af facilitator"), 423)
    except votes.BallotClosed:
        return _refused(here, ballot, _("Afstemningen er lukket."))
    except votes.TooManyDots:
        return _refused(here, ballot, _("Du har ikke flere prikker. Tag en tilbage først."))
    except (KeyError, ValueError):
        abort(400)
    if by_script():
        return saved(given=votes.given(ballot, here.participant))
    place = url_for("workshops.ballot", workshop_id=here.room.id, ballot_id=ballot.id)
    return redirect(place, 303)


def _wishes() -> dict[str, int]:
    choices, dots = request.form.getlist("choice"), request.form.getlist("dots")
    if len(choices) != len(dots):
        raise ValueError("every choice has its dots")
    return {choice: int(number) for choice, number in zip(choices, dots, strict=True)}


def _refused(here: Phone, ballot: Ballot, why: str, status: int = 409) -> Response:
    response = refused([why]) if by_script() else make_response(_page(here, ballot, why))
    response.status_code = status
    return response
