"""What the facilitator prepares and keeps for themselves: the plan of the workshop, and private notes."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.extensions import htmx
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.history import Author
from klagerejsen.web.personal import forbid
from klagerejsen.workshops import plans, queries, services
from klagerejsen.workshops.method import GUIDES
from klagerejsen.workshops.routes import blueprint

LONGEST_NOTES = 20_000


@blueprint.get("/workshops/<int:workshop_id>/plan")
@requires(Permission.RUN_WORKSHOP)
def plan(workshop_id: int) -> str | tuple[str, int]:
    """Show the plan, or another one to begin with."""
    room = queries.workshop(scope())
    choice = request.args.get("begin", "")
    try:
        entries = plans.begin_with(scope().team_id, choice) if choice else room.plan or plans.BUILT_IN["three-hours"][1]
    except KeyError:
        abort(404)
    return _plan_page(entries)


def _plan_page(entries: list[dict[str, Any]], status: int = 200, problem: str = "") -> Any:
    room = queries.workshop(scope())
    page = render_template(
        "workshops/plan.html",
        room=room,
        journey=journeys.journey(scope()),
        rows=[(guide, next((e for e in entries if e["phase"] == guide.phase.value), None)) for guide in GUIDES],
        minutes=sum(entry["minutes"] for entry in entries),
        built_in={code: _(name) for code, (name, _entries) in plans.BUILT_IN.items()},
        kept=plans.kept(scope().team_id),
        problem=problem,
    )
    return (page, status) if status != 200 else page


@blueprint.post("/workshops/<int:workshop_id>/plan")
@requires(Permission.RUN_WORKSHOP)
def save_plan(workshop_id: int) -> Any:
    """Follow this plan from now on, and keep it for other workshops where it was given a name."""
    room, entries = queries.workshop(scope()), _sent()
    try:
        checked = plans.checked(entries)
    except ValueError:
        return _plan_page(entries, 422, _("Vælg mindst én fase. Hver fase tager fra 1 til 240 minutter."))
    services.follow(room, checked, Author(member().user_id))
    name = request.form.get("name", "").strip()
    if name:
        forbid(name)
        plans.keep(scope().team_id, name, checked)
        flash(_("Planen er gemt som «%(name)s».", name=name[: plans.LONGEST_NAME]))
    return redirect(url_for("workshops.console", workshop_id=room.id), 303)


def _sent() -> list[dict[str, Any]]:
    form = request.form
    return [
        {
            "phase": guide.phase.value,
            "minutes": form.get(f"{guide.phase.value}-minutes", 0, int),
            "question": form.get(f"{guide.phase.value}-question", ""),
            "private": f"{guide.phase.value}-private" in form,
        }
        for guide in GUIDES
        if f"{guide.phase.value}-used" in form
    ]


@blueprint.post("/workshops/<int:workshop_id>/private-notes")
@requires(Permission.RUN_WORKSHOP)
def keep_private_notes(workshop_id: int) -> Response:
    """Keep the facilitator's own notes; what a colleague wrote meanwhile is not written over."""
    room = queries.workshop(scope())
    text, before = request.form.get("notes", "")[:LONGEST_NOTES], request.form.get("before", "")
    if _lines(room.private_notes) not in (_lines(before), _lines(text)):
        text = f"{room.private_notes}\n\n{text}"
    forbid(text)
    room.private_notes = text
    if htmx:
        return Response(render_template("workshops/_console_notes.html", room=room, saved=True))
    return redirect(url_for("workshops.console", workshop_id=room.id, _anchor="own-notes"), 303)


def _lines(text: str) -> list[str]:
    """Return a text's lines; forms end them their own way."""
    return text.splitlines()
