"""The letter to the citizen: proposed, edited on the page, and printed from what stands there; nothing is kept."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as lazy
from werkzeug.wrappers import Response as Answer
from wtforms import StringField, TextAreaField

from klagerejsen.access.guard import requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.catalogue import LANGUAGES
from klagerejsen.extensions import htmx
from klagerejsen.journeys import queries
from klagerejsen.journeys.models import Journey
from klagerejsen.posters.handing import printed
from klagerejsen.posters.letter.words import LetterText
from klagerejsen.posters.proving import proved
from klagerejsen.posters.services import PosterError, letter_layout, letter_of, letter_proposed
from klagerejsen.screening import kinds
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.pages import page_or_partial
from klagerejsen.web.personal import by_role, looks_like
from klagerejsen.web.transactions import reads_first

blueprint = Blueprint("letters", __name__)

LONGEST = 4000


class LetterForm(Form):
    """The sections of the letter as somebody has edited them."""

    greeting = StringField(lazy("Hilsen"), [at_most(200), by_role])
    thanks = TextAreaField(lazy("Tak"), [at_most(LONGEST), by_role])
    understood = TextAreaField(lazy("Sådan har vi forstået, at det var for dig"), [at_most(LONGEST), by_role])
    found = TextAreaField(lazy("Det fandt vi"), [at_most(LONGEST), by_role])
    doing = TextAreaField(lazy("Det gør vi nu"), [at_most(LONGEST), by_role])
    contact = TextAreaField(
        lazy("Hvis du vil tale med os"),
        [at_most(LONGEST), by_role],
        description=lazy("Lad feltet stå tomt, så kommer der linjer at skrive på."),
    )

    def text(self) -> LetterText:
        """Return what is to be printed."""
        return LetterText(**{name: self[name].data or "" for name in LetterText.__dataclass_fields__})

    def personal(self) -> list[tuple[str, str]]:
        """Return the sections that look personal, with what they look like; whom to contact may be a person."""
        named = [self[name] for name in LetterText.__dataclass_fields__ if name != "contact"]
        return [(str(field.label.text), looks_like(found)) for field in named if (found := kinds(field.data or ""))]


@blueprint.get("/journeys/<int:journey_id>/letter")
@requires(Permission.READ_JOURNEYS)
def show(journey_id: int) -> Answer:
    """Propose the letter, in the language and with the citizen's own words if they are asked for."""
    journey, language = queries.whole_journey(scope()), _language(request.args.get("language"))
    proposed = letter_proposed(journey, language, "quotes" in request.args)
    return _page(journey, language, LetterForm(formdata=None, data=asdict(proposed)))


@blueprint.post("/journeys/<int:journey_id>/letter")
@requires(Permission.READ_JOURNEYS)
@reads_first
def hand_out(journey_id: int) -> Answer:
    """Hand out the letter as it was edited, at once or in its turn; what looks personal is pointed out once before."""
    journey, language, form = queries.whole_journey(scope()), _language(request.form.get("language")), LetterForm()
    if not form.validate():
        return _page(journey, language, form, status=422)
    personal = form.personal()
    if personal and "seen" not in request.form:
        return _page(journey, language, form, personal=personal)
    place, text = scope(), form.text()
    try:
        back = url_for("letters.show", journey_id=journey_id, language=language)
        name = f"klagerejse-{journey_id}-brev"
        return printed(lambda: letter_of(queries.whole_journey(place), text, language), "pdf", name, back)
    except PosterError as error:
        return _page(journey, language, form, status=422, refusal=str(error))


@blueprint.post("/journeys/<int:journey_id>/letter/proof")
@requires(Permission.READ_JOURNEYS)
@reads_first
def prove(journey_id: int) -> Answer:
    """Show the letter as it stands in the fields; nothing leaves and nothing is kept."""
    journey, language, form = queries.whole_journey(scope()), _language(request.form.get("language")), LetterForm()
    return _page(journey, language, form, status=200 if form.validate() or htmx else 422)


def _language(asked: str | None) -> str:
    language = asked or str(get_locale())
    if language not in LANGUAGES:
        abort(404)
    return language


def _page(journey: Journey, language: str, form: LetterForm, status: int = 200, **more: Any) -> Answer:
    proof = _proof(journey, language, form)
    context = {"journey": journey, "letter_language": language, "form": form, **proof, **more}
    return page_or_partial("posters/letter.html", "posters/_proof.html", status, **context)


def _proof(journey: Journey, language: str, form: LetterForm) -> Mapping[str, object]:
    """Return the proof of what stands in the fields; where one is refused, its reason."""
    problems = [problem for field in form for problem in field.errors]
    return {"refusal": problems[0]} if problems else proved(lambda: letter_layout(journey, form.text(), language))
