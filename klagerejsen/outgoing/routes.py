"""The page that says what left the house."""

from flask import Blueprint, render_template, request

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.outgoing import queries
from klagerejsen.outgoing.terms import PURPOSES
from klagerejsen.web.filters import ROOM, today

blueprint = Blueprint("outgoing", __name__)


@blueprint.get("/settings/exports")
@requires(Permission.MANAGE_TEAM)
def log() -> str:
    """Show who took what, newest first."""
    lines = queries.lines(scope(), request.args.get("before", type=int))
    older = lines[-1].id if len(lines) == queries.AT_ONCE else None
    words = {"purposes": PURPOSES, "today": today(), "room": ROOM}
    return render_template("outgoing/log.html", lines=lines, older=older, **words)
