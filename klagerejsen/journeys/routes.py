"""The pages of a case outside the board: the list, the upload, the forms, the history."""

from flask import Blueprint, render_template

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries

blueprint = Blueprint("journeys", __name__)


@blueprint.get("/")
@requires(Permission.READ_JOURNEYS)
def index() -> str:
    """List the team's journeys."""
    return render_template("journeys/index.html", rows=queries.journeys(scope()))
