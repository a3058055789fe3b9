"""The room's pages: joining, the phone, the console and the screen."""

from flask import Blueprint, g, jsonify, make_response, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import current_actors
from klagerejsen.access.rules import Seat
from klagerejsen.database import utcnow
from klagerejsen.extensions import htmx
from klagerejsen.workshops import holding, presence, queries, voices
from klagerejsen.workshops import phone as phone_view
from klagerejsen.workshops.clock import Clock, spoken
from klagerejsen.workshops.services import WorkshopClosed, WritingLocked

blueprint = Blueprint("workshops", __name__)


@blueprint.record_once
def listen(state: BlueprintSetupState) -> None:
    """Let the application hear who is here."""
    presence.init_app(state.app)  # type: ignore[arg-type]


@blueprint.after_app_request
def hear(response: Response) -> Response:
    """Note that a seat's page, its stream or its polling was here."""
    actor = g.get("actor")
    if isinstance(actor, Seat) and request.method == "GET" and response.status_code < 400:
        seat = queries.participant(actor.workshop_id, actor.participant_id)
        if seat is not None:
            presence.hear(seat)
    return response


@blueprint.app_template_filter()
def countdown(clock: Clock) -> str:
    """Say how much time is left: "12:08"."""
    return spoken(clock.seconds(utcnow()))


@blueprint.app_template_global()
def server_time() -> str:
    """Return the time here, so that a page can tell how wrong the clock of its device is."""
    return utcnow().isoformat()


@blueprint.app_template_global()
def seated_in() -> int | None:
    """Return the workshop in which this browser has a seat and nothing else: pages that go wrong lead back to it."""
    actors = current_actors()
    return actors[0].workshop_id if len(actors) == 1 and isinstance(actors[0], Seat) else None


for name, words in {
    "event_title": phone_view.title_of,
    "event_order": phone_view.order_of,
    "short_date": phone_view.short_date,
    "gap": voices.gap,
    "gap_words": voices.gap_words,
    "why_held": holding.why_held,
    "held_hint": holding.held_hint,
    "signature": queries.signature,
}.items():
    blueprint.add_app_template_filter(words, name)  # type: ignore[arg-type]


@blueprint.errorhandler(WorkshopClosed)
def closed(_error: WorkshopClosed) -> Response:
    """Say kindly that the workshop is over."""
    template = "workshops/_closed.html" if htmx else "workshops/closed.html"
    return make_response(render_template(template), 410)


@blueprint.errorhandler(WritingLocked)
def locked(_error: WritingLocked) -> Response:
    """Say that writing is locked; the phone keeps what was written until it is open again."""
    words = _("Låst af facilitator")
    if request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(saved=False, problems=[words]), 423)
    page = render_template("workshops/locked.html") if not htmx else words
    return make_response(page, 423)


from klagerejsen.workshops.routes import (  # noqa: E402 - they register
    answers,  # noqa: F401
    aside,  # noqa: F401
    console,  # noqa: F401
    deck,  # noqa: F401
    joining,  # noqa: F401
    moderation,  # noqa: F401
    offline,  # noqa: F401
    people,  # noqa: F401
    phone,  # noqa: F401
    preparing,  # noqa: F401
    proxies,  # noqa: F401
    screen,  # noqa: F401
    sheets,  # noqa: F401
    undoing,  # noqa: F401
    votes,  # noqa: F401
)
