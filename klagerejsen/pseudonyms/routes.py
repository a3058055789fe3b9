"""The page on which names become roles."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen import labels
from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.database import forget_rewritten
from klagerejsen.extensions import db
from klagerejsen.journeys import queries
from klagerejsen.journeys.history import Author
from klagerejsen.pseudonyms import finding, services
from klagerejsen.web.personal import refusal
from klagerejsen.web.transactions import reads_first, writing

blueprint = Blueprint("pseudonyms", __name__)

LONGEST_WORDS, LONGEST_ROLE = 200, 60


@blueprint.get("/journeys/<int:journey_id>/personal-data")
@requires(Permission.EDIT_JOURNEYS)
def show(journey_id: int) -> Response:
    """Show what looks like personal data, with a role to write beside each."""
    return _page({}, [])


@blueprint.post("/journeys/<int:journey_id>/personal-data")
@requires(Permission.EDIT_JOURNEYS)
@reads_first
def replace(journey_id: int) -> Response:
    """Replace the words for which a role was written, everywhere in the case."""
    pairs = zip(request.form.getlist("words"), request.form.getlist("role"), strict=False)
    roles = {words.strip(): role.strip() for words, role in pairs if words.strip() and role.strip()}
    problems = _problems(roles)
    if problems:
        return _page(roles, problems, 422)
    queries.journey(scope())
    with writing():
        rewritten = services.replace_everywhere(journey_id, roles, Author(member().user_id))
    forget_rewritten(db.engine)
    flash(_("Erstattet %(n)s steder.", n=rewritten) if rewritten else _("Der var intet at erstatte."))
    return redirect(url_for("pseudonyms.show", journey_id=journey_id), 303)


def _problems(roles: dict[str, str]) -> list[str]:
    if not roles:
        return [_("Skriv en rolle ud for mindst ét af ordene.")]
    if any(len(words) > LONGEST_WORDS for words in roles) or any(len(role) > LONGEST_ROLE for role in roles.values()):
        return [_("En rolle kan højst fylde %(n)s tegn.", n=LONGEST_ROLE)]
    return [problem for role in roles.values() if (problem := refusal(role)) is not None][:1]


def _page(roles: dict[str, str], problems: list[str], status: int = 200) -> Response:
    journey, found = queries.journey(scope()), finding.find(scope().journey_id or 0)
    actors = [actor.label for actor in queries.actors(scope())]
    listed = {one.words for one in found}
    page = render_template(
        "pseudonyms/personal_data.html",
        journey=journey,
        found=found,
        roles=roles,
        other=next(((words, role) for words, role in roles.items() if words not in listed), ("", "")),
        suggestions=list(dict.fromkeys(actors + [labels.label("role", code, _) for code in labels.ROLES])),
        problems=problems,
    )
    return make_response(page, status)
