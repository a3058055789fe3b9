"""The form that asks what a file is for before it leaves."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, ValidationError

from klagerejsen.outgoing.terms import LONGEST_WORDS, MOST_DAYS, PURPOSES, USUAL_DAYS, Terms
from klagerejsen.web.filters import today
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.personal import by_role


class TermsForm(Form):
    """What a file is for, and until when it may be kept."""

    purpose = SelectField(lazy("Formål"))
    words = StringField(
        lazy("Med egne ord"),
        [at_most(LONGEST_WORDS), by_role],
        description=lazy("Står i filen eller i dens navn, og i loggen. Skriv roller, ikke navne."),
    )
    delete_by = DateField(
        lazy("Slettes senest"),
        [DataRequired(lazy("Skriv en dag."))],
        default=lambda: today() + dt.timedelta(USUAL_DAYS),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.purpose.choices = [(code, _(words)) for code, (words, _slug) in PURPOSES.items()]

    def validate_words(self, field: StringField) -> None:
        """Ask for words where the list has none."""
        if self.purpose.data == "other" and not (field.data or "").strip():
            raise ValidationError(_("Skriv, hvad filen skal bruges til."))

    def validate_delete_by(self, field: DateField) -> None:
        """Take a day that is to come and not too far away."""
        if not today() <= field.data <= today() + dt.timedelta(MOST_DAYS):
            raise ValidationError(_("Vælg en dag fra i dag og højst ti år frem."))

    def terms(self) -> Terms:
        """Return what was said; to be called when the form is valid."""
        assert self.delete_by.data is not None
        return Terms(self.purpose.data, " ".join((self.words.data or "").split()), self.delete_by.data)
