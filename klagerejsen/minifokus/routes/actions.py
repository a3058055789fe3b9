"""Open actions by whoever owns them, as a page and as a calendar, and the follow-up of one action."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import may, member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.catalogue import translator
from klagerejsen.codes import Asked, Outgoing
from klagerejsen.complaints import queries as complaints
from klagerejsen.database import utcnow
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys import services as cases
from klagerejsen.journeys.history import Author
from klagerejsen.learning.action_forms import ActionForm, shown
from klagerejsen.minifokus.calendars import as_calendar
from klagerejsen.minifokus.routes import blueprint
from klagerejsen.minifokus.routes.notes import may_write, note_here, writable
from klagerejsen.outgoing.services import note_taken
from klagerejsen.reflections import asking, services
from klagerejsen.reflections.actions import OPEN, Agreed, agreed, by_due
from klagerejsen.screening import kinds
from klagerejsen.web.filters import language, today
from klagerejsen.web.pages import our_address
from klagerejsen.web.personal import hint_at, looks_like


def _chosen_owner(owners: list[str]) -> str:
    """Return whose actions are asked for; this browser keeps who it was."""
    if "owner" in request.args:
        session["owner"] = request.args["owner"]
    owner = session.get("owner", "")
    return owner if owner in owners else ""


def _mine() -> tuple[list[Agreed], list[str], str]:
    """Return the actions of the chosen owner that wait for something, all owners, and the one that is chosen."""
    waiting = [one for one in agreed(scope().team_id) if one.status == OPEN or one.asked_on]
    owners = sorted({one.owner for one in waiting if one.owner}, key=str.casefold)
    owner = _chosen_owner(owners)
    return by_due([one for one in waiting if owner in ("", one.owner)]), owners, owner


@blueprint.get("/actions")
@requires(Permission.READ_JOURNEYS)
def actions() -> str:
    """Show open actions, the overdue first, and those of which it is time to ask whether they helped."""
    found, owners, owner = _mine()
    still_open, day = [one for one in found if one.status == OPEN], today()
    return render_template(
        "minifokus/actions.html",
        owners=owners,
        owner=owner,
        overdue=[one for one in still_open if one.overdue(day)],
        ahead=[one for one in still_open if not one.overdue(day)],
        to_ask=[one for one in found if one.asked_on and one.asked_on <= day],
        complaints=complaints.names(scope(), (one.complaint_id for one in found)),
        areas=journeys.area_names(scope().team_id, language()),
        causes=journeys.cause_names(scope().team_id, language()),
    )


@blueprint.get("/actions.ics")
@requires(Permission.READ_JOURNEYS)
def calendar() -> FlaskResponse:
    """Hand out the same actions as days in a calendar."""
    found, _owners, _owner = _mine()

    def address(one: Agreed) -> str:
        return our_address() + url_for("minifokus.action", **one.at)

    host = urlsplit(our_address()).hostname or ""
    data = as_calendar(found, address, host, utcnow(), translator(language()))
    note_taken(Outgoing.LEARNING, "ics")
    response = FlaskResponse(data, mimetype="text/calendar")
    response.headers.set("Content-Disposition", "attachment", filename="klagerejsen-handlinger.ics")
    return response


class Place:
    """Where an action stands: in a case or in a note, with what is needed to change it."""

    def __init__(self, number: int, journey_id: int | None, reflection_id: int | None) -> None:
        self.row = journeys.journey(scope()) if journey_id else note_here(reflection_id or 0)
        if not 1 <= number <= len(self.row.actions):
            abort(404)
        about = {"journey_id": journey_id, "reflection_id": reflection_id}
        complaint = None if journey_id else self.row.complaint_id  # type: ignore[union-attr]
        action = self.row.actions[number - 1]
        self.one = Agreed(action, number, self.row.title, self.row.area, **about, complaint_id=complaint)

    @property
    def url(self) -> str:
        """The address of its page."""
        return url_for("minifokus.action", **self.one.at)

    def may_change(self) -> bool:
        """Whether this browser may follow up."""
        return may("EDIT_JOURNEYS") if self.one.journey_id else may_write(self.row)  # type: ignore[arg-type]

    def change(self, piece: dict[str, Any], version: int) -> None:
        """Put the changed action into its place; raises `Clash`."""
        others, place = list(self.row.actions), self.one.number - 1
        whole = {"actions": [*others[:place], piece, *others[place + 1 :]]}
        if self.one.journey_id:
            cases.edit_journey(self.row, whole, version, Author(member().user_id))  # type: ignore[arg-type]
        else:
            services.save(self.row, whole, version)  # type: ignore[arg-type]


@blueprint.get("/journeys/<int:journey_id>/actions/<int:number>")
@blueprint.get("/minifokus/<int:reflection_id>/actions/<int:number>")
@requires(Permission.READ_JOURNEYS)
def action(number: int, journey_id: int | None = None, reflection_id: int | None = None) -> tuple[str, int]:
    """Show one action: what it is, whether it was done and helped, and what those say who were asked."""
    place = Place(number, journey_id, reflection_id)
    return _page(place, _form(place, shown_now=True))


def _form(place: Place, *, shown_now: bool = False) -> ActionForm:
    form = ActionForm(data=shown(place.one.action)) if shown_now else ActionForm(request.form)
    form.offer([], {}, set(place.one.codes))
    return form


def _page(place: Place, form: ActionForm, status: int = 200, **more: Any) -> tuple[str, int]:
    found = asking.answers(place.one, {row["title"] for row in place.row.actions})
    return render_template(
        "minifokus/action.html",
        one=place.one,
        form=form,
        version=place.row.version,
        changeable=place.may_change(),
        found=found,
        looks={row.id: looks_like(kinds(row.words or "")) for row in (*found.about_this, *found.about_former)},
        causes=journeys.cause_names(scope().team_id, language()),
        complaints=complaints.names(scope(), [place.one.complaint_id]),
        today=today(),
        **more,
    ), status


@blueprint.post("/journeys/<int:journey_id>/actions/<int:number>")
@requires(Permission.EDIT_JOURNEYS)
def judge_of_case(number: int, journey_id: int) -> Response | tuple[str, int]:
    """Say whether an action of a case was done, and whether it helped."""
    return _judged(Place(number, journey_id, None))


@blueprint.post("/minifokus/<int:reflection_id>/actions/<int:number>")
@requires(Permission.REFLECT)
def judge_of_note(number: int, reflection_id: int) -> Response | tuple[str, int]:
    """Say the same of an action of a note."""
    writable(reflection_id)
    return _judged(Place(number, None, reflection_id))


def _judged(place: Place) -> Response | tuple[str, int]:
    form = _form(place)
    if not form.validate():
        return _page(place, form, 422)
    try:
        place.change(form.piece(place.one.action), request.form.get("version", 0, int))
    except cases.Clash:
        return _page(place, form, 409, clash=True)
    flash(_("Gemt."))
    hint_at(form)
    return redirect(place.url, 303)


@blueprint.post("/journeys/<int:journey_id>/actions/<int:number>/questions")
@requires(Permission.EDIT_JOURNEYS)
def ask_of_case(number: int, journey_id: int) -> tuple[str, int]:
    """Make a link that asks whether an action of a case helped."""
    return _asked(Place(number, journey_id, None))


@blueprint.post("/minifokus/<int:reflection_id>/actions/<int:number>/questions")
@requires(Permission.REFLECT)
def ask_of_note(number: int, reflection_id: int) -> tuple[str, int]:
    """Make one about an action of a note."""
    writable(reflection_id)
    return _asked(Place(number, None, reflection_id))


def _asked(place: Place) -> tuple[str, int]:
    try:
        token = asking.ask(scope().team_id, place.one, Asked(request.form.get("asked", "")), today())
    except ValueError:
        abort(400)
    return _page(place, _form(place, shown_now=True), link=our_address() + url_for("minifokus.asked", token=token))


@blueprint.post("/journeys/<int:journey_id>/actions/<int:number>/questions/<int:followup_id>/removal")
@requires(Permission.EDIT_JOURNEYS)
def withdraw_of_case(number: int, followup_id: int, journey_id: int) -> Response:
    """Take back a link about an action of a case."""
    return _withdrawn(Place(number, journey_id, None), followup_id)


@blueprint.post("/minifokus/<int:reflection_id>/actions/<int:number>/questions/<int:followup_id>/removal")
@requires(Permission.REFLECT)
def withdraw_of_note(number: int, followup_id: int, reflection_id: int) -> Response:
    """Take back one about an action of a note."""
    writable(reflection_id)
    return _withdrawn(Place(number, None, reflection_id), followup_id)


def _withdrawn(place: Place, followup_id: int) -> Response:
    asking.withdraw(place.one, followup_id)
    flash(_("Linket virker ikke længere."))
    return redirect(place.url, 303)
