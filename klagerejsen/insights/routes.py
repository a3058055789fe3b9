"""Root causes across journeys."""

import json

from flask import Blueprint, Response, abort, render_template, request

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.queries import team
from klagerejsen.insights import causes
from klagerejsen.insights.actions import Wanted
from klagerejsen.insights.behind import Behind, behind_cause, behind_pattern
from klagerejsen.web.filters import language

blueprint = Blueprint("insights", __name__)


@blueprint.get("/insights")
@requires(Permission.READ_INSIGHTS)
def index() -> str:
    """Show which causes come back, and in which journeys."""
    return render_template("insights/index.html", report=causes.page_for(team(scope()), language()))


@blueprint.get("/insights/causes/<code>")
@requires(Permission.READ_INSIGHTS)
def cause(code: str) -> str:
    """Open the journeys behind one cause, of all areas or of those of one column."""
    areas, page = request.args.getlist("area"), request.args.get("page", 1, int)
    behind = behind_cause(team(scope()), code, areas, page, language())
    actions = None if areas or page > 1 else causes.actions_for(team(scope()), Wanted(cause=code), language())
    return _list("insights/cause.html", behind, {"code": code, "area": areas}, code=code, actions=actions)


@blueprint.get("/insights/patterns/<kind>")
@requires(Permission.READ_INSIGHTS)
def pattern(kind: str) -> str:
    """Open the journeys behind one row of the patterns."""
    of, page = request.args.getlist("of"), request.args.get("page", 1, int)
    behind = behind_pattern(team(scope()), kind, tuple(of), page, language())
    return _list("insights/behind.html", behind, {"kind": kind, "of": of})


def _list(template: str, behind: Behind | None, address: dict[str, object], **more: object) -> str:
    if behind is None:
        abort(404)
    return render_template(template, behind=behind, address=address, **more)


@blueprint.get("/insights/insights.json")
@requires(Permission.READ_INSIGHTS)
def download() -> Response:
    """Hand out the same figures as data."""
    text = json.dumps(causes.report_on(team(scope()), language()), ensure_ascii=False, indent=1)
    response = Response(text + "\n", mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename="klagerejsen-aarsager.json")
    return response


@blueprint.get("/insights/actions")
@requires(Permission.READ_INSIGHTS)
def actions() -> str:
    """Show what was done about which causes, and how often each was seen before and after."""
    wanted = Wanted(**{name: request.args.get(name, "") for name in ("cause", "area", "status", "action")})
    return render_template("insights/actions.html", report=causes.actions_for(team(scope()), wanted, language()))
