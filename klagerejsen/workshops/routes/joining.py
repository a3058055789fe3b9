"""Coming in: with the code on the screen and a side; no account and no name."""

import hashlib
import hmac

from flask import abort, current_app, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from limits import parse
from werkzeug.wrappers import Response

from klagerejsen.access.guard import current_actors, open_to_all, requires, scope, seat
from klagerejsen.access.permissions import Permission
from klagerejsen.access.rules import Seat
from klagerejsen.accounts import sessions
from klagerejsen.codes import Perspective
from klagerejsen.extensions import db, limiter
from klagerejsen.web.transactions import reads_first, writing
from klagerejsen.workshops import codewords, queries, seats
from klagerejsen.workshops.forms import JoinForm
from klagerejsen.workshops.method import WHO
from klagerejsen.workshops.models import Workshop
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.routes.aside import outside

# A person mistypes a few times. A whole municipality shares one address, so the address is only stopped from
# guessing wrong: whoever has the right code gets in from it all the same, unless this very browser guessed.
TRIES_OF_A_BROWSER = "10/10 minutes"
WRONG_FROM_AN_ADDRESS = "60/minute;600/hour"
# So many wrong codes are no room of people who mistype. From such an address a code that was typed only knocks:
# whoever has it waits until the facilitator lets them in, so that nobody is kept out and nobody guesses their way
# in. The QR code says more than the code, which cannot be guessed, and goes on letting people in by itself.
SIEGE = parse("300/10 minutes")


def _browser() -> str:
    """Name the browser by the secret of its form token, without which it could not have sent anything."""
    return f"join:{session.get('csrf_token', '')}"


def _besieged() -> bool:
    return not limiter.limiter.test(SIEGE, "join", get_remote_address())


def _wrong(response: Response) -> bool:
    """A wrong code; also one that was not told so, because the address had its share of wrong ones already."""
    return response.status_code in (404, 429)


@blueprint.get("/join")
@blueprint.get("/join/<code>")
@open_to_all
def join(code: str = "") -> Response | str:
    """Ask for the code and the side; the code itself is only looked at when the form is sent."""
    taken = _seat_taken()
    if taken is not None and codewords.read_code(code) == taken.code:
        return redirect(url_for("workshops.phone", workshop_id=taken.id), 303)
    ticket = request.args.get("k", "")[:16]
    form = JoinForm(formdata=None, code=codewords.read_code(code) or code[:12], ticket=ticket)
    return render_template("workshops/join.html", form=form, who=WHO, taken=taken)


def _seat_taken() -> Workshop | None:
    """Return the open workshop in which this browser has a seat already."""
    found = next((actor for actor in current_actors() if isinstance(actor, Seat)), None)
    room = queries.open_workshop(found.journey_id) if found else None
    return room if room is not None and found is not None and room.id == found.workshop_id else None


@blueprint.post("/join")
@open_to_all
@reads_first
@limiter.limit(TRIES_OF_A_BROWSER, key_func=_browser, deduct_when=_wrong)
def take_seat() -> Response:
    """Give a seat for the right code; the browser that has one already goes back to it."""
    form = JoinForm()
    complete = form.validate()
    code = codewords.read_code(form.code.data or "")
    room = queries.by_code(code) if code else None
    if form.code.data and room is None:
        return _refuse(form)
    if not complete or room is None:
        return _again(form, 422)
    taken, side = _seat_taken(), Perspective(form.side.data)
    if taken is not None and taken.id == room.id:
        return redirect(url_for("workshops.phone", workshop_id=room.id), 303)
    waits = outside()
    if waits is not None and (waits.workshop_id, waits.perspective) == (room.id, side):
        return redirect(url_for("workshops.aside"), 303)
    return _seated(room, side, knocks=_besieged() and not _has_ticket(form, room))


def _has_ticket(form: JoinForm, room: Workshop) -> bool:
    ticket = codewords.ticket(room.code, str(current_app.secret_key))
    return hmac.compare_digest((form.ticket.data or "").encode(), ticket.encode())


def _seated(room: Workshop, side: Perspective, *, knocks: bool) -> Response:
    response = make_response(redirect(url_for("workshops.phone", workshop_id=room.id), 303))
    with writing(room.journey_id):
        _leave_the_old_seat()
        here = queries.by_code(room.code) or abort(404)
        participant = seats.join(here, side, knocks=knocks, browser=_known_here(here))
        sessions.begin(sessions.SEAT, response, participant_id=participant.id)
    return response


def _known_here(room: Workshop) -> str:
    """Return what tells this browser from others in a room, and is of no use anywhere else."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"{room.id} {_browser()}".encode(), hashlib.sha256).hexdigest()


def _leave_the_old_seat() -> None:
    """Give up a seat elsewhere, or a place outside: this browser will not find back, and nobody should wait for it."""
    old = next((actor for actor in current_actors() if isinstance(actor, Seat)), None)
    row = queries.participant(old.workshop_id, old.participant_id) if old is not None else outside()
    room = db.session.get(Workshop, row.workshop_id) if row is not None else None
    if room is not None and row is not None and room.closed_at is None:
        seats.leave(room, row)


def _refuse(form: JoinForm) -> Response:
    limiter.limiter.hit(SIEGE, "join", get_remote_address())
    with limiter.limit(WRONG_FROM_AN_ADDRESS):
        unknown = _("Den kode kender vi ikke. Se efter på skærmen, og prøv igen.")
        form.code.errors = [*form.code.errors, unknown]
        return _again(form, 404)


def _again(form: JoinForm, status: int) -> Response:
    return make_response(render_template("workshops/join.html", form=form, who=WHO, taken=None), status)


@blueprint.post("/workshops/<int:workshop_id>/phone/departure")
@requires(Permission.TAKE_PART)
def leave(workshop_id: int) -> Response:
    """Give up the seat, for example to sit down on another side; what was written stays."""
    room = queries.workshop(scope())
    participant = queries.participant(room.id, seat().participant_id) or abort(404)
    seats.leave(room, participant)
    response = make_response(redirect(url_for("workshops.join", code=codewords.in_a_link(room.code)), 303))
    sessions.end(sessions.SEAT, response)
    return response
