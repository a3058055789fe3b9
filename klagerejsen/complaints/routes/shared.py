"""What the pages of one complaint share: its parts, and what there is to choose from."""

from typing import Any

from flask import render_template
from sqlalchemy import select

from klagerejsen.access.guard import may, member, scope
from klagerejsen.codes import REVERSALS
from klagerejsen.complaints import learned, queries, services, words
from klagerejsen.complaints.deadlines import clocks, complained_late
from klagerejsen.complaints.flow import open_steps
from klagerejsen.complaints.forms import ComplaintForm, LearningForm, StepForm
from klagerejsen.complaints.models import Complaint
from klagerejsen.complaints.terms import terms_of
from klagerejsen.extensions import db
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.models import Journey
from klagerejsen.web.filters import ROOM, language, today

MOST_JOURNEYS = 300
"""So many journeys can be chosen among, those changed last."""


def offered(form: ComplaintForm, complaint: Complaint | None = None) -> ComplaintForm:
    """Fill the lists of the form; what a complaint says already stays choosable."""
    areas = journeys.area_names(scope().team_id, language())
    if complaint:
        areas.setdefault(complaint.area, complaint.area)
    return form.offer(areas, _journeys(complaint), complaint.talk() if complaint else None)


def _journeys(complaint: Complaint | None) -> list[tuple[int, str]]:
    query = select(Journey.id, Journey.title).where(Journey.team_id == scope().team_id)
    rows = db.session.execute(query.order_by(Journey.updated_at.desc(), Journey.id).limit(MOST_JOURNEYS))
    found = {row.id: row.title for row in rows}
    if complaint and complaint.journey:
        found.setdefault(complaint.journey.id, complaint.journey.title)
    return list(found.items())


def page(
    complaint: Complaint, status: int = 200, steps: dict[str, StepForm] | None = None, **forms: Any
) -> tuple[str, int]:
    """Render a complaint with the forms as they were sent, and the others as things stand."""
    course = complaint.course()
    terms = terms_of(complaint.team_id).of(complaint.area, complaint.received_on)
    possible = open_steps(course) if may("EDIT_COMPLAINTS") else ()
    lines = queries.history(complaint.id)
    undone = services.last_to_undo(complaint.id)
    context: dict[str, Any] = {
        "learning": LearningForm(formdata=None).show(complaint),
        **forms,
    }
    return render_template(
        "complaints/show.html",
        complaint=complaint,
        steps=[(step, (steps or {}).get(step.code) or StepForm(formdata=None).offer(step)) for step in possible],
        sent=set(steps or ()),
        clocks=clocks(course, terms),
        late=complained_late(course, terms),
        terms=terms,
        notes=learned.of_complaint(scope(), complaint, member().user_id),
        history=lines,
        undoable=undone,
        areas=journeys.area_names(complaint.team_id, language()),
        causes={cause.code: cause.label(language()) for cause in journeys.causes(complaint.team_id)},
        reversed=complaint.outcome in REVERSALS,
        room=ROOM,
        today=today(),
        **words.ALL,
        **context,
    ), status
