"""Registering a complaint, and correcting what stands of it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.services import seed
from klagerejsen.catalogue import listed, translator
from klagerejsen.complaints import queries, services
from klagerejsen.complaints.forms import ComplaintForm
from klagerejsen.complaints.models import Complaint
from klagerejsen.complaints.routes import blueprint
from klagerejsen.complaints.routes.shared import offered
from klagerejsen.journeys.forms import show_now
from klagerejsen.web.filters import language
from klagerejsen.web.personal import hint_at


@blueprint.get("/complaints/new")
@requires(Permission.EDIT_COMPLAINTS)
def new() -> tuple[str, int]:
    """Show the form of a complaint that came in."""
    return _form(offered(ComplaintForm()))


@blueprint.post("/complaints")
@requires(Permission.EDIT_COMPLAINTS)
def register() -> Response | tuple[str, int]:
    """Write a complaint into the register."""
    form = offered(ComplaintForm())
    if not form.validate():
        return _form(form, 422)
    complaint = services.register(scope().team_id, form.piece(), member().user_id)
    flash(_("%(name)s er registreret.", name=complaint.name))
    _point_at_others(complaint)
    hint_at(form)
    return redirect(url_for("complaints.show", complaint_id=complaint.id), 303)


def _point_at_others(complaint: Complaint) -> None:
    """Say which complaints have the same case, in case this one is registered twice."""
    others = queries.same_case(scope(), complaint) if complaint.reference else []
    if others:
        names = listed([other.name for other in others], translator(language()))
        flash(_("Samme ESDH-nummer som %(names)s. Er det den samme klage?", names=names), "hint")


@blueprint.get("/complaints/<int:complaint_id>/properties")
@requires(Permission.EDIT_COMPLAINTS)
def properties(complaint_id: int) -> tuple[str, int]:
    """Show what stands of a complaint, to be corrected."""
    complaint = queries.complaint(scope(), complaint_id)
    return _form(offered(ComplaintForm(formdata=None), complaint).show(complaint), complaint=complaint)


@blueprint.post("/complaints/<int:complaint_id>/properties")
@requires(Permission.EDIT_COMPLAINTS)
def correct(complaint_id: int) -> Response | tuple[str, int]:
    """Keep what was corrected."""
    complaint = queries.complaint(scope(), complaint_id)
    form = offered(ComplaintForm(), complaint)
    if not form.validate():
        return _form(form, 422, complaint=complaint)
    try:
        changed = services.edit(complaint, form.piece(), form.version.data or 0, member().user_id)
    except services.Clash:
        show_now(form.version, complaint.version)
        return _form(form, 409, complaint=complaint, clash=True)
    flash(_("Gemt.") if changed else _("Intet var ændret."))
    hint_at(form)
    return redirect(url_for("complaints.show", complaint_id=complaint_id), 303)


def _form(
    form: ComplaintForm, status: int = 200, *, complaint: Complaint | None = None, clash: bool = False
) -> tuple[str, int]:
    known = {"units": queries.units(scope()), "laws": [law["name"] for law in seed("laws")]}
    return render_template("complaints/form.html", form=form, complaint=complaint, clash=clash, **known), status
