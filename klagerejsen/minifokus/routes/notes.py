"""The list of what was learned, and one MiniFOKUS: begun, written, shared, deleted."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import may, member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.services import seed
from klagerejsen.board.reading import Board
from klagerejsen.complaints import queries as complaints
from klagerejsen.complaints.telling import note_about
from klagerejsen.extensions import htmx
from klagerejsen.journeys import queries as journeys
from klagerejsen.journeys.forms import show_now
from klagerejsen.journeys.services import Clash
from klagerejsen.learning import telling
from klagerejsen.learning.forms import QuestionsForm
from klagerejsen.minifokus.forms import ReflectionForm, SoughtForm
from klagerejsen.minifokus.routes import blueprint
from klagerejsen.reflections import queries, services
from klagerejsen.reflections.blaming import hints
from klagerejsen.reflections.models import Reflection
from klagerejsen.web.filters import language
from klagerejsen.web.personal import hint_at

MOST_SHOWN = 100
LONGEST = 2000


@blueprint.app_template_global()
def blaming_hints(text: str | None) -> Any:
    """Return what could be asked instead of what a text asks."""
    return hints((text or "")[:LONGEST])


def note_here(reflection_id: int) -> Reflection:
    """Return the note that this request is about."""
    return queries.reflection(scope(), reflection_id, member().user_id)


def may_write(note: Reflection) -> bool:
    """Whether a note is one's own, or one that a facilitator may change for the team."""
    return note.user_id == member().user_id or may("EDIT_JOURNEYS")


def writable(reflection_id: int) -> Reflection:
    """Return the note that this request changes, or raise 403."""
    note = note_here(reflection_id)
    return note if may_write(note) else abort(403)


@blueprint.get("/minifokus")
@requires(Permission.READ_JOURNEYS)
def index() -> tuple[str, int]:
    """List what was learned, in notes and in cases, and look for something in it."""
    areas, taxonomy = journeys.areas(scope().team_id), journeys.causes(scope().team_id)
    form = SoughtForm(formdata=request.args).offer(areas, taxonomy)
    fits = form.validate()
    found = queries.learned(scope(), member().user_id, form.sought()) if fits else []
    return render_template(
        "minifokus/index.html",
        form=form,
        rows=found[:MOST_SHOWN],
        complaints=complaints.names(scope(), (one.complaint_id for one in found[:MOST_SHOWN])),
        total=len(found),
        asked=any(request.args.values()),
        areas={area.code: area.label(language()) for area in areas},
        causes={cause.code: cause.label(language()) for cause in taxonomy},
    ), 200 if fits else 422


@blueprint.post("/minifokus")
@requires(Permission.REFLECT)
def begin() -> Response:
    """Begin a MiniFOKUS without a case."""
    return _begun({})


@blueprint.post("/complaints/<int:complaint_id>/minifokus")
@requires(Permission.REFLECT)
def begin_about(complaint_id: int) -> Response:
    """Begin one about a complaint of the register, with what happened told from its codes and days."""
    complaint = complaints.complaint(scope(), complaint_id)
    area = journeys.area_names(scope().team_id, language()).get(complaint.area, "")
    return _begun(note_about(complaint, area))


@blueprint.post("/journeys/<int:journey_id>/minifokus")
@requires(Permission.REFLECT)
def begin_from(journey_id: int) -> Response:
    """Begin one about an event or a finding of a case, with what happened told from the timeline."""
    event_id, key = request.form.get("event", type=int), request.form.get("finding", "")
    piece = _of_event(event_id) if event_id else _of_finding(key)
    return _begun(piece | {"journey_id": journey_id})


def _begun(piece: dict[str, Any]) -> Response:
    note = services.begin(scope().team_id, member().user_id, piece)
    return redirect(url_for("minifokus.show", reflection_id=note.id), 303)


def _of_event(event_id: int) -> dict[str, Any]:
    event = journeys.event_alone(scope(), event_id)
    if event.deleted:
        abort(404)
    told = "\n".join(filter(None, (telling.of_event(event, language()), event.title and event.description)))
    return _prefilled(f"event:{event.ref}", event.title or "", event.date, told)


