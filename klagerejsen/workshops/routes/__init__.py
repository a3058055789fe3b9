"""The room's pages: joining, the phone, the console and the screen."""

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from klagerejsen.database import utcnow
from klagerejsen.extensions import htmx
from klagerejsen.workshops import phone as phone_view
from klagerejsen.workshops import voices
from klagerejsen.workshops.clock import Clock, spoken
from klagerejsen.workshops.services import WorkshopClosed

blueprint = Blueprint("workshops", __name__)


@blueprint.app_template_filter()
def countdown(clock: Clock) -> str:
    """Say how much time is left: "12:08"."""
    return spoken(clock.seconds(utcnow()))


@blueprint.app_template_global()
def server_time() -> str:
    """Return the time here, so that a page can tell how wrong the clock of its device is."""
    return utcnow().isoformat()


for name, words in {
    "event_title": phone_view.title_of,
    "event_order": phone_view.order_of,
    "short_date": phone_view.short_date,
    "gap": voices.gap,
    "gap_words": voices.gap_words,
}.items():
    blueprint.add_app_template_filter(words, name)  # type: ignore[arg-type]


@blueprint.errorhandler(WorkshopClosed)
def closed(_error: WorkshopClosed) -> Response:
    """Say kindly that the workshop is over."""
    template = "workshops/_closed.html" if htmx else "workshops/closed.html"
    return make_response(render_template(template), 410)


from klagerejsen.workshops.routes import answers, console, deck, joining, phone, preparing, screen, votes  # noqa: E402, F401
