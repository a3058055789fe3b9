"""The poster of causes across journeys: chosen and proved on a page, and handed out."""

from flask import Blueprint, Response, render_template

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.queries import team
from klagerejsen.posters.handing import busy, choices_or_404, format_or_404, handed_out, in_turn
from klagerejsen.posters.services import SIZES, PosterError, causes_of, causes_proof, line
from klagerejsen.web.line import Full

blueprint = Blueprint("causes_poster", __name__)


@blueprint.get("/insights/poster")
@requires(Permission.READ_INSIGHTS)
def choose() -> str:
    """Choose paper, language and colour, beside a proof."""
    choices = choices_or_404()
    try:
        with line.place():
            shown: dict[str, str] = {"proof": causes_proof(team(scope()), choices)}
    except Full:
        shown = {"refusal": busy()}
    except PosterError as error:
        shown = {"refusal": str(error)}
    return render_template("posters/causes.html", choices=choices, sizes=SIZES, **shown)


@blueprint.get("/insights/poster.<kind>")
@requires(Permission.READ_INSIGHTS)
def poster(kind: str) -> Response:
    """Hand out the poster."""
    choices, form = choices_or_404(), format_or_404(kind)
    with in_turn():
        data = causes_of(team(scope()), choices, kind=form)
    return handed_out(data, form, f"klagerejsen-aarsager-{choices.size}")