def _of_finding(key: str) -> dict[str, Any]:
    journey = journeys.whole_journey(scope())
    found = Board(journey, language()).finding_row(key) or abort(404)
    told = telling.of_finding(found, journeys.events(scope()), language())
    return _prefilled(f"finding:{key}", found.title, None, told)


def _prefilled(about: str, title: str, day: str | None, told: str) -> dict[str, Any]:
    return {
        "about": about,
        "title": title[:200],
        "day": day.split("T")[0] if day else None,
        "area": journeys.journey(scope()).area,
        "learning": {"happened": told[:LONGEST]},
    }


@blueprint.get("/minifokus/<int:reflection_id>")
@requires(Permission.READ_JOURNEYS)
def show(reflection_id: int) -> tuple[str, int]:
    """Show a MiniFOKUS: to be written by those who may, else to be read."""
    note = note_here(reflection_id)
    return _page(note, _offered(ReflectionForm(formdata=None).show_note(note), note))


def _offered(form: ReflectionForm, note: Reflection) -> ReflectionForm:
    return form.offer_lists(journeys.areas(note.team_id), journeys.causes(note.team_id), note)


def _page(note: Reflection, form: ReflectionForm, status: int = 200, **more: Any) -> tuple[str, int]:
    return render_template(
        "minifokus/show.html",
        note=note,
        form=form,
        writable=may_write(note),
        own=note.user_id == member().user_id,
        taxonomy=journeys.causes(note.team_id),
        groups=seed("cause_groups"),
        causes=journeys.cause_names(note.team_id, language()),
        areas=journeys.area_names(note.team_id, language()),
        case=journeys.titled(scope(), note.journey_id) if note.journey_id else None,
        complaint=complaints.names(scope(), [note.complaint_id]).get(note.complaint_id or 0),
        **more,
    ), status


@blueprint.post("/minifokus/<int:reflection_id>")
@requires(Permission.REFLECT)
def save(reflection_id: int) -> Response | tuple[str, int]:
    """Keep what was written; what is kept while somebody writes leaves the actions for the button."""
    note = writable(reflection_id)
    form = _offered(ReflectionForm(), note)
    if not form.validate():
        return _page(note, form, 422, sent=not htmx)
    piece = form.note_piece() | ({} if htmx else {"actions": form.action_pieces(note.actions)})
    try:
        services.save(note, piece, form.version.data or 0)
    except Clash:
        show_now(form.version, note.version)
        return _page(note, form, 409, clash=True)
    if htmx:
        show_now(form.version, note.version)
        return _page(note, form, kept=True)
    hint_at(form)
    if "shared" in request.form:
        return _share(note)
    flash(_("Gemt."))
    return redirect(url_for("minifokus.show", reflection_id=note.id), 303)


@blueprint.post("/minifokus/<int:reflection_id>/sharing")
@requires(Permission.REFLECT)
def share(reflection_id: int) -> Response:
    """Let the team read a note as it stands, or take it back."""
    return _share(writable(reflection_id))


def _share(note: Reflection) -> Response:
    shared = request.form.get("shared") == "yes"
    if shared and not note.title:
        flash(_("Skriv en overskrift først, så andre kan finde den."), "error")
    else:
        services.share(note, shared)
        flash(_("Nu kan teamet læse den.") if shared else _("Nu er den din kladde igen."))
    return redirect(url_for("minifokus.show", reflection_id=note.id), 303)


@blueprint.post("/minifokus/<int:reflection_id>/removal")
@requires(Permission.REFLECT)
def remove(reflection_id: int) -> Response:
    """Delete a note for good."""
    services.remove(writable(reflection_id))
    flash(_("Slettet."))
    return redirect(url_for("minifokus.index"), 303)


@blueprint.post("/minifokus/hints/<name>")
@requires(Permission.REFLECT)
def hint(name: str) -> str:
    """Say what could be asked instead of what is being written; nothing is kept."""
    field = QuestionsForm().offer()._fields.get(name) or abort(404)
    return render_template("minifokus/_hints.html", name=field.name, text=field.data)
