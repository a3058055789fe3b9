"""Plan B: lists to answer on with a pen, for when the network or the telephones fail."""

from flask import render_template

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries as journeys
from klagerejsen.workshops import queries
from klagerejsen.workshops.method import PROMPTS
from klagerejsen.workshops.routes import blueprint


@blueprint.get("/workshops/<int:workshop_id>/sheet")
@requires(Permission.RUN_WORKSHOP)
def paper_sheet(workshop_id: int) -> str:
    """Show what is printed for those who answer on paper: a list to fill in for each side."""
    room = queries.workshop(scope())
    return render_template(
        "workshops/paper_sheet.html",
        room=room,
        journey=journeys.journey(scope()),
        events=journeys.events(scope()),
        prompts=PROMPTS,
    )
