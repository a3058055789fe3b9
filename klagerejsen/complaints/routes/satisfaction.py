"""The page behind a link: one question to a complainant, who needs no account."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from klagerejsen.access.guard import open_to_all
from klagerejsen.complaints.conversation import polling
from klagerejsen.complaints.conversation.forms import ALOUD, ScoreForm
from klagerejsen.complaints.conversation.models import Poll
from klagerejsen.complaints.routes import blueprint
from klagerejsen.web.filters import today
from klagerejsen.web.links import guesses_slowed, tries_limited


def _poll(token: str) -> Poll:
    return polling.by_token(token) or abort(404)


def _form(*, empty: bool = False) -> ScoreForm:
    form = ScoreForm(formdata=None) if empty else ScoreForm()
    return form.offer(ALOUD)


def _page(poll: Poll, form: ScoreForm, status: int = 200) -> tuple[str, int]:
    return render_template("complaints/satisfaction.html", poll=poll, form=form, today=today()), status


@blueprint.get("/satisfaction/<token>")
@open_to_all
@guesses_slowed(polling.by_token)
def satisfaction(token: str) -> tuple[str, int]:
    """Ask, or say why not now."""
    return _page(_poll(token), _form(empty=True))


@blueprint.post("/satisfaction/<token>")
@open_to_all
@guesses_slowed(polling.by_token)
@tries_limited("satisfaction")
def answer_link(token: str) -> Response | tuple[str, int]:
    """Keep the answer, once."""
    poll, form = _poll(token), _form()
    if poll.citizen_answered or poll.closes_on is None or today() > poll.closes_on:
        return _page(poll, form, 410)
    if not form.validate():
        return _page(poll, form, 422)
    polling.answer_link(poll, form.score.data)
    return redirect(url_for("complaints.satisfaction", token=token), 303)
