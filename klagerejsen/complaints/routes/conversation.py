"""The conversation about one complaint: the guide, the steps around it, the note, and how satisfied people were."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import may, member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.models import User
from klagerejsen.catalogue import translator
from klagerejsen.complaints import queries
from klagerejsen.complaints.conversation import polling, services
from klagerejsen.complaints.conversation.course import STEP_OF, open_steps
from klagerejsen.complaints.conversation.forms import ALOUD, AT_WORK, ScoreForm, StepForm, TalkForm
from klagerejsen.complaints.conversation.guide import SIDES, TOLD_AT
from klagerejsen.complaints.conversation.note import Typed, note_of
from klagerejsen.complaints.models import Complaint
from klagerejsen.complaints.routes import blueprint
from klagerejsen.extensions import db
from klagerejsen.figures import number
from klagerejsen.statistics import published
from klagerejsen.web.filters import day, language, today
from klagerejsen.web.pages import our_address
from klagerejsen.web.personal import hint_at

TALK = "talk"


@blueprint.get("/complaints/<int:complaint_id>/conversation")
@requires(Permission.READ_COMPLAINTS)
def conversation(complaint_id: int) -> tuple[str, int]:
    """Show the guide, and how far the conversation is."""
    return _page(queries.complaint(scope(), complaint_id))


def _page(complaint: Complaint, status: int = 200, typed: Typed | None = None, **sent: Any) -> tuple[str, int]:
    talk, version = complaint.talk(), complaint.version
    steps = open_steps(talk) if may("EDIT_COMPLAINTS") else ()
    forms = {step.code: StepForm(formdata=None).offer(step, version) for step in steps if step.code != TALK}
    context: dict[str, Any] = {
        "forms": {**forms, **sent.pop("forms", {})},
        "guide": TalkForm(formdata=None).offer(version),
        "aloud": ScoreForm(formdata=None).offer(ALOUD, version),
        "at_work": ScoreForm(formdata=None).offer(AT_WORK, version),
        **sent,
    }
    note = note_of(talk, complaint.reference, typed or Typed(), translator(language()), day)
    poll = polling.poll_of(complaint)
    return render_template(
        "complaints/conversation.html",
        complaint=complaint,
        talk=talk,
        steps={step.code: step for step in steps},
        sides=SIDES,
        told_at=TOLD_AT,
        note=note,
        fresh=typed is not None,
        nowhere_else=typed is not None and typed.nowhere_else,
        sent_back="guide" in sent,
        today=today(),
        can_ask=polling.can_ask(complaint),
        rated_at_work=poll is not None and poll.employee_answered,
        **context,
    ), status


@blueprint.post("/complaints/<int:complaint_id>/conversation")
@requires(Permission.EDIT_COMPLAINTS)
def keep_talk(complaint_id: int) -> tuple[str, int]:
    """Keep what was chosen while people talked, and show the note with what was typed, which is not kept."""
    complaint = queries.complaint(scope(), complaint_id)
    form = TalkForm().offer(complaint.version)
    if not form.validate():
        return _page(complaint, 422, guide=form)
    refused = _refused(complaint, TALK, form)
    if refused:
        return _page(complaint, refused, guide=form)
    user = db.session.get(User, member().user_id)
    hint_at(form)
    return _page(complaint, typed=form.typed(user.name if user else ""))


def _refused(complaint: Complaint, code: str, form: StepForm | TalkForm) -> int | None:
    """Take a step; return the status of a refusal, which the form and the page tell of, else None."""
    answers, version = form.answers(), form.version.data or 0
    assert form.day.data is not None
    try:
        services.take(complaint, code, form.day.data, answers, today(), version, member().user_id)
    except services.Clash:
        form.version.data, form.version.raw_data = complaint.version, None
        flash(_("Der er skrevet til klagen imens, måske af dig selv. Se, hvordan den er nu."), "error")
        return 409
    except services.NotNow as refused:
        if not refused.problems:
            flash(_("Det skridt er taget, eller det kan ikke tages nu. Her står, hvordan klagen er nu."), "error")
            return 409
        form.show_problems(refused.problems)
        return 422
    return None


@blueprint.post("/complaints/<int:complaint_id>/conversation/steps")
@requires(Permission.EDIT_COMPLAINTS)
def note_step(complaint_id: int) -> Response | tuple[str, int]:
    """Note an attempt, a confirmation, a follow-up, or a step of a withdrawal."""
    complaint = queries.complaint(scope(), complaint_id)
    step = STEP_OF.get(request.form.get("step", "")) or abort(404)
    if step.code == TALK:
        abort(404)
    form = StepForm().offer(step, complaint.version)
    status = 422 if not form.validate() else _refused(complaint, step.code, form)
    if status:
        return _page(complaint, status, forms={step.code: form} if step.opens(complaint.talk()) else {})
    flash(_("%(what)s.", what=_(step.done)))
    return _back(complaint_id)


def _back(complaint_id: int, part: str | None = None) -> Response:
    return redirect(url_for("complaints.conversation", complaint_id=complaint_id, _anchor=part), 303)


@blueprint.post("/complaints/<int:complaint_id>/conversation/satisfaction")
@requires(Permission.EDIT_COMPLAINTS)
def rate_aloud(complaint_id: int) -> Response | tuple[str, int]:
    """Keep what the complainant answered when asked aloud."""
    complaint = queries.complaint(scope(), complaint_id)
    form = ScoreForm().offer(ALOUD, complaint.version)
    if not form.validate():
        return _page(complaint, 422, aloud=form)
    try:
        services.rate(complaint, form.score.data, form.version.data or 0, member().user_id)
    except services.Clash:
        flash(_("Der er skrevet til klagen imens, måske af dig selv. Se, hvordan den er nu."), "error")
        return _page(complaint, 409)
    flash(_("Gemt."))
    return _back(complaint_id, "satisfaction")


@blueprint.post("/complaints/<int:complaint_id>/conversation/employee")
@requires(Permission.EDIT_COMPLAINTS)
def rate_at_work(complaint_id: int) -> Response | tuple[str, int]:
    """Keep what whoever handled the complaint thinks of it, beside no complaint and no name."""
    complaint = queries.complaint(scope(), complaint_id)
    form = ScoreForm().offer(AT_WORK, complaint.version)
    if not form.validate():
        return _page(complaint, 422, at_work=form)
    try:
        first = polling.answer_at_work(complaint, form.score.data)
    except polling.NotYet:
        abort(400)
    flash(_("Tak. Svaret står ikke ved klagen og ikke ved dit navn.") if first else _("Der er allerede svaret."))
    return _back(complaint_id, "satisfaction")


@blueprint.post("/complaints/<int:complaint_id>/conversation/link")
@requires(Permission.EDIT_COMPLAINTS)
def ask_by_link(complaint_id: int) -> tuple[str, int]:
    """Make the link by which the complainant answers without an account; it is shown this once."""
    complaint = queries.complaint(scope(), complaint_id)
    try:
        token = polling.ask(complaint, today())
    except polling.NotYet:
        abort(400)
    return _page(complaint, link=our_address() + url_for("complaints.satisfaction", token=token))


@blueprint.get("/complaints/satisfaction")
@requires(Permission.READ_COMPLAINTS)
def satisfactions() -> str:
    """Show how satisfied people were, in groups that nobody can be picked out of."""
    rows, translate = polling.told(scope().team_id), translator(language())
    return render_template(
        "complaints/satisfactions.html",
        rows=rows,
        least=polling.LEAST,
        mean=lambda value: number(value, language(), ".1f"),
        context=published.published("satisfaction", translate),
        caution=published.note(translate),
    )
