"""The poster of causes across journeys: chosen and proved on a page, and handed out."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.queries import team
from klagerejsen.posters.handing import as_chosen, busy, choices_or_404, format_or_404, or_why_not, printed
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
    """Hand out the poster, or lead to the page that says how far it is."""
    choices, form = choices_or_404(), format_or_404(kind)
    place = scope()
    with or_why_not():
        back = as_chosen(url_for("causes_poster.choose"))
        name = f"klagerejsen-aarsager-{choices.size}"
        return printed(lambda: causes_of(team(place), choices, kind=form), form, name, back)
