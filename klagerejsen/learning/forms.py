"""The forms of what is learned: the five questions, causes with their events."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import HiddenInput

from klagerejsen import labels
from klagerejsen.dates import in_words
from klagerejsen.journeys.forms import written
from klagerejsen.journeys.models import Cause, Event
from klagerejsen.web.filters import language
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.personal import by_role

LONGEST = 2000


class QuestionsForm(Form):
    """MiniFOKUS: the five learning steps, asked in Borgerrådgiveren's own words."""

    happened = TextAreaField(lazy("1. Hvad er der sket?"), [at_most(LONGEST), by_role])
    wished = TextAreaField(lazy("2. Hvad ville vi ønske, der var sket i stedet for?"), [at_most(LONGEST), by_role])
    why = TextAreaField(lazy("3. Hvorfor skete det uønskede?"), [at_most(LONGEST), by_role])
    answer = RadioField(lazy("4. Kunne det uønskede ske igen?"), [Optional()])
    likelihood = RadioField(lazy("Sandsynlighed"), [Optional()])
    recur = TextAreaField(lazy("Hvorfor?"), [at_most(LONGEST), by_role])
    prevent = TextAreaField(
        lazy("5. Hvad kan vi i givet fald gøre for at undgå gentagelse?"), [at_most(LONGEST), by_role]
    )
    summary = StringField(lazy("Læringen i én sætning"), [at_most(200), by_role])
    version = IntegerField(widget=HiddenInput(), default=1)

    def offer(self) -> "QuestionsForm":
        """Fill the lists."""
        self.answer.choices = labels.choices("answer", _)
        self.likelihood.choices = labels.choices("likelihood", _)
        return self

    def show(self, learning: dict[str, Any] | None, version: int) -> "QuestionsForm":
        """Show what is written already."""
        said = learning or {}
        again = said.get("recur") or {}
        for name in ("happened", "wished", "why", "prevent", "summary"):
            self[name].data = said.get(name) or ""
        self.answer.data, self.likelihood.data = again.get("answer"), again.get("likelihood")
        self.recur.data, self.version.data = again.get("text") or "", version
        return self

    def piece(self) -> dict[str, Any]:
        """Return the answers as the document has them."""
        recur = {
            "answer": self.answer.data or None,
            "likelihood": self.likelihood.data or None,
            "text": written(self.recur),
        }
        return {
            "happened": written(self.happened),
            "wished": written(self.wished),
            "why": written(self.why),
            "recur": recur if any(recur.values()) else None,
            "prevent": written(self.prevent),
            "summary": written(self.summary),
        }


class CauseForm(Form):
    """A root cause from the team's taxonomy, in people's own words, with the events that show it."""

    note = StringField(lazy("Hvad var årsagen, med jeres egne ord?"), [at_most(300), by_role])
    suggested = RadioField(lazy("Det kan være"), [Optional()], validate_choice=False)
    code = SelectField(lazy("Rodårsag"))
    primary = BooleanField(lazy("Vendepunkt: en af de vigtigste"))
    events = SelectMultipleField(lazy("Hændelser, der viser den"))

    def offer(self, causes: list[Cause], events: list[Event]) -> "CauseForm":
        """Fill the lists."""
        self.code.choices = [("", _("Vælg …")), *_named(causes)]
        self.events.choices = [
            (event.ref, f"{in_words(event.date, language())}: {event.title or ''}") for event in events
        ]
        return self

    def validate_code(self, field: SelectField) -> None:
        """A cause of the taxonomy: a suggested one, else the one that was chosen from the list."""
        if self.chosen not in {code for code, _name in field.choices if code}:
            raise ValidationError(_("Vælg en årsag."))

    @property
    def chosen(self) -> str:
        """The code that was meant."""
        code: str = self.suggested.data or self.code.data or ""
        return code

    def piece(self) -> dict[str, Any]:
        """Return the cause as the document has it."""
        return {
            "code": self.chosen,
            "primary": self.primary.data,
            "events": self.events.data or [],
            "note": written(self.note),
        }


class WordsForm(Form):
    """Words that are to stand for another cause."""

    words = SelectMultipleField(coerce=int, validate_choice=False)
    code = SelectField(lazy("Rodårsag"))

    def offer(self, causes: list[Cause]) -> "WordsForm":
        """Fill the list."""
        self.code.choices = [("", _("Vælg …")), *_named(causes)]
        return self

    def validate_words(self, field: SelectMultipleField) -> None:
        """At least one, and a cause to give them."""
        if not field.data:
            raise ValidationError(_("Sæt kryds ved de ord, der skal flyttes."))
        if not self.code.data:
            raise ValidationError(_("Vælg en årsag."))


def _named(causes: list[Cause]) -> list[tuple[str, str]]:
    return [(cause.code, f"{cause.code} {cause.label(language())}") for cause in causes]
