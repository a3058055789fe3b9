"""Events: new, changed, moved, removed; a clash shows both texts and loses neither."""

import datetime as dt
from typing import Any

from flask import abort, make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import dates
from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries, services
from klagerejsen.journeys.checking import NotAJourney
from klagerejsen.journeys.documents import event_fragment
from klagerejsen.journeys.forms import EventForm, show_now
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Event
from klagerejsen.journeys.routes import blueprint
from klagerejsen.web.filters import language
from klagerejsen.web.pages import after_write, page_or_partial
from klagerejsen.web.personal import hint_at

PAGE, PARTIAL = "journeys/event.html", "journeys/_event_form.html"
# The room works on a case that is over, so what is added lies near what is there already.
SHOWN = ("date", "title", "type", "from", "to", "channel", "description", "topic", "artefact", "source", "reply_due")


def _form(event: Event | None = None, *, typed: bool = True) -> EventForm:
    """Return the form; with `typed` off it shows the event as it is, whatever was sent."""
    others = [other for other in queries.events(scope()) if event is None or other.id != event.id]
    near = event.earliest if event else middle(others)
    form = (EventForm() if typed else EventForm(formdata=None)).offer(queries.actors(scope()), others, near)
    if event and not (typed and form.is_submitted()):
        form.show(event)
    return form


def middle(events: list[Event]) -> dt.date | None:
    """Return the middle of the case: a date without a year lies in one of the years around it."""
    if not events:
        return None
    return events[0].earliest + (events[-1].latest - events[0].earliest) / 2


@blueprint.route("/journeys/<int:journey_id>/events/new", methods=["GET", "POST"])
@requires(Permission.EDIT_JOURNEYS)
def new_event(journey_id: int) -> Response:
    """Add an event."""
    form = _form()
    if request.method == "GET":
        form.date.data = request.args.get("date", "")
        return page_or_partial(PAGE, PARTIAL, form=form, event=None, journey_id=journey_id)
    if not form.validate_on_submit():
        return page_or_partial(PAGE, PARTIAL, 422, form=form, event=None, journey_id=journey_id)
    try:
        event = services.add_event(queries.journey(scope()), form.piece(), Author(member().user_id))
    except NotAJourney:
        abort(400)
    hint_at(form)
    return _written(event)


@blueprint.route("/journeys/<int:journey_id>/events/<int:event_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_JOURNEYS)
def edit_event(journey_id: int, event_id: int) -> Response:
    """Change an event."""
    event = queries.event(scope(), event_id)
    form = _form(event)
    if request.method == "GET":
        if event.deleted:
            abort(404)
        return page_or_partial(PAGE, PARTIAL, form=form, event=event, journey_id=journey_id)
    if not form.validate_on_submit():
        return page_or_partial(PAGE, PARTIAL, 422, form=form, event=event, journey_id=journey_id)
    piece = form.piece(event_fragment(event))
    try:
        services.edit_event(event, piece, form.version.data or 0, Author(member().user_id))
    except services.Clash as clash:
        return _both_texts(event, form, piece, clash)
    except NotAJourney:
        abort(400)
    hint_at(form)
    return _written(event)


def _both_texts(event: Event, form: EventForm, mine: dict[str, Any], clash: services.Clash) -> Response:
    """Show what each of the two wrote, field by field where they differ; saving again keeps the reader's."""
    theirs = clash.current
    names = {field.name: str(field.label.text) for field in form}
    names |= {"from": names["senders"], "to": names["recipients"]}
    differing = [
        (names[key], _shown(key, mine.get(key)), _shown(key, theirs.get(key)))
        for key in SHOWN
        if theirs is not None and (mine.get(key) or None) != (theirs.get(key) or None)
    ]
    show_now(form.version, event.version)
    show_now(form.date, dates.in_words(mine["date"], language()))
    context = {"form": form, "event": event, "journey_id": event.journey_id}
    return page_or_partial(PAGE, PARTIAL, 409, **context, clash=True, differing=differing, gone=theirs is None)


def _shown(key: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if key in ("date", "reply_due"):
        return dates.in_words(value, language())
    if key in ("from", "to"):
        labels = {actor.ref: actor.label for actor in queries.actors(scope())}
        return ", ".join(labels.get(ref, ref) for ref in value)
    return str(value)


@blueprint.post("/journeys/<int:journey_id>/events/<int:event_id>/date")
@requires(Permission.EDIT_JOURNEYS)
def move_event(journey_id: int, event_id: int) -> Response:
    """Put an event on another day, as dragging on the board does; an exact day replaces the date."""
    event = queries.event(scope(), event_id)
    try:
        piece = event_fragment(event) | {"date": moved(event, dt.date.fromisoformat(request.form.get("date", "")))}
    except (ValueError, OverflowError):
        abort(400)
    try:
        services.edit_event(event, piece, request.form.get("version", 0, int), Author(member().user_id))
    except services.Clash:
        abort(409)
    except NotAJourney:
        abort(400)
    return _written(event)


def moved(event: Event, day: dt.date) -> str:
    """Return the date of an event whose first day becomes `day`, as precise as it was said before.

    An exact day stays exact, "about a day" stays about a day, a span keeps its length; a whole month or
    season becomes the days of a span, because it would otherwise claim a period nobody named.
    """
    if event.date.endswith("~") and event.date.count("-") == 2 and "/" not in event.date:
        return f"{day + (dates.parse_edtf(event.date).middle - event.earliest)}~"
    if event.earliest == event.latest:
        return day.isoformat()
    return f"{day}/{day + (event.latest - event.earliest)}"


@blueprint.post("/journeys/<int:journey_id>/events/<int:event_id>/removal")
@requires(Permission.EDIT_JOURNEYS)
def remove_event(journey_id: int, event_id: int) -> Response:
    """Take an event off the timeline; it can be undone."""
    event = queries.event(scope(), event_id)
    try:
        services.remove_event(event, request.form.get("version", 0, int), Author(member().user_id))
    except services.Clash as clash:
        if clash.current is None:
            return _written(event)
        notice = _("Hændelsen er ændret, siden du åbnede den. Læs den igen, før du fjerner den.")
        context = {"form": _form(event, typed=False), "event": event, "journey_id": journey_id}
        return page_or_partial(PAGE, PARTIAL, 409, **context, notice=notice)
    return _written(event)


def _written(event: Event) -> Response:
    """Go back to the board with the event chosen; htmx gets an empty dialog and word that the board changed."""
    url = url_for("board.show", journey_id=event.journey_id, event=event.id, _anchor=f"event-{event.id}")
    response = after_write(url, "_nothing.html")
    response.headers["HX-Trigger"] = "board:changed"
    return make_response(response)
