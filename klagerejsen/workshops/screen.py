"""What the projector shows beside the timeline: the question, the newest sentences, and the way in."""

from typing import Any

import segno
from flask import current_app, url_for
from markupsafe import Markup

from klagerejsen.web.pages import our_address
from klagerejsen.workshops import balloting, codewords, earlier, presence, queries
from klagerejsen.workshops.method import THROUGH
from klagerejsen.workshops.models import Workshop
from klagerejsen.workshops.news import newest_said
from klagerejsen.workshops.plans import guide_of
from klagerejsen.workshops.services import clock_of

NEWEST = 3
"""Sentences in the corner of the screen; css/screen.css hides what notes that come later push out."""
QUIET_ZONE = 4
"""Modules of white round a QR code, as its standard asks for."""


def join_url(room: Workshop) -> str:
    """Return the address that the QR code holds."""
    ticket = codewords.ticket(room.code, str(current_app.secret_key))
    return our_address() + url_for("workshops.join", code=codewords.in_a_link(room.code), k=ticket)


def join_place() -> str:
    """Return the address that people type, without what browsers add by themselves."""
    return our_address().split("://", 1)[-1] + url_for("workshops.join")


def qr(text: str) -> Markup:
    """Draw a QR code, dark on white in every theme, as an image inside the page."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 - drawn from numbers; no text of anyone's is in it


def context(room: Workshop) -> dict[str, Any]:
    """Return what the screen shows round the timeline."""
    scope = queries.scope_of(room)
    return {
        "room": room,
        "guide": guide_of(room),
        "through": THROUGH[room.glasses],
        "clock": clock_of(room),
        "news": newest_said(room, NEWEST),
        "present": presence.present(room),
        "focus": queries.focus_id(room),
        "earlier": earlier.on_the_wall(scope, room),
        **balloting.shown(scope, room),
    }
