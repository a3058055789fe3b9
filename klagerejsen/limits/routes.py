"""The page of limits: see them, try others on the journeys there are, and save them."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.analysis.limits import LIMIT_OF
from klagerejsen.extensions import db
from klagerejsen.insights.limits import limits_of
from klagerejsen.journeys.models import Journey
from klagerejsen.journeys.queries import area_names
from klagerejsen.limits import services, words
from klagerejsen.limits.effects import NEWEST, effect
from klagerejsen.limits.forms import Typed, rows_by_kind, typed
from klagerejsen.web.filters import language
from klagerejsen.web.line import Full, Line
from klagerejsen.web.transactions import reads_first

blueprint = Blueprint("limits", __name__)
line = Line(2)


def _areas() -> dict[str, str]:
    """Return the areas that have limits of their own: the organisation's, and what else its journeys name."""
    stated = select(Journey.area).where(Journey.team_id == scope().team_id).distinct().order_by(Journey.area)
    return {area: area for area in db.session.scalars(stated) if area} | area_names(scope().team_id, language())


def _area() -> str | None:
    """Return the area that the request is about; None is the whole organisation."""
    area = request.values.get("area") or None
    if area is not None and area not in _areas():
        abort(404)
    return area


def _seen() -> int:
    """Return the number of the last change that the page was drawn after."""
    return request.form.get("seen", 0, int)


def _page(
    status: int = 200,
    sent: Typed | None = None,
    seen: int | None = None,
    clash: services.Clash | None = None,
    **more: Any,
) -> tuple[str, int]:
    """Render the limits as they hold, with what was typed; `seen` says after which change that was."""
    area, own = _area(), limits_of(scope().team_id)
    now, without = services.values(own, area), services.inherited(own, area)
    return render_template(
        "limits/index.html",
        area=area,
        areas=_areas(),
        seen=services.newest(scope().team_id) if seen is None else seen,
        groups=rows_by_kind(now, without, sent, clash.meanwhile if clash else {}),
        history=services.history(scope().team_id),
        problem=bool(sent and sent.problems),
        clash=clash,
        **words.ALL,
        **more,
    ), status


@blueprint.get("/limits")
@requires(Permission.READ_INSIGHTS)
def index() -> tuple[str, int]:
    """Show the limits of the organisation or of an area, and who changed what."""
    return _page()


@blueprint.post("/limits/preview")
@requires(Permission.SET_LIMITS)
@reads_first
def preview() -> Response | tuple[str, int]:
    """Show what other limits would change; nothing is written."""
    sent = _sent()
    if sent.problems:
        return _page(422, sent, _seen())
    try:
        wanted = services.asked(scope().team_id, _area(), _seen(), sent.values)
    except services.Clash as clash:
        return _clash(sent, clash)
    if not wanted:
        flash(_("Ingen grænse er ændret."))
        return redirect(_here(), 303)
    own = limits_of(scope().team_id)
    try:
        with line.place():
            found = effect(scope().team_id, _area(), own, own.changed(_area(), wanted), language())
    except Full:
        abort(503, _("Andre prøver grænser af lige nu. Prøv igen om lidt."))
    return _page(200, sent, _seen(), wanted=_in_words(wanted), effect=found, newest=NEWEST)


def _clash(sent: Typed, clash: services.Clash) -> tuple[str, int]:
    """Show both values where somebody else set another meanwhile, and what holds by now where nobody asked."""
    sent.texts = {name: text for name, text in sent.texts.items() if name in clash.mine}
    return _page(409, sent, clash=clash)


def _sent() -> Typed:
    """Return what was typed; a limit that is to go back has the value that holds without it."""
    sent, back = typed(request.form), request.form.get("back", "")
    without = services.inherited(limits_of(scope().team_id), _area())
    if back in without:
        sent.problems.pop(back, None)
        sent.texts[back], sent.values[back] = words.number(without[back]), without[back]
    return sent


def _in_words(wanted: dict[str, float]) -> list[dict[str, Any]]:
    now = services.values(limits_of(scope().team_id), _area())
    return [
        {"limit": LIMIT_OF[name], "value": value, "before": words.said(LIMIT_OF[name], now[name])}
        for name, value in wanted.items()
    ]


@blueprint.post("/limits")
@requires(Permission.SET_LIMITS)
def save() -> Response | tuple[str, int]:
    """Keep the limits that were tried."""
    sent = typed(request.form)
    if sent.problems:
        return _page(422, sent, _seen())
    try:
        count = services.save(scope().team_id, _area(), _seen(), sent.values, member().user_id)
    except services.Clash as clash:
        return _clash(sent, clash)
    flash(_saved(count))
    return redirect(_here(), 303)


def _saved(count: int) -> str:
    if not count:
        return _("Ingen grænse er ændret.")
    return _("1 grænse er gemt.") if count == 1 else _("%(n)s grænser er gemt.", n=count)


def _here() -> str:
    return url_for("limits.index", area=_area())
