"""The page of what is due."""

from flask import render_template, request

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.complaints import duties, words
from klagerejsen.complaints.flow import open_steps
from klagerejsen.complaints.routes import blueprint
from klagerejsen.journeys.queries import area_names
from klagerejsen.web.filters import language, today


@blueprint.get("/complaints/due")
@requires(Permission.READ_COMPLAINTS)
def due() -> str:
    """Show what is overdue, due this week and next week, and what was promised, of all areas or one."""
    areas = area_names(scope().team_id, language())
    area = request.args.get("area", "")
    area = area if area in areas else ""
    return render_template(
        "complaints/due.html",
        parts=duties.parts(scope(), today(), area),
        promised=duties.promised(scope(), area),
        area=area,
        areas=areas,
        next_step=lambda complaint: next(iter(open_steps(complaint.course())), None),
        most=duties.MOST_SHOWN,
        today=today(),
        **words.ALL,
    )
