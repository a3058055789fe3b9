"""The deck: the list and all cards in one piece, so that a phone that loses its network can go on answering."""

import datetime as dt

from flask import render_template

from klagerejsen.access.guard import requires
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys.models import Event
from klagerejsen.workshops.forms import AnswerForm
from klagerejsen.workshops.method import PROMPTS
from klagerejsen.workshops.phone import Card, Phone
from klagerejsen.workshops.routes import blueprint
from klagerejsen.workshops.routes.phone import blank_note, frame, notes_on, phone_here

# What stands for the number of an event in the card that the others are made from.
ANY = 9_007_199_254_740_991


@blueprint.get("/workshops/<int:workshop_id>/phone/deck")
@requires(Permission.TAKE_PART)
def deck(workshop_id: int) -> str:
    """Return the list, the head of every card with the participant's own answer, and one blank card for them all."""
    here = phone_here()
    return render_template(
        "workshops/_deck.html",
        cards=here.cards(),
        blank=_blank_card(here),
        form=AnswerForm(formdata=None),
        note_form=blank_note(),
        prompts=PROMPTS[here.participant.perspective],
        side=here.participant.perspective.value,
        **frame(here),
        **notes_on(here, None),
    )


def _blank_card(here: Phone) -> Card:
    day = dt.date(2000, 1, 1)
    event = Event(id=ANY, ref="", position=0, date=day.isoformat(), earliest=day, latest=day, title="–")
    return Card(event, 0, len(here.events), here.next_after(), "")
