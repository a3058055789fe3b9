"""Which journey tells of which complaints: seen from the journey, and a new journey begun from a complaint."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.complaints import queries, services, words
from klagerejsen.complaints.models import Complaint
from klagerejsen.complaints.routes import blueprint
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys import services as cases
from klagerejsen.journeys.forms import JourneyForm
from klagerejsen.journeys.history import Author
from klagerejsen.web.filters import language, today
from klagerejsen.web.personal import hint_at

LONGEST_NUMBER = 12


@blueprint.app_template_global()
def complaints_behind(journey_id: int) -> list[Complaint]:
    """Return the complaints that a journey was made of."""
    return queries.tied_to(scope(), journey_id)


@blueprint.get("/journeys/<int:journey_id>/complaints")
@requires(Permission.READ_COMPLAINTS)
def behind(journey_id: int) -> tuple[str, int]:
    """Show the complaints that a journey was made of."""
    return _page()


def _page(status: int = 200, number: str = "", problem: str = "") -> tuple[str, int]:
    journey = journeys.journey(scope())
    return render_template(
        "complaints/behind.html",
        journey=journey,
        rows=queries.tied_to(scope(), journey.id),
        number=number,
        problem=problem,
        areas=journeys.area_names(scope().team_id, language()),
        today=today(),
        **words.ALL,
    ), status


@blueprint.post("/journeys/<int:journey_id>/complaints")
@requires(Permission.EDIT_COMPLAINTS)
def tie(journey_id: int) -> Response | tuple[str, int]:
    """Tie a complaint to the journey, by its number."""
    services.hold(scope().team_id)
    number = request.form.get("number", "")[:LONGEST_NUMBER]
    complaint = queries.numbered(scope(), number)
    if complaint is None:
        return _page(422, number, _("Registret har ingen klage med det nummer."))
    former = complaint.journey
    if not services.tie(complaint, journey_id, member().user_id):
        flash(_("%(name)s hører allerede til rejsen.", name=complaint.name))
    elif former:
        flash(_("%(name)s er flyttet hertil fra «%(title)s».", name=complaint.name, title=former.title))
    else:
        flash(_("%(name)s hører nu til rejsen.", name=complaint.name))
    return _back(journey_id)


@blueprint.post("/journeys/<int:journey_id>/complaints/removal")
@requires(Permission.EDIT_COMPLAINTS)
def untie(journey_id: int) -> Response:
    """Say that a complaint has nothing to do with the journey after all."""
    services.hold(scope().team_id)
    complaint = queries.complaint(scope(), request.form.get("complaint", 0, int))
    if complaint.journey_id == journey_id:
        services.tie(complaint, None, member().user_id)
        flash(_("%(name)s hører ikke længere til rejsen.", name=complaint.name))
    return _back(journey_id)


def _back(journey_id: int) -> Response:
    return redirect(url_for("complaints.behind", journey_id=journey_id), 303)


@blueprint.route("/complaints/<int:complaint_id>/journey", methods=["GET", "POST"])
@requires(Permission.EDIT_JOURNEYS)
def begin_journey(complaint_id: int) -> str | Response:
    """Begin a journey that tells of a complaint; whoever begins it ties it, where nobody has yet."""
    complaint = queries.complaint(scope(), complaint_id)
    if complaint.journey_id:
        return _to_the_board(complaint.journey_id)
    form = JourneyForm(data={"area": complaint.area}).offer(journeys.areas(scope().team_id), complaint.area)
    if not form.validate_on_submit():
        return render_template("journeys/form.html", form=form, journey=None, complaint=complaint)
    by = member().user_id
    journey = cases.create_journey(scope().team_id, form.piece(), Author(by))
    services.tie(complaint, journey.id, by)
    hint_at(form)
    return _to_the_board(journey.id)


def _to_the_board(journey_id: int) -> Response:
    return redirect(url_for("board.show", journey_id=journey_id), 303)
