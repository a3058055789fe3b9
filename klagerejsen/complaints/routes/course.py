"""One complaint: what is due, the next step in one press, and taking the last one back."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.complaints import queries, services
from klagerejsen.complaints.flow import STEP_OF
from klagerejsen.complaints.forms import StepForm
from klagerejsen.complaints.routes import blueprint
from klagerejsen.complaints.routes.shared import page
from klagerejsen.web.filters import today
from klagerejsen.web.personal import hint_at


@blueprint.get("/complaints/<int:complaint_id>")
@requires(Permission.READ_COMPLAINTS)
def show(complaint_id: int) -> tuple[str, int]:
    """Show a complaint."""
    return page(queries.complaint(scope(), complaint_id))


@blueprint.post("/complaints/<int:complaint_id>/steps")
@requires(Permission.EDIT_COMPLAINTS)
def take(complaint_id: int) -> Response | tuple[str, int]:
    """Take one step."""
    complaint = queries.complaint(scope(), complaint_id)
    step = STEP_OF.get(request.form.get("step", "")) or abort(404)
    form = StepForm().offer(step)
    if not form.validate() or form.day.data is None:
        return page(complaint, 422, {step.code: form})
    answer = form[step.asks].data if step.asks else ""
    try:
        services.take(complaint, step.code, form.day.data, answer, today(), member().user_id)
    except services.NotNow as refused:
        if not refused.problems:
            flash(_("Det skridt er taget, eller det kan ikke tages nu. Her står, hvordan klagen er nu."), "error")
            return page(complaint, 409)
        form.show_problems(refused.problems, step)
        return page(complaint, 422, {step.code: form})
    flash(_("%(what)s.", what=_(step.done)))
    hint_at(form)
    return redirect(url_for("complaints.show", complaint_id=complaint_id), 303)


@blueprint.post("/complaints/<int:complaint_id>/undo")
@requires(Permission.EDIT_COMPLAINTS)
def undo(complaint_id: int) -> Response:
    """Take back what was done last."""
    complaint = queries.complaint(scope(), complaint_id)
    try:
        done = services.undo(complaint, request.form.get("version", 0, int), member().user_id)
    except services.Clash:
        flash(_("En anden har skrevet til klagen imens. Se, hvordan den er nu, før du fortryder."), "error")
    else:
        flash(_("Fortrudt.") if done else _("Der er intet at fortryde."))
    return redirect(url_for("complaints.show", complaint_id=complaint_id), 303)
