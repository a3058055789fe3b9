"""The forms of terms and goals."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from wtforms import Field, IntegerField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from klagerejsen.complaints.deadlines import CALENDAR, TERM_WORDS, WORKING
from klagerejsen.complaints.forms import Choice, Day, a_day
from klagerejsen.complaints.goals import MEASURE_OF, MEASURES
from klagerejsen.web.filters import today
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.personal import by_role

MOST_DAYS = 1_000
MOST_COMPLAINTS = 1_000_000


class Number(IntegerField):
    """A whole number, with our words for what is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; an empty field has none."""
        self.data = None
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError as error:
            raise ValueError(_("Skriv et helt tal.")) from error


class TermForm(Form):
    """A term that is set anew, for complaints received from a day on."""

    code = Choice(lazy("Frist for"))
    area = Choice(lazy("Område"), [Optional()])
    days = Number(
        lazy("Dage"),
        [Optional(), NumberRange(0, MOST_DAYS, lazy("Skriv et tal fra %(min)s til %(max)s."))],
        description=lazy("Tomt: der er ingen frist."),
    )
    unit = RadioField(lazy("Dagene er"), [InputRequired(lazy("Vælg en af dem."))], default=WORKING)
    basis = StringField(
        lazy("Grundlag"),
        [DataRequired(lazy("Skal udfyldes.")), at_most(200), by_role],
        description=lazy("En paragraf, eller hvem der har besluttet det og hvornår."),
    )
    since = Day(lazy("For klager modtaget fra"), [a_day], default=today)

    def offer(self, areas: Mapping[str, str]) -> "TermForm":
        """Fill the lists."""
        self.code.choices = [(code, _(words)) for code, words in TERM_WORDS.items()]
        self.area.choices = [("", _("Alle områder")), *areas.items()]
        self.unit.choices = [(WORKING, _("arbejdsdage")), (CALENDAR, _("kalenderdage"))]
        return self

    def piece(self) -> dict[str, Any]:
        """Return what was set; to be called when the form is valid."""
        return {
            "code": self.code.data,
            "area": self.area.data or None,
            "days": self.days.data,
            "unit": self.unit.data,
            "basis": (self.basis.data or "").strip(),
            "since": self.since.data,
        }


class GoalForm(Form):
    """A goal for the complaints of a period."""

    measure = Choice(lazy("Mål for"))
    target = Number(lazy("Tal eller procent"), [InputRequired(lazy("Skal udfyldes."))])
    area = Choice(lazy("Område"), [Optional()])
    first_day = Day(lazy("Klager modtaget fra"), [a_day], default=lambda: dt.date(today().year, 1, 1))
    last_day = Day(lazy("Klager modtaget til"), [a_day], default=lambda: dt.date(today().year, 12, 31))

    def offer(self, areas: Mapping[str, str]) -> "GoalForm":
        """Fill the lists."""
        self.measure.choices = [
            (measure.code, _(measure.words) + (" … %" if measure.share else " …")) for measure in MEASURES
        ]
        self.area.choices = [("", _("Alle områder")), *areas.items()]
        return self

    def validate_target(self, field: Field) -> None:
        """A share is a percentage, and a count has a bound."""
        measure = MEASURE_OF.get(self.measure.data or "")
        most = MOST_COMPLAINTS if measure and not measure.share else 100
        if field.data is not None and not 0 <= field.data <= most:
            raise ValidationError(_("Skriv et helt tal fra 0 til %(most)s.", most=most))

    def validate_last_day(self, field: Field) -> None:
        """A period ends after it began."""
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_("Perioden slutter, før den begynder."))

    def piece(self) -> dict[str, Any]:
        """Return what was set; to be called when the form is valid."""
        fields = (self.measure, self.target, self.first_day, self.last_day)
        return {field.name: field.data for field in fields} | {"area": self.area.data or None}
