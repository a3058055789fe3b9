"""The sheet: all events of a case in rows and columns."""

from dataclasses import asdict

from flask import abort, jsonify, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import labels
from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.intake import edits
from klagerejsen.intake.grid import Sheet, headings
from klagerejsen.intake.routes import blueprint
from klagerejsen.journeys import queries
from klagerejsen.journeys.documents import event_fragment
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.routes.events import middle


def _sheet() -> Sheet:
    return Sheet(queries.actors(scope()), middle(queries.events(scope())))


@blueprint.get("/journeys/<int:journey_id>/grid")
@requires(Permission.EDIT_JOURNEYS)
def grid(journey_id: int) -> str:
    """Show the events as a sheet; without script each row leads to its form."""
    sheet, events = _sheet(), queries.events(scope())
    return render_template(
        "intake/grid.html",
        journey=queries.journey(scope()),
        headings=headings(),
        rows=[(event, sheet.shown(event_fragment(event))) for event in events],
        lists={
            "type": [label for _code, label in labels.choices("event_type", _)],
            "channel": [label for _code, label in labels.choices("channel", _)],
            "people": [actor.label for actor in sheet.actors],
            "truth": [_("ja"), _("nej")],
        },
    )


@blueprint.post("/journeys/<int:journey_id>/grid")
@requires(Permission.EDIT_JOURNEYS)
def write_cells(journey_id: int) -> Response:
    """Save the cells that were changed, and say of each row how it stands now."""
    try:
        sent = edits.read(request.form.get("edits", ""))
    except (ValueError, RecursionError):
        abort(400)
    written = edits.write(queries.whole_journey(scope()), _sheet(), sent, Author(member().user_id))
    return jsonify(rows=[asdict(row) for row in written])
