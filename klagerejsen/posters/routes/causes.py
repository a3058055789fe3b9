"""The poster of causes across journeys: chosen and proved on a page, and handed out."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.queries import team
from klagerejsen.posters.handing import as_chosen, choices_or_404, format_or_404, or_why_not, printed
from klagerejsen.posters.proving import proved
from klagerejsen.posters.services import SIZES, causes_layout, causes_of

blueprint = Blueprint("causes_poster", __name__)


@blueprint.get("/insights/poster")
@requires(Permission.READ_INSIGHTS)
def choose() -> str:
    """Choose paper, language and colour, beside a proof."""
    choices = choices_or_404()
    own = team(scope())
    return render_template(
        "posters/causes.html", choices=choices, sizes=SIZES, **proved(lambda: causes_layout(own, choices))
    )


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
