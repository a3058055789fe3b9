"""Plan B: everything the room needs on paper, for when the network or the telephones fail."""

from flask import render_template

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries as journeys
from klagerejsen.workshops import queries
from klagerejsen.workshops.method import PROMPTS
from klagerejsen.workshops.plans import course
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.screen import join_place, join_url, qr


@blueprint.get("/workshops/<int:workshop_id>/sheet")
@requires(Permission.RUN_WORKSHOP)
def paper_sheet(workshop_id: int) -> str:
    """Show the sheet to print: the way in, the questions of the day, and a list to fill in for each side."""
    room = queries.workshop(scope())
    return render_template(
        "workshops/paper_sheet.html",
        room=room,
        journey=journeys.journey(scope()),
        events=journeys.events(scope()),
        guides=course(room),
        prompts=PROMPTS,
        place=join_place(),
        code_image=qr(join_url(room)),
    )
