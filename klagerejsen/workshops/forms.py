"""The forms of the room: joining, an answer, a note."""

import secrets
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional, ValidationError

from klagerejsen.codes import Known, Perspective
from klagerejsen.journeys.models import Answer
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.personal import by_role

LONGEST = 500
SCORES = (-2, -1, 0, 1, 2)


def _stripped(text: str | None) -> str:
    return (text or "").strip()


class JoinForm(Form):
    """A code, typed in any way, and the side somebody sits on."""

    ticket = HiddenField(validators=[Length(max=16)])
    code = StringField(lazy("Koden på skærmen"), [InputRequired(lazy("Skriv koden fra skærmen."))])
    side = StringField(
        lazy("Hvilken side sidder du på?"),
        [AnyOf([side.value for side in Perspective], lazy("Vælg den side, du sidder på."))],
    )


class AnswerForm(Form):
    """Did you know? How was it? One sentence."""

    known = StringField(
        validators=[AnyOf([known.value for known in Known], lazy("Svar først ja eller nej. Det er ikke gemt endnu."))]
    )
    score = IntegerField(validators=[Optional(), NumberRange(SCORES[0], SCORES[-1])])
    text = TextAreaField(filters=[_stripped], validators=[Length(max=LONGEST), by_role])

    def show(self, answer: Answer | None) -> None:
        """Fill in what was answered before."""
        if answer is not None:
            self.known.data, self.score.data, self.text.data = answer.known.value, answer.score, answer.text or ""

    @property
    def blank(self) -> bool:
        """Whether nothing at all was answered."""
        return not self.known.data and self.score.data is None and not self.text.data

    def view(self) -> dict[str, Any]:
        """Return the answer as a view of the document."""
        return {"known": self.known.data, "score": self.score.data, "text": self.text.data}


class NoteForm(Form):
    """A sentence beside the answers; `key` is made with the page, so that sending twice writes once."""

    # Its labels stand in the template; without these WTForms would look for words in its catalogue, twice a note.
    key = HiddenField("", validators=[Length(min=16, max=64)])
    note = TextAreaField("", filters=[_stripped], validators=[Length(max=LONGEST), by_role])

    def validate_note(self, field: TextAreaField) -> None:
        """A note without words is none."""
        if not field.data:
            raise ValidationError(_("Skriv noten først."))


class SignatureForm(Form):
    """How a participant signs, or nothing."""

    signature = StringField(filters=[_stripped], validators=[at_most(40), by_role])


def new_key() -> str:
    """Return a key for a note that is not sent yet."""
    return secrets.token_urlsafe(16)
