"""The team's taxonomy of root causes: the codes stay, the words are the team's own."""

from flask import redirect, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.services import seed
from klagerejsen.journeys import queries
from klagerejsen.journeys.forms import CauseWordsForm
from klagerejsen.journeys.routes import blueprint
from klagerejsen.web.personal import hint_at


@blueprint.get("/settings/causes")
@requires(Permission.MANAGE_TEAM)
def causes() -> str:
    """Show the taxonomy, group by group."""
    return render_template("journeys/causes.html", causes=queries.causes(scope().team_id), groups=seed("cause_groups"))


@blueprint.route("/settings/causes/<code>", methods=["GET", "POST"])
@requires(Permission.MANAGE_TEAM)
def cause(code: str) -> str | Response:
    """Change the words of one cause."""
    row = next((cause for cause in queries.causes(scope().team_id) if cause.code == code), None)
    if row is None:
        raise NotFound
    form = CauseWordsForm(obj=row)
    if not form.validate_on_submit():
        return render_template("journeys/cause.html", cause=row, form=form)
    form.populate_obj(row)
    hint_at(form)
    return redirect(url_for("journeys.causes"), 303)
