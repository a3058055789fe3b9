"""The list of journeys, and the case itself: new, renamed, described."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries, services
from klagerejsen.journeys.forms import JourneyForm, show_now
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.routes import blueprint
from klagerejsen.web.filters import language
from klagerejsen.web.personal import hint_at


@blueprint.get("/")
@requires(Permission.READ_JOURNEYS)
def index() -> str:
    """List the team's journeys."""
    areas = queries.area_names(scope().team_id, language())
    return render_template("journeys/index.html", rows=queries.journeys(scope()), areas=areas)


@blueprint.route("/journeys/new", methods=["GET", "POST"])
@requires(Permission.EDIT_JOURNEYS)
def new() -> str | Response:
    """Begin a case."""
    form = JourneyForm().offer(queries.areas(scope().team_id))
    if not form.validate_on_submit():
        return render_template("journeys/form.html", form=form, journey=None)
    journey = services.create_journey(scope().team_id, form.piece(), Author(member().user_id))
    hint_at(form)
    return redirect(url_for("board.show", journey_id=journey.id), 303)


@blueprint.route("/journeys/<int:journey_id>/properties", methods=["GET", "POST"])
@requires(Permission.EDIT_JOURNEYS)
def properties(journey_id: int) -> str | Response | tuple[str, int]:
    """Rename or describe a case."""
    journey = queries.journey(scope())
    form = JourneyForm(obj=journey).offer(queries.areas(scope().team_id), journey.area)
    if not form.validate_on_submit():
        return render_template("journeys/form.html", form=form, journey=journey)
    try:
        services.edit_journey(journey, form.piece(), form.version.data or 0, Author(member().user_id))
    except services.Clash:
        show_now(form.version, journey.version)
        return render_template("journeys/form.html", form=form, journey=journey, clash=True), 409
    hint_at(form)
    return redirect(url_for("board.show", journey_id=journey_id), 303)
