"""What is learned from a case: causes with their evidence, the five questions, and actions."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import may, member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.journeys import queries, services
from klagerejsen.journeys.forms import show_now
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Cause, Event, Journey, JourneyCause
from klagerejsen.learning import telling, words
from klagerejsen.learning.action_forms import ActionsForm
from klagerejsen.learning.forms import CauseForm, QuestionsForm, WordsForm
from klagerejsen.web.filters import language
from klagerejsen.web.personal import hint_at

blueprint = Blueprint("learning", __name__)

LONGEST_WORDS = 300


def _page(journey: Journey, status: int = 200, **forms: Any) -> tuple[str, int]:
    """Render the page with the forms as they were sent, and the others as things stand."""
    events, taxonomy = queries.events(scope()), queries.causes(scope().team_id)
    questions = QuestionsForm(formdata=None).offer().show(journey.learning, journey.version)
    told = "questions" not in forms and _tell(questions, journey, events)
    context: dict[str, Any] = {
        "questions": questions,
        "actions": _offered(ActionsForm(formdata=None).show(journey.actions, journey.version), journey, taxonomy),
        "cause": CauseForm(formdata=None).offer(taxonomy, events),
        **forms,
    }
    return render_template(
        "learning/learning.html",
        journey=journey,
        causes=_causes(journey),
        labels={row.code: row for row in taxonomy},
        titles={event.ref: event for event in events},
        told=told,
        suggestions=words.suggestions(scope().team_id, taxonomy, context["cause"].note.data or ""),
        **context,
    ), status


def _tell(questions: QuestionsForm, journey: Journey, events: list[Event]) -> bool:
    """Begin the answer to what happened from the timeline where nobody has answered it yet, and say whether."""
    if questions.happened.data or not events or not may("EDIT_JOURNEYS"):
        return False
    important = (ref for row in _causes(journey) for ref in row.events)
    questions.happened.data = telling.of_events(events, important, language())
    return True


def _causes(journey: Journey) -> list[JourneyCause]:
    return [row for row in journey.causes if not row.deleted]


def _offered(form: ActionsForm, journey: Journey, taxonomy: list[Cause]) -> ActionsForm:
    names = {row.code: row.label(language()) for row in taxonomy}
    return form.offer([row.code for row in _causes(journey)], names, journey.actions)


@blueprint.get("/journeys/<int:journey_id>/learning")
@requires(Permission.READ_JOURNEYS)
def show(journey_id: int) -> tuple[str, int]:
    """Show causes, questions and actions."""
    return _page(queries.whole_journey(scope()))


@blueprint.post("/journeys/<int:journey_id>/learning/answers")
@requires(Permission.EDIT_JOURNEYS)
def save_answers(journey_id: int) -> Response | tuple[str, int]:
    """Keep the answers to the five questions."""
    journey = queries.whole_journey(scope())
    form = QuestionsForm().offer()
    if not form.validate():
        return _page(journey, 422, questions=form)
    return _saved(journey, form, {"learning": form.piece()}, "answers", questions=form)


@blueprint.post("/journeys/<int:journey_id>/learning/actions")
@requires(Permission.EDIT_JOURNEYS)
def save_actions(journey_id: int) -> Response | tuple[str, int]:
    """Keep the actions; a row without words goes."""
    journey = queries.whole_journey(scope())
    form = _offered(ActionsForm(), journey, queries.causes(scope().team_id))
    if not form.validate():
        return _page(journey, 422, actions=form)
    return _saved(journey, form, {"actions": form.pieces(journey.actions)}, "actions", actions=form)


def _saved(journey: Journey, form: Any, piece: dict[str, Any], anchor: str, **forms: Any) -> Response | tuple[str, int]:
    try:
        services.edit_journey(journey, piece, form.version.data or 0, Author(member().user_id))
    except services.Clash:
        show_now(form.version, journey.version)
        return _page(journey, 409, clash=anchor, **forms)
    flash(_("Gemt."))
    hint_at(form)
    return redirect(url_for("learning.show", journey_id=journey.id, _anchor=anchor), 303)


@blueprint.post("/journeys/<int:journey_id>/causes")
@requires(Permission.EDIT_JOURNEYS)
def add_cause(journey_id: int) -> Response | tuple[str, int]:
    """Write down a root cause of the case."""
    journey = queries.whole_journey(scope())
    form = CauseForm().offer(queries.causes(scope().team_id), queries.events(scope()))
    if not form.validate():
        return _page(journey, 422, cause=form)
    services.add_cause(journey, form.piece(), Author(member().user_id))
    hint_at(form)
    return redirect(url_for("learning.show", journey_id=journey_id, _anchor="causes"), 303)


@blueprint.post("/journeys/<int:journey_id>/causes/suggestions")
@requires(Permission.EDIT_JOURNEYS)
def suggest_causes(journey_id: int) -> str:
    """Suggest what root cause the words may mean, while they are written."""
    form, taxonomy = CauseForm(), queries.causes(scope().team_id)
    return render_template(
        "learning/_suggestions.html",
        cause=form,
        suggestions=words.suggestions(scope().team_id, taxonomy, (form.note.data or "")[:LONGEST_WORDS]),
        labels={row.code: row for row in taxonomy},
    )


@blueprint.post("/journeys/<int:journey_id>/causes/<int:cause_id>/removal")
@requires(Permission.EDIT_JOURNEYS)
def remove_cause(journey_id: int, cause_id: int) -> Response:
    """Take a root cause off the case; it can be undone."""
    services.remove_cause(queries.cause_of(scope(), cause_id), Author(member().user_id))
    return redirect(url_for("learning.show", journey_id=journey_id, _anchor="causes"), 303)


@blueprint.get("/causes/words")
@requires(Permission.EDIT_JOURNEYS)
def own_words() -> tuple[str, int]:
    """Show the words that causes were given, to look after what the tool has learned to suggest."""
    return _words_page(WordsForm())


@blueprint.post("/causes/words")
@requires(Permission.EDIT_JOURNEYS)
def move_words() -> Response | tuple[str, int]:
    """Give some words another cause."""
    form = WordsForm().offer(queries.causes(scope().team_id))
    if not form.validate():
        return _words_page(form, 422)
    moved = words.move(scope().team_id, form.words.data or [], form.code.data, Author(member().user_id))
    flash(_("Flyttet: %(n)s.", n=moved))
    return redirect(url_for("learning.own_words", _anchor=form.code.data), 303)


def _words_page(form: WordsForm, status: int = 200) -> tuple[str, int]:
    taxonomy = queries.causes(scope().team_id)
    return render_template(
        "learning/words.html",
        form=form.offer(taxonomy),
        groups=words.by_cause(scope().team_id, taxonomy),
        labels={row.code: row for row in taxonomy},
    ), status
