"""The page behind a link: one question about one action, for somebody without an account."""

from flask import abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from klagerejsen import labels
from klagerejsen.access.guard import open_to_all
from klagerejsen.minifokus.routes import blueprint
from klagerejsen.reflections import asking
from klagerejsen.reflections.models import Followup
from klagerejsen.web.filters import today
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.links import guesses_slowed, tries_limited
from klagerejsen.web.personal import by_role


class AnswerForm(Form):
    """Whether it helped, and one sentence."""

    helped = RadioField(lazy("Hjalp det?"), [InputRequired(lazy("Vælg et svar."))])
    words = StringField(
        lazy("Hvad ser du det på? Én sætning"),
        [at_most(300), by_role],
        description=lazy("Skriv roller, ikke navne."),
    )

    def offer(self) -> "AnswerForm":
        """Fill the list: who does not know need not answer."""
        self.helped.choices = [pair for pair in labels.choices("helped", _) if pair[0] != "unknown"]
        return self


def _row(token: str) -> Followup:
    return asking.by_token(token) or abort(404)


def _page(row: Followup, form: AnswerForm, status: int = 200) -> tuple[str, int]:
    return render_template("minifokus/asked.html", row=row, form=form, today=today()), status


@blueprint.get("/helped/<token>")
@open_to_all
@guesses_slowed(asking.by_token)
def asked(token: str) -> tuple[str, int]:
    """Ask whether the action helped, or say why not now."""
    return _page(_row(token), AnswerForm(formdata=None).offer())


@blueprint.post("/helped/<token>")
@open_to_all
@guesses_slowed(asking.by_token)
@tries_limited("helped")
def answer(token: str) -> Response | tuple[str, int]:
    """Keep the answer, once."""
    row, form = _row(token), AnswerForm().offer()
    if not row.opens_on <= today() <= row.closes_on or row.answered_at is not None:
        return _page(row, form, 410)
    if not form.validate():
        return _page(row, form, 422)
    asking.answer(row, form.helped.data, (form.words.data or "").strip())
    return redirect(url_for("minifokus.asked", token=token), 303)
