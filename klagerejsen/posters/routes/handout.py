"""The handout of a workshop: chosen and proved on a page, and handed out as a file."""

from functools import partial
from typing import cast, get_args

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries as journeys
from klagerejsen.posters import Layout, render_isolated
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.handing import as_chosen, choices_or_404, format_or_404, or_why_not, printed
from klagerejsen.posters.handout.sheet import Handout, HandoutPaper, build_handout
from klagerejsen.posters.proving import proved
from klagerejsen.web.filters import today
from klagerejsen.web.transactions import done_reading
from klagerejsen.workshops import queries
from klagerejsen.workshops.plans import course
from klagerejsen.workshops.screen import join_place, join_url

blueprint = Blueprint("handouts", __name__)


@blueprint.get("/workshops/<int:workshop_id>/handout")
@requires(Permission.RUN_WORKSHOP)
def choose(workshop_id: int) -> str:
    """Choose paper, colour and language, beside a proof."""
    choices, paper, handout = choices_or_404(), _paper_or_404(), _handout()
    return render_template(
        "posters/handout.html",
        workshop_id=workshop_id,
        choices=choices,
        paper=paper,
        papers=get_args(HandoutPaper),
        handout=handout,
        again=as_chosen(url_for("handouts.choose", workshop_id=workshop_id)),
        file=partial(_file, workshop_id),
        **proved(lambda: _laid_out(handout, paper, choices)),
    )


@blueprint.get("/workshops/<int:workshop_id>/handout.<kind>")
@requires(Permission.RUN_WORKSHOP)
def file(workshop_id: int, kind: str) -> Answer:
    """Hand out the handout."""
    choices, paper, form, handout = choices_or_404(), _paper_or_404(), format_or_404(kind), _handout()
    page = max(request.args.get("page", 1, type=int), 1)

    def draw() -> bytes:
        layout = _laid_out(handout, paper, choices)
        return render_isolated(layout, form, min(page, len(layout.sheets)))

    with or_why_not():
        back = as_chosen(url_for("handouts.choose", workshop_id=workshop_id))
        return printed(draw, form, f"klagerejsen-workshop-{workshop_id}-{paper}", back)


def _paper_or_404() -> HandoutPaper:
    asked = request.args.get("paper", "a4")
    if asked not in get_args(HandoutPaper):
        abort(404)
    return cast(HandoutPaper, asked)


def _handout() -> Handout:
    """Return what the handout says; a workshop that is closed has no way in, and so no handout."""
    room, journey = queries.workshop(scope()), journeys.journey(scope())
    if room.closed_at:
        abort(404)
    return Handout(
        title=journey.title,
        subtitle=journey.subtitle or "",
        place=join_place(),
        code=room.code,
        link=join_url(room),
        steps=course(room),
        fictional=bool(journey.fictional),
    )


def _laid_out(handout: Handout, paper: HandoutPaper, choices: Choices) -> Layout:
    done_reading()
    return build_handout(handout, paper, language=choices.language, made=today(), grey=choices.grey)


def _file(workshop_id: int, kind: str, page: int) -> str:
    return as_chosen(url_for("handouts.file", workshop_id=workshop_id, kind=kind), page=page)
