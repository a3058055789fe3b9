"""What was learned from a complaint: words, and root causes of the team's taxonomy."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.complaints import queries, services
from klagerejsen.complaints.forms import LearningForm
from klagerejsen.complaints.routes import blueprint
from klagerejsen.complaints.routes.shared import page
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.forms import show_now
from klagerejsen.reflections import queries as reflections
from klagerejsen.web.personal import hint_at


@blueprint.post("/complaints/<int:complaint_id>/learning")
@requires(Permission.EDIT_COMPLAINTS)
def save_learning(complaint_id: int) -> Response | tuple[str, int]:
    """Keep what was learned and what is done about it."""
    complaint = queries.complaint(scope(), complaint_id)
    form = LearningForm()
    if not form.validate():
        return page(complaint, 422, learning=form)
    try:
        services.edit(complaint, form.piece(), form.version.data or 0, member().user_id)
    except services.Clash:
        show_now(form.version, complaint.version)
        return page(complaint, 409, learning=form, clash=True)
    flash(_("Gemt."))
    hint_at(form)
    return _back(complaint_id)


@blueprint.post("/complaints/<int:complaint_id>/causes")
@requires(Permission.EDIT_COMPLAINTS)
def add_cause(complaint_id: int) -> Response:
    """Give a complaint one more root cause."""
    complaint, code = queries.complaint(scope(), complaint_id), request.form.get("code", "")
    if code not in journeys.cause_names(scope().team_id):
        flash(_("Vælg en årsag fra listen."), "error")
        return _back(complaint_id)
    services.set_causes(complaint, [*(cause.code for cause in complaint.causes), code], member().user_id)
    return _back(complaint_id)


@blueprint.post("/complaints/<int:complaint_id>/causes/of-note")
@requires(Permission.EDIT_COMPLAINTS)
def take_causes(complaint_id: int) -> Response:
    """Give a complaint the root causes that the team found in a note about it."""
    complaint = queries.complaint(scope(), complaint_id)
    note = reflections.reflection(scope(), request.form.get("note", 0, int), member().user_id)
    if note.complaint_id != complaint.id or note.shared_at is None:
        abort(404)
    known = journeys.cause_names(scope().team_id)
    codes = [cause.code for cause in complaint.causes] + [code for code in note.causes if code in known]
    services.set_causes(complaint, codes, member().user_id)
    return _back(complaint_id)


@blueprint.post("/complaints/<int:complaint_id>/causes/<code>/removal")
@requires(Permission.EDIT_COMPLAINTS)
def remove_cause(complaint_id: int, code: str) -> Response:
    """Take a root cause off a complaint."""
    complaint = queries.complaint(scope(), complaint_id)
    codes = [cause.code for cause in complaint.causes]
    if code not in codes:
        abort(404)
    services.set_causes(complaint, [each for each in codes if each != code], member().user_id)
    return _back(complaint_id)


def _back(complaint_id: int) -> Response:
    return redirect(url_for("complaints.show", complaint_id=complaint_id, _anchor="learned"), 303)
