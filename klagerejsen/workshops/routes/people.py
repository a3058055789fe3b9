"""People: let in and shown out, the door's code, the lock on writing, raised hands, signatures, and who is here."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires
from klagerejsen.access.permissions import Permission
from klagerejsen.web.personal import LooksPersonal, looks_like
from klagerejsen.workshops import people, presence, roster, services
from klagerejsen.workshops.forms import SignatureForm
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.routes.console import back_to_console, me, room_here
from klagerejsen.workshops.routes.phone import blank_note, list_page
from klagerejsen.workshops.routes.sending import by_script, is_news, refused, saved, writing_phone

# The facilitator


@blueprint.post("/workshops/<int:workshop_id>/participants/<int:participant_id>/admission")
@requires(Permission.RUN_WORKSHOP)
def let_in(workshop_id: int, participant_id: int) -> Response:
    """Let somebody in who waits."""
    room = room_here()
    people.let_in(room, people.seat_of(room, participant_id), me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/admission")
@requires(Permission.RUN_WORKSHOP)
def let_all_in(workshop_id: int) -> Response:
    """Let everybody in who waits."""
    room = room_here()
    people.let_all_in(room, me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/participants/<int:participant_id>/removal")
@requires(Permission.RUN_WORKSHOP)
def show_out(workshop_id: int, participant_id: int) -> Response:
    """Take somebody out of the room, or send a newcomer away; with a new code they do not come back by the old one."""
    room = room_here()
    people.show_out(room, people.seat_of(room, participant_id), me())
    return renew_code(workshop_id) if request.form.get("code") == "new" else back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/approval")
@requires(Permission.RUN_WORKSHOP)
def approve(workshop_id: int) -> Response:
    """Let newcomers wait from now on, or no longer."""
    room = room_here()
    people.approve(room, request.form.get("approves") == "yes", me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/join-code")
@requires(Permission.RUN_WORKSHOP)
def renew_code(workshop_id: int) -> Response:
    """Make a new join code; the old one lets nobody in any more."""
    room = room_here()
    services.renew_code(room, me())
    flash(_("Workshoppen har fået en ny kode. Den gamle lukker ingen ind; de, der er inde, bliver."))
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/lock")
@requires(Permission.RUN_WORKSHOP)
def lock(workshop_id: int) -> Response:
    """Take nothing new from the phones, or take it again."""
    room = room_here()
    services.lock(room, request.form.get("locked") == "yes", me())
    return back_to_console(room)


@blueprint.post("/workshops/<int:workshop_id>/participants/<int:participant_id>/hand")
@requires(Permission.RUN_WORKSHOP)
def lower_hand(workshop_id: int, participant_id: int) -> Response:
    """Take a hand down, once somebody has spoken."""
    room = room_here()
    people.lower_hand(room, people.seat_of(room, participant_id), me())
    return back_to_console(room)


@blueprint.get("/workshops/<int:workshop_id>/people")
@requires(Permission.RUN_WORKSHOP)
def who_is_here(workshop_id: int) -> str:
    """Return the console's part about people as it is now: who fell silent leaves no line in the log."""
    room = room_here()
    return render_template("workshops/_console_people.html", room=room, **roster.context(room))


@blueprint.get("/workshops/<int:workshop_id>/screen/presence")
@requires(Permission.SEE_SCREEN)
def how_many_are_here(workshop_id: int) -> str:
    """Return the screen's count of who is here now."""
    room = room_here()
    return render_template("workshops/_screen_present.html", room=room, present=presence.present(room))


# The participant


@blueprint.post("/workshops/<int:workshop_id>/phone/hand")
@requires(Permission.TAKE_PART)
def raise_hand(workshop_id: int) -> Response:
    """Ask to speak, or not after all."""
    here, up = writing_phone(), request.form.get("hand") == "yes"
    if is_news(here, "hand"):
        people.raise_hand(here.room, here.participant, up)
    if by_script():
        return saved(hand=here.participant.hand_at is not None)
    return redirect(url_for("workshops.phone", workshop_id=workshop_id), 303)


@blueprint.post("/workshops/<int:workshop_id>/phone/signature")
@requires(Permission.TAKE_PART)
def sign(workshop_id: int) -> Response:
    """Sign one's own words, or take the signature back by leaving the field empty."""
    here, form = writing_phone(), SignatureForm()
    if form.validate():
        try:
            if is_news(here, "signature"):
                people.sign(here.room, here.participant, form.signature.data)
        except LooksPersonal as error:
            advice = _("Skriv en rolle eller et fornavn.")
            form.signature.errors = [*form.signature.errors, f"{looks_like(error.found)} {advice}"]
    if form.errors and by_script():
        return refused(list(form.signature.errors))
    if form.errors:
        return make_response(list_page(here, blank_note(), form), 422)
    if by_script():
        return saved(signature=here.participant.signature or "")
    return redirect(url_for("workshops.phone", workshop_id=workshop_id, _anchor="signature"), 303)
