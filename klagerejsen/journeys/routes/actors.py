"""Who is in the case: roles and units, never names."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries, services
from klagerejsen.journeys.forms import ActorForm, show_now
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.routes import blueprint
from klagerejsen.web.personal import hint_at


@blueprint.route("/journeys/<int:journey_id>/actors", methods=["GET", "POST"])
@requires(Permission.EDIT_JOURNEYS)
def actors(journey_id: int) -> str | Response:
    """List the actors, and add one."""
    journey, form = queries.journey(scope()), ActorForm().offer()
    if not form.validate_on_submit():
        context = {"journey": journey, "form": form, "actors": queries.actors(scope())}
        return render_template("journeys/actors.html", **context)
    services.add_actor(journey, form.piece(), Author(member().user_id))
    hint_at(form)
    return redirect(url_for("journeys.actors", journey_id=journey_id), 303)


@blueprint.route("/journeys/<int:journey_id>/actors/<int:actor_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_JOURNEYS)
def actor(journey_id: int, actor_id: int) -> str | Response | tuple[str, int]:
    """Change one actor."""
    journey, row = queries.journey(scope()), queries.actor(scope(), actor_id)
    form = ActorForm(obj=row).offer()
    if not form.validate_on_submit():
        return render_template("journeys/actor.html", journey=journey, actor=row, form=form)
    try:
        services.edit_actor(row, form.piece(), form.version.data or 0, Author(member().user_id))
    except services.Clash:
        show_now(form.version, row.version)
        page = render_template("journeys/actor.html", journey=journey, actor=row, form=form, clash=True)
        return page, 409
    hint_at(form)
    return redirect(url_for("journeys.actors", journey_id=journey_id), 303)
