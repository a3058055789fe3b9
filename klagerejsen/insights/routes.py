"""Root causes across journeys."""

import json

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy import select

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.models import Team
from klagerejsen.extensions import db
from klagerejsen.insights import causes
from klagerejsen.insights.actions import Wanted
from klagerejsen.web.filters import language

blueprint = Blueprint("insights", __name__)


def _team() -> Team:
    return db.session.scalars(select(Team).where(Team.id == scope().team_id)).one()


@blueprint.get("/insights")
@requires(Permission.READ_INSIGHTS)
def index() -> str:
    """Show which causes come back, and in which journeys."""
    return render_template("insights/index.html", report=causes.page_for(_team(), language()))


@blueprint.get("/insights/causes/<code>")
@requires(Permission.READ_INSIGHTS)
def cause(code: str) -> str:
    """Open the journeys behind one cause."""
    report = causes.page_for(_team(), language())
    row = next((cause for cause in report["causes"] if cause["code"] == code), None)
    if row is None:
        abort(404)
    return render_template(
        "insights/cause.html",
        report=report,
        cause=row,
        pieces=causes.pieces(_team(), code, language()),
        actions=causes.actions_for(_team(), Wanted(cause=code), language()),
    )


@blueprint.get("/insights/insights.json")
@requires(Permission.READ_INSIGHTS)
def download() -> Response:
    """Hand out the same figures as data."""
    text = json.dumps(causes.report_on(_team(), language()), ensure_ascii=False, indent=1)
    response = Response(text + "\n", mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename="klagerejsen-aarsager.json")
    return response


@blueprint.get("/insights/actions")
@requires(Permission.READ_INSIGHTS)
def actions() -> str:
    """Show what was done about which causes, and how often each was seen before and after."""
    wanted = Wanted(**{name: request.args.get(name, "") for name in ("cause", "area", "status", "action")})
    return render_template("insights/actions.html", report=causes.actions_for(_team(), wanted, language()))
