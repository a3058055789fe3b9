"""The pages of what a team sets itself: goals with how far they are, and terms."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.complaints import goals, setting, words
from klagerejsen.complaints.deadlines import TERM_WORDS
from klagerejsen.complaints.routes import blueprint
from klagerejsen.complaints.setting_forms import GoalForm, TermForm
from klagerejsen.complaints.terms import terms_of
from klagerejsen.journeys.queries import area_names
from klagerejsen.web.filters import ROOM, language, today
from klagerejsen.web.personal import hint_at


@blueprint.get("/complaints/goals")
@requires(Permission.READ_COMPLAINTS)
def show_goals() -> tuple[str, int]:
    """Show the goals, and how far the complaints of their periods are."""
    return _goals(GoalForm())


def _goals(form: GoalForm, status: int = 200) -> tuple[str, int]:
    areas = area_names(scope().team_id, language())
    found = goals.progress(goals.goals_of(scope()), today())
    return render_template(
        "complaints/goals.html", form=form.offer(areas), rows=found, areas=areas, today=today()
    ), status


@blueprint.post("/complaints/goals")
@requires(Permission.SET_LIMITS)
def set_goal() -> Response | tuple[str, int]:
    """Set a goal."""
    form = GoalForm().offer(area_names(scope().team_id, language()))
    if not form.validate():
        return _goals(form, 422)
    setting.set_goal(scope().team_id, form.piece(), member().user_id)
    flash(_("Målet er sat."))
    return redirect(url_for("complaints.show_goals"), 303)


@blueprint.post("/complaints/goals/<int:goal_id>/removal")
@requires(Permission.SET_LIMITS)
def drop_goal(goal_id: int) -> Response:
    """Take a goal away."""
    setting.drop_goal(goals.goal(scope(), goal_id) or abort(404))
    flash(_("Målet er fjernet."))
    return redirect(url_for("complaints.show_goals"), 303)


@blueprint.get("/complaints/terms")
@requires(Permission.READ_COMPLAINTS)
def terms() -> tuple[str, int]:
    """Show the terms that hold, where they come from, and who set what."""
    return _terms(TermForm())


def _terms(form: TermForm, status: int = 200) -> tuple[str, int]:
    areas, own = area_names(scope().team_id, language()), terms_of(scope().team_id)
    everywhere = own.of(None, today())
    apart = {
        code: [(name, term) for area, name in areas.items() if (term := own.of(area, today())[code]).area == area]
        for code in TERM_WORDS
    }
    return render_template(
        "complaints/terms.html",
        form=form.offer(areas),
        codes=list(TERM_WORDS),
        everywhere=everywhere,
        apart=apart,
        lines=setting.term_lines(scope().team_id),
        areas=areas,
        room=ROOM,
        **words.ALL,
    ), status


@blueprint.post("/complaints/terms")
@requires(Permission.SET_LIMITS)
def set_term() -> Response | tuple[str, int]:
    """Set a term anew, and move what is due by it."""
    form = TermForm().offer(area_names(scope().team_id, language()))
    if not form.validate():
        return _terms(form, 422)
    moved = setting.set_term(scope().team_id, form.piece(), member().user_id)
    flash(
        _("Fristen er sat. Den flyttede 1 åben klage.")
        if moved == 1
        else _("Fristen er sat. Den flyttede %(n)s åbne klager.", n=moved)
    )
    hint_at(form)
    return redirect(url_for("complaints.terms"), 303)
